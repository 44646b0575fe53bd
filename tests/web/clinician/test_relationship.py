"""People side by side: what holds is told to the clinician alone, and room mode leaves none of it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from html import unescape
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from tests.homework.test_gates import (
    CAUSES,
    clinician_holds,
    everyone_is_ready,
    give_more,
    life_changes,
    no_record,
    no_to_hands,
    not_yet,
    speaks_first,
    worries,
)
from tests.people import World, with_people
from tests.promises.stage import Draws, Stage, clock_at, draws, hours, set_up
from tests.web.clinician.together import asked, browser_of, left_in_room_mode, relationship_page, sent
from unhurried.core.readiness import Answer
from unhurried.homework import services as homework
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, Hold, Invitation, Release
from unhurried.people.models import Client, Relationship

pytestmark = with_people
AT = hours(20)
FIXED = "I never say why something rests."


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def text(page: str) -> str:
    return " ".join(unescape(page).split())


@pytest.mark.parametrize("names", [("Ana", "Ben"), ("Fay", "Gus", "Hana")])
def test_everybody_stands_on_the_page_in_the_same_way(names: tuple[str, ...]) -> None:
    with draws(Draws()):
        stage = set_up(names)
        page = relationship_page(stage, AT)
        for client in stage.clients.values():
            assert page.count(f'id="person_{client.pk.hex}"') == 1
        assert text(page).count("Touch together waits for it.") == 0
        assert page.count("<dt>Safety record</dt>") == len(names)


def test_the_sentence_for_the_room_stands_in_the_room(stage: Stage) -> None:
    assert any(FIXED in one for one in left_in_room_mode(relationship_page(stage, AT)))


def test_the_sentence_stands_beside_what_holds(stage: Stage) -> None:
    """Before the first step that was given, in the same column."""
    page = relationship_page(stage, AT)
    assert page.index("<h2>Given to all of them</h2>") < page.index(FIXED) < page.index('class="card gate"')
    assert page.count(FIXED) == 1


def test_versions_release_and_what_was_heard_are_reached_from_the_pages(stage: Stage) -> None:
    Release.objects.all().delete()
    page, where = relationship_page(stage, AT), {"assignment_id": stage.given.pk}
    assert f'href="/clinician/given/{stage.given.pk}/release/"' in page
    assert f'action="/clinician/given/{stage.given.pk}/version/"' in page
    for version in stage.exercise.phases[0].versions:
        assert f'<option value="{version.key}"' in page
    assert 'name="heard_on"' in asked(stage, "given", AT, **where).content.decode()
    ana = asked(stage, "client", AT, client_id=stage.clients["Ana"].pk).content.decode()
    assert f"/clinician/people/{stage.clients['Ana'].pk}/give/" in ana


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (not_yet, "</strong>: said “not yet”"),
        (no_to_hands, "</strong>: has a limit that leaves no version of it for now"),
        (no_record, "</strong>: no safety record"),
        (speaks_first, "</strong>: asks to speak with you first"),
        (worries, "</strong>: a concern"),
        (life_changes, "</strong>: marked a change in life"),
    ],
)
def test_what_holds_is_told_with_its_name_and_its_day(
    stage: Stage, cause: Callable[[Stage, str], Any], words: str
) -> None:
    everyone_is_ready(stage)
    assert words not in text(relationship_page(stage, AT))
    _, _, since = cause(stage, "Ben")
    ben = stage.keys.open(stage.clients["Ben"], "name")
    page = text(relationship_page(stage, AT))
    assert f"<strong>{ben}{words}" in page
    assert f"since {since:%A} {since.day} {since:%B}" in page


@pytest.mark.parametrize("name", ["Ana", "Ben"])
@pytest.mark.parametrize("cause", CAUSES)
def test_room_mode_leaves_nothing_of_what_holds(
    stage: Stage, cause: Callable[[Stage, str], Any], name: str
) -> None:
    everyone_is_ready(stage)
    before = left_in_room_mode(relationship_page(stage, AT))
    cause(stage, name)
    page = relationship_page(stage, AT)
    assert left_in_room_mode(page) == before


def test_room_mode_leaves_nothing_of_leaving_releasing_or_giving_to_one_alone(stage: Stage) -> None:
    before = left_in_room_mode(relationship_page(stage, AT))
    ben = stage.clients["Ben"]
    homework.leave_relationship(
        stage.act(ben, hours(3)), client=ben, relationship=stage.relationship, keyring=stage.keys
    )
    Release.objects.all().delete()
    Assignment.objects.filter(pk=_alone(stage, "Ana").pk).update(client=stage.clients["Ana"])
    assert left_in_room_mode(relationship_page(stage, AT)) == before


def _alone(stage: Stage, name: str) -> Assignment:
    row = Assignment.objects.get(pk=stage.given.pk)
    row.pk = row.id = Assignment().id
    row.client, row.position = stage.clients[name], 9
    row.save(force_insert=True)
    return row


def test_reason_outside_of_what_is_private_is_found(stage: Stage) -> None:
    """The planted fault: the same page with the marks of privacy gone."""
    everyone_is_ready(stage)
    before = left_in_room_mode(relationship_page(stage, AT).replace('class="private"', ""))
    not_yet(stage, "Ben")
    assert left_in_room_mode(relationship_page(stage, AT).replace('class="private"', "")) != before


def test_who_left_stands_with_the_day_and_what_it_means(stage: Stage) -> None:
    ben = stage.clients["Ben"]
    homework.leave_relationship(
        stage.act(ben, hours(3)), client=ben, relationship=stage.relationship, keyring=stage.keys
    )
    page = text(relationship_page(stage, AT))
    assert "Ended their part on Tuesday 3 March. Touch together rests. Those who stay are asked anew" in page


# The acts.


def test_release_of_what_leaves_nothing_open_takes_one_tap(stage: Stage) -> None:
    Release.objects.all().delete()
    where = {"assignment_id": stage.given.pk}
    assert "heard_on" not in asked(stage, "release", AT, **where).content.decode()
    assert sent(stage, "release", AT, {"go": "on"}, **where).status_code == 302
    assert Release.objects.get(assignment=stage.given).heard_on is None


def test_release_twice_is_one_release(stage: Stage) -> None:
    assert sent(stage, "release", AT, {"go": "on"}, assignment_id=stage.given.pk).status_code == 302
    assert Release.objects.filter(assignment=stage.given).count() == 1


def test_hold_and_lift(stage: Stage) -> None:
    everyone_is_ready(stage)
    sent(stage, "hold", hours(2), {}, assignment_id=stage.given.pk)
    hold = Hold.objects.get(assignment=stage.given, lifted_at=None)
    assert "you asked for it" in text(relationship_page(stage, AT))
    sent(stage, "lift", hours(3), {}, hold_id=hold.pk)
    assert "you asked for it" not in text(relationship_page(stage, AT))


def test_invite_again_and_choose_a_version(stage: Stage) -> None:
    rounds = Invitation.objects.filter(assignment=stage.given)
    assert rounds.count() == 1
    sent(stage, "invite", hours(2), {}, assignment_id=stage.given.pk)
    assert rounds.count() == 2
    sent(stage, "version", hours(2), {"version": "near"}, assignment_id=stage.given.pk)
    sent(stage, "version", hours(2), {"version": "another"}, assignment_id=stage.given.pk)
    assert Assignment.objects.get(pk=stage.given.pk).version == "near"
    assert "Near version" in text(relationship_page(stage, hours(3)))


def said_after(stage: Stage, name: str, fields: dict[str, str]) -> str:
    browser = browser_of(stage)
    with clock_at(hours(2)):
        url = f"/clinician/given/{stage.given.pk}/{name}/"
        page = browser.post(url, {"act": "", **fields}, follow=True).content.decode()
    start = page.index("Kept. What is")
    return page[start : page.index("<", start)]


def test_every_act_leads_back_with_the_same_words(stage: Stage) -> None:
    """Somebody may sit beside the screen."""
    acts = {"hold": {}, "invite": {}, "version": {"version": "near"}}
    words = {said_after(stage, name, fields) for name, fields in acts.items()}
    assert words == {
        "Kept. What is stricter counts from now, for bodies. "
        "On their pages it stands when these are next renewed: Thursday 5 March, 05:00. "
        "If they begin before that, what rests comes out as time together without touch."
    }


def test_somebody_joins_and_all_are_asked_anew(stage: Stage) -> None:
    everyone_is_ready(stage)
    fields = {"name": "Noor", "region": "England", "is_adult_attested": "on"}
    page = sent(stage, "joins", hours(4), fields, relationship_id=stage.relationship.pk)
    newest = Client.objects.exclude(pk__in=[one.pk for one in stage.clients.values()]).get(
        participations__relationship=stage.relationship
    )
    assert page.headers["Location"] == f"/clinician/people/{newest.pk}/"
    assert text(relationship_page(stage, AT)).count("</strong>: no answer in force") >= 3


def test_clinician_next_door_finds_nobody(stage: Stage) -> None:
    other = set_up()
    for name, where in (
        ("relationship", {"relationship_id": stage.relationship.pk}),
        ("joins", {"relationship_id": stage.relationship.pk}),
        ("release", {"assignment_id": stage.given.pk}),
        ("given", {"assignment_id": stage.given.pk}),
        ("safety", {"client_id": stage.clients["Ana"].pk}),
    ):
        assert asked(other, name, AT, **where).status_code == 404, name
    assert sent(other, "hold", AT, {}, assignment_id=stage.given.pk).status_code == 404


# How often the records are asked.


def _asked(stage: Stage, at: datetime) -> int:
    relationship_page(stage, at)
    with (
        CaptureQueriesContext(connections["default"]) as records,
        CaptureQueriesContext(connections["keys"]) as keys,
    ):
        relationship_page(stage, at)
    return sum("SAVEPOINT" not in one["sql"] for one in [*records, *keys])


def test_page_asks_as_often_for_thirty_as_for_one(stage: Stage) -> None:
    everyone_is_ready(stage)
    few = _asked(stage, AT)
    give_more(stage, 30)
    assert _asked(stage, AT) == few


def test_relationship_of_one_has_a_page_too(world: World) -> None:
    relationship = Relationship.objects.get(clients=world.client("Ivo"))
    page = world.browser("Cleo").get(f"/clinician/relationships/{relationship.pk}/")
    assert page.status_code == 200
    assert "Each opens it for themselves." in text(page.content.decode())


def test_what_waits_for_nobodys_answer_is_not_said_to_wait_for_one(stage: Stage) -> None:
    """A talk each opens for themselves. The planted fault: beside a step with touch, where it holds."""
    titles = [exercise_by_digest(one.exercise_id).says("title") for one in (talk_of(stage), stage.given)]
    cards = [card_of(stage, title) for title in titles]
    assert [one.count("no answer in force") for one in cards] == [0, 2]
    stage.says("Ben", Answer.NOT_YET, hours(2), about=talk_of(stage))
    assert "said “not yet”" in card_of(stage, titles[0])


def card_of(stage: Stage, title: str) -> str:
    return text(relationship_page(stage, AT)).split(f">{title}</a></h3>")[1].split("</section>")[0]


def talk_of(stage: Stage) -> Assignment:
    own = {"relationship": stage.relationship, "exercise__name": "com.reflective-listening"}
    return Assignment.objects.get(**own)


def test_words_and_what_lifts_them_stand_apart(stage: Stage) -> None:
    clinician_holds(stage, "Ana")
    page = text(relationship_page(stage, AT))
    assert "since Wednesday 4 March</span> <a" in page
    assert "</span><a" not in page
