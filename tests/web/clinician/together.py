"""A clinician's browser over people treated together, and what of a page is left in room mode."""

from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

from django.test import Client as Browser
from django.urls import reverse

from tests.promises.stage import Stage, clock_at
from unhurried.people.models import AccountSession

VOID = frozenset({"meta", "link", "input", "br", "hr", "img", "path", "circle"})


class _Left(HTMLParser):
    """What is on the screen once everything private is off it."""

    def __init__(self) -> None:
        super().__init__()
        self.depth, self.left = 0, list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in VOID:
            is_random = said.get("name") in {"csrfmiddlewaretoken", "act", "sequence"}
            if not self.depth and not is_random:
                self.left.append(f"<{tag} {attrs}>")
            return
        if self.depth or "private" in (said.get("class") or "").split():
            self.depth += 1
        else:
            self.left.append(f"<{tag} {attrs}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.depth:
            self.depth -= 1
        else:
            self.left.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self.depth and data.strip():
            self.left.append(" ".join(data.split()))


class _Filled(HTMLParser):
    """What a form holds before anybody has touched it."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {key: value or "" for key, value in attrs}
        is_choice = said.get("type") in {"radio", "checkbox"}
        if tag == "input" and "name" in said and (not is_choice or "checked" in said):
            self.fields[said["name"]] = said.get("value", "on")
        self.area = said.get("name", "") if tag == "textarea" else ""

    def handle_endtag(self, tag: str) -> None:
        self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.fields[self.area] = data.strip()


def filled_in(page: str) -> dict[str, str]:
    parser = _Filled()
    parser.feed(page)
    return parser.fields


def left_in_room_mode(page: str) -> list[str]:
    parser = _Left()
    parser.feed(page)
    assert parser.depth == 0, "every private part was closed again"
    return parser.left


def browser_of(stage: Stage) -> Browser:
    browser = Browser(raise_request_exception=True)
    stage.clinician.refresh_from_db()
    assert stage.clinician.account is not None
    browser.force_login(stage.clinician.account)
    AccountSession.objects.update(expire_date=datetime(2100, 1, 1, tzinfo=UTC))
    return browser


def asked(stage: Stage, name: str, at: Any, **where: Any) -> Any:
    with clock_at(at):
        return browser_of(stage).get(reverse(f"clinician:{name}", kwargs=where))


def sent(stage: Stage, name: str, at: Any, fields: dict[str, Any], **where: Any) -> Any:
    with clock_at(at):
        return browser_of(stage).post(reverse(f"clinician:{name}", kwargs=where), {"act": "", **fields})


def relationship_page(stage: Stage, at: Any) -> str:
    page = asked(stage, "relationship", at, relationship_id=stage.relationship.pk)
    assert page.status_code == 200
    return str(page.content.decode())
