"""Gus takes part with Hana, and with Ivo as well: each page of what he shares is there for both."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import pytest

from tests.people import World, rolled_back, with_people
from tests.people.test_seats import says_yes
from tests.web.client.agreeing import found_by
from tests.web.client.private_area import opened, said_on
from unhurried.consent import services as consent
from unhurried.consent.agreements import Heading
from unhurried.consent.models import AgreementLine
from unhurried.homework import services as homework
from unhurried.homework.models import Occasion, OfferedWindow
from unhurried.people import services
from unhurried.people.models import Client, Participation, Relationship
from unhurried.people.queries import own_relationships_of, relationships_of
from unhurried.web.client import marking, which
from unhurried.web.client.views import private, putting_back

pytestmark = with_people
TOGETHER: Final = "/c/together/"


@pytest.fixture(autouse=True)
def with_ivo_too(world: World) -> None:
    services.bring_together(
        world.act("Eli"),
        clinician=world.clinician("Eli"),
        people=[world.client("Gus"), world.client("Ivo")],
        time_zone="Europe/London",
        opened_on=world.now.date(),
        goal="",
        keyring=world.keys,
    )
    for name in ("Gus", "Ivo"):
        says_yes(world, name)


def with_whom(world: World, name: str) -> UUID:
    """Which relationship it is that Gus and this person share."""
    rows = Relationship.objects.filter(clients=world.client("Gus"))
    return rows.get(participations__client=world.client(name)).pk


def way(world: World, name: str, page: str) -> str:
    return f"/c/with/{with_whom(world, name)}/{page}"


def read(world: World, name: str, page: str, *, by: str = "Gus") -> str:
    found = world.browser(by).get(way(world, name, page))
    assert found.status_code == 200
    return said_on(found)


def gives(world: World, name: str, words: str) -> AgreementLine:
    """A line of Gus's to this person."""
    said = {"heading": "signals", "words": words}
    answer = world.browser("Gus").post(way(world, name, "agreement/"), said)
    assert answer.headers.get("Location") == way(world, name, "agreement/")
    return AgreementLine.objects.get(relationship=with_whom(world, name), client=world.client("Gus"))


def a_time(world: World, place: str) -> dict[str, str]:
    day = str((world.now + timedelta(days=3)).date())
    return {"kind": "connection", "day": day, "at": "19:00", "minutes": "30", "place": place}


def prove_together_leads_to_each(world: World) -> None:
    page = said_on(world.browser("Gus").get(TOGETHER))
    for name in ("Hana", "Ivo"):
        assert f'href="{way(world, name, "together/")}"' in page and f"You and {name}" in page
    assert "dotterel" in read(world, "Hana", "together/")
    assert "dotterel" not in read(world, "Ivo", "together/")


def prove_times_stand_in_their_own_calendar(world: World) -> None:
    browser = world.browser("Gus")
    for name, place in (("Hana", "The harbour"), ("Ivo", "The mill")):
        kept = browser.post(way(world, name, "together/new/"), a_time(world, place))
        assert kept.headers.get("Location") == way(world, name, "together/kept/")
        assert place in read(world, name, "together/kept/")
    assert "The mill" not in read(world, "Hana", "together/")
    assert "The mill" not in said_on(world.browser("Hana").get(TOGETHER))
    assert "The harbour" not in read(world, "Ivo", "together/", by="Gus")


def prove_each_time_is_changed_and_let_go_of(world: World) -> None:
    browser = world.browser("Gus")
    browser.post(way(world, "Ivo", "together/new/"), a_time(world, "The mill"))
    for name in ("Hana", "Ivo"):
        block = Occasion.objects.filter(relationship=with_whom(world, name)).exclude(block="own").get()
        assert browser.get(f"{TOGETHER}{block.pk}/change/").status_code == 200
        kept = browser.post(f"{TOGETHER}{block.pk}/let-go/")
        assert kept.headers.get("Location") == way(world, name, "together/kept/")


