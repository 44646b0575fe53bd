"""A printed page read back: its words, its tags, and how large it is set."""

from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader


def reader_of(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf), strict=True)


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader_of(pdf).pages).split())


def tags_of(pdf: bytes) -> list[str]:
    """The kind of every element, as a screen reader meets them; nothing, where the page is not tagged."""
    root: Any = reader_of(pdf).trailer["/Root"]
    return list(_tags(root["/StructTreeRoot"])) if "/StructTreeRoot" in root else []


def _tags(element: Any) -> list[str]:
    found = [str(element["/S"])] if "/S" in element else []
    below = element.get("/K", [])
    for one in below if isinstance(below, list) else [below]:
        child = one.get_object()
        if hasattr(child, "get") and ("/S" in child or "/K" in child):
            found += _tags(child)
    return found


def says_of_itself(pdf: bytes) -> dict[str, Any]:
    """Title, language, and whether it calls itself tagged and accessible."""
    reader = reader_of(pdf)
    root: Any = reader.trailer["/Root"]
    metadata = root["/Metadata"].get_object().get_data()
    return {
        "title": reader.metadata.title if reader.metadata else None,
        "language": root.get("/Lang"),
        "is_tagged": bool(root.get("/MarkInfo", {}).get("/Marked")),
        "is_accessible": b"<pdfuaid:part>1</pdfuaid:part>" in metadata,
    }


def sizes_of(pdf: bytes) -> list[float]:
    """Points of every piece of text, rounded."""
    found: list[float] = []

    def note(text: str, _user: Any, matrix: list[float], _font: Any, size: float) -> None:
        if text.strip():
            found.append(round(size * abs(matrix[3]), 1))

    for page in reader_of(pdf).pages:
        _visit(page, note)
    return found


def _visit(page: PageObject, note: Any) -> None:
    page.extract_text(visitor_text=note)


def paper_of(pdf: bytes) -> tuple[int, int]:
    """Width and height of its pages, in millimetres."""
    box = reader_of(pdf).pages[0].mediabox
    return round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)
