"""Words of a guide become HTML; nothing else an author types does."""

import pytest

from unhurried.library.rendering import rendered


def test_markdown_becomes_html() -> None:
    assert rendered("Rest, *if you like*.") == "<p>Rest, <em>if you like</em>.</p>\n"


def test_tags_come_out_as_text() -> None:
    assert rendered("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"


@pytest.mark.parametrize("scheme", ["javascript", "data", "vbscript", "file"])
def test_dangerous_links_are_not_links(scheme: str) -> None:
    assert "<a" not in rendered(f"[rest]({scheme}:text)")


def test_images_are_not_fetched_from_anywhere() -> None:
    assert "<img" not in rendered("![a wave](https://example.org/wave.png)")


def test_html_may_stand_in_a_page_as_it_is() -> None:
    assert rendered("Rest.").__html__() == "<p>Rest.</p>\n"
