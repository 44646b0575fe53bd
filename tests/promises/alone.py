"""Secret worlds of one's own phone: what Ana wrote, answered, set for herself or was given alone.

Ben, who picks her phone up before she typed her code, may not tell any of them from a life without it.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from tests.promises.stage import Stage, give, hours
from tests.promises.worlds import NOON, Deed, World, closes, says_somebody_asks
from unhurried.consent import services as consent
from unhurried.consent.agreements import Heading
from unhurried.consent.models import AgreementLine
from unhurried.core.contact import Channel, ContactChoices, Use
from unhurried.core.readiness import Answer, ReadinessKind
from unhurried.core.vocabulary import Audience
from unhurried.homework import services as homework
from unhurried.homework.models import Assignment, Practice
from unhurried.people import services as people
from unhurried.people.models import Appointment, Episode, Participation, Relationship

NOT_BY_MAIL: Final = ContactChoices(
    ruled_out=frozenset({Channel.MAIL, Channel.CALL}), weekdays=frozenset({2}), message=Use.NOT
)


def _ana(stage: Stage, now: datetime) -> tuple[Any, dict[str, Any]]:
    """Her next act, and what nearly every act of hers is told."""
    ana = stage.clients["Ana"]
    return stage.act(ana, now), {"client": ana, "keyring": stage.keys}


def _given(stage: Stage, exercise_id: str) -> Assignment:
    rows = Assignment.objects.select_related("relationship", "plan__episode")
    return rows.get(relationship=stage.relationship, exercise__name=exercise_id)


def _gives_a_line(stage: Stage, now: datetime) -> None:
    act, own = _ana(stage, now)
    line = {"heading": Heading.SIGNALS, "words": "Two taps."}
    consent.give_line(act, relationship=stage.relationship, **line, **own)


def _takes_it_back(stage: Stage, now: datetime) -> None:
    act, own = _ana(stage, now)
    consent.take_back_line(act, line=AgreementLine.objects.get(client=own["client"]))


def _writes(stage: Stage, now: datetime) -> None:
    act, own = _ana(stage, now)
    writing = homework.Writing(page=act.id, text="Alone at last.")
    homework.write_journal_entry(act, author=own["client"], writing=writing, keyring=stage.keys)


def _begins_to_write(stage: Stage, now: datetime) -> None:
    act, own = _ana(stage, now)
    writing = homework.Writing(page=act.id, text="Alone at l")
    homework.draft_journal_entry(
        act, author=own["client"], entry_id=act.id, writing=writing, keyring=stage.keys
    )


def _notes(stage: Stage, now: datetime) -> None:
    _breathes(stage, now)
    act, own = _ana(stage, now + timedelta(minutes=7))
    practice = Practice.objects.get(begun_by=own["client"])
    written = {"prompt.noticed": homework.Written(text="Not much.", audience=Audience.SELF)}
    homework.note_practice(act, practice=practice, written=written, ratings={"tension": 2}, **own)


def _tells_the_clinic(stage: Stage, now: datetime) -> None:
    act, own = _ana(stage, now)
    people.give_intake(act, answers={"hopes": "To be left in peace.", "medical": "A scar."}, **own)


def _may_be_reached(stage: Stage, now: datetime) -> None:
    act, own = _ana(stage, now)
    people.set_safe_contact(act, words="Never at home.", choices=NOT_BY_MAIL, **own)


def _moves(stage: Stage, now: datetime) -> None:
    act, own = _ana(stage, now)
    people.declare_region_and_words(act, region="elsewhere", own_words="No pet names.", **own)


def _has_mail(stage: Stage, now: datetime) -> None:
    act, own = _ana(stage, now)
    people.set_mail_address(act, address="ana@example.org", **own)


def _is_given_alone(stage: Stage, now: datetime) -> None:
    given = give(stage, "min.body-scan", now, client=stage.clients["Ana"])
    _answers(stage, now, given, Answer.READY)
    _practises(stage, now, given)


def _answers(stage: Stage, now: datetime, given: Assignment, answer: Answer) -> None:
    act, own = _ana(stage, now)
    homework.record_readiness(act, assignment=given, kind=ReadinessKind.ASSIGNMENT, answer=answer, **own)


def _practises(stage: Stage, now: datetime, given: Assignment, *, ends: bool = True) -> None:
    act, own = _ana(stage, now)
    pk = homework.begin_practice(act, assignment=given, **own)
    if ends:
        practice, (act, own) = Practice.objects.get(pk=pk), _ana(stage, now + timedelta(minutes=6))
        homework.finish_practice(act, practice=practice, written={}, **own)


def _is_ready_to_talk(stage: Stage, now: datetime) -> None:
    _answers(stage, now, _given(stage, "com.reflective-listening"), Answer.READY)


def _does_not_want_to_talk(stage: Stage, now: datetime) -> None:
    _answers(stage, now, _given(stage, "com.reflective-listening"), Answer.NOT_YET)


def _breathes(stage: Stage, now: datetime) -> None:
    breath = _given(stage, "min.breath")
    _answers(stage, now, breath, Answer.READY)
    _practises(stage, now, breath)


def _stays_in_the_middle(stage: Stage, now: datetime) -> None:
    breath = _given(stage, "min.breath")
    _answers(stage, now, breath, Answer.READY)
    _practises(stage, now, breath, ends=False)


def _sets_a_time(stage: Stage, now: datetime) -> None:
    act, own = _ana(stage, now)
    breath = {"assignment": _given(stage, "min.breath"), "starts_at": hours(400), "place": "The shed"}
    homework.set_occasion(act, **breath, **own)


def _says_what_came_between(stage: Stage, now: datetime) -> None:
    act, own = _ana(stage, now)
    talk = _given(stage, "com.reflective-listening")
    homework.tell_barrier(act, assignment=talk, code="privacy", words="He was there.", **own)


def _offers_other_parts(stage: Stage, now: datetime) -> None:
    act, ana = stage.act(stage.clients["Ana"], now), stage.clients["Ana"]
    windows = [(2, "evening"), (5, "morning")]
    homework.offer_windows(act, client=ana, relationship=stage.relationship, windows=windows)


def _ends_her_part(stage: Stage, now: datetime) -> None:
    act, own = _ana(stage, now)
    homework.leave_relationship(act, relationship=stage.relationship, **own)


def _ends_and_it_is_closed(stage: Stage, now: datetime) -> None:
    _ends_her_part(stage, now)
    closes(stage, now)


def _is_asked(stage: Stage, now: datetime) -> None:
    """Whether she would be treated together with somebody else as well."""
    act = stage.act(stage.clinician, now)
    asked = {"people": [stage.clients["Ana"]], "time_zone": "Europe/London", "opened_on": now.date()}
    people.bring_together(act, clinician=stage.clinician, goal="", keyring=stage.keys, **asked)


def _was_asked(stage: Stage, now: datetime) -> None:
    _is_asked(stage, now - timedelta(hours=1))
    asked = Relationship.objects.get(joining_links__client=stage.clients["Ana"])
    people.withdraw_question(stage.act(stage.clinician, now), relationship=asked)


def treated_alone_too(stage: Stage, name: str, now: datetime) -> Relationship:
    """Somebody who takes part with others is seen on their own as well."""
    who = stage.clients[name]
    relationship = Relationship.objects.create(clinic_id=who.clinic_id, time_zone="Europe/London")
    shared = {"clinic_id": who.clinic_id, "relationship": relationship}
    Participation.objects.create(client=who, joined_at=now, **shared)
    Episode.objects.create(clinician=stage.clinician, preset="balanced", opened_on=now.date(), **shared)
    return relationship


def _care_alone_has_ended(stage: Stage, now: datetime) -> None:
    own = treated_alone_too(stage, "Ana", now - timedelta(hours=1))
    homework.close_episode(
        stage.act(stage.clinician, now),
        episode=own.episodes.get(),
        kept=[],
        farewell="Go gently.",
        keyring=stage.keys,
    )


def _is_to_meet_alone(stage: Stage, now: datetime) -> None:
    """Cleo sets an appointment down with her alone."""
    plan = people.AppointmentPlan(
        client=stage.clients["Ana"], starts_at=hours(300), minutes=50, place="room", repeats="weekly"
    )
    episode = stage.relationship.episodes.get(closed_on=None)
    people.make_appointment(stage.act(stage.clinician, now), episode=episode, plan=plan)


def _is_not_to_meet_alone(stage: Stage, now: datetime) -> None:
    """It was set down, and is let go of."""
    _is_to_meet_alone(stage, now - timedelta(hours=1))
    made = Appointment.objects.get(client=stage.clients["Ana"])
    people.cancel_appointment(stage.act(stage.clinician, now), appointment=made)


SECOND_CODE: Final = "8642"


def chooses_second_code(stage: Stage, now: datetime) -> None:
    """One that tells her clinician when it is typed."""
    act, own = _ana(stage, now)
    account = own["client"].account
    people.set_second_code(act, account=account, password=SECOND_CODE, tells=True)


def _typed_second_code(stage: Stage, now: datetime) -> None:
    chooses_second_code(stage, now - timedelta(hours=1))
    act, own = _ana(stage, now)
    homework.tell_asked_to_see(act, **own)


NOTHING: Final[World] = (Deed(at=hours(0.5), do=_gives_a_line),)
"""A line that both may read, so that there is something to take back."""
OWN: Final[Mapping[str, World]] = {
    name: (*NOTHING, Deed(at=NOON, do=do))
    for name, do in {
        "wrote in her journal": _writes,
        "began to write in her journal": _begins_to_write,
        "wrote notes and ratings": _notes,
        "told the clinic something else": _tells_the_clinic,
        "may be reached otherwise": _may_be_reached,
        "moved abroad": _moves,
        "set a mail address": _has_mail,
        "was given something alone": _is_given_alone,
        "is ready to talk": _is_ready_to_talk,
        "does not want to talk": _does_not_want_to_talk,
        "breathed on her own": _breathes,
        "left it in the middle": _stays_in_the_middle,
        "set a time for herself": _sets_a_time,
        "said what came between": _says_what_came_between,
        "took a line back": _takes_it_back,
        "offered other parts of the week": _offers_other_parts,
        "ended her part": _ends_her_part,
        "ended her part, and it was closed": _ends_and_it_is_closed,
        "is asked to be treated with somebody else too": _is_asked,
        "was asked, and it was taken back": _was_asked,
        "was seen alone as well, and it has ended": _care_alone_has_ended,
        "is to meet her clinician alone": _is_to_meet_alone,
        "was to meet her clinician alone": _is_not_to_meet_alone,
        "has a second code": chooses_second_code,
        "typed her second code": _typed_second_code,
        "said that somebody asks to see": says_somebody_asks,
    }.items()
}
