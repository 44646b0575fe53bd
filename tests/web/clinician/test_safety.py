"""Safety records in neutral words, concerns that open when the clinician says so, and reviews of evenings."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import unhurried
from tests.core.properties import finds_fault
from tests.homework.test_caseload import evening, notes, worries
from tests.people import rolled_back, with_people
from tests.promises.stage import Draws, Stage, clock_at, draws, hours, set_up
from tests.web.clinician.together import asked, browser_of, left_in_room_mode, sent
from unhurried.consent.models import Concern, SafetyCheck
from unhurried.core.exercises import Exercise
from unhurried.core.vocabulary import Audience
from unhurried.homework import services as homework
from unhurried.homework.models import Assignment, Hold, Release, Review
from unhurried.people import services as people
from unhurried.web.clinician import forms_together, gate_words
from unhurried.web.clinician.forms_together import SafetyForm

pytestmark = with_people
AT = hours(20)
MADE = {"checked_on": "2026-03-04", "tool": "", "review_on": "2026-09-02"}


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def text(response: Any) -> str:
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


def records(stage: Stage, name: str = "Ben", **fields: str) -> int:
    said = {**MADE, "presence": "alone", "outcome": "current", **fields}
    return int(sent(stage, "safety", AT, said, client_id=stage.clients[name].pk).status_code)


# Safety records.


def test_record_is_kept_beside_the_earlier_ones(stage: Stage) -> None:
    ben = stage.clients["Ben"]
    assert records(stage, tool="Our questions, 2") == 302
    kept = SafetyCheck.objects.filter(client=ben).order_by("recorded_at")
    assert [one.tool for one in kept] == ["", "Our questions, 2"]
    page = text(asked(stage, "safety", AT, client_id=ben.pk))
    assert page.index("Alone with them, Our questions, 2") < page.index("<td>Alone with them</td>")


def test_day_of_the_review_is_chosen_and_not_given(stage: Stage) -> None:
    """Eight weeks are no day to follow up on: it was kept so by whoever read past it."""
    page = text(asked(stage, "safety", AT, client_id=stage.clients["Ben"].pk))
    fields = {
        name: re.search(rf'<input[^>]*name="{name}"[^>]*>', page) for name in ("checked_on", "review_on")
    }
    filled = {name: bool(one and "value=" in one[0]) for name, one in fields.items()}
    assert filled == {"checked_on": True, "review_on": False}
    assert "Left empty: eight weeks from now, where you found no reason to wait." in page


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("current", "Kept. Nothing opens by itself: what else holds a step goes on holding it."),
        ("follow_up", "Kept. Touch together rests from now; their pages follow on Thursday 5 March, 05:00."),
        (
            "not_suitable",
            "Kept. Touch together rests from now; their pages follow on Thursday 5 March, 05:00.",
        ),
    ],
)
@pytest.mark.parametrize("is_in_room", [True, False])
def test_what_follows_is_said_once_it_is_kept(
    stage: Stage, outcome: str, words: str, *, is_in_room: bool
) -> None:
    """To the clinician alone: the planted fault is the same record, kept beside people in the room."""
    browser, said = browser_of(stage), {**MADE, "presence": "alone", "outcome": outcome}
    url = reverse("clinician:safety", kwargs={"client_id": stage.clients["Ben"].pk})
    with clock_at(AT):
        browser.post(
            reverse("clinician:room"), {"room": "on" if is_in_room else "off", "back": "/clinician/"}
        )
        page = text(browser.post(url, said, follow=True))
    assert (words in page, "Kept." in page) == (not is_in_room, True)


@pytest.mark.parametrize(
    "fields",
    [
        {"checked_on": "2026-03-05"},
        {"review_on": "2026-03-04"},
        {"review_on": "2028-03-04"},
        {"review_on": "9999-12-31"},
        {"presence": ""},
        {"outcome": ""},
        {"presence": "together"},
    ],
)
def test_record_that_cannot_be_is_not_kept(stage: Stage, fields: dict[str, str]) -> None:
    before = SafetyCheck.objects.count()
    assert records(stage, **fields) == 200
    assert SafetyCheck.objects.count() == before


def kept_until(stage: Stage, outcome: str) -> date | None:
    """When a record is looked at again for which no day was chosen; None: it was not kept."""
    with rolled_back():
        if records(stage, review_on="", outcome=outcome) != 302:
            return None
        return SafetyCheck.objects.filter(client=stage.clients["Ben"]).latest("recorded_at").review_on


def prove_eight_weeks_is_only_for_no_reason_to_wait(stage: Stage) -> None:
    found = {outcome: kept_until(stage, outcome) for outcome, _ in forms_together.OUTCOMES}
    in_eight_weeks = AT.date() + timedelta(weeks=8)
    assert found == {"current": in_eight_weeks, "follow_up": None, "not_suitable": None}


def test_no_reason_to_wait_alone_is_looked_at_again_in_eight_weeks(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    prove_eight_weeks_is_only_for_no_reason_to_wait(stage)

    def whatever_it_came_to(form: SafetyForm, found: dict[str, Any]) -> None:
        found["review_on"] = form.today + forms_together.USUAL_REVIEW

    monkeypatch.setattr(SafetyForm, "_set_usual_review", whatever_it_came_to)
    finds_fault(prove_eight_weeks_is_only_for_no_reason_to_wait, stage)


@pytest.mark.parametrize("outcome", ["follow_up", "not_suitable"])
def test_what_was_seen_with_others_there_may_still_hold(stage: Stage, outcome: str) -> None:
    assert records(stage, presence="together", outcome=outcome) == 302
    assert SafetyCheck.objects.filter(outcome=outcome, was_alone=False).count() == 1


PROMISING = re.compile(r"\b(safe|clear|cleared|no risk|out of danger)\b", re.IGNORECASE)


def words_of_records() -> list[str]:
    folder = Path(unhurried.__file__).parent / "web/clinician/templates"
    told = [(folder / name).read_text() for name in ("safety.html", "parts/places.html")]
    choices = [str(words) for _, words in [*forms_together.OUTCOMES, *forms_together.PRESENCE]]
    return [*told, *choices, *map(str, gate_words.RECORD_WORDS.values())]


def test_no_record_says_that_somebody_is_safe() -> None:
    assert [found for one in words_of_records() for found in PROMISING.findall(one)] == []


@pytest.mark.parametrize("planted", ["Safe today", "All clear", "No risk found"])
def test_record_that_promises_is_found(planted: str) -> None:
    assert PROMISING.search(planted)


# Concerns.


def test_concern_opens_when_the_clinician_says_so(stage: Stage) -> None:
    concern = worries(stage, "Ben", "you_decide")
    where = {"concern_id": concern.pk}
    closed = text(asked(stage, "concern", AT, **where))
    assert "A dipper." not in closed
    assert "touch together rests meanwhile" in closed
    assert Concern.objects.get(pk=concern.pk).seen_at is None, "to look is not to open"
    sent(stage, "concern", AT, {}, **where)
    assert Concern.objects.get(pk=concern.pk).seen_at == AT
    assert "A dipper." in text(asked(stage, "concern", AT, **where))


def test_opened_concern_says_how_its_person_may_be_reached(stage: Stage) -> None:
    """The planted fault is the same page before it is opened."""
    ben, found = stage.clients["Ben"], []
    act = stage.act(ben, hours(1))
    people.set_safe_contact(act, client=ben, words="Ring at the heron hour.", keyring=stage.keys)
    concern = worries(stage, "Ben")
    for _opens in range(2):
        found.append("Ring at the heron hour." in text(asked(stage, "concern", AT, concern_id=concern.pk)))
        sent(stage, "concern", AT, {}, concern_id=concern.pk)
    assert found == [False, True]


def test_hold_is_lifted_from_the_concern_that_raised_it(stage: Stage) -> None:
    concern = worries(stage, "Ben", "you_decide")
    hold = Hold.objects.get(client=stage.clients["Ben"])
    sent(stage, "concern", hours(2), {}, concern_id=concern.pk)
    assert f"/clinician/holds/{hold.pk}/lift/" in text(asked(stage, "concern", AT, concern_id=concern.pk))
    sent(stage, "lift", AT, {}, hold_id=hold.pk)
    assert Hold.objects.get(pk=hold.pk).lifted_at == AT
    assert "Lift this hold" not in text(asked(stage, "concern", AT, concern_id=concern.pk))


def test_hold_is_not_lifted_before_its_concern_is_read(stage: Stage) -> None:
    concern = worries(stage, "Ben", "you_decide")
    hold = Hold.objects.get(client=stage.clients["Ben"])
    together = text(asked(stage, "relationship", AT, relationship_id=stage.relationship.pk))
    assert (
        f'<a href="/clinician/concerns/{concern.pk}/">Open the concern first. Then it can be lifted.</a>'
        in together
    )
    assert f"/clinician/holds/{hold.pk}/lift/" not in together
    closed = text(asked(stage, "concern", AT, concern_id=concern.pk))
    assert "You can lift it once you have opened the concern." in closed
    assert f"/clinician/holds/{hold.pk}/lift/" not in closed
    browser = browser_of(stage)
    with clock_at(AT):
        refused = browser.post(f"/clinician/holds/{hold.pk}/lift/", {"act": ""}, follow=True)
    assert refused.redirect_chain == [(f"/clinician/concerns/{concern.pk}/", 302)]
    assert "Nothing was lifted. Open this first; then it can be lifted." in text(refused)
    assert Hold.objects.get(pk=hold.pk).lifted_at is None


def test_other_holds_are_lifted_as_ever(stage: Stage) -> None:
    """The planted fault of the one above: with no concern behind it the button is there, and works."""
    ben = stage.clients["Ben"]
    homework.speak_first(
        stage.act(ben, hours(1)),
        client=ben,
        relationship=stage.relationship,
        keyring=stage.keys,
    )
    hold = Hold.objects.get(client=ben)
    together = text(asked(stage, "relationship", AT, relationship_id=stage.relationship.pk))
    assert f"/clinician/holds/{hold.pk}/lift/" in together
    sent(stage, "lift", AT, {}, hold_id=hold.pk)
    assert Hold.objects.get(pk=hold.pk).lifted_at == AT


def answers_afterwards(stage: Stage, at: Any, **answers: str) -> str:
    """What Ben said of one evening, and his own page as his clinician then has it."""
    ben, practice = stage.clients["Ben"], evening(stage, "Ana")
    homework.answer_afterwards(
        stage.act(ben, at), client=ben, practice=practice, answers=answers, keyring=stage.keys
    )
    return text(asked(stage, "client", AT, client_id=ben.pk))


def test_private_answers_are_told_in_words_with_their_day_and_what_they_caused(stage: Stage) -> None:
    page = answers_afterwards(stage, hours(10), felt_pressed="5", limits_kept="no", wanted="yes")
    assert ">somewhat pressed, 5 of 10</td>" in page
    assert 'data-head="Said on">Wednesday 4 March</td>' in page
    caused = "touch together rests since Wednesday 4 March, until you lift it"
    assert f"Felt pressed: {caused}" in page
    assert f"Says that a limit was not kept: {caused}" in page
    assert "Says that it was not wanted" not in page
    Hold.objects.filter(client=stage.clients["Ben"]).update(lifted_at=hours(12))
    lifted = text(asked(stage, "client", AT, client_id=stage.clients["Ben"].pk))
    assert "Felt pressed: touch together rested from Wednesday 4 March to Wednesday 4 March" in lifted


def test_who_drifted_off_is_told_and_rests(stage: Stage) -> None:
    page = answers_afterwards(stage, hours(10), limits_kept="yes", drifted="yes")
    assert ">Drifted off, or was back in a memory</td>" in page
    assert "touch together rests since Wednesday 4 March, until you lift it" in page


@pytest.mark.parametrize(("pressed", "words"), [("0", "free, 0 of 10"), ("2", "a little pressed, 2 of 10")])
def test_answer_that_caused_nothing_says_so(stage: Stage, pressed: str, words: str) -> None:
    page = answers_afterwards(stage, hours(10), felt_pressed=pressed, limits_kept="yes", wanted="unsure")
    assert f">{words}</td>" in page
    assert 'data-head="What it caused">Nothing' in page


def test_hold_from_before_is_no_answers_doing(stage: Stage) -> None:
    """The planted fault: a hold of the same kind that was lifted before this answer."""
    Hold.objects.create(
        clinic_id=stage.given.clinic_id,
        relationship=stage.relationship,
        client=stage.clients["Ben"],
        cause="felt_pressed",
        raised_at=hours(1),
        effective_at=hours(1),
        lifted_at=hours(2),
    )
    page = answers_afterwards(stage, hours(10), felt_pressed="4")
    assert page.count("Felt pressed:") == 1
    assert "rested from" not in page


@pytest.mark.parametrize("name", ["Ana", "Ben"])
def test_room_mode_leaves_nothing_of_a_concern_or_of_private_answers(stage: Stage, name: str) -> None:
    """On the caseload, on either person's page, and on the page of them all."""
    pages = [("caseload", {}), ("client", {"client_id": stage.clients["Ana"].pk})]
    practice = evening(stage, "Ana")

    def left() -> list[list[str]]:
        return [left_in_room_mode(asked(stage, page, AT, **where).content.decode()) for page, where in pages]

    before = left()
    worries(stage, name, "you_decide")
    homework.answer_afterwards(
        stage.act(stage.clients[name], hours(10)),
        client=stage.clients[name],
        practice=practice,
        answers={"felt_pressed": "5", "limits_kept": "no", "wanted": "no"},
        keyring=stage.keys,
    )
    assert left() == before


