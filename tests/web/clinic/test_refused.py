"""What a rule refuses to give is kept in an act of its own, and a manager reads of it without a client."""

from html import unescape
from typing import Any
from uuid import uuid4

import pytest

from tests.people import World, with_people
from tests.web.doors import SHEET
from unhurried.core.scopes import Refusal
from unhurried.homework.models import Assignment, RefusedGiving
from unhurried.homework.queries.refused import refused_in
from unhurried.homework.services import refusing
from unhurried.people.models import AuditEntry, Clinician
from unhurried.people.queries import audit_for
from unhurried.web.clinic.audit_words import RULE_WORDS

pytestmark = with_people
SAID = "Was refused an exercise: Body scan"
OUTSIDE = "Outside the discipline’s scope"


def gives(world: World, **act: str) -> Any:
    """Cleo, a pelvic physiotherapist for once, reaches for an exercise of another family."""
    Clinician.objects.filter(pk=world.clinician("Cleo").pk).update(discipline="pelvic_physiotherapist")
    url = f"/clinician/people/{world.client('Ivo').pk}/give/min.body-scan/"
    return world.browser("Cleo").post(url, {**SHEET, "version": "full", "weeks": "2", **act})


def page(world: World) -> str:
    return " ".join(unescape(world.browser("Jo").get("/clinic/audit/").content.decode()).split())


def test_refusal_is_kept_with_what_by_which_rule_and_by_whom(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault keeps it in the act that is undone."""
    given, entries = Assignment.objects.count(), AuditEntry.objects.count()
    assert gives(world).status_code == 200
    (kept,) = RefusedGiving.objects.all()
    assert (kept.clinician, kept.rules) == (world.clinician("Cleo"), ["out_of_scope"])
    assert (Assignment.objects.count(), AuditEntry.objects.count()) == (given, entries + 1)
    monkeypatch.setattr(refusing, "note_refusal", lambda *_, **__: None)
    gives(world)
    assert RefusedGiving.objects.count() == 1


def test_form_sent_twice_is_refused_twice_and_kept_once(world: World) -> None:
    act = {"act": str(uuid4()), "sequence": "1"}
    assert [gives(world, **act).status_code for _ in range(2)] == [200, 200]
    assert RefusedGiving.objects.count() == 1


def test_manager_reads_what_and_the_rule_and_nobody_whom_it_was_for(world: World) -> None:
    assert OUTSIDE not in page(world)
    gives(world)
    said = page(world)
    row = said[said.index("Was refused an exercise") :].partition("</tr>")[0]
    assert row.startswith(f'{SAID}<br><span class="quiet">{OUTSIDE}</span>')
    assert "Ivo" not in said


def test_manager_of_another_clinic_reads_of_none(world: World) -> None:
    gives(world)
    assert refused_in(world.manager("Lou"), audit_for(world.manager("Jo"))) == {}


def test_every_rule_has_words() -> None:
    assert set(RULE_WORDS) == set(Refusal)
