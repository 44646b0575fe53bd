"""Secret worlds: what Ana, the clinician about her, or life may do, and when. Ben is told none of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from tests.homework.handing import accepts, answers, names_noor
from tests.promises.stage import FIRST, TONIGHT, Stage, hours
from unhurried.consent import services as consent
from unhurried.consent.models import Concern
from unhurried.core.boundaries import Direction, Word
from unhurried.core.cautions import Caution
from unhurried.core.handovers import Said
from unhurried.core.history import SwitchName
from unhurried.core.readiness import Answer, ReadinessKind
from unhurried.core.records import Asked
from unhurried.homework import services as homework
from unhurried.homework.models import AfterAnswer, Assignment, Occasion, Practice, Release
from unhurried.homework.queries import clinician as queries
from unhurried.people import services as people
from unhurried.people.models import Handover, Participation
from unhurried.people.queries import asked_to_join


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One thing that happens at its hour, through the same services as everything else."""

    at: datetime
    do: Callable[[Stage, datetime], None]


World = tuple[Deed, ...]
HOUR: Final = timedelta(hours=1)
NOON: Final = hours(12)
AFTER_OPENING: Final = FIRST + timedelta(hours=7)
SHORTLY_BEFORE: Final = TONIGHT - timedelta(minutes=10)


def says(
    answer: Answer,
    at: datetime,
    *,
    kind: ReadinessKind = ReadinessKind.ASSIGNMENT,
    sequence: int | None = None,
) -> Deed:
    def do(stage: Stage, now: datetime) -> None:
        stage.says("Ana", answer, now, kind=kind, sequence=sequence)

    return Deed(at=at, do=do)


def tightens(at: datetime) -> Deed:
    return Deed(at=at, do=sets_limit)


def sets_limit(stage: Stage, now: datetime, what: str = "hands") -> None:
    ana = stage.clients["Ana"]
    homework.set_boundary(
        stage.act(ana, now),
        client=ana,
        what=what,
        direction=Direction.BEING_TOUCHED,
        word=Word.NEVER,
        keyring=stage.keys,
    )


def concerned(at: datetime, wish: str = "you_decide") -> Deed:
    return Deed(at=at, do=lambda stage, now: raises_concern(stage, now, "Ana", wish))


def raises_concern(stage: Stage, now: datetime, name: str, wish: str = "you_decide") -> None:
    who = stage.clients[name]
    homework.raise_concern(stage.act(who, now), client=who, wish=wish, words="Please.", keyring=stage.keys)


def asked_to_see(at: datetime) -> Deed:
    return Deed(at=at, do=says_somebody_asks)


def says_somebody_asks(stage: Stage, now: datetime) -> None:
    """Ana says that somebody asks to see what is private, and asks that nothing change."""
    ana = stage.clients["Ana"]
    said = {"about": "asked_to_see", "wish": "keep_the_same", "words": ""}
    homework.raise_concern(stage.act(ana, now), client=ana, **said, keyring=stage.keys)


def _practised(stage: Stage) -> Practice:
    """The evening from before: Ben may have begun another by then."""
    return Practice.objects.filter(assignment=stage.given).earliest("begun_at")


def answers_afterwards(**answers: str) -> Deed:
    def do(stage: Stage, now: datetime) -> None:
        ana, practice = stage.clients["Ana"], _practised(stage)
        homework.answer_afterwards(
            stage.act(ana, now), client=ana, practice=practice, answers=answers, keyring=stage.keys
        )

    return Deed(at=NOON, do=do)


def _tells_pain(stage: Stage, now: datetime) -> None:
    ana, practice = stage.clients["Ana"], _practised(stage)
    words = {"client": ana, "practice": practice, "written": {}, "keyring": stage.keys}
    homework.note_practice(stage.act(ana, now), ratings={"pain": 7}, **words)  # type: ignore[arg-type]


def clinician_holds(stage: Stage, now: datetime) -> None:
    homework.hold_assignment(stage.act(stage.clinician, now), assignment=stage.given, keyring=stage.keys)


def steps_back(stage: Stage, now: datetime) -> None:
    homework.review(
        stage.act(stage.clinician, now),
        clinician=stage.clinician,
        assignment=stage.given,
        answer=homework.Answer(next_step="step_back"),
        keyring=stage.keys,
    )


def _was_never_released(stage: Stage, now: datetime) -> None:
    Release.objects.filter(assignment=stage.given).delete()


