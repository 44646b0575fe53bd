"""What nobody opened goes to cover and is heard there; the manager learns on whose desk it lies."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from tests.core.properties import finds_fault
from tests.homework.test_caseload import worries
from tests.people import rolled_back, with_people
from tests.promises.stage import GIVEN_AT, Draws, Stage, draws, practised_before, set_up
from unhurried.config.demo import stage as on
from unhurried.consent import services as consent
from unhurried.consent.models import Concern
from unhurried.consent.safety_queries import unanswered_concerns_under, unread_concern_of
from unhurried.core.hearing import Told
from unhurried.core.holds import HoldReason
from unhurried.homework import services as homework
from unhurried.homework.models import AfterAnswer, CoverReading, Hold
from unhurried.homework.queries import clinician as for_clinicians
from unhurried.homework.queries import hearing
from unhurried.people.models import Clinic, Clinician, Manager

pytestmark = with_people

SENT = datetime(2026, 3, 6, 19, tzinfo=UTC)
"""A Friday evening."""
STILL_CLEOS, WITH_COVER = (datetime(2026, 3, 9, hour, tzinfo=UTC) for hour in (16, 17))
UNREAD = WITH_COVER + timedelta(days=1)
"""As reading closes on Monday, and on Tuesday."""


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


@pytest.fixture
def eli(stage: Stage) -> Clinician:
    return joins(stage, "Eli", covers=True)


def joins(stage: Stage, name: str, *, covers: bool = False) -> Clinician:
    told = on.Stage(clinic_id=stage.clinician.clinic_id, now=GIVEN_AT, keys=stage.keys)
    own = f"{name} {str(told.clinic_id)[:8]}"
    row = Clinician.objects.create(clinic_id=told.clinic_id, name=own, discipline="sex_therapist")
    on._join(told, row, own, days_ago=30)
    if covers:
        Clinic.objects.filter(pk=told.clinic_id).update(covered_by=row)
        stage.clinician.clinic.refresh_from_db()
    return Clinician.objects.select_related("clinic").get(pk=row.pk)


def sends_concern(stage: Stage) -> Any:
    return worries(stage, "Ben", at=SENT).pk


def says_pressed(stage: Stage, at: datetime = SENT, felt_pressed: str = "7") -> Any:
    ben, practice = stage.clients["Ben"], practised_before(stage, GIVEN_AT)
    return answers(stage, practice, at, felt_pressed=felt_pressed, client=ben)


def answers(stage: Stage, practice: Any, at: datetime, *, felt_pressed: str, client: Any) -> Any:
    said = {"felt_pressed": felt_pressed, "limits_kept": "yes", "wanted": "yes"}
    return homework.answer_afterwards(
        stage.act(client, at), client=client, practice=practice, answers=said, keyring=stage.keys
    )


def stops_for_pain(stage: Stage, cause: HoldReason = HoldReason.PAIN_RULE) -> Any:
    ben = stage.clients["Ben"]
    return Hold.objects.create(
        clinic_id=ben.clinic_id,
        relationship=stage.relationship,
        assignment=stage.given,
        client=ben,
        cause=cause.value,
        raised_at=SENT,
        effective_at=SENT,
    ).pk


SENDS: dict[Told, Callable[[Stage], Any]] = {
    Told.CONCERN: sends_concern,
    Told.AFTERWARDS: says_pressed,
    Told.PAIN: stops_for_pain,
    Told.DISTRESS: lambda stage: stops_for_pain(stage, HoldReason.DISTRESS),
}


def theirs(viewer: Clinician, now: datetime) -> list[Any]:
    return [one.item for one in for_clinicians.waiting_as_cover(viewer, now=now)]


def opens(stage: Stage, eli: Clinician, told: Told, item: Any, at: datetime) -> None:
    ben = stage.clients["Ben"]
    homework.open_as_cover(stage.act(eli, at), clinician=eli, client=ben, told=told, item=item)


def unread(stage: Stage, now: datetime) -> list[tuple[str, date]]:
    manager = Manager(clinic=stage.clinician.clinic, name="Jo")
    return [(one.clinician, one.since) for one in hearing.unread_in(manager, now=now)]


@pytest.mark.parametrize("told", Told)
def test_it_is_the_covers_from_the_end_of_the_next_working_day(
    stage: Stage, eli: Clinician, told: Told
) -> None:
    item, kit = SENDS[told](stage), joins(stage, "Kit")
    assert [theirs(eli, at) for at in (SENT, STILL_CLEOS, WITH_COVER, UNREAD)] == [[], [], [item], [item]]
    assert [theirs(one, UNREAD) for one in (kit, stage.clinician)] == [[], []]


def prove_what_is_opened_stays_with_its_clinician(stage: Stage, eli: Clinician) -> None:
    for told, send in SENDS.items():
        with rolled_back():
            item = send(stage)
            its_clinician_reads(stage, told, item)
            assert theirs(eli, UNREAD) == []
            assert unread(stage, UNREAD) == []


def its_clinician_reads(stage: Stage, told: Told, item: Any) -> None:
    act = stage.act(stage.clinician, SENT + timedelta(hours=1))
    if told is Told.CONCERN:
        consent.see_concern(act, concern=Concern.objects.get(pk=item))
    elif told is Told.AFTERWARDS:
        homework.see_after_answer(act, answer=AfterAnswer.objects.get(pk=item), as_of=SENT)
    else:
        answer = homework.Answer(next_step="talk", words="", effort="", communication="", connection="")
        homework.review(
            act, clinician=stage.clinician, assignment=stage.given, answer=answer, keyring=stage.keys
        )
        assert Hold.objects.get(pk=item).lifted_at is None, "to talk about it lifts nothing"


def test_what_its_clinician_opened_goes_nowhere(
    stage: Stage, eli: Clinician, monkeypatch: pytest.MonkeyPatch
) -> None:
    prove_what_is_opened_stays_with_its_clinician(stage, eli)
    as_sent = hearing._waiting_in

    def whatever_was_read(clinic_id: Any) -> list[for_clinicians.ToHear]:
        held = Hold.objects.filter(clinic=clinic_id, cause=HoldReason.PAIN_RULE)
        return [*as_sent(clinic_id), *(_ignoring_reviews(one) for one in held)]

    def _ignoring_reviews(one: Hold) -> for_clinicians.ToHear:
        assert one.client is not None
        whose = {"client_id": one.client.pk, "clinician_id": one.client.clinician_id}
        return for_clinicians.ToHear(told=Told.PAIN, item=one.pk, sent_at=one.raised_at, **whose)

    monkeypatch.setattr(hearing, "_waiting_in", whatever_was_read)
    finds_fault(lambda _: prove_what_is_opened_stays_with_its_clinician(stage, eli), None)


@pytest.mark.parametrize("said", ["0", "2", ""])
def test_answer_that_rests_nothing_goes_nowhere(stage: Stage, eli: Clinician, said: str) -> None:
    says_pressed(stage, felt_pressed=said)
    assert (theirs(eli, UNREAD), unread(stage, UNREAD)) == ([], [])


def test_nobody_covers_for_themselves(stage: Stage) -> None:
    Clinic.objects.filter(pk=stage.clinician.clinic_id).update(covered_by=stage.clinician)
    stage.clinician.clinic.refresh_from_db()
    sends_concern(stage)
    assert theirs(stage.clinician, UNREAD) == []
    assert unread(stage, STILL_CLEOS) == []
    assert unread(stage, WITH_COVER) == [(stage.clinician.name, WITH_COVER.date())], "nobody stands between"


def prove_a_desk_is_one_line(stage: Stage) -> None:
    for send in SENDS.values():
        send(stage)
    assert unread(stage, UNREAD) == [(stage.clinician.name, UNREAD.date())]


def test_manager_reads_a_name_and_a_day_however_much_lies_there(
    stage: Stage, eli: Clinician, monkeypatch: pytest.MonkeyPatch
) -> None:
    with rolled_back():
        prove_a_desk_is_one_line(stage)
        assert unread(stage, WITH_COVER) == [], "until then it is the cover's"
    real = hearing.unread_in
    monkeypatch.setattr(hearing, "unread_in", lambda viewer, *, now: real(viewer, now=now) * 3)
    finds_fault(prove_a_desk_is_one_line, stage)


@pytest.mark.parametrize("told", Told)
def test_what_the_cover_opened_is_unread_no_more(stage: Stage, eli: Clinician, told: Told) -> None:
    item = SENDS[told](stage)
    opens(stage, eli, told, item, WITH_COVER)
    assert (theirs(eli, UNREAD), unread(stage, UNREAD)) == ([item], [])
    homework.answer_as_cover(stage.act(eli, UNREAD), clinician=eli, told=told, item=item)
    assert (theirs(eli, UNREAD), unread(stage, UNREAD)) == ([], [])


def test_what_was_opened_stays_with_whoever_opened_it(stage: Stage, eli: Clinician) -> None:
    item = sends_concern(stage)
    opens(stage, eli, Told.CONCERN, item, WITH_COVER)
    kit = joins(stage, "Kit", covers=True)
    eli.clinic.refresh_from_db()
    assert (theirs(eli, UNREAD), theirs(kit, UNREAD)) == ([item], [])


def prove_own_clinician_still_reads_it(stage: Stage, eli: Clinician) -> None:
    """Answered by the cover, it stays on the caseload, and what rests because of it is not lifted unread."""
    with rolled_back():
        ben, item = stage.clients["Ben"], sends_concern(stage)
        opens(stage, eli, Told.CONCERN, item, WITH_COVER)
        homework.answer_as_cover(stage.act(eli, UNREAD), clinician=eli, told=Told.CONCERN, item=item)
        row = Concern.objects.get(pk=item)
        assert (row.seen_at, row.answered_at) == (None, UNREAD)
        assert unread_concern_of(ben.pk) == item
        assert unanswered_concerns_under(stage.clinician) == {ben.pk: [row]}
        consent.see_concern(stage.act(stage.clinician, UNREAD), concern=row)
        assert unanswered_concerns_under(stage.clinician) == {}


def test_opening_as_cover_is_not_opening_by_its_clinician(
    stage: Stage, eli: Clinician, monkeypatch: pytest.MonkeyPatch
) -> None:
    prove_own_clinician_still_reads_it(stage, eli)

    def seen_too(act: Any, *, concern_id: Any) -> None:
        Concern.objects.filter(pk=concern_id).update(answered_at=act.at, seen_at=act.at)

    monkeypatch.setattr("unhurried.homework.services.hearing.put_answered", seen_too)
    finds_fault(lambda _: prove_own_clinician_still_reads_it(stage, eli), None)


def test_what_nobody_opened_cannot_be_answered_as_cover(stage: Stage, eli: Clinician) -> None:
    item = sends_concern(stage)
    homework.answer_as_cover(stage.act(eli, UNREAD), clinician=eli, told=Told.CONCERN, item=item)
    assert Concern.objects.get(pk=item).answered_at is None
    assert not CoverReading.objects.exists()


def test_its_own_clinician_reads_to_whom_it_went_and_since_when(stage: Stage, eli: Clinician) -> None:
    item, ben = sends_concern(stage), stage.clients["Ben"]
    assert for_clinicians.gone_to_cover_under(stage.clinician, now=STILL_CLEOS) == {}
    ((gone,),) = for_clinicians.gone_to_cover_under(stage.clinician, now=UNREAD).values()
    assert (gone.to_hear.item, gone.cover, gone.since, gone.opened_at) == (item, eli.name, WITH_COVER, None)
    opens(stage, eli, Told.CONCERN, item, UNREAD)
    (gone,) = for_clinicians.gone_to_cover_under(stage.clinician, now=UNREAD)[ben.pk]
    assert (gone.cover, gone.opened_at) == (eli.name, UNREAD)
    assert for_clinicians.gone_to_cover_under(eli, now=UNREAD) == {}


@pytest.mark.parametrize(("opened_first", "waits_since"), [(False, SENT), (True, SENT + timedelta(days=4))])
def test_said_again_it_waits_on_from_when_nobody_had_opened_it(
    stage: Stage, eli: Clinician, waits_since: datetime, *, opened_first: bool
) -> None:
    """Whoever is asked again each day and says the same is not heard later for it."""
    ben, practice, again = stage.clients["Ben"], practised_before(stage, GIVEN_AT), SENT + timedelta(days=4)
    item = answers(stage, practice, SENT, felt_pressed="7", client=ben)
    if opened_first:
        opens(stage, eli, Told.AFTERWARDS, item, WITH_COVER)
    answers(stage, practice, again, felt_pressed="9", client=ben)
    assert AfterAnswer.objects.get(pk=item).rests_at == waits_since
    assert theirs(eli, again + timedelta(days=3)) == [item]


def test_kinder_answer_takes_nothing_back(stage: Stage, eli: Clinician) -> None:
    """It may have been pressed for."""
    ben, practice = stage.clients["Ben"], practised_before(stage, GIVEN_AT)
    item = answers(stage, practice, SENT, felt_pressed="7", client=ben)
    answers(stage, practice, SENT + timedelta(hours=1), felt_pressed="0", client=ben)
    assert theirs(eli, WITH_COVER) == [item]


def test_cover_reads_one_thing_for_a_while(stage: Stage, eli: Clinician) -> None:
    item = sends_concern(stage)

    def heard(at: datetime) -> Any:
        return for_clinicians.heard_as_cover(eli, item, stage.keys, now=at)

    assert heard(STILL_CLEOS) is None
    assert (heard(WITH_COVER).inside, heard(WITH_COVER).line.name) == (None, "Ben")
    opens(stage, eli, Told.CONCERN, item, WITH_COVER)
    inside = heard(WITH_COVER + timedelta(minutes=14)).inside
    assert (inside.words, inside.wish, inside.said, inside.title) == ("A dipper.", "keep_the_same", (), "")
    assert heard(WITH_COVER + timedelta(minutes=15)).inside is None
    assert for_clinicians.heard_as_cover(stage.clinician, item, stage.keys, now=UNREAD) is None


def test_private_answers_and_pain_open_alike(stage: Stage, eli: Clinician) -> None:
    pressed, pain = says_pressed(stage), stops_for_pain(stage)
    for told, item in ((Told.AFTERWARDS, pressed), (Told.PAIN, pain)):
        opens(stage, eli, told, item, WITH_COVER)
    found = [for_clinicians.heard_as_cover(eli, item, stage.keys, now=WITH_COVER) for item in (pressed, pain)]
    said, rests = (one.inside for one in found if one and one.inside)
    assert dict(said.said) == {"felt_pressed": "7", "limits_kept": "yes", "wanted": "yes", "drifted": ""}
    assert (rests.title, rests.words, rests.said) == (stage.exercise.says("title"), "", ())


def asked(read: Callable[[], Any]) -> int:
    read()
    with CaptureQueriesContext(connections["default"]) as found:
        read()
    return len(found)


def test_as_many_queries_whatever_lies_there(stage: Stage, eli: Clinician) -> None:
    reads: list[Callable[[], Any]] = [
        lambda: for_clinicians.named_as_cover(eli, stage.keys, now=UNREAD),
        lambda: for_clinicians.gone_to_cover_under(stage.clinician, now=UNREAD),
        lambda: unread(stage, UNREAD),
    ]
    sends_concern(stage)
    few = [asked(read) for read in reads]
    for _ in range(20):
        sends_concern(stage)
    says_pressed(stage)
    assert [asked(read) for read in reads] == few


def test_nothing_of_another_clinic_is_there(stage: Stage) -> None:
    next_door = set_up(("Gus", "Hana"))
    kit = joins(next_door, "Kit", covers=True)
    sends_concern(stage)
    assert theirs(kit, UNREAD) == []
    assert unread(next_door, UNREAD) == []


@pytest.mark.parametrize(
    ("pain", "told"), [(0, Told.DISTRESS), (7, Told.PAIN)], ids=["distress alone", "pain as well"]
)
def test_cover_reads_what_it_rests_for(stage: Stage, eli: Clinician, pain: int, told: Told) -> None:
    """Somebody drifted off, says so in private, and then notes how it was."""
    ben, practice = stage.clients["Ben"], practised_before(stage, GIVEN_AT)
    homework.answer_afterwards(
        stage.act(ben, SENT),
        client=ben,
        practice=practice,
        answers={"drifted": "yes"},
        keyring=stage.keys,
    )
    homework.note_practice(
        stage.act(ben, SENT),
        client=ben,
        practice=practice,
        written={},
        ratings={"pain": pain},
        keyring=stage.keys,
    )
    later = SENT + timedelta(days=9)
    found = [one.told for one in for_clinicians.waiting_as_cover(eli, now=later)]
    assert sorted(found) == sorted([Told.AFTERWARDS, told])


def test_what_an_absent_clinician_left_open_goes_to_cover_too(stage: Stage, eli: Clinician) -> None:
    """Opened and not answered by somebody who is away, it is nobody's else."""
    item = sends_concern(stage)
    Concern.objects.filter(pk=item).update(seen_at=SENT)
    assert theirs(eli, WITH_COVER) == []
    Clinician.objects.filter(pk=stage.clinician.pk).update(away_since=SENT)
    assert theirs(eli, SENT) == [item]