def test_concern_comes_first_on_the_persons_page(stage: Stage) -> None:
    evening(stage, "Ana")
    worries(stage, "Ben")
    page = text(asked(stage, "client", AT, client_id=stage.clients["Ben"].pk))
    assert page.index("A concern you have not opened yet") < page.index("Waiting for you")
    assert "A concern" not in text(asked(stage, "client", AT, client_id=stage.clients["Ana"].pk))


# The review of an evening that was everybody's.


def test_each_persons_words_stand_under_their_name(stage: Stage) -> None:
    practice = evening(stage, "Ana")
    notes(stage, "Ana", practice, "Warm feet.", Audience.CLINICIAN)
    notes(stage, "Ben", practice, "Never for you.", Audience.SELF)
    page = text(asked(stage, "given", AT, assignment_id=stage.given.pk))
    ana, ben = (stage.keys.open(stage.clients[name], "name") for name in ("Ana", "Ben"))
    places = {name: page.index(f'<div role="group" aria-label="{name}">') for name in (ana, ben)}
    assert places[ana] < page.index("Warm feet.") < places[ben]
    assert "Never for you." not in page


def reviews(stage: Stage, **fields: str) -> int:
    said = {"next_step": "release", "words": "Slowly.", **fields}
    return int(sent(stage, "given", AT, said, assignment_id=stage.given.pk).status_code)


