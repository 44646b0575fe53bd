"""A clinic names who covers, and when it reads. Clients see both; deep steps wait for one or the other."""

from datetime import time
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.core.properties import finds_fault
from tests.people import World, rolled_back, with_people
from unhurried.people import queries
from unhurried.people.models import Clinic, Clinician
from unhurried.web.client import words
from unhurried.web.clinic import views

pytestmark = with_people


def clinic(world: World) -> Clinic:
    return Clinic.objects.get(pk=world.manager("Jo").clinic_id)


def settings(world: World, **changed: Any) -> Any:
    kept = clinic(world)
    names = ("name", "time_zone", "country", "confidentiality_text", "secrets_policy", "cover")
    said = {name: getattr(kept, name) for name in names} | {"reading_hours": kept.reading_hours}
    said |= {"time_alone_weeks": "8"}
    said |= {"reading_days": ["1", "3"], "reads_until": "12:30", "covered_by_id": ""} | changed
    return world.browser("Jo").post("/clinic/", said)


def text(response: Any) -> str:
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


def test_cover_days_and_time_are_kept(world: World) -> None:
    eli = world.clinician("Eli").pk
    assert settings(world, covered_by_id=str(eli)).status_code == 302
    kept = clinic(world)
    assert (kept.covered_by_id, kept.reading_days, kept.reads_until) == (eli, [1, 3], time(12, 30))


@pytest.mark.parametrize(
    "wrong", [{"reading_days": []}, {"reading_days": ["7"]}, {"reads_until": "noon"}, {"covered_by_id": "x"}]
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(world: World, wrong: dict[str, Any]) -> None:
    before = clinic(world)
    page = text(settings(world, cover="A heron answers.", **wrong))
    assert "Please look at this again" in page and "A heron answers." in page
    after = clinic(world)
    assert (after.cover, after.reading_days, after.reads_until) == (
        before.cover,
        before.reading_days,
        before.reads_until,
    )


def offered(world: World) -> list[str]:
    form = views.ClinicForm(may_cover=queries.may_cover(world.manager("Jo")))
    return [str(label) for _, label in form.fields["covered_by_id"].choices]  # type: ignore[attr-defined]


def test_only_clinicians_of_this_clinic_who_have_joined_are_offered(world: World) -> None:
    jo = world.manager("Jo")
    Clinician.objects.create(clinic_id=jo.clinic_id, name="Noor", discipline="coach")
    assert offered(world) == ["Nobody by name", "Cleo", "Eli"], "Kit is a coach, and covers for coaches alone"
    kit = str(world.clinician("Kit").pk)
    assert settings(world, covered_by_id=kit).status_code == 200
    for other in (world.clinician("Max").pk, uuid4()):
        assert settings(world, covered_by_id=str(other)).status_code == 200


def test_coach_covers_for_coaches_alone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault names anybody."""
    here = Clinician.objects.filter(clinic=world.manager("Jo").clinic_id)
    with rolled_back():
        here.update(discipline="coach")
        assert offered(world) == ["Nobody by name", "Cleo", "Eli", "Kit"]
    assert "covers for coaches alone" in text(world.browser("Jo").get("/clinic/"))
    monkeypatch.setattr(queries.clinics, "is_cover_for", lambda *_: True)
    assert "Kit" in offered(world)


def test_who_covers_beyond_their_scope_is_named_to_the_manager(world: World) -> None:
    """A therapist may come to a clinic that a coach covers."""
    asking = "Kit covers, and refers on some of what a colleague here treats."
    assert asking not in text(world.browser("Jo").get("/clinic/"))
    Clinic.objects.filter(pk=clinic(world).pk).update(covered_by=world.clinician("Kit"))
    assert asking in text(world.browser("Jo").get("/clinic/"))


def is_covered(world: World, covered_by: UUID | None, cover: str) -> bool:
    with rolled_back():
        Clinic.objects.filter(pk=clinic(world).pk).update(covered_by=covered_by, cover=cover)
        return queries.is_covered(world.clinician("Cleo"))


def prove_somebody_else_covers(world: World) -> None:
    cleo, eli = (world.clinician(name).pk for name in ("Cleo", "Eli"))
    found = [is_covered(world, *one) for one in ((None, ""), (cleo, ""), (eli, ""), (None, "By phone."))]
    assert found == [False, False, True, True]
    assert not is_covered(world, cleo, " \n")


def test_nobody_covers_for_themselves(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    prove_somebody_else_covers(world)
    monkeypatch.setattr(queries.clinics, "cover_for", lambda clinician: clinician.clinic.covered_by_id)
    finds_fault(prove_somebody_else_covers, world)


PAGES = ("/c/private/line/", "/c/private/kept/", "/c/first/limits/")


def prove_it_is_shown(world: World) -> None:
    days = "The clinic reads on Tuesday and Thursday, until 12:30."
    named = "What is urgent goes to Eli if Cleo has not opened it by then on the next of these days."
    settings(world, covered_by_id=str(world.clinician("Eli").pk), cover="By letter.")
    for path in PAGES:
        page = text(world.browser("Ivo").get(path))
        assert [one for one in (days, named, "By letter.") if one not in page] == [], path
        assert "goes to Eli" not in text(world.browser("Gus").get(path)), "Eli is Gus's own clinician"


def test_clients_read_who_covers_and_when_it_is_read(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with rolled_back():
        prove_it_is_shown(world)
    monkeypatch.setattr(words, "cover_name", lambda viewer: viewer.clinic.covered_by.name)
    finds_fault(prove_it_is_shown, world)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([0, 1, 2, 3, 4], "Monday to Friday"),
        ([1], "Tuesday"),
        ([3, 1], "Tuesday and Thursday"),
        ([0, 1], "Monday and Tuesday"),
        ([0, 2, 4], "Monday, Wednesday and Friday"),
    ],
)
def test_days_are_said_as_people_say_them(days: list[int], said: str) -> None:
    assert words.days_words(days) == said
