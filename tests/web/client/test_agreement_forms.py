"""What people send on the pages about what they agree, and where it leads them."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.consent.giving import closes_the_part_of
from tests.people import World, pages_follow, rolled_back, with_people
from tests.web.client.agreeing import SHARED, Pair, found_by
from tests.web.test_bad_input import NASTY
from unhurried.consent.agreements import Wanted
from unhurried.consent.models import AgreementLine, BoundaryAgreement, PauseAcceptance, PauseNotKept
from unhurried.core.vocabulary import ACTIVITIES
from unhurried.core.wording import findings_in
from unhurried.web import agreed

pytestmark = with_people


def sends(world: World, name: str, url: str, **fields: str) -> str:
    page = world.browser(name).post(url, fields)
    assert page.status_code == 302
    return page.headers["Location"]


def test_everybody_who_reads_is_named_before_the_line_is_typed(pair: Pair) -> None:
    page = pair.world.browser("Gus").get("/c/agreement/").content.decode()
    assert page.index("You, Hana and Eli") < page.index("<textarea")
    alone = pair.world.browser("Ivo").get("/c/agreement/").content.decode()
    assert alone.index("You and Cleo") < alone.index("<textarea")


def test_line_is_given_and_taken_back_on_the_page(pair: Pair) -> None:
    world = pair.world
    words = {"heading": "changes", "words": "We ask on Sundays."}
    assert sends(world, "Gus", "/c/agreement/", **words) == "/c/agreement/"
    line = AgreementLine.objects.get(client=world.client("Gus"), given_at__gte=world.now)
    assert all("We ask on Sundays." in found_by(world, name, SHARED)[0][2] for name in ("Gus", "Hana"))
    assert sends(world, "Hana", "/c/agreement/take-back/", line=str(line.pk)) == "/c/agreement/"
    line.refresh_from_db()
    assert line.taken_back_at is None, "it is not hers"
    assert sends(world, "Gus", "/c/agreement/take-back/", line=str(line.pk)) == "/c/agreement/"
    line.refresh_from_db()
    assert line.taken_back_at is not None


def test_only_the_owner_can_take_a_line_back_from_the_page(pair: Pair) -> None:
    own, others = (found_by(pair.world, name, SHARED)[0][2].count("Take it back") for name in ("Gus", "Hana"))
    assert (own, others) == (1, 1)


def test_anybody_makes_the_summary_and_an_empty_one_is_not_made(pair: Pair) -> None:
    before = BoundaryAgreement.objects.count()
    assert sends(pair.world, "Gus", "/c/agreement/summary/") == "/c/agreement/summary/"
    assert sends(pair.world, "Hana", "/c/agreement/summary/") == "/c/agreement/summary/"
    assert BoundaryAgreement.objects.count() == before + 2
    sends(pair.world, "Ivo", "/c/agreement/summary/")
    assert BoundaryAgreement.objects.count() == before + 2
    assert pair.world.browser("Ivo").get("/c/agreement/summary/").headers["Location"] == "/c/agreement/"


def test_summary_is_headed_by_its_day_and_by_nothing_that_tells_what_it_is(pair: Pair) -> None:
    page = found_by(pair.world, "Hana", ["/c/agreement/summary/"])[0][2]
    title, heading = re.search(r"<title>(.*?)</title>", page), re.search(r"<h1[^>]*>(.*?)</h1>", page)
    assert title is not None and title.group(1) == "Notes · Unhurried"
    assert heading is not None and re.fullmatch(r"Notes of \w+ \d+ \w+ \d{4}", heading.group(1))


def test_whatever_is_said_of_a_pause_leads_to_one_address(pair: Pair) -> None:
    world, pause = pair.world, str(pair.pause.pk)
    led = [
        sends(world, "Gus", "/c/agreement/agree/", pause=pause),
        sends(world, "Gus", "/c/agreement/agree/", pause=str(uuid4())),
        sends(world, "Gus", "/c/agreement/note/", pause=pause, day=str(world.now.date())),
    ]
    for answer in Wanted:
        noted = str(pair.notes().pk)
        led.append(sends(world, "Gus", "/c/agreement/answer/", noted=noted, answer=answer.value))
    assert set(led) == {"/c/agreement/kept/"}
    assert PauseAcceptance.objects.filter(client=world.client("Gus")).count() == 1
    assert PauseNotKept.objects.filter(client=world.client("Gus"), wanted__isnull=False).count() == 4


def test_nobody_answers_or_agrees_for_somebody_else(pair: Pair) -> None:
    noted = pair.notes()
    sends(pair.world, "Hana", "/c/agreement/answer/", noted=str(noted.pk), answer="yes")
    sends(pair.world, "Ivo", "/c/agreement/agree/", pause=str(pair.pause.pk))
    noted.refresh_from_db()
    assert noted.wanted is None
    assert PauseAcceptance.objects.count() == 0


@pytest.mark.parametrize("kind", NASTY)
def test_nothing_that_is_sent_makes_a_pauses_forms_fail(pair: Pair, kind: str) -> None:
    """The sweep of all forms is alone and has no pause; here there is one."""
    noted, sent = str(pair.notes().pk), {"pause": str(pair.pause.pk), "day": str(pair.world.now.date())}
    tried = {
        "/c/agreement/note/": sent,
        "/c/agreement/agree/": {"pause": sent["pause"]},
        "/c/agreement/answer/": {"noted": noted, "answer": "no"},
        "/c/agreement/take-back/": {"line": str(pair.line.pk)},
    }
    for url, fields in tried.items():
        for name in fields:
            with rolled_back():
                page = pair.world.browser("Gus").post(url, {**fields, name: NASTY[kind]})
                assert page.status_code in (200, 302), (url, name)


@pytest.mark.parametrize(("days", "is_taken"), [(1, False), (0, True), (-300, True), (-400, False)])
def test_day_it_happened_has_been_and_is_not_long_ago(pair: Pair, days: int, is_taken: bool) -> None:
    day = str((pair.world.now + timedelta(days=days)).date())
    page = pair.world.browser("Gus").post("/c/agreement/note/", {"pause": str(pair.pause.pk), "day": day})
    assert (page.status_code == 302) is is_taken


def test_whoever_has_left_is_led_back(pair: Pair) -> None:
    closes_the_part_of(pair.world, "Gus")
    browser = pair.world.browser("Gus")
    assert browser.get(SHARED[0]).status_code == 200, "pages do not show it yet"
    pages_follow()
    assert [browser.get(page).headers.get("Location") for page in SHARED[:3]] == ["/c/together/"] * 3


def said_of_agreements() -> list[str]:
    tables = [value for name, value in vars(agreed).items() if name.isupper() and isinstance(value, dict)]
    return [str(words) for table in tables for words in table.values()]


def test_words_for_what_people_agree_push_nobody() -> None:
    said = said_of_agreements()
    assert [text for text in said if findings_in(text)] == []
    assert len(said) > 40


def test_every_activity_of_the_vocabulary_has_words() -> None:
    assert list(agreed.ACTIVITY_LABELS) == list(ACTIVITIES)
    assert len(set(map(str, agreed.ACTIVITY_LABELS.values()))) == len(ACTIVITIES)
