"""What a clinic's list may name."""

import pytest

from unhurried.core.reading import names_adult_media


@pytest.mark.parametrize(
    "named", ["Erotica for two", "https://xxx.example/", "A pornographer writes", "Nsfw stories"]
)
def test_adult_media_is_found(named: str) -> None:
    assert names_adult_media("A title", named)


def test_books_about_bodies_and_wanting_are_not() -> None:
    assert not names_adult_media("The erotic mind", "On sex, desire and long love", "https://ex.example/", "")
