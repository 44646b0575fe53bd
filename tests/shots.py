"""Every page of everybody in the demo as a picture: build/shots/<person>/<page>-<width>-<theme>.png."""

import os
import shutil
import sys
from collections import Counter
from itertools import product
from pathlib import Path

from django.urls import resolve
from playwright.sync_api import Browser, Page

from unhurried.config.demo.cast import CAST
from unhurried.config.demo.check import free_port, served
from unhurried.config.demo.check.browser import Look, chromium, put_on
from unhurried.config.demo.check.report import tab
from unhurried.config.demo.check.walk import Walk
from unhurried.config.demo.command import environment, light_up

PICTURES = Path("build/shots")
HEIGHT = "document.documentElement.scrollHeight"
LOOKS = [Look(theme=theme, width=width) for theme, width in product(("light", "dark"), (390, 1280))]


def main() -> None:
    """Clients come last: what the walk sends for them would stand on their clinician's pages."""
    port, place = free_port(), Path("build/demo-shots")
    for folder in (place, PICTURES):
        shutil.rmtree(folder, ignore_errors=True)
    os.environ.update(environment(place, port))
    light_up(place, sys.stdout)
    with served("serve", port=port) as base, chromium() as browser:
        for name in ("", *(role.sign_in_name for role in reversed(CAST))):
            _take(browser, base, name)


def _take(browser: Browser, base: str, name: str) -> None:
    folder = PICTURES / (name or "signed-out")
    folder.mkdir(parents=True)
    names: Counter[str] = Counter()
    with tab(browser, base, name) as (page, _):
        for address in Walk(page, base).pages():
            _shoot(page, folder / _name(address, names))
    print(f"{names.total()} pages in {folder}")


def _name(address: str, names: Counter[str]) -> str:
    view = resolve(address).view_name.replace(":", "-").replace("_", "-")
    names[view] += 1
    return view if names[view] == 1 else f"{view}-{names[view]}"


def _shoot(page: Page, path: Path) -> None:
    """As tall as the page is, so that what is fixed to an edge stands there."""
    for look in LOOKS:
        put_on(page, look)
        page.set_viewport_size({"width": look.width, "height": page.evaluate(HEIGHT)})
        page.screenshot(path=f"{path}-{look.width}-{look.theme}.png")


if __name__ == "__main__":
    main()
