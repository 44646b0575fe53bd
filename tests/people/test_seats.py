"""Who takes part: one open part each, a way back for whoever left, a yes of each before anything joint."""

from datetime import datetime, timedelta
from html import unescape
from itertools import permutations
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from tests.people import World, rolled_back, with_people
from unhurried.consent.safety_queries import unanswered_concerns_of
from unhurried.core.disclosure import Tiding
from unhurried.homework import services as homework
from unhurried.notify.sentences import SENTENCES
from unhurried.people import services
from unhurried.people.models import Client, JoiningLink, Notice, Participation, Relationship
from unhurried.people.queries import asked_to_join, partners_of, people_seen_in, relationships_of
from unhurried.people.queries.notices import notices_for
from unhurried.people.services import seats

pytestmark = with_people
ALONE = ("Ivo", "Dov", "Ana")
"""All three are in Cleo's care; Ana takes part with Ben, which goes on."""


def together(world: World, *names: str) -> UUID:
    return services.bring_together(
        world.act("Cleo"),
        clinician=world.clinician("Cleo"),
        people=[world.client(name) for name in names],
        time_zone="Europe/London",
        opened_on=world.now.date(),
        goal="",
        keyring=world.keys,
    )


def says_yes(world: World, name: str, *, days: float = 0) -> None:
    at = world.now + timedelta(days=days)
    link = asked_to_join(world.client(name), now=at)
    assert link is not None
    act = world.act(name, at=at)
    homework.join_together(act, client=world.client(name), link=link, keyring=world.keys)


def here(world: World, relationship_id: UUID) -> set[str]:
    seen = people_seen_in(relationship_id, now=world.now)
    return {client.account.sign_in_name for client in seen if client.account}


def seen_too_early(world: World) -> set[tuple[str, ...]]:
    """Orders of saying yes in which somebody took part before the last had said it."""
    early = set()
    for order in permutations(ALONE):
        with rolled_back():
            relationship_id = together(world, *ALONE)
            for name in order[:-1]:
                says_yes(world, name)
                if here(world, relationship_id):
                    early.add(order)
    return early


def test_nobody_takes_part_before_everybody_said_yes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert seen_too_early(world) == set()
    real = seats.joining_links_of
    monkeypatch.setattr(seats, "joining_links_of", lambda pk: [one for one in real(pk) if one.used_at])
    assert seen_too_early(world) == set(permutations(ALONE)), "seating whoever said yes would be noticed"


def test_then_all_of_them_do_at_once(world: World) -> None:
    relationship_id = together(world, *ALONE)
    for days, name in enumerate(ALONE):
        says_yes(world, name, days=days)
    assert here(world, relationship_id) == {"ivo", "dov", "ana"}
    joined = set(
        Participation.objects.filter(relationship=relationship_id).values_list("joined_at", flat=True)
    )
    assert joined == {world.now + timedelta(days=2)}
    ivo = world.client("Ivo")
    (found,) = relationships_of(ivo, now=world.now)
    assert (found.pk, len(partners_of(ivo, found, now=world.now))) == (relationship_id, 2)


def test_what_one_did_alone_goes_on(world: World) -> None:
    own = world.given("Ivo").pk
    together(world, "Ivo", "Dov")
    for name in ("Ivo", "Dov"):
        says_yes(world, name)
    assert world.browser("Ivo").get(f"/c/a/{own}/").status_code == 200


def test_each_reads_of_what_can_be_guessed_anew(world: World) -> None:
    services.acknowledge_honesty(world.act("Ivo"), client=world.client("Ivo"))
    together(world, "Ivo", "Dov")
    says_yes(world, "Ivo")
    assert world.client("Ivo").honesty_read_at is not None
    says_yes(world, "Dov")
    assert world.client("Ivo").honesty_read_at is None


def test_question_goes_away_after_two_weeks_and_can_be_asked_anew(world: World) -> None:
    relationship_id = together(world, "Ivo", "Dov")
    later = world.now + services.LIVES_FOR
    assert asked_to_join(world.client("Ivo"), now=later) is None
    link = JoiningLink.objects.get(client=world.client("Ivo"), relationship=relationship_id)
    with pytest.raises(services.JoiningLinkSpent):
        homework.join_together(
            world.act("Ivo", at=later), client=world.client("Ivo"), link=link, keyring=world.keys
        )
    found = Relationship.objects.get(pk=relationship_id)
    for name in ("Ivo", "Dov"):
        services.ask_to_join(world.act("Cleo", at=later), relationship=found, client=world.client(name))
        says_yes(world, name, days=15 - 1)
    assert here(world, relationship_id) == {"ivo", "dov"}


ASKED = ("Ivo", "Dov")


def asks_both(world: World) -> UUID:
    """What they were told earlier is put away."""
    Notice.objects.all().delete()
    return together(world, *ASKED)


