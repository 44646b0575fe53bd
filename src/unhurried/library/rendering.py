"""Markdown of the guides as HTML that may stand in a page."""

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

# Images are left out because they would fetch from another host and tell it that somebody reads here.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline"])


def rendered(text: str) -> Markup:
    """Safe HTML: tags an author types come out as text, and dangerous links are not links."""
    return Markup(_MARKDOWN.render(text))  # noqa: S704 (html=False escapes whatever is not Markdown)


def tokens_of(text: str) -> list[Token]:
    """The same Markdown, for what is not a page of a browser."""
    return _MARKDOWN.parse(text)
