"""Where one person can go: every link, the forms that lead to a page, and pages that nothing leads to."""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice, product
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from django.urls import Resolver404, ResolverMatch, URLPattern, URLResolver, get_resolver, resolve, reverse

if TYPE_CHECKING:
    from playwright.sync_api import Page

SENT: Final = frozenset({"client:answer", "client:begin", "client:barrier", "clinician:link", "clinic:link"})
"""Forms that lead to pages no link leads to. They change something, so the demo is one of its own."""
OF_ONE_KIND: Final = 2
"""So many pages of one view are enough: what follows would only repeat itself."""
TO_PRESS: Final = "[type=submit]:visible:not([value=not_yet])"
NOWHERE: Final = 404
NO_PAGE_OF_OURS: Final = frozenset({"leave", "help_worker"})
"""The way out, which leads to a page of somebody else's, and what a browser runs to keep Help now."""
NOT_FOR_READING: Final = 405

LINKS = """[...document.querySelectorAll('a[href]:not([data-quick-exit])')]
  .map((link) => new URL(link.getAttribute('href'), location.href).href)"""
FORMS = """['action', 'formaction', 'data-autosave-url'].flatMap((name) =>
  [...document.querySelectorAll(`[${name}]`)].map((one) => one.getAttribute(name)))
  .map((action) => new URL(action, location.href).pathname)"""


class Walk:
    """One person's way through everything they can reach, from the front page on."""

    def __init__(self, page: "Page", base: str, *, of_one_kind: int = OF_ONE_KIND) -> None:
        self.page, self.base, self.of_one_kind = page, base, of_one_kind
        self.ahead: deque[str] = deque(["/"])
        self.known: set[str] = {"/"}
        self.shown: set[str] = set()
        self.opened: set[str] = set()
        self.audiences: set[str] = {"everyone"}
        self.chosen: Counter[str] = Counter()
        self.values: dict[tuple[str, str], dict[str, None]] = {}
        self.forms: dict[str, str] = {}

    def pages(self) -> Iterator[str]:
        """The address of each page while it is shown."""
        yield from self._along_links()
        yield from self._through_forms()
        for name, pattern in _patterns().items():
            if self._is_unseen(name, pattern):
                self._add(islice(self._filled(name, pattern), 2))
                yield from self._along_links()

    def _along_links(self) -> Iterator[str]:
        while self.ahead:
            self.page.goto(self.base + self.ahead.popleft())
            if urlsplit(self.page.url).path not in self.shown:
                yield self._here()

    def _here(self) -> str:
        """Remember where the page now shown leads."""
        address = urlsplit(self.page.url).path
        self._remember(address)
        self._add(self.page.evaluate(LINKS))
        for action in self.page.evaluate(FORMS):
            self.forms.setdefault(action, address)
        return address

    def _remember(self, address: str) -> None:
        self.known.add(address)
        self.shown.add(address)
        match = _match(address)
        if match is None:
            return
        audience = _audience(match.func)
        self.opened.add(match.view_name)
        self.audiences.add(audience)
        for name, value in match.kwargs.items():
            self.values.setdefault((audience, name), {})[str(value)] = None

    def _add(self, addresses: Iterator[str] | list[str]) -> None:
        for url in addresses:
            path = urlsplit(url).path
            if url.startswith(("/", f"{self.base}/")) and path not in self.known and self._is_chosen(path):
                self.known.add(path)
                self.ahead.append(path)

    def _is_chosen(self, path: str) -> bool:
        """Whether there are not enough of its kind; what no view answers to is opened, and found missing."""
        match = _match(path)
        if match is None:
            return True
        self.chosen[match.view_name] += 1
        return self.chosen[match.view_name] <= self.of_one_kind

    def _through_forms(self) -> Iterator[str]:
        for action, address in list(self.forms.items()):
            match = _match(action)
            if match and match.view_name in SENT:
                self.page.goto(self.base + address)
                self._send(action, address)
                yield self._here()
                yield from self._through_practice()
                yield from self._along_links()

    def _send(self, action: str, address: str) -> None:
        """Answer with the first of every set of choices, as the form needs one, and a button that is seen.

        Where Enter is to say nothing, a hidden button stands before the others. Nobody says "not yet" here:
        what is begun afterwards would be refused.
        """
        where = f'form[action="{action}"]' + (", form[action='']" if action == address else "")
        form = self.page.locator(where).first
        if form.locator("input[type=radio]").count():
            form.locator("input[type=radio]").first.check(force=True)
        form.locator(TO_PRESS).first.click()
        self.page.wait_for_load_state()

    def _through_practice(self) -> Iterator[str]:
        """On from screen to screen, until there is nothing left to stop."""
        while self.page.locator("form[data-always]").count():
            self.page.locator(".bar [type=submit]").last.click()
            self.page.wait_for_load_state()
            yield self._here()

    def _is_unseen(self, name: str, pattern: URLPattern) -> bool:
        """Whether it is a view for somebody like this person that no link and no form led to."""
        taken_by_forms = {match.view_name for match in map(_match, self.forms) if match}
        return _audience(pattern.callback) in self.audiences and name not in self.opened | taken_by_forms

    def _filled(self, name: str, pattern: URLPattern) -> Iterator[str]:
        """Addresses of this view, made of what stood in those seen so far; none for what only takes forms.

        These are guesses, and no page shows them: one that leads nowhere is passed over, unless they all do.
        An evening, for one, has none of the pages of what one person practises alone.
        """
        missing, is_found = list[str](), False
        for address in self._guesses(name, pattern) if name not in NO_PAGE_OF_OURS else ():
            status = self._status(address)
            if status == NOWHERE:
                missing.append(address)
            elif status != NOT_FOR_READING:
                is_found = True
                yield address
        yield from () if is_found else missing

    def _guesses(self, name: str, pattern: URLPattern) -> Iterator[str]:
        asked = list(pattern.pattern.converters)
        known = [self.values.get((_audience(pattern.callback), one), {}) for one in asked]
        for values in product(*known):
            yield reverse(name, kwargs=dict(zip(asked, values, strict=True)))

    def _status(self, address: str) -> int:
        return self.page.request.get(self.base + address, max_redirects=0).status


def _match(address: str) -> ResolverMatch | None:
    try:
        return resolve(address)
    except Resolver404:
        return None


def _audience(view: Callable[..., object]) -> str:
    return str(getattr(view, "audience", ""))


@lru_cache(maxsize=1)
def _patterns() -> dict[str, URLPattern]:
    """By name: of a page with several addresses, the short one, which comes first."""
    return dict(reversed([*_patterns_in(get_resolver(), "")]))


def _patterns_in(resolver: URLResolver, namespace: str) -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from _patterns_in(one, f"{one.namespace}:" if one.namespace else namespace)
        else:
            yield f"{namespace}{one.name}", one
