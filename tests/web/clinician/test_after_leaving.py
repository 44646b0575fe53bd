"""What stays with somebody whose part was closed, what they can be given, and what they are not told."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db.models import Q

from tests.homework.samples import give
from tests.people import World, pages_follow, with_people
from tests.web.client.private_area import opened
from tests.web.clinician.test_parting import closes, ends_part
from tests.web.doors import SHEET
from unhurried.consent.services import PauseTerms
from unhurried.core.disclosure import Tiding
from unhurried.core.readiness import Answer as Ready
from unhurried.homework import services as homework
from unhurried.homework.models import Assignment
from unhurried.homework.queries import client as queries
from unhurried.homework.queries.client import today
from unhurried.homework.services import pauses, tidings
from unhurried.people.models import Client, Notice, Relationship
from unhurried.people.queries import appointments_for_client, people_seen_in

pytestmark = with_people


def leaves(world: World, name: str = "Hana") -> UUID:
    """Their part is ended and closed, and pages show it; gives the relationship."""
    part = ends_part(world, name)
    assert closes(world, "Eli", part, of=name) == 302
    pages_follow()
    return part.relationship_id


def before(world: World, name: str) -> set[str]:
    """What lies before this person, by the exercise's name."""
    cards = queries.cards_for(world.client(name), now=datetime.now(UTC))
    return {card.exercise.id for card in cards}


def reach(world: World, name: str, given: Assignment) -> int:
    return world.browser(name).get(f"/c/a/{given.pk}/").status_code


def only_where_one_takes_part(viewer: Any, now: Any) -> Any:
    seat = {"relationship__participations__client": viewer, "relationship__participations__left_at": None}
    return Assignment.objects.filter(Q(client=None) | Q(client=viewer), **seat)


def test_what_was_given_to_one_alone_stays_theirs(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = give(world, "Hana", "min.body-scan", client=world.client("Hana"))
    everybodys = world.given("Gus")
    leaves(world)
    assert (reach(world, "Hana", theirs), reach(world, "Hana", everybodys)) == (200, 404)
    assert before(world, "Hana") == {"min.body-scan"}
    monkeypatch.setattr(today, "_mine", only_where_one_takes_part)
    assert reach(world, "Hana", theirs) == 404, "hanging on the seat would be noticed"


@pytest.mark.parametrize("is_closed", [False, True])
def test_and_can_be_begun_whatever_the_seat(world: World, *, is_closed: bool) -> None:
    theirs = give(world, "Hana", "min.body-scan", client=world.client("Hana"))
    world.says("Hana", Ready.READY, theirs)
    if is_closed:
        leaves(world)
    else:
        ends_part(world, "Hana")
    page = opened(world, "Hana").post(f"/c/a/{theirs.pk}/begin/")
    assert (page.status_code, page.headers["Location"][:5]) == (302, "/c/p/")


def test_what_was_given_to_all_is_begun_until_pages_show_that_they_left(world: World) -> None:
    """A refusal before that would tell whoever holds their phone that they ended it."""
    breath = world.given("Hana")
    world.says("Hana", Ready.READY, breath)
    part = ends_part(world, "Hana")
    assert opened(world, "Hana").post(f"/c/a/{breath.pk}/begin/").status_code == 302
    closes(world, "Eli", part)
    assert opened(world, "Hana").post(f"/c/a/{breath.pk}/begin/").status_code == 302
    pages_follow()
    assert opened(world, "Hana").post(f"/c/a/{breath.pk}/begin/").status_code == 404


@pytest.mark.parametrize("is_closed", [False, True])
def test_clinician_gives_them_something_alone(world: World, *, is_closed: bool) -> None:
    if is_closed:
        leaves(world)
    else:
        ends_part(world, "Hana")
    gus_before = before(world, "Gus")
    hana, url = world.client("Hana"), f"/clinician/people/{world.client('Hana').pk}/give/min.body-scan/"
    page = world.browser("Eli").get(url).content.decode()
    assert "You, and Hana" in page
    world.browser("Eli").post(url, {**SHEET, "version": "full", "weeks": "2"})
    given = Assignment.objects.filter(
        exercise__name="min.body-scan", relationship=world.given("Gus").relationship
    )
    assert [row.client for row in given] == [hana]
    assert "min.body-scan" in before(world, "Hana")
    assert before(world, "Gus") == gus_before


def test_nothing_for_several_is_given_to_somebody_who_left(world: World) -> None:
    leaves(world)
    url = f"/clinician/people/{world.client('Hana').pk}/give/com.first-talk/"
    world.browser("Eli").post(url, {**SHEET, "version": "full", "weeks": "2"})
    assert not Assignment.objects.filter(exercise__name="com.first-talk").exists()


def test_an_appointment_alone_stays_theirs_and_the_others_do_not(world: World) -> None:
    url = f"/clinician/people/{world.client('Hana').pk}/appointment/"
    leaves(world)
    assert appointments_for_client(world.client("Hana"), now=world.now) == []
    fields = {
        "day": str((world.now + timedelta(days=3)).date()),
        "at": "10:00",
        "minutes": "50",
        "place": "room",
        "repeats": "weekly",
    }
    world.browser("Eli").post(url, fields)
    alone = [one.client for one in appointments_for_client(world.client("Hana"), now=world.now)]
    assert alone == [world.client("Hana")]


# Notices go to those whose part is not closed.


def told(world: World) -> set[str]:
    rows = Notice.objects.filter(tiding=Tiding.PLAN_HAS_CHANGED, from_at__gte=world.now)
    return {
        row.client.account.sign_in_name
        for row in rows.select_related("client__account")
        if row.client.account
    }


def changes_plan(world: World) -> None:
    Notice.objects.all().delete()
    homework.choose_version(world.act("Eli"), assignment=world.given("Gus"), version="short")


def pauses_something(world: World) -> None:
    Notice.objects.all().delete()
    terms = PauseTerms(
        activities=["insertion_by_partner"],
        strength="full",
        starts_on=world.now.date(),
        review_on=world.now.date(),
    )
    relationship = world.given("Gus").relationship
    homework.set_pause(world.act("Eli"), relationship=relationship, terms=terms, keyring=world.keys)


def everybody_ever(relationship_id: UUID, *, now: datetime) -> list[Client]:
    return list(Relationship.objects.get(pk=relationship_id).clients.all())


@pytest.mark.parametrize("changes", [changes_plan, pauses_something])
def test_whoever_left_is_told_nothing_more(
    world: World, monkeypatch: pytest.MonkeyPatch, changes: Any
) -> None:
    changes(world)
    assert told(world) == {"gus", "hana"}
    part = ends_part(world, "Hana")
    changes(world)
    assert told(world) == {"gus", "hana"}, "nobody learns of a part that is only ended"
    closes(world, "Eli", part)
    changes(world)
    assert told(world) == {"gus"}
    for place in (tidings, pauses):
        monkeypatch.setattr(place, "people_seen_in", everybody_ever)
    changes(world)
    assert told(world) == {"gus", "hana"}, "telling everybody who was ever here would be noticed"


def test_notice_does_not_run_ahead_of_the_page_once_one_is_left(world: World) -> None:
    relationship_id = leaves(world)
    changes_plan(world)
    (notice,) = Notice.objects.filter(tiding=Tiding.PLAN_HAS_CHANGED)
    given = world.given("Gus")
    assert (notice.from_at, [one.pk for one in people_seen_in(relationship_id, now=world.now)]) == (
        given.posted_until,
        [world.client("Gus").pk],
    )
