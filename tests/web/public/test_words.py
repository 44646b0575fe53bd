"""Help stands in an order one can guess, and what was typed comes back without its secrets."""

import re
from uuid import uuid4

import pytest
from django import forms
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


def shown_back(typed: dict[str, str]) -> list[str]:
    return re.findall(r"<textarea[^>]*>([^<]*)</textarea>", _answer(errors.stale_page, typed))


def all_forms(form: type[forms.BaseForm] = forms.BaseForm) -> list[type[forms.BaseForm]]:
    return [one for below in form.__subclasses__() for one in (below, *all_forms(below))]


def said_by_forms() -> dict[str, set[str]]:
    """What forms of ours say without anybody's typing: the keys of their choices, by the field's name."""
    found: dict[str, set[str]] = {}
    for form in all_forms():
        if form.__module__.startswith("unhurried."):
            for name, field in getattr(form, "base_fields", {}).items():
                found.setdefault(name, set()).update(str(key) for key, _ in getattr(field, "choices", []))
    return found


def prove_only_words_come_back() -> None:
    marks = {name: values for name, values in said_by_forms().items() if values}
    assert {"answer", "reader", "heading", "wish"} <= set(marks)
    for name, values in marks.items():
        for value in values:
            assert (name, value, shown_back({name: value})) == (name, value, [])
    ids = {"act": str(uuid4()), "line": str(uuid4()), "back": "/clinician/", "region": "GB-SCT"}
    times = {"day": "2026-11-28", "at": "20:30", "as_of": "2026-11-28T18:00:00+00:00"}
    assert shown_back(ids | times) == []


def test_only_what_a_person_typed_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    prove_only_words_come_back()
    typed = {"text": "tired", "prompt.noticed": "quiet", "own_word": "The wren"}
    assert shown_back(typed) == ["tired", "quiet", "The wren"]
    monkeypatch.setattr(errors, "_MARK", re.compile("canary"))
    with pytest.raises(AssertionError):
        prove_only_words_come_back()


def test_page_that_had_grown_old_leads_on() -> None:
    page = _answer(errors.stale_page, {"text": "A wren."})
    main = page[page.index("<main") : page.index("</main>")]
    assert re.findall(r'<a[^>]* href="([^"]*)"', main) == ["/", "/account/sign-in/", "/help-now/"]
    assert re.findall(r"<label[^>]*>(.*?)</label>", main) == ["Your words"]
