"""Every word a person reads is marked for translation: nothing stands bare in a template."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

import unhurried

SOURCE = Path(unhurried.__file__).parent
TEMPLATES = sorted([*SOURCE.glob("web/**/*.html"), *SOURCE.glob("config/**/*.html")])
SAME_EVERYWHERE = re.compile(r"\b(Unhurried|Shift|Esc|J|K|R)\b|&\w+;")
READ_ALOUD = re.compile(r"""\b(?:aria-label|title|alt|placeholder|content)="([^"\0]*[a-z]{3}[^"\0]*)\"""")
NOT_READ = re.compile(r"""<meta[^>]*>|<(script|svg)\b.*?</\1>""", re.DOTALL)


def bare_words(source: str) -> list[str]:
    """Words outside of {% trans %} and _(), in text or in attributes that are read aloud."""
    tree = Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(source)
    page = NOT_READ.sub(" ", "".join(_literals(tree)))
    spoken = READ_ALOUD.findall(page)
    text = SAME_EVERYWHERE.sub(" ", re.sub(r"<[^>]*>", " ", page))
    return [*spoken, *re.findall(r"(?<!\w)[^\W\d_]{2,}[^\0<>]*", text)]


def _literals(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.TemplateData):
        yield node.data
    elif isinstance(node, nodes.AssignBlock) or (
        isinstance(node, nodes.Block) and node.name.endswith("_class")
    ):
        return
    elif isinstance(node, nodes.Output | nodes.Stmt | nodes.Template):
        for child in node.iter_child_nodes():
            yield from _literals(child)
    else:
        yield "\0"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_template_has_no_bare_words(template: Path) -> None:
    assert bare_words(template.read_text()) == []


@pytest.mark.parametrize(
    "planted",
    [
        "<p>Saved.</p>",
        "{% if x %}<p>{{ name }} wrote this</p>{% endif %}",
        '<button aria-label="Close this">{{ icon }}</button>',
        "{% macro a() %}<b>Hello there</b>{% endmacro %}",
    ],
)
def test_a_bare_word_is_found(planted: str) -> None:
    assert bare_words(planted)


def test_marked_words_are_not_found() -> None:
    assert bare_words('<p class="quiet">{% trans %}Saved.{% endtrans %} {{ _("Kept") }}</p>') == []
