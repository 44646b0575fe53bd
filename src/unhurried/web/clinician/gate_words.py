"""What a clinician reads of gates: whose a reason is."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unhurried.core.checks import Due
from unhurried.core.exercises import Exercise
from unhurried.core.gates import SafetyRecord
from unhurried.core.hearing import Told
from unhurried.core.holds import HoldReason
from unhurried.core.readiness import Answer
from unhurried.web.clinician.words import HOLD_WORDS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from unhurried.homework.queries.clinician import Held

TO_SAY: Final = gettext_lazy("I never say why something rests.")
"""The one sentence for the room."""

OF_ONE: Final[Mapping[HoldReason, "StrOrPromise"]] = {
    HoldReason.ADULT: gettext_lazy("being an adult has not been confirmed"),
    HoldReason.INTAKE: gettext_lazy("no intake yet"),
    HoldReason.CONFIDENTIALITY: gettext_lazy("has not read the limits of confidentiality"),
    HoldReason.READINESS: gettext_lazy("no answer in force"),
    HoldReason.TONIGHT: gettext_lazy("has not answered for today"),
    HoldReason.PAIN_RULE: gettext_lazy("pain"),
    HoldReason.DISTRESS: gettext_lazy("distress"),
    HoldReason.FELT_PRESSED: gettext_lazy("felt pressed"),
    HoldReason.LIMITS_KEPT: gettext_lazy("says that a limit was not kept"),
    HoldReason.WANTED: gettext_lazy("says that it was not wanted"),
    HoldReason.DISSOCIATION: gettext_lazy("drifted off, or was back in a memory"),
    HoldReason.CONCERN: gettext_lazy("a concern"),
    HoldReason.SPEAK_FIRST: gettext_lazy("asks to speak with you first"),
    HoldReason.CLEARANCE: gettext_lazy("waits for a medical clearance"),
    HoldReason.CONTRAINDICATION: gettext_lazy("what is on file speaks for waiting"),
    HoldReason.LIMIT: gettext_lazy("has a limit that leaves no version of it for now"),
    HoldReason.EROTIC_OFF: gettext_lazy("has the erotic family switched off"),
    HoldReason.LIFE_CHANGE: gettext_lazy("marked a change in life"),
}

CRITERION_WORDS: Final[Mapping[str, "StrOrPromise"]] = {
    "pain_rule": gettext_lazy("pain"),
    "felt_pressed": gettext_lazy("whether they felt free"),
    "limits_kept": gettext_lazy("whether limits were kept"),
    "wanted": gettext_lazy("whether it was wanted"),
    "no_hold": gettext_lazy("a hold"),
    "safety_record": gettext_lazy("the safety record"),
    "clearance": gettext_lazy("a medical clearance"),
    "rest_gap": gettext_lazy("time to rest"),
}

ANSWERED: Final[Mapping[Answer, "StrOrPromise"]] = {
    Answer.LIGHTER: gettext_lazy("asks for something lighter"),
    Answer.NOT_YET: gettext_lazy("said “not yet”"),
    Answer.READY: gettext_lazy("said “ready”"),
}

RECORD_WORDS: Final[Mapping[SafetyRecord, "StrOrPromise"]] = {
    SafetyRecord.NONE: gettext_lazy("no safety record"),
    SafetyRecord.CURRENT: gettext_lazy("no reason found to wait"),
    SafetyRecord.LAPSED: gettext_lazy("the safety record has run out"),
    SafetyRecord.FOLLOW_UP: gettext_lazy("follow up first"),
    SafetyRecord.NOT_SUITABLE: gettext_lazy("not suitable for touch together now"),
}

DUE_WORDS: Final[Mapping[Due, "StrOrPromise"]] = {
    Due.FOLLOW_UP: gettext_lazy("Follow-up"),
    Due.AGAIN: gettext_lazy("Again"),
    Due.SOON: gettext_lazy("Review"),
    Due.PAST: gettext_lazy("Due"),
    Due.RUN_OUT: gettext_lazy("Lapsed"),
}
"""One word each, before "safety record" and its day."""

WISHES: Final[Mapping[str, "StrOrPromise"]] = {
    "keep_the_same": gettext_lazy("That everything looks the same"),
    "quiet_tonight": gettext_lazy("That the evening stays without touch"),
    "you_decide": gettext_lazy("That you decide; touch together rests meanwhile"),
}

AFTERWARDS: Final[Mapping[str, Mapping[str, "StrOrPromise"]]] = {
    "limits_kept": {
        "yes": gettext_lazy("Limits were kept"),
        "no": gettext_lazy("A limit was not kept"),
        "unsure": gettext_lazy("Not sure whether limits were kept"),
    },
    "wanted": {
        "yes": gettext_lazy("It was wanted"),
        "no": gettext_lazy("It was not wanted"),
        "unsure": gettext_lazy("Not sure whether it was wanted"),
        "rather_not": gettext_lazy("Would rather not say whether it was wanted"),
    },
    "drifted": {
        "yes": gettext_lazy("Drifted off, or was back in a memory"),
        "no": gettext_lazy("Stayed with it"),
        "unsure": gettext_lazy("Not sure whether they stayed with it"),
    },
}


TOLD_WORDS: Final[Mapping[Told, "StrOrPromise"]] = {
    Told.CONCERN: gettext_lazy("A concern"),
    Told.AFTERWARDS: gettext_lazy("Something said in private, which rests touch"),
    Told.PAIN: gettext_lazy("Something rests because of pain"),
    Told.DISTRESS: gettext_lazy("Something rests because of distress"),
}


_PRESSED: Final = (
    (0, gettext_lazy("free")),
    (2, gettext_lazy("a little pressed")),
    (5, gettext_lazy("somewhat pressed")),
    (8, gettext_lazy("pressed")),
    (10, gettext_lazy("very pressed")),
)
"""Up to which number each word reaches."""


def pressed_words(said: str) -> str:
    """Between free and pressed, in a word and as it was marked; empty: no answer."""
    if not said:
        return _("No answer")
    words = next(words for top, words in _PRESSED if int(said) <= top)
    return _("%(words)s, %(number)s of 10") % {"words": words, "number": said}


def said_words(said: Mapping[str, str]) -> list[tuple[str, str]]:
    """The private answers from the day after, each under its question; nothing where nobody was asked."""
    if not said:
        return []
    return [
        (_("Free or pressed"), pressed_words(said["felt_pressed"])),
        (_("Limits"), str(AFTERWARDS["limits_kept"].get(said["limits_kept"], _("No answer")))),
        (_("Wanted"), str(AFTERWARDS["wanted"].get(said["wanted"], _("No answer")))),
        (_("Drifting off"), str(AFTERWARDS["drifted"].get(said["drifted"], _("No answer")))),
    ]


def held_words(one: "Held") -> str:
    """The reason, as it follows a name, or as it stands alone where it is nobody's in particular."""
    if one.is_open_criterion:
        return _("still open: %(what)s") % {"what": CRITERION_WORDS[one.reason.value]}
    if isinstance(one.detail, Answer):
        return str(ANSWERED[one.detail])
    if isinstance(one.detail, SafetyRecord):
        return str(RECORD_WORDS[one.detail])
    return str(OF_ONE[one.reason] if one.client and one.reason in OF_ONE else HOLD_WORDS[one.reason])