def prove_each_agreement_has_its_lines(world: World) -> None:
    lines = {name: gives(world, name, f"Two taps, {name}.") for name in ("Hana", "Ivo")}
    for name, line in lines.items():
        page = read(world, name, "agreement/")
        assert [f"Two taps, {one}." in page for one in lines] == [one == name for one in lines]
        back = world.browser("Gus").post(way(world, name, "agreement/take-back/"), {"line": str(line.pk)})
        assert back.headers.get("Location") == way(world, name, "agreement/")
    assert not AgreementLine.objects.filter(pk__in=[one.pk for one in lines.values()], taken_back_at=None)


def prove_each_pause_is_agreed_to(world: World) -> None:
    for name in ("Hana", "Ivo"):
        relationship = Relationship.objects.get(pk=with_whom(world, name))
        terms = consent.PauseTerms(
            activities=["insertion_by_partner"],
            strength="full",
            starts_on=world.now.date(),
            review_on=world.now.date() + timedelta(weeks=2),
        )
        at = world.now - timedelta(days=8)
        pk = homework.set_pause(
            world.act("Eli", at=at), relationship=relationship, terms=terms, keyring=world.keys
        )
        assert f'value="{pk}"' in read(world, name, "agreement/")
        agreed = world.browser("Gus").post(way(world, name, "agreement/agree/"), {"pause": str(pk)})
        assert agreed.status_code in (200, 302)
        assert "It happened after all" in read(world, name, "agreement/note/")


def prove_each_is_offered_parts_of_the_week(world: World) -> None:
    browser = opened(world, "Gus")
    for name, part in (("Hana", "2"), ("Ivo", "5")):
        kept = browser.post(way(world, name, "together/windows/"), {"windows": part})
        assert kept.headers.get("Location") == way(world, name, "together/windows/")
        assert f'value="{part}" id="id_windows_{part}" checked' in said_on(
            browser.get(kept.headers.get("Location"))
        )
    rows = OfferedWindow.objects.filter(client=world.client("Gus"), withdrawn_at=None)
    assert rows.values("relationship").distinct().count() == 2


def prove_each_line_is_put_back(world: World) -> None:
    for name in ("Hana", "Ivo"):
        consent.take_back_line(world.act("Gus"), line=gives(world, name, f"Two taps, {name}."))
    page = said_on(opened(world, "Gus").get("/c/put-back/"))
    for name in ("Hana", "Ivo"):
        assert f"Two taps, {name}." in page and f"You and {name}" in page


def left(world: World, name: str) -> None:
    """It was closed, and a posting has come since."""
    seats = Participation.objects.filter(relationship=with_whom(world, name))
    seats.update(joined_at=world.now - timedelta(days=9))
    gone = world.now - timedelta(days=8)
    seats.filter(client=world.client(name)).update(ended_at=gone, left_at=gone)


def prove_departed_are_told_of(world: World) -> None:
    for name in ("Hana", "Ivo"):
        with rolled_back():
            left(world, name)
            assert f"No longer here: {name}" in said_on(world.browser("Gus").get(TOGETHER))
            assert f"{name} takes part here no longer." in read(world, name, "together/")


def prove_the_end_of_a_part_names_its_people(world: World) -> None:
    page = said_on(opened(world, "Gus").get("/c/private/part/"))
    assert "You and Hana" in page and "You and Ivo" in page


def prove_limits_know_everybody(world: World) -> None:
    page = said_on(opened(world, "Gus").get("/c/limits/8/"))
    assert "Hana" in page and "Ivo" in page


PROOFS: Final[tuple[Callable[[World], None], ...]] = (
    prove_together_leads_to_each,
    prove_times_stand_in_their_own_calendar,
    prove_each_time_is_changed_and_let_go_of,
    prove_each_agreement_has_its_lines,
    prove_each_pause_is_agreed_to,
    prove_each_is_offered_parts_of_the_week,
    prove_each_line_is_put_back,
    prove_departed_are_told_of,
    prove_the_end_of_a_part_names_its_people,
    prove_limits_know_everybody,
)


@pytest.mark.parametrize("proof", PROOFS, ids=lambda one: one.__name__)
def test_page_is_there_for_each(world: World, proof: Callable[[World], None]) -> None:
    proof(world)


