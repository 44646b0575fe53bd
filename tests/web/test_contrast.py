"""Every colour that carries words can be read, by day, by dark and by night (WCAG 2.2)."""

import re
from pathlib import Path

import pytest

import unhurried

TOKENS = Path(unhurried.__file__).parent / "web/static/css/tokens.css"
LOOKS = ("light", "dark", "night")
GROUNDS = ("paper", "raised", "wash")
ON_GROUNDS = {"ink": 7.0, "quiet": 4.5, "clay": 4.5, "sage": 4.5, "dusk": 4.5, "error": 4.5, "edge": 3.0}
ON_BUTTONS = [("paper", "clay", 4.5), ("paper", "dusk", 4.5), ("paper", "ink", 4.5)]
NEEDED = [(front, ground, least) for front, least in ON_GROUNDS.items() for ground in GROUNDS] + ON_BUTTONS

Colours = dict[str, str]


def colours_in(css: str) -> dict[str, Colours]:
    """Look → name → colour, from `--ink: var(--light, #…) var(--dark, #…) var(--night, #…);`."""
    values = " ".join(rf"var\(--{look}, (#[0-9a-f]{{6}})\)" for look in LOOKS)
    rows = re.findall(rf"--([a-z]+): {values};", css)
    return {look: {name: by_look[place] for name, *by_look in rows} for place, look in enumerate(LOOKS)}


def luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def too_faint(colours: Colours) -> list[str]:
    return [
        f"{front} on {ground}: {contrast(colours[front], colours[ground]):.2f} < {least}"
        for front, ground, least in NEEDED
        if contrast(colours[front], colours[ground]) < least
    ]


@pytest.mark.parametrize("look", LOOKS)
def test_colours_can_be_read(look: str) -> None:
    assert too_faint(colours_in(TOKENS.read_text())[look]) == []


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("look", LOOKS)
def test_faint_colour_is_caught(look: str) -> None:
    colours = colours_in(TOKENS.read_text())[look]
    faint = too_faint(colours | {"quiet": colours["line"]})
    assert [line.split(":")[0] for line in faint] == ["quiet on paper", "quiet on raised", "quiet on wash"]


def test_each_colour_is_named_once() -> None:
    css = TOKENS.read_text()
    named = re.findall(r"#[0-9a-f]{3,8}\b", css)
    assert len(named) == sum(len(colours) for colours in colours_in(css).values())
    elsewhere = [
        sheet.name for sheet in TOKENS.parent.glob("*.css") if sheet != TOKENS and _has_colour(sheet)
    ]
    assert elsewhere == []


def _has_colour(sheet: Path) -> bool:
    return re.search(r":[^;{]*#[0-9a-fA-F]{3,8}\b", sheet.read_text()) is not None
