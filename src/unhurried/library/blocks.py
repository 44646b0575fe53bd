"""Markdown of the guides as plain data, for a printed page. Words stay words, whatever they look like."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markdown_it.token import Token

from unhurried.library.rendering import tokens_of


@dataclass(frozen=True, kw_only=True)
class Run:
    """Words in one weight."""

    text: str
    is_strong: bool = False
    is_stressed: bool = False


@dataclass(frozen=True, kw_only=True)
class Block:
    """A paragraph, with one item; or a list. `listed`: `bullet`, `ordered` or nothing."""

    listed: str
    items: tuple[tuple[Run, ...], ...]


def blocks_of(text: str) -> tuple[Block, ...]:
    found = groupby(_lines(tokens_of(text)), key=lambda line: line[0])
    return tuple(block for place, lines in found for block in _gathered(place, [one for _, one in lines]))


def _gathered(place: str, lines: list[tuple[Run, ...]]) -> Iterator[Block]:
    if place:
        yield Block(listed=place, items=tuple(lines))
    else:
        yield from (Block(listed="", items=(line,)) for line in lines)


def _lines(tokens: Sequence[Token]) -> Iterator[tuple[str, tuple[Run, ...]]]:
    """Every line of words, with the list in which it stands."""
    within: list[str] = []
    for token in tokens:
        if token.type.endswith("_list_open"):
            within.append(token.type.removesuffix("_list_open"))
        elif token.type.endswith("_list_close"):
            within.pop()
        elif token.type == "inline":
            yield within[-1] if within else "", tuple(_runs(token.children or []))
        elif token.type in {"code_block", "fence"}:
            yield "", (Run(text=token.content.strip()),)


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:
    strong = stressed = 0
    for token in tokens:
        if token.tag == "strong":
            strong += token.nesting
        elif token.tag == "em":
            stressed += token.nesting
        elif words := _words(token):
            yield Run(text=words, is_strong=strong > 0, is_stressed=stressed > 0)


def _words(token: Token) -> str:
    return {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)
