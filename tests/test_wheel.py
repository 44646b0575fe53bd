"""The wheel carries all that a clinic needs: the library, the policy, pages, styles, and the command."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
CARRIED = (
    "unhurried/_content/exercises/min.breath/guide.en.md",
    "unhurried/_content/pathways/p9-solo/pathway.yaml",
    "unhurried/_content/LICENSE",
    "unhurried/_policy/fields.yaml",
    "unhurried/web/client/templates/today.html",
    "unhurried/web/static/css/tokens.css",
    "unhurried/people/migrations/0001_initial.py",
    "unhurried/py.typed",
    "unhurried/web/paper/sheet.typ",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Built from a copy, so that nothing is left in the checkout."""
    copy = tmp_path_factory.mktemp("wheel") / "house"
    left_out = shutil.ignore_patterns(".venv", ".git", "build", "dist", ".*_cache", "__pycache__")
    shutil.copytree(HOUSE, copy, ignore=left_out)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(copy / "dist")]
    subprocess.run(command, cwd=copy, check=True, capture_output=True)
    return zipfile.ZipFile(next((copy / "dist").glob("*.whl")))


def missing_from(names: list[str]) -> list[str]:
    return [name for name in CARRIED if name not in names]


def test_wheel_carries_the_library_the_policy_and_the_pages(wheel: zipfile.ZipFile) -> None:
    assert missing_from(wheel.namelist()) == []


def test_what_a_wheel_lacks_is_noticed(wheel: zipfile.ZipFile) -> None:
    names = [name for name in wheel.namelist() if "_content/" not in name]
    assert len(missing_from(names)) == 3


def test_wheel_brings_the_command_and_asks_for_what_runs(wheel: zipfile.ZipFile) -> None:
    (entries,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    (metadata,) = [name for name in wheel.namelist() if name.endswith("METADATA")]
    assert "unhurried = unhurried.config.cli:main" in wheel.read(entries).decode()
    asked = wheel.read(metadata).decode()
    assert "Requires-Dist: django~=5.2" in asked
    assert "pytest" not in asked
