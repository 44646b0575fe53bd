"""Where the library's files lie: beside the code in a checkout, inside the package once installed."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def content_root() -> Path:
    installed = _PACKAGE / "_content"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "content"
