"""A page as PDF, by typst. The words go in as data beside the template, so that none of them is markup."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

import typst

from unhurried.web.paper.parts import Sheet

TEMPLATE: Final = Path(__file__).with_name("sheet.typ")
LARGE: Final = 18
"""Points of large print."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """How it is printed, as whoever prints it chose."""

    paper: Literal["a4", "us-letter"] = "a4"
    print: Literal["usual", "large"] = "usual"


def pdf_of(sheet: Sheet, look: Look) -> bytes:
    """Tagged, by PDF/UA-1. A letter that no font here has still prints, as a box, without that promise."""
    try:
        return _set(sheet, look, standards=["ua-1"])
    except typst.TypstError:
        return _set(sheet, look, standards=[])


def pictures_of(sheet: Sheet, look: Look) -> list[bytes]:
    """Every page as a PNG, for whoever looks at what was changed."""
    found = typst.compile(_template(), format="png", **_given(sheet, look))
    return found if isinstance(found, list) else [found]


def _set(sheet: Sheet, look: Look, *, standards: list[Literal["ua-1"]]) -> bytes:
    found: bytes = typst.compile(
        _template(), format="pdf", pdf_standards=list(standards), **_given(sheet, look)
    )
    return found


def _given(sheet: Sheet, look: Look) -> dict[str, Any]:
    inputs = {"sheet": json.dumps(sheet.as_data()), "paper": look.paper, "print": look.print}
    return {"sys_inputs": inputs, "ignore_system_fonts": True}


@lru_cache(maxsize=1)
def _template() -> bytes:
    return TEMPLATE.read_bytes()