def test_release_with_something_open_asks_when_it_was_heard(stage: Stage) -> None:
    evening(stage, "Ana")
    assert reviews(stage) == 200
    assert not Review.objects.filter(assignment=stage.given).exists()
    assert reviews(stage, heard_on="2026-03-06") == 200, "not in an appointment still to come"
    assert reviews(stage, heard_on="2026-03-04") == 302
    assert Review.objects.get(assignment=stage.given).next_step == "release"


def test_what_each_leaves_open_is_named_and_private(stage: Stage) -> None:
    evening(stage, "Ana")
    page = asked(stage, "given", AT, assignment_id=stage.given.pk).content.decode()
    ben = stage.keys.open(stage.clients["Ben"], "name")
    assert (
        f"<strong>{ben}</strong>: whether they felt free" in page or f"<strong>{ben}</strong>: pain" in page
    )
    assert "whether they felt free" not in " ".join(left_in_room_mode(page))


def two_phases(exercise: Exercise) -> Exercise:
    (first, *_) = exercise.phases
    words = {f"phase.second.{part}": exercise.says(f"phase.{first.key}.{part}") for part in ("title", "aim")}
    guides = {"en": {**exercise.guides["en"], **words}}
    return replace(exercise, id="sf.twice", guides=guides, phases=(first, replace(first, key="second")))