@pytest.mark.parametrize("proof", PROOFS, ids=lambda one: one.__name__)
def test_newest_alone_would_be_noticed(
    world: World, proof: Callable[[World], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def newest(viewer: Client, *, now: Any) -> list[Relationship]:
        return relationships_of(viewer, now=now)[-1:]

    seats = private.queries.seats_for
    for module, name in ((which, "relationships_of"), (marking, "relationships_of")):
        monkeypatch.setattr(module, name, newest)
    monkeypatch.setattr(putting_back, "every_relationship_of", newest)
    monkeypatch.setattr(private.queries, "seats_for", lambda *own, **at: seats(*own, **at)[-1:])
    with pytest.raises(AssertionError):
        proof(world)


def test_lines_from_before_are_read_and_taken_back_behind_the_code(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ivo = world.client("Ivo")
    (own,) = own_relationships_of(ivo, now=world.now)
    words = {"heading": Heading.SIGNALS, "words": "A quiet hour.", "keyring": world.keys}
    pk = consent.give_line(world.act("Ivo"), client=ivo, relationship=own, **words)
    pages = ("/c/together/", "/c/agreement/", "/c/private/lines/")
    assert not any("A quiet hour." in said_on(world.browser("Ivo").get(page)) for page in pages)
    browser = opened(world, "Ivo")
    assert "A quiet hour." in said_on(browser.get("/c/private/lines/"))
    browser.post("/c/private/lines/", {"line": str(pk)})
    assert "A quiet hour." not in said_on(browser.get("/c/private/lines/"))
    assert "A quiet hour." in said_on(browser.get("/c/put-back/"))
    monkeypatch.setattr(putting_back, "every_relationship_of", relationships_of)
    assert "A quiet hour." not in said_on(browser.get("/c/put-back/")), "the planted fault: shared ones alone"


def test_what_was_typed_at_a_short_address_goes_to_nobody(world: World) -> None:
    """It was for one of them, and which cannot be told."""
    before = Occasion.objects.count(), AgreementLine.objects.count()
    said = {"together/new/": a_time(world, "The mill"), "agreement/": {"heading": "signals", "words": "No."}}
    for page, form in said.items():
        assert world.browser("Gus").post(f"/c/{page}", form).headers.get("Location") == TOGETHER
    assert (Occasion.objects.count(), AgreementLine.objects.count()) == before


def test_somebody_elses_is_as_if_it_were_not_there(world: World) -> None:
    for page in ("together/", "together/new/", "agreement/", "together/windows/"):
        for name, other in (("Hana", "Ivo"), ("Ivo", "Hana"), ("Fay", "Hana")):
            assert world.browser(name).get(way(world, other, page)).status_code == 404


def test_pages_of_the_other_do_not_tell_of_it(world: World) -> None:
    """Hana's are the same whether Gus takes part with Ivo or not."""
    pages = ("/c/", TOGETHER, "/c/agreement/", "/c/together/windows/", "/c/limits/8/")
    known = found_by(world, "Hana", pages)
    with rolled_back():
        Relationship.objects.get(pk=with_whom(world, "Ivo")).participations.all().delete()
        assert found_by(world, "Hana", pages) == known


def test_with_one_left_the_addresses_are_short_again(world: World) -> None:
    was = world.now - timedelta(days=1)
    Participation.objects.filter(relationship=with_whom(world, "Ivo")).update(ended_at=was, left_at=was)
    page = said_on(world.browser("Gus").get(TOGETHER))
    assert "You and Hana" in page and "/c/with/" not in page


def test_a_limit_said_in_words_goes_to_whom_it_concerns(world: World) -> None:
    browser = opened(world, "Gus")
    hana = str(world.client("Hana").pk)
    mark = {"what": "feet", "direction": "being_touched", "other": hana}
    browser.post("/c/limits/kept/", {"choice": "say", "words": "Not my feet.", **mark})
    lines = AgreementLine.objects.filter(client=world.client("Gus"))
    assert [one.relationship_id for one in lines] == [with_whom(world, "Hana")]