def _not_suitable(stage: Stage, now: datetime) -> None:
    check = consent.CheckMade(
        checked_on=now.date(), was_alone=True, tool="", outcome="not_suitable", review_on=hours(2000).date()
    )
    act = stage.act(stage.clinician, now)
    ana = stage.clients["Ana"]
    homework.record_safety_check(act, clinician=stage.clinician, client=ana, check=check, keyring=stage.keys)


def puts_on_file(stage: Stage, now: datetime) -> None:
    ana, cleo = stage.clients["Ana"], stage.clinician
    words = {"client": ana, "kind": Caution.GOING_ALONG, "heard_on": now.date(), "keyring": stage.keys}
    homework.note_caution(stage.act(cleo, now), clinician=cleo, **words)  # type: ignore[arg-type]


def _check_lapsed(stage: Stage, now: datetime) -> None:
    stage.clients["Ana"].safety_checks.update(review_on=hours(-24 * 40).date())


def _moves_abroad(stage: Stage, now: datetime) -> None:
    ana = stage.clients["Ana"]
    people.declare_region_and_words(
        stage.act(ana, now), client=ana, region="elsewhere", own_words="", keyring=stage.keys
    )


def changes_life(stage: Stage, now: datetime) -> None:
    _switches(stage, now, SwitchName.LIFE_CHANGE, is_on=True)


def leaves_erotic_out(stage: Stage, now: datetime) -> None:
    _switches(stage, now, SwitchName.EROTIC, is_on=False)


def _switches(stage: Stage, now: datetime, name: SwitchName, *, is_on: bool) -> None:
    ana = stage.clients["Ana"]
    act = stage.act(ana, now)
    homework.set_switch(act, client=ana, name=name, is_on=is_on, keyring=stage.keys)


def speaks_first(stage: Stage, now: datetime) -> None:
    ana = stage.clients["Ana"]
    words = {"client": ana, "relationship": stage.relationship, "keyring": stage.keys}
    homework.speak_first(stage.act(ana, now), **words)  # type: ignore[arg-type]


def _leaves(stage: Stage, now: datetime) -> None:
    leaves(stage, now, "Ana")


def leaves(stage: Stage, now: datetime, name: str) -> None:
    who = stage.clients[name]
    words = {"client": who, "relationship": stage.relationship, "keyring": stage.keys}
    homework.leave_relationship(stage.act(who, now), **words)  # type: ignore[arg-type]


def closes(stage: Stage, now: datetime) -> None:
    """The clinician closes the part that Ana ended, once they spoke of it."""
    part = Participation.objects.get(client=stage.clients["Ana"], relationship=stage.relationship)
    homework.close_part(stage.act(stage.clinician, now), participation=part)


def closed(at: datetime) -> Deed:
    return Deed(at=at, do=closes)


def ends_care(stage: Stage, now: datetime) -> None:
    """The clinician closes the episode, whatever is open: nothing of it is on a page before the posting."""
    known = [
        pk
        for model in (Concern, AfterAnswer, Assignment)
        for pk in model.objects.values_list("pk", flat=True)
    ]
    homework.close_episode(
        stage.act(stage.clinician, now),
        episode=stage.relationship.episodes.get(),
        kept=[one.pk for one in queries.keepable_in(stage.relationship.pk)],
        farewell="Go gently.",
        known=known,
        keyring=stage.keys,
    )


def _was_far_away(stage: Stage, now: datetime) -> None:
    """Ana says so on the line to her clinician, and asks that nothing change."""
    ana = stage.clients["Ana"]
    said = {"about": "drifted", "wish": "keep_the_same", "words": ""}
    homework.raise_concern(stage.act(ana, now), client=ana, **said, keyring=stage.keys)


def _writes_worksheet(stage: Stage, now: datetime) -> None:
    """Ana told the clinician of a child, as a secret."""
    raises_concern(stage, now, "Ana", "keep_the_same")
    concern, act = Concern.objects.latest("raised_at"), stage.act(stage.clinician, now)
    consent.see_concern(act, concern=concern)
    consent.mark_concern(stage.act(stage.clinician, now), concern=concern, is_secret=True)
    written = consent.Written(
        told_on=now.date(), said="A niece.", consulted="", report="none", reported_to=""
    )
    about = {"clinician": stage.clinician, "client": stage.clients["Ana"], "keyring": stage.keys}
    consent.write_worksheet(stage.act(stage.clinician, now), written=written, **about)


def _is_under_age(stage: Stage, now: datetime) -> None:
    act = stage.act(stage.clinician, now)
    homework.close_access(act, client=stage.clients["Ana"], keyring=stage.keys)


