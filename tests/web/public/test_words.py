"""Help stands in an order one can guess, and what was typed comes back without its secrets."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from unhurried.library.loading import load_library
from unhurried.library.place import content_root
from unhurried.web.public import errors
from unhurried.web.public.words import COUNTRY_WORDS, place_of


def test_ones_own_country_comes_first_and_anywhere_last() -> None:
    countries = ["international", "US", "GB", "IE"]
    assert sorted(countries, key=lambda one: place_of(one, "US")) == ["US", "IE", "GB", "international"]
    assert sorted(countries, key=lambda one: place_of(one, "")) == ["IE", "GB", "US", "international"]


def test_every_country_of_the_library_has_a_name() -> None:
    assert set(load_library(content_root()).help) == set(COUNTRY_WORDS)


@pytest.mark.parametrize("page", [errors.stale_page, errors.not_saved])
def test_what_was_typed_comes_back(page: object) -> None:
    words = "It was quiet. <b>I liked that.</b>"
    answer = _answer(
        page, {"text": words, "oldpassword": "canary-1", "password2": "canary-2", "code": "canary-3"}
    )
    assert "It was quiet. &lt;b&gt;I liked that.&lt;/b&gt;</textarea>" in answer
    assert "canary" not in answer


def _answer(page: object, typed: dict[str, str]) -> str:
    assert callable(page)
    response = page(RequestFactory().post("/", typed))
    assert isinstance(response, HttpResponse)
    return response.content.decode()
