"""What a printed page is made of. The template knows one way of setting each; words are data to it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from unhurried.library.blocks import Block


@dataclass(frozen=True, kw_only=True)
class Lede:
    """What it is for, in larger print; `quiet` says how long it takes."""

    blocks: tuple[Block, ...]
    quiet: str = ""


@dataclass(frozen=True, kw_only=True)
class Heading:
    words: str


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing to know, beside what it is called."""

    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class Aside:
    """What holds all along, set apart."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class Words:
    blocks: tuple[Block, ...]
    is_quiet: bool = False


@dataclass(frozen=True, kw_only=True)
class Role:
    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class StepSet:
    """`above` and `below` are small print: in turns, and how long."""

    blocks: tuple[Block, ...]
    above: str = ""
    below: str = ""
    roles: tuple[Role, ...] = ()
    places: tuple[tuple[Block, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Steps:
    steps: tuple[StepSet, ...]


@dataclass(frozen=True, kw_only=True)
class Lines:
    """A question, who reads the answer, and room to write."""

    label: str
    reader: str = ""
    help: str = ""
    lines: int = 3


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Numbers to ring. `top` 10: each of them; 100: a line with its ends."""

    label: str
    top: int
    low: str
    high: str
    reader: str = ""


@dataclass(frozen=True, kw_only=True)
class Ticks:
    label: str
    options: tuple[str, ...]
    reader: str = ""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Places to mark: one row each, one column for each mark. `place` stands above the rows."""

    label: str
    place: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    reader: str = ""


Part = Lede | Heading | Fact | Aside | Words | Steps | Lines | Scale | Ticks | Grid


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One printed document. `title` is what a screen shows of it, and says little; `heading` is printed.

    `eyebrow` says what kind it is. `page_of` counts pages: `{page}` and `{pages}` stand in it for the
    numbers.
    """

    title: str
    heading: str
    language: str
    parts: Sequence[Part]
    eyebrow: str = ""
    foot: Sequence[str] = field(default=())
    page_of: str = ""

    def as_data(self) -> Mapping[str, Any]:
        data = asdict(self)
        data["parts"] = [{"kind": type(part).__name__.lower(), **asdict(part)} for part in self.parts]
        return data