def _is_pregnant(stage: Stage, now: datetime) -> None:
    cleo, ana = stage.clinician, stage.clients["Ana"]
    words = {"client": ana, "kind": Caution.PREGNANCY, "heard_on": now.date(), "keyring": stage.keys}
    homework.note_caution(stage.act(cleo, now), clinician=cleo, **words)  # type: ignore[arg-type]


def _asks_for_records(stage: Stage, now: datetime) -> None:
    ana = stage.clients["Ana"]
    for asked in Asked:
        people.ask_for_record(stage.act(ana, now), client=ana, asked=asked, words="", keyring=stage.keys)


def _would_rather_not(stage: Stage, now: datetime) -> None:
    """She is asked whether she would be treated with somebody else too, and declines."""
    asked = {"people": [stage.clients["Ana"]], "time_zone": "Europe/London", "opened_on": now.date()}
    act = stage.act(stage.clinician, now)
    people.bring_together(act, clinician=stage.clinician, goal="", keyring=stage.keys, **asked)
    link = asked_to_join(stage.clients["Ana"], now=now)
    assert link is not None
    people.decline_to_join(stage.act(stage.clients["Ana"], now), client=stage.clients["Ana"], link=link)


def _lets_go(stage: Stage, now: datetime) -> None:
    ana = stage.clients["Ana"]
    for occasion in Occasion.objects.filter(relationship=stage.relationship, let_go_at=None):
        homework.let_go_of_occasion(stage.act(ana, now), client=ana, occasion=occasion)


READY: Final = (says(Answer.READY, hours(1)),)
UNANSWERED: Final[World] = ()
NOT_YET: Final = (says(Answer.NOT_YET, hours(1)),)
CLOSED: Final[Mapping[str, World]] = {
    "unanswered": UNANSWERED,
    "not yet": NOT_YET,
    "withdrew before the posting": (*READY, says(Answer.NOT_YET, hours(20))),
    "a last-minute no": (*READY, says(Answer.NOT_YET, FIRST - timedelta(hours=1))),
    "a limit on all of it": (*READY, tightens(NOON)),
    "concern": (*READY, concerned(NOON)),
    "somebody asks to see": (*NOT_YET, asked_to_see(NOON)),
    "felt pressed": (*READY, answers_afterwards(felt_pressed="5")),
    "limits not kept": (*READY, answers_afterwards(limits_kept="no")),
    "not wanted": (*READY, answers_afterwards(wanted="no")),
    "drifted off": (*READY, answers_afterwards(drifted="yes")),
    "pain": (*READY, Deed(at=NOON, do=_tells_pain)),
    "the clinician holds": (*READY, Deed(at=NOON, do=clinician_holds)),
    "unreleased": (*READY, Deed(at=hours(1), do=_was_never_released)),
    "not suitable": (*READY, Deed(at=NOON, do=_not_suitable)),
    "on file": (*READY, Deed(at=NOON, do=puts_on_file)),
    "check lapsed": (*READY, Deed(at=hours(1), do=_check_lapsed)),
    "moved abroad": (*READY, Deed(at=NOON, do=_moves_abroad)),
    "life change": (*READY, Deed(at=NOON, do=changes_life)),
    "speaks first": (*READY, Deed(at=NOON, do=speaks_first)),
    "left": (*READY, Deed(at=NOON, do=_leaves)),
    "arrived too late": (says(Answer.READY, FIRST - timedelta(hours=2)),),
    "a yes from a drawer behind a no": (
        says(Answer.NOT_YET, hours(3), sequence=9),
        says(Answer.READY, hours(4), sequence=5),
    ),
    "ready for the round after": (*NOT_YET, says(Answer.READY, FIRST + timedelta(hours=9))),
}
"""Worlds in which the step rests at both postings, and which Ben may not tell apart."""