def told_and_shown(world: World, name: str) -> tuple[list[Tiding], bool, str]:
    """What one person is told, whether the question stands, and the words of their page."""
    page = " ".join(unescape(world.browser(name).get("/c/together/").content.decode()).split())
    client = world.client(name)
    notices = notices_for(client, now=world.now + timedelta(minutes=1))
    asked = asked_to_join(client, now=world.now) is not None
    return notices, asked, page[page.index("<main") : page.index("</main>")]


def takes_back(world: World, relationship_id: UUID) -> int:
    url = f"/clinician/relationships/{relationship_id}/ask/back/"
    return world.browser("Cleo").post(url).status_code


@pytest.mark.parametrize("willing", [(), ("Ivo",), ("Dov",)])
def test_question_taken_back_tells_each_the_same_whoever_had_said_yes(
    world: World, willing: tuple[str, ...]
) -> None:
    before = [told_and_shown(world, name)[2] for name in ASKED]
    relationship_id = asks_both(world)
    for name in willing:
        says_yes(world, name)
    assert takes_back(world, relationship_id) == 302
    after = [told_and_shown(world, name) for name in ASKED]
    assert [one[:2] for one in after] == [([Tiding.QUESTION_TAKEN_BACK], False)] * 2
    assert [one[2] for one in after] == before
    assert here(world, relationship_id) == set()
    assert not JoiningLink.objects.filter(relationship=relationship_id).exists()


def test_telling_only_those_who_had_not_answered_would_be_noticed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: whoever had said yes is told nothing."""
    relationship_id = asks_both(world)
    says_yes(world, "Ivo")
    real = seats.joining_links_of
    monkeypatch.setattr(seats, "joining_links_of", lambda pk: [one for one in real(pk) if not one.used_at])
    takes_back(world, relationship_id)
    assert [told_and_shown(world, name)[0] for name in ASKED] == [[], [Tiding.QUESTION_TAKEN_BACK]]


def test_yes_on_a_page_from_before_comes_too_late(world: World) -> None:
    relationship_id = asks_both(world)
    says_yes(world, "Ivo")
    link = asked_to_join(world.client("Dov"), now=world.now)
    assert link is not None
    takes_back(world, relationship_id)
    with pytest.raises(services.JoiningLinkSpent):
        homework.join_together(world.act("Dov"), client=world.client("Dov"), link=link, keyring=world.keys)
    assert here(world, relationship_id) == set()


def test_asked_anew_each_says_yes_anew(world: World) -> None:
    relationship_id = asks_both(world)
    says_yes(world, "Ivo")
    takes_back(world, relationship_id)
    again = asks_both(world)
    says_yes(world, "Dov")
    assert here(world, again) == set()
    says_yes(world, "Ivo")
    assert here(world, again) == {"ivo", "dov"}


def test_what_all_of_them_said_yes_to_is_not_taken_back(world: World) -> None:
    relationship_id = asks_both(world)
    for name in ASKED:
        says_yes(world, name)
    assert takes_back(world, relationship_id) == 302
    assert here(world, relationship_id) == {"ivo", "dov"}
    assert [told_and_shown(world, name)[0] for name in ASKED] == [[], []]


def test_page_before_taking_back_says_what_follows_and_takes_nothing(world: World) -> None:
    relationship_id = asks_both(world)
    url = f"/clinician/relationships/{relationship_id}/ask/back/"
    assert f'href="{url}"' in world.browser("Cleo").get(url.removesuffix("ask/back/")).content.decode()
    page = world.browser("Cleo").get(url).content.decode()
    assert "whether they said yes or not" in page
    assert str(SENTENCES[Tiding.QUESTION_TAKEN_BACK]) in page
    assert JoiningLink.objects.filter(relationship=relationship_id).count() == 2
    assert world.browser("Eli").get(url).status_code == 404


def test_a_joining_sheet_made_meanwhile_says_yes_for_nobody(world: World) -> None:
    new = services.NewClient(name="Noor", region="England", is_adult_attested=True)
    noor = Client.objects.get(
        pk=services.take_on(
            world.act("Cleo"),
            clinician=world.clinician("Cleo"),
            people=[new],
            time_zone="Europe/London",
            opened_on=world.now.date(),
            goal="",
            keyring=world.keys,
        )
    )
    relationship_id = services.bring_together(
        world.act("Cleo"),
        clinician=world.clinician("Cleo"),
        people=[noor, world.client("Ivo")],
        time_zone="Europe/London",
        opened_on=world.now.date(),
        goal="",
        keyring=world.keys,
    )
    act = world.act("Cleo")
    services.make_joining_link(act, person=noor, code=services.code_of(act))
    says_yes(world, "Ivo")
    assert here(world, relationship_id) == set()


# Somebody who left comes back.


def leaves(world: World, name: str, *, at: Any) -> Participation:
    client = world.client(name)
    part = Participation.objects.get(client=client, left_at=None)
    homework.leave_relationship(
        world.act(name, at=at), client=client, relationship=part.relationship, keyring=world.keys
    )
    part.refresh_from_db()
    known = unanswered_concerns_of(part.client_id)
    homework.close_part(world.act("Eli", at=at), participation=part, known=known)
    return part


def comes_back(world: World, name: str) -> UUID:
    part = leaves(world, name, at=world.now - timedelta(days=8))
    act = world.act("Eli", at=world.now - timedelta(days=1))
    services.ask_to_join(act, relationship=part.relationship, client=world.client(name))
    says_yes(world, name)
    return part.relationship_id


def test_whoever_left_comes_back_once_they_said_yes(world: World) -> None:
    relationship_id = comes_back(world, "Hana")
    assert here(world, relationship_id) == {"gus", "hana"}
    parts = Participation.objects.filter(client=world.client("Hana")).order_by("joined_at")
    assert [one.left_at is None for one in parts] == [False, True]
    page = world.browser("Gus").get("/c/together/").content.decode()
    assert "You and Hana" in page


def test_clinician_sees_them_once_with_the_part_they_have_now(world: World) -> None:
    relationship_id = comes_back(world, "Hana")
    page = world.browser("Eli").get(f"/clinician/relationships/{relationship_id}/").content.decode()
    assert page.count("Safety record of Hana") == 1
    assert "Ended their part" not in page


def test_everybody_is_asked_anew_after_somebody_came_back(world: World) -> None:
    relationship_id = comes_back(world, "Hana")
    assert [client.honesty_read_at for client in people_seen_in(relationship_id, now=world.now)].count(
        None
    ) == 1


def test_who_takes_part_is_not_asked(world: World) -> None:
    found = Participation.objects.get(client=world.client("Gus")).relationship
    with pytest.raises(services.TakesPart):
        services.ask_to_join(world.act("Eli"), relationship=found, client=world.client("Gus"))


def asks_back(world: World, part: Participation, at: datetime) -> None:
    act = world.act("Eli", at=at)
    services.ask_to_join(act, relationship=part.relationship, client=part.client)


def test_nobody_is_asked_back_before_pages_show_that_they_left(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault asks whoever has no open part: they would stand on the pages twice."""
    part = leaves(world, "Hana", at=world.now)
    part.refresh_from_db()
    assert part.left_at is not None and part.left_at > world.now
    with pytest.raises(services.TakesPart):
        asks_back(world, part, part.left_at - timedelta(seconds=1))
    with rolled_back():
        asks_back(world, part, part.left_at)
    monkeypatch.setattr(seats, "is_seen_in", lambda *_, now: False)
    asks_back(world, part, world.now)
    says_yes(world, "Hana")
    twice = people_seen_in(part.relationship_id, now=world.now)
    assert [client == part.client for client in twice].count(True) == 2


