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


def rendered_as_page(text: str) -> Markup:
    """The same for a text that is the page: its `###` follow the page's own heading, so they are h2."""
    tokens = _MARKDOWN.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{max(2, int(token.tag[1:]) - 1)}"
    return Markup(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))  # noqa: S704 (as above)