LEFT_AFTER_OPENING: Final[World] = (*READY, Deed(at=AFTER_OPENING, do=_leaves))
OPENED: Final[Mapping[str, World]] = {
    "withdrew after opening": (*READY, says(Answer.NOT_YET, AFTER_OPENING)),
    "a limit after opening": (*READY, tightens(AFTER_OPENING)),
    "concern after opening": (*READY, concerned(AFTER_OPENING)),
    "kept the same": (*READY, concerned(AFTER_OPENING, "keep_the_same")),
    "somebody asked to see after opening": (*READY, asked_to_see(AFTER_OPENING)),
    "left after opening": LEFT_AFTER_OPENING,
    "left, and the clinician closed it, after opening": (*LEFT_AFTER_OPENING, closed(AFTER_OPENING + HOUR)),
    "left after opening, and it was closed in the evening": (
        *LEFT_AFTER_OPENING,
        closed(AFTER_OPENING + 5 * HOUR),
    ),
    "far away, and keeps the same": (*READY, Deed(at=AFTER_OPENING, do=_was_far_away)),
    "a worksheet after opening": (*READY, Deed(at=AFTER_OPENING, do=_writes_worksheet)),
    "under age, after opening": (*READY, Deed(at=AFTER_OPENING, do=_is_under_age)),
    "pregnant, after opening": (*READY, Deed(at=AFTER_OPENING, do=_is_pregnant)),
    "asks for a copy and for deletion": (*READY, Deed(at=AFTER_OPENING, do=_asks_for_records)),
    "would rather not be with somebody else too": (*READY, Deed(at=AFTER_OPENING, do=_would_rather_not)),
    "held after opening": (*READY, Deed(at=AFTER_OPENING, do=clinician_holds)),
    "on file after opening": (*READY, Deed(at=AFTER_OPENING, do=puts_on_file)),
    "stepped back after opening": (*READY, Deed(at=AFTER_OPENING, do=steps_back)),
    "life change after opening": (*READY, Deed(at=AFTER_OPENING, do=changes_life)),
    "speaks first after opening": (*READY, Deed(at=AFTER_OPENING, do=speaks_first)),
    "the episode was closed after opening": (*READY, Deed(at=AFTER_OPENING, do=ends_care)),
}
"""Worlds that part from `READY` only after the first posting: the same until the next one."""


def _names_a_colleague(stage: Stage, now: datetime) -> None:
    names_noor(stage, now)


def says_of_colleague(said: Said, at: datetime) -> Deed:
    return Deed(at=at, do=lambda stage, now: answers(stage, "Ana", said, now))


def takes_ana_on(stage: Stage, now: datetime) -> None:
    ana = Handover.objects.select_related("colleague").get(client=stage.clients["Ana"])
    accepts(stage, ana.colleague, now, ("Ana",))


BETWEEN_HANDS: Final[World] = (*READY, Deed(at=NOON, do=_names_a_colleague))
SAID_YES: Final = says_of_colleague(Said.YES, AFTER_OPENING)
ABOUT_A_COLLEAGUE: Final[Mapping[str, World]] = {
    "a yes to the colleague": (*BETWEEN_HANDS, SAID_YES),
    "a no to the colleague": (*BETWEEN_HANDS, says_of_colleague(Said.NO, AFTER_OPENING)),
    "a yes, and the colleague took her on": (
        *BETWEEN_HANDS,
        SAID_YES,
        Deed(at=AFTER_OPENING + HOUR, do=takes_ana_on),
    ),
}
"""Worlds like `BETWEEN_HANDS`, in which nobody has answered: Ben, who is asked as well, tells none apart."""

WILLING: Final = (*READY, says(Answer.READY, TONIGHT - timedelta(hours=3), kind=ReadinessKind.DAY))
WITHOUT_TOUCH: Final[Mapping[str, World]] = {
    "silent": READY,
    "not tonight": (*READY, says(Answer.NOT_YET, SHORTLY_BEFORE, kind=ReadinessKind.DAY)),
    "no longer tonight": (*WILLING, says(Answer.NOT_YET, SHORTLY_BEFORE, kind=ReadinessKind.DAY)),
    "no longer at all": (*WILLING, says(Answer.NOT_YET, SHORTLY_BEFORE)),
    "a limit": (*WILLING, tightens(SHORTLY_BEFORE)),
    "a concern": (*WILLING, concerned(SHORTLY_BEFORE)),
    "a concern, quiet tonight": (*WILLING, concerned(SHORTLY_BEFORE, "quiet_tonight")),
    "the clinician holds": (*WILLING, Deed(at=SHORTLY_BEFORE, do=clinician_holds)),
    "on file": (*WILLING, Deed(at=SHORTLY_BEFORE, do=puts_on_file)),
    "speaks first": (*WILLING, Deed(at=SHORTLY_BEFORE, do=speaks_first)),
    "life change": (*WILLING, Deed(at=SHORTLY_BEFORE, do=changes_life)),
    "left": (*WILLING, Deed(at=SHORTLY_BEFORE, do=_leaves)),
    "the episode was closed": (*WILLING, Deed(at=SHORTLY_BEFORE, do=ends_care)),
    "let go of the time": (*WILLING, Deed(at=SHORTLY_BEFORE, do=_lets_go)),
}
"""Evenings that come out as time together without touch, all for causes that Ben may not tell apart."""
