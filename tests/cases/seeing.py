"""What each of them reads, at any moment, and an evening as it is begun on their own pages."""

import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any, Final
from uuid import UUID

from django.test import Client as Browser

from tests.promises.stage import CODE, FIRST, SECOND, TONIGHT, Stage, clock_at, hours
from tests.promises.worlds import HOUR
from tests.web.client.phones import RANDOM, uncounted
from tests.web.clinician.together import asked
from unhurried.core.disclosure import ON_PAGES_ALONE
from unhurried.core.evenings import SETTLING
from unhurried.core.readiness import Answer, ReadinessKind
from unhurried.homework import services as homework
from unhurried.people.models import Notice

GIVEN, OPENED, LATER = hours(1), FIRST + HOUR, SECOND + HOUR
"""The evening it is given, the morning it is on offer, and the morning after the next posting."""
ON_OFFER: Final = "On offer to each of you."
RESTS: Final = "Not this step just now."
TOUCH, NO_TOUCH = "Tonight it is the step itself.", "Time together, without touch"
PLACES: Final = ("", "together/", "mine/", "more/", "own/", "private/", "limits/", "agreement/")


def words(page: Any) -> str:
    """What somebody reads, without the marks around it."""
    assert page.status_code == 200, page.status_code
    main = page.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main.partition(">")[2])).split())


def reads(stage: Stage, name: str, at: datetime, page: str = "") -> str:
    """A page of a client, on a phone on which nothing private is open."""
    with clock_at(at):
        return words(stage.browser(name).get(f"/c/{page}"))


def opened(stage: Stage, name: str, at: datetime) -> Browser:
    """This person's own phone with the code typed."""
    browser = stage.browser(name)
    with clock_at(at):
        assert browser.post("/c/private/", {"private_password": CODE}).status_code in {200, 302}
    return browser


def sends(stage: Stage, who: str, at: datetime, page: str, **fields: str) -> str:
    """Where a form of theirs leads, sent behind their code."""
    browser = opened(stage, who, at)
    with clock_at(at):
        return str(browser.post(f"/c/{page}", fields).headers.get("Location", ""))


def everything(stage: Stage, name: str, at: datetime) -> dict[str, tuple[int, bytes]]:
    """All that this person could compare between two lives: pages, and what mail would carry."""
    browser = stage.browser(name)
    with clock_at(at):
        found = {one: browser.get(f"/c/{one}") for one in (*PLACES, f"a/{stage.given.pk}/")}
    pages = {one: (page.status_code, _bare(page)) for one, page in found.items()}
    return pages | {"mail": (0, repr(mailed(stage, name, at)).encode())}


def _bare(page: Any) -> bytes:
    return uncounted((0, "", RANDOM.sub(b"", page.content)))


def mailed(stage: Stage, name: str, at: datetime) -> list[tuple[str, datetime]]:
    rows = Notice.objects.filter(client=stage.clients[name], from_at__lte=at)
    rows = rows.exclude(tiding__in=ON_PAGES_ALONE)
    return list(rows.order_by("from_at", "tiding").values_list("tiding", "from_at"))


def clinician_reads(stage: Stage, page: str, at: datetime, **where: Any) -> str:
    return words(asked(stage, page, at, **where))


def of_person(stage: Stage, name: str, at: datetime) -> str:
    """The clinician's page of one person."""
    return clinician_reads(stage, "client", at, client_id=stage.clients[name].pk)


def of_all(stage: Stage, at: datetime) -> str:
    return clinician_reads(stage, "relationship", at, relationship_id=stage.relationship.pk)


def everybody_says(stage: Stage, answer: Answer, at: datetime) -> None:
    for name in stage.clients:
        stage.says(name, answer, at)


def all_ready_tonight(stage: Stage) -> None:
    for name in stage.clients:
        stage.says(name, Answer.READY, TONIGHT - 3 * HOUR, kind=ReadinessKind.DAY)


def sets_a_time(stage: Stage, at: datetime, name: str = "Ben") -> UUID:
    """Set aside five hours before it begins."""
    who = stage.clients[name]
    block = homework.Block(kind="closeness", starts_at=at, minutes=30, place="", assignment=stage.given)
    return homework.set_block(
        stage.act(who, at - 5 * HOUR),
        client=who,
        relationship=stage.relationship,
        block=block,
        keyring=stage.keys,
    )


def begins(stage: Stage, occasion: UUID, name: str = "Ben", at: datetime = TONIGHT) -> str:
    """What the screen says once this person pressed "begin" after the settling."""
    browser = stage.browser(name)
    with clock_at(at + SETTLING + timedelta(seconds=5)):
        browser.post(f"/c/evening/{occasion}/begin/", {"way": "each_phone"})
    return now_shown(stage, occasion, name, at + SETTLING + timedelta(seconds=6))


def now_shown(stage: Stage, occasion: UUID, name: str, at: datetime) -> str:
    return reads(stage, name, at, f"evening/{occasion}/now/")
