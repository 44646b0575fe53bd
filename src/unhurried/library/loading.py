"""From `content/` to the types everybody else reads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from unhurried.core.exercises import Exercise, Pathway
from unhurried.core.vocabulary import Scope
from unhurried.library.documents import Document, read_document
from unhurried.library.findings import ContentError, Finding
from unhurried.library.guides import Guide, read_guide
from unhurried.library.helplines import HelpPage
from unhurried.library.pages import Leaflet, PlainPage, plain_pages
from unhurried.library.shape import EXERCISE, HELP_PAGE, PATHWAY

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, kw_only=True)
class Library:
    """Everything shipped to read or do, by id. Helplines by country; pages and leaflets in order."""

    exercises: Mapping[str, Exercise]
    pathways: Mapping[str, Pathway]
    help: Mapping[str, HelpPage]
    pages: Mapping[str, PlainPage] = field(default_factory=dict)
    leaflets: Mapping[str, Leaflet] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Sheet(Generic[ItemT]):
    """One thing an author wrote, where it lies, and what it became."""

    folder: Path
    document: Document
    guides: tuple[Guide, ...]
    item: ItemT


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """The content as it stands on disk: all that could be read, and the faults of all that could not.

    `planned`: ids that may be pointed to before they are written.
    """

    root: Path
    exercises: tuple[Sheet[Exercise], ...]
    pathways: tuple[Sheet[Pathway], ...]
    help: tuple[Sheet[HelpPage], ...]
    pages: tuple[Guide, ...]
    leaflets: tuple[Guide, ...]
    planned: frozenset[str]
    faults: tuple[Finding, ...]

    @property
    def worded(self) -> tuple[Sheet[Exercise] | Sheet[Pathway], ...]:
        """All that has a guide, a version and a digest."""
        return (*self.exercises, *self.pathways)

    @property
    def read_only(self) -> tuple[tuple[Guide, ...], ...]:
        """What is only read, kind by kind."""
        return (self.pages, self.leaflets)


def load_library(root: Path) -> Library:
    """Raises ContentError when anything is unreadable: half a library is never served."""
    shelf = read_shelf(root)
    if shelf.faults:
        raise ContentError(shelf.faults)
    return Library(
        exercises=MappingProxyType({sheet.item.id: sheet.item for sheet in shelf.exercises}),
        pathways=MappingProxyType({sheet.item.id: sheet.item for sheet in shelf.pathways}),
        help=MappingProxyType({sheet.item.country: sheet.item for sheet in shelf.help}),
        pages=MappingProxyType(plain_pages(shelf.pages, PlainPage)),
        leaflets=MappingProxyType(plain_pages(shelf.leaflets, Leaflet)),
    )


def read_shelf(root: Path) -> Shelf:
    reader = _Reader(root)
    return Shelf(
        root=root,
        exercises=tuple(reader.sheets("exercises/*/", "exercise.yaml", EXERCISE)),
        pathways=tuple(reader.sheets("pathways/*/", "pathway.yaml", PATHWAY)),
        help=tuple(reader.sheets("help/*.yaml", "", HELP_PAGE)),
        pages=reader.guides_in(root / "pages", "*.md"),
        leaflets=reader.guides_in(root / "leaflets", "*.md"),
        planned=reader.planned(),
        faults=tuple(reader.faults),
    )


class _Reader:
    """Reads on after a fault, so that an author hears of everything at once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.faults: list[Finding] = []

    def sheets(self, places: str, file: str, adapter: TypeAdapter[ItemT]) -> Iterator[Sheet[ItemT]]:
        for place in sorted(self.root.glob(places)):
            try:
                yield self._sheet(place / file, adapter)
            except ContentError as error:
                self.faults.extend(error.findings)

    def planned(self) -> frozenset[str]:
        try:
            data = read_document(self.root / "planned.yaml", self._name(self.root / "planned.yaml")).data
        except ContentError as error:
            self.faults.extend(error.findings)
            return frozenset()
        return frozenset({*data.get("exercises", ()), *data.get("pathways", ())})

    def _sheet(self, path: Path, adapter: TypeAdapter[ItemT]) -> Sheet[ItemT]:
        document = read_document(path, self._name(path))
        guides = self.guides_in(path.parent, "guide.*.md")
        try:
            item = adapter.validate_python(_with_words(document.data, guides), extra="forbid")
        except ValidationError as error:
            raise ContentError(tuple(_finding(document, detail) for detail in error.errors())) from error
        return Sheet(folder=path.parent, document=document, guides=guides, item=item)

    def guides_in(self, folder: Path, names: str) -> tuple[Guide, ...]:
        guides = tuple(read_guide(path, self._name(path)) for path in sorted(folder.glob(names)))
        for guide in guides:
            self.faults.extend(guide.faults)
        return guides

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root.parent).as_posix()


def _with_words(data: Mapping[str, Any], guides: tuple[Guide, ...]) -> dict[str, Any]:
    """What the author wrote, as the type wants it: scope by its number, and the guides beside it."""
    whole = dict(data)
    if "scope" in whole:
        whole["scope"] = Scope.__members__.get(str(whole["scope"]), whole["scope"])
    if guides:
        whole["guides"] = {guide.language: dict(guide.texts) for guide in guides}
    return whole


def _finding(document: Document, detail: ErrorDetails) -> Finding:
    place = ".".join(map(str, detail["loc"]))
    message = "one of P, LI, SS, IT" if detail["loc"] == ("scope",) else detail["msg"]
    return document.finding("schema", f"{place}: {message}", *detail["loc"])