def held_alone_words(held: Iterable["Held"], exercise: Exercise) -> list[str]:
    """What holds what one person opens for themselves; on a ladder, from which rung on."""
    return [_alone_words(one, exercise) for one in held]


def _alone_words(one: "Held", exercise: Exercise) -> str:
    if one.reason is HoldReason.READINESS and one.detail is None:
        return _("not answered yet")
    if not one.rung:
        return held_words(one)
    rung = exercise.says(f"phase.{one.rung}.title")
    return _("from “%(rung)s” on: %(why)s") % {"rung": rung, "why": held_words(one)}


_UNTIL: Final[Mapping[HoldReason, "StrOrPromise"]] = {
    HoldReason.ADULT: gettext_lazy("until it is"),
    HoldReason.INTAKE: gettext_lazy("until it is given"),
    HoldReason.CONFIDENTIALITY: gettext_lazy("until they are read"),
    HoldReason.SAFETY_RECORD: gettext_lazy("until a later safety record finds no reason to wait"),
    HoldReason.CLEARANCE: gettext_lazy("until an examination is written down"),
    HoldReason.CONTRAINDICATION: gettext_lazy("until it is lifted on file"),
    HoldReason.EROTIC_OFF: gettext_lazy("until they switch it on"),
    HoldReason.LIFE_CHANGE: gettext_lazy("until they take that back"),
}


def until_words(one: "Held") -> str:
    """What ends it. What has a time of its own says that, and what has neither goes without."""
    if one.hold:
        return _("until you lift it")
    return str(_UNTIL.get(one.reason, "")) if not one.until else ""


def in_order(held: Iterable["Held"], names: Mapping[UUID, str]) -> list["Held"]:
    """By name and then by the rules' own order; what is nobody's in particular comes last."""
    ranks = {client: place for place, client in enumerate(names)}
    return sorted(held, key=lambda one: ranks.get(one.client, len(ranks)) if one.client else len(ranks))
