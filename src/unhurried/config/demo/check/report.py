"""What was opened as whom, what was wrong there, and whether all is well."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from unhurried.config.demo.cast import CAST
from unhurried.config.demo.check.browser import BrowserMissing, Watch, chromium, faults_of
from unhurried.config.demo.check.walk import Walk

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NOBODY = ""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A page that was opened, and what is wrong with it."""

    address: str
    faults: tuple[str, ...]


def pages_are_well(base: str, out: TextIO) -> int:
    """Open every page as everybody in the demo, and signed out. Gives the exit code."""
    try:
        with chromium() as browser:
            known: dict[str, list[str]] = {}
            names = (NOBODY, *_sign_in_names())
            opened = [one for name in names for one in _told(browser, base, name, known, out)]
    except BrowserMissing as missing:
        out.write(f"{missing}\n")
        return 1
    return closing_line(opened, out)


def _sign_in_names() -> list[str]:
    return [role.sign_in_name for role in CAST]


def _told(
    browser: "Browser", base: str, name: str, known: dict[str, list[str]], out: TextIO
) -> Iterator[Opened]:
    out.write(f"\n{name.capitalize() or 'Signed out'}\n")
    with tab(browser, base, name) as (page, watch):
        for address in Walk(page, base).pages():
            faults = faults_of(page, watch, known)
            out.write(f"  {address}\n")
            out.writelines(f"      {fault}\n" for fault in faults)
            out.flush()
            yield Opened(address=address, faults=tuple(faults))


@contextmanager
def tab(browser: "Browser", base: str, name: str) -> Iterator[tuple["Page", Watch]]:
    """A tab in which this person is signed in through the demo page; without a name, nobody is."""
    with browser.new_context() as context:
        watch = Watch(base).over(context)
        page = context.new_page()
        if name:
            sign_in(page, base, name)
        yield page, watch


def sign_in(page: "Page", base: str, name: str) -> None:
    page.goto(f"{base}/demo/")
    page.locator(f'form:has([name=sign_in_name][value="{name}"]) [type=submit]').click()
    page.wait_for_load_state()


def closing_line(opened: Iterable[Opened], out: TextIO) -> int:
    pages = list(opened)
    ill = [one for one in pages if one.faults]
    verdict = f"{len(ill)} are not well" if ill else "all well"
    out.write(f"\n{len(pages)} pages opened as {len(CAST)} people and signed out: {verdict}.\n")
    return 1 if ill else 0
