"""Everything one person can see from their own browser, in a form in which two worlds can be compared."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import connections
from django.test import Client as Browser

from tests.promises.stage import clock_at
from unhurried.core.disclosure import ON_PAGES_ALONE
from unhurried.people.models import Client, Notice

_MASKED: Final = tuple(
    re.compile(rf'(?<=name="{name}" value=")[^"]+') for name in ("csrfmiddlewaretoken", "act", "carried")
)
_ID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_LINK: Final = re.compile(r'href="(/[^"#?]*)')
_TOKEN: Final = re.compile(r"/p/[\w:.-]{20,}/")
_GIVEN: Final = re.compile(r"/c/a/[0-9a-f-]{36}/")
_ALIKE: Final = re.compile(r"/c/limits/(?!8/)\d+/.*|/c/leaflets/(?!names-for-things/).+")
"""Thirty-six more places like the hands, each with its own pages; leaflets that show nothing of anybody's."""
_NOT_WALKED: Final = ("/account/", "/static/", "/demo/", "/leave/", "/reading/")
_UNTOLD: Final = frozenset({"Content-Length", "Date"})


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One reply as it can be compared: what was asked, and all that came back."""

    at: datetime
    asked: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: str
    questions: tuple[str, ...]


@dataclass(kw_only=True)
class Watcher:
    """One person's browser, and everything it was ever shown.

    `until` lets everything happen that the world holds up to an hour, before this browser asks at that hour.
    A thorough one follows every link; the other looks at Today, Together and what is given.
    """

    browser: Browser
    person: Client
    until: Callable[[datetime], None]
    is_thorough: bool = True
    trace: list[Seen] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)
    _names: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, at: datetime) -> str:
        return self._ask("GET", path, at, None)

    def post(self, path: str, at: datetime, said: dict[str, str]) -> str:
        return self._ask("POST", path, at, said)

    def walk(self, at: datetime, *, start: str = "/c/", most: int = 60) -> None:
        """Every page that can be reached by links from Today, in the order in which they are found."""
        found, asked = [start, "/c/together/", "/help-now/"], set[str]()
        while found and len(asked) < most:
            path = found.pop(0)
            if path in asked or path.startswith(_NOT_WALKED) or _ALIKE.fullmatch(path):
                continue
            asked.add(path)
            links = _LINK.findall(self._ask("GET", path, at, None))
            found += [link for link in links if self.is_thorough or _GIVEN.fullmatch(link)]

    def notices(self, at: datetime) -> None:
        """What mail would carry by now: kind and time, as the outbox has it."""
        self.until(at)
        mailed = Notice.objects.exclude(tiding__in=ON_PAGES_ALONE)
        rows = mailed.filter(client=self.person, from_at__lte=at).order_by("from_at", "tiding")
        told = repr(list(rows.values_list("tiding", "from_at")))
        self.trace.append(Seen(at=at, asked="outbox", status=0, headers=(), body=told, questions=()))

    def _ask(self, method: str, path: str, at: datetime, said: dict[str, str] | None) -> str:
        self.until(at)
        with clock_at(at), _questions() as questions:
            reply = self.browser.get(path) if said is None else self.browser.post(path, said)
        assert reply.status_code < 500, f"{path} does not work"
        if reply.resolver_match:
            self.reached.add(reply.resolver_match.view_name)
        body = reply.content.decode(errors="backslashreplace")
        headers = tuple(
            sorted((name, self._named(value)) for name, value in reply.headers.items() if name not in _UNTOLD)
        )
        self.trace.append(
            Seen(
                at=at,
                asked=f"{method} {self._named(path)}",
                status=reply.status_code,
                headers=headers,
                body=self._named(_masked(body)),
                questions=tuple(questions),
            )
        )
        return body

    def _named(self, text: str) -> str:
        """Ids are random by design: each is called by the order in which this browser met it."""
        text = _TOKEN.sub("/p/token/", text)
        return _ID.sub(lambda found: self._names.setdefault(found[0], f"id-{len(self._names)}"), text)


def differences(one: list[Seen], other: list[Seen]) -> Iterator[str]:
    """Where two traces part, in words; nothing: they are the same."""
    if len(one) != len(other):
        yield f"{len(one)} replies, {len(other)} replies"
    for here, there in zip(one, other, strict=False):
        for name in ("asked", "status", "headers", "body", "questions"):
            if getattr(here, name) != getattr(there, name):
                part = _first_part(getattr(here, name), getattr(there, name))
                yield f"{name} of {here.asked} at {here.at:%a %H:%M}: {part}"


def _first_part(one: Any, other: Any) -> str:
    left, right = str(one).splitlines() or [""], str(other).splitlines() or [""]
    pairs = ((a.strip(), b.strip()) for a, b in zip(left, right, strict=False) if a != b)
    return " | ".join(next(pairs, (f"{len(left)} lines", f"{len(right)} lines")))[:400]


def _masked(text: str) -> str:
    for pattern in _MASKED:
        text = pattern.sub("", text)
    return text


@contextmanager
def _questions() -> Iterator[list[str]]:
    """The shape of every statement, to either database."""
    asked: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "SAVEPOINT" not in sql:
            asked.append(re.sub(r"'(?:[^']|'')*'|\b\d+\b", "?", sql))
        return execute(sql, params, many, context)

    with ExitStack() as stack:
        for alias in connections:
            stack.enter_context(connections[alias].execute_wrapper(note))
        yield asked
