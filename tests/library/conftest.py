"""A small library of walks, clean as it lies; each test may damage its own copy."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parent / "sample"

Plant = Callable[[str, str, str], None]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "content"))


@pytest.fixture
def plant(root: Path) -> Plant:
    """Puts `new` where `old` stood, once, in one file of the copy."""

    def change(file: str, old: str, new: str) -> None:
        text = (root / file).read_text(encoding="utf-8")
        assert text.count(old) >= 1
        (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change