def test_release_of_a_later_step_asks_when_what_is_open_was_heard() -> None:
    """Somebody ended their part, and the clinician's key is turned anew for the step they are in."""
    with draws(Draws()):
        stage = set_up(("Ana", "Ben", "Fay"), change=two_phases)
        evening(stage, "Ana")
        assert reviews(stage, heard_on="2026-03-04") == 302
        fay, where = stage.clients["Fay"], {"assignment_id": stage.given.pk}
        homework.leave_relationship(
            stage.act(fay, hours(21)), client=fay, relationship=stage.relationship, keyring=stage.keys
        )
        page = text(asked(stage, "release", hours(22), **where))
        assert page.count("</strong>: still open: whether limits were kept") == 2
        assert sent(stage, "release", hours(22), {"go": "on"}, **where).status_code == 200
        assert sent(stage, "release", hours(22), {"heard_on": "2026-03-04"}, **where).status_code == 302
        newest = Release.objects.filter(assignment=stage.given).latest("released_at")
        assert (newest.phase, newest.heard_on) == ("second", date(2026, 3, 4))


def test_whoever_joins_begins_with_everybody_at_the_first_step() -> None:
    """With the new one among them, they have not done it yet."""
    with draws(Draws()):
        stage = set_up(change=two_phases)
        evening(stage, "Ana")
        assert reviews(stage, heard_on="2026-03-04") == 302
        assert Assignment.objects.get(pk=stage.given.pk).phase == "second"
        joins = {"name": "Noor", "region": "England", "is_adult_attested": "on"}
        sent(stage, "joins", hours(21), joins, relationship_id=stage.relationship.pk)
        assert Assignment.objects.get(pk=stage.given.pk).phase == stage.exercise.phases[0].key