def test_part_that_is_closed_has_ended(world: World) -> None:
    """For bodies at once, whenever pages follow."""
    own = Participation.objects.filter(client=world.client("Hana"))
    for ended_at in (None, world.now + timedelta(seconds=1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            own.update(ended_at=ended_at, left_at=world.now)
    own.update(ended_at=world.now, left_at=world.now)


def test_nobody_has_two_open_parts_in_one_relationship(world: World) -> None:
    part = Participation.objects.get(client=world.client("Hana"))
    again = {
        "clinic_id": part.clinic_id,
        "relationship": part.relationship,
        "client": part.client,
        "joined_at": world.now,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.create(**again)
    Participation.objects.filter(pk=part.pk).update(ended_at=world.now, left_at=world.now)
    Participation.objects.create(**again)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.create(**again)


# A sheet opened by somebody who is signed in.


def sheet(world: World, name: str = "Noor") -> tuple[Client, str]:
    new = services.NewClient(name=name, region="England", is_adult_attested=True)
    pk = services.take_on(
        world.act("Cleo"),
        clinician=world.clinician("Cleo"),
        people=[new],
        time_zone="Europe/London",
        opened_on=world.now.date(),
        goal="",
        keyring=world.keys,
    )
    act, client = world.act("Cleo"), Client.objects.get(pk=pk)
    code = services.code_of(act)
    services.make_joining_link(act, person=client, code=code)
    return client, code


def test_a_sheet_used_while_signed_in_joins_that_account(world: World) -> None:
    client, code = sheet(world)
    browser = world.browser("Kit")
    assert "You are signed in as kit" in browser.get(f"/account/join/{code}/").content.decode()
    assert browser.post(f"/account/join/{code}/", {"is_adult": "on"}).headers["Location"] == "/"
    client.refresh_from_db()
    assert client.account == world.account("Kit")
    assert browser.get("/c/first/reading/").status_code == 200


def test_one_account_stands_for_one_client(world: World) -> None:
    client, code = sheet(world)
    page = world.browser("Ivo").post(f"/account/join/{code}/", {"is_adult": "on"})
    client.refresh_from_db()
    assert (page.status_code, client.account) == (200, None)
    assert "One account has one." in page.content.decode()
