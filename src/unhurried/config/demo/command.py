"""`unhurried demo`: an installation in a folder of its own, lit up once and served on loopback."""

import os
import shutil
import sys
from pathlib import Path
from typing import TextIO

HINT = """
Unhurried, demo clinic: http://127.0.0.1:{port}/demo/

Everybody in it is invented. On that page one click signs you in as any of them:
{people}

Stop it with Ctrl-C. `make demo` starts it again where you left it; remove {folder} to begin anew.
"""


def run(folder: Path, port: int, out: TextIO) -> int:
    os.environ.update(environment(folder, port))
    light_up(folder, out)
    from unhurried.config.demo.cast import CAST

    people = "\n".join(f"  {role.name:<6}{role.who}" for role in CAST)
    out.write(HINT.format(port=port, people=people, folder=folder))
    out.flush()
    from unhurried.config.commands.serve import serve

    return serve(sys.stderr)


def environment(folder: Path, port: int) -> dict[str, str]:
    """The demo's keys lie beside its data folder, never inside it."""
    return {
        "UNHURRIED_HOME": str(folder / "home"),
        "UNHURRIED_ROOT_KEY": str(folder / "keys" / "root.key"),
        "UNHURRIED_DEMO": "1",
        "UNHURRIED_PORT": str(port),
        "UNHURRIED_WORKERS": "1",
        "UNHURRIED_DATABASE": "",
        "UNHURRIED_KEY_STORE": "",
        "UNHURRIED_HTTPS": "",
    }


def light_up(folder: Path, out: TextIO) -> None:
    """Set up and tell the story once. A folder that was left half told is begun anew."""
    finished = folder / "told"
    if folder.exists() and not finished.exists():
        shutil.rmtree(folder)
    from unhurried.config.commands.setup import set_up

    set_up(out)
    if not finished.exists():
        from unhurried.config.clock import now
        from unhurried.config.demo.story import tell

        tell(now())
        finished.touch()


def check(folder: Path, out: TextIO) -> int:
    """Light up a demo of its own, serve it on a free port and open every page that anybody can reach."""
    from unhurried.config.demo.check import free_port, pages_are_well, served

    port, place = free_port(), folder.with_name(f"{folder.name}-check")
    shutil.rmtree(place, ignore_errors=True)
    os.environ.update(environment(place, port))
    light_up(place, out)
    with served("serve", port=port) as base:
        return pages_are_well(base, out)