# How often the records are asked.


def _asked(stage: Stage, page: str, **where: Any) -> int:
    """Once what never changes has been read."""
    asked(stage, page, AT, **where)
    with (
        CaptureQueriesContext(connections["default"]) as records,
        CaptureQueriesContext(connections["keys"]) as keys,
    ):
        assert asked(stage, page, AT, **where).status_code == 200
    return sum("SAVEPOINT" not in one["sql"] for one in [*records, *keys])


def _an_evening_and_a_worry(stage: Stage, minute: int) -> None:
    practice, ben = evening(stage, "Ana"), stage.clients["Ben"]
    for name in stage.clients:
        notes(stage, name, practice, "Warm.", Audience.CLINICIAN)
    homework.answer_afterwards(
        stage.act(ben, hours(10)),
        client=ben,
        practice=practice,
        answers={"wanted": "yes"},
        keyring=stage.keys,
    )
    worries(stage, "Ben", "you_decide", at=hours(2) + timedelta(minutes=minute))


@pytest.mark.parametrize("page", ["client", "given", "safety", "caseload", "review"])
def test_page_asks_as_often_for_thirty_evenings_as_for_one(stage: Stage, page: str) -> None:
    people, given = {"client_id": stage.clients["Ben"].pk}, {"assignment_id": stage.given.pk}
    where = {"client": people, "safety": people, "given": given}.get(page, {})
    _an_evening_and_a_worry(stage, 0)
    few = _asked(stage, page, **where)
    for number in range(1, 30):
        _an_evening_and_a_worry(stage, number)
    assert _asked(stage, page, **where) == few
