"""One line for each promise: `name | figure | bar | held`."""

import os
from pathlib import Path
from typing import Final

N: Final = int(os.environ.get("N") or 1)
"""How many times more than in the ordinary run."""
_LINES: Final = os.environ.get("PROMISES_FILE")


def says(name: str, figure: object, bar: object, *, held: bool) -> None:
    """Print the line, and keep it where `make promises` collects it."""
    line = f"{name} | {figure} | {bar} | {'held' if held else 'short'}"
    print(line)
    if _LINES:
        with Path(_LINES).open("a") as file:
            file.write(line + "\n")
