"""Words of a guide become HTML; nothing else an author types does."""

import pytest

from unhurried.library.rendering import rendered, rendered_as_page


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


def test_page_of_its_own_has_its_headings_below_the_title_of_the_page() -> None:
    text = "# Title\n\n### Part\n\n#### Detail"
    assert rendered_as_page(text) == "<h2>Title</h2>\n<h2>Part</h2>\n<h3>Detail</h3>\n"
    assert rendered_as_page("<b>no</b>") == rendered("<b>no</b>")
