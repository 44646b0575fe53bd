"""Small things several clinician pages say."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unhurried.core.holds import HoldReason
from unhurried.core.readiness import Answer
from unhurried.core.records import Authorised
from unhurried.core.scopes import Refusal
from unhurried.core.suggestions import Suggestion
from unhurried.web.asking import Asked

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from unhurried.people.models import Clinician

REFUSALS: Final = {
    Refusal.OUT_OF_SCOPE: _("This exercise lies outside your discipline's scope."),
    Refusal.NEEDS_REFERRAL: _(
        "What is on file asks for a colleague with another training. Their page has words for a referral."
    ),
    Refusal.LICENCE_EXPIRED: _("Your licence has expired. Once the renewal is recorded you can go on."),
    Refusal.LICENCE_UNCHECKED: _("Nobody has checked your licence yet, or not for a year."),
    Refusal.JURISDICTION: _("Your licence does not cover where this person says they are."),
    Refusal.KEPT_BACK: _("Something on file keeps this exercise from being given."),
    Refusal.HANDOVER: _("A colleague is asked to take over. Until they have, nothing new is given."),
    Refusal.FAMILY: _(
        "Exercises with erotic words are left out: by you, by the clinic or by somebody it is for."
    ),
}


def refused_words(
    reasons: Iterable[Refusal], elsewhere: Collection[str], leaving_out: Collection[str]
) -> "list[StrOrPromise]":
    """Each reason, whom a licence does not reach and who leaves a family out: for the clinician alone."""
    by_name = {
        refusal: words % {"names": ", ".join(names)}
        for refusal, words, names in (
            (
                Refusal.JURISDICTION,
                gettext("Your licence does not cover where somebody says they are: %(names)s."),
                elsewhere,
            ),
            (Refusal.FAMILY, gettext("Leave out exercises with erotic words: %(names)s."), leaving_out),
        )
        if names
    }
    return [by_name.get(reason, REFUSALS[reason]) for reason in reasons]


LIMITS_UNSEEN: Final = _("Somebody has not looked through their limits yet. Until then it is not released.")

VERSION_NAMES: Final = {
    "full": _("Full version"),
    "short": _("Short version"),
    "near": _("Near version"),
    "smallest": _("Smallest version"),
}

AUTHORISED_WORDS: Final = {
    Authorised.YES: _("Authorises it"),
    Authorised.NO: _("Does not authorise it"),
    None: _("Has not answered"),
}
REPEATS_WORDS: Final = {
    "once": _("once"),
    "weekly": _("every week"),
    "fortnightly": _("every other week"),
    "four_weekly": _("every four weeks"),
}

READINESS_WORDS: Final = {
    Answer.READY: _("Ready"),
    Answer.LIGHTER: _("A lighter version, please"),
    Answer.NOT_YET: _("Not yet"),
}

HOLD_WORDS: Final = {
    HoldReason.ADULT: _("being an adult has not been confirmed"),
    HoldReason.INTAKE: _("no intake yet"),
    HoldReason.CONFIDENTIALITY: _("the limits of confidentiality have not been read"),
    HoldReason.READINESS: _("no “ready” yet"),
    HoldReason.TONIGHT: _("not everybody is ready today"),
    HoldReason.RELEASE: _("waits for your release"),
    HoldReason.PAIN_RULE: _("pain"),
    HoldReason.DISTRESS: _("distress"),
    HoldReason.FELT_PRESSED: _("somebody felt pressed"),
    HoldReason.LIMITS_KEPT: _("a limit was not kept"),
    HoldReason.WANTED: _("it was not wanted"),
    HoldReason.DISSOCIATION: _("somebody drifted off, or was back in a memory"),
    HoldReason.CONCERN: _("a concern"),
    HoldReason.SPEAK_FIRST: _("somebody asked to speak with you first"),
    HoldReason.SAFETY_RECORD: _("no safety record in force"),
    HoldReason.CLEARANCE: _("waits for a medical clearance"),
    HoldReason.CONTRAINDICATION: _("not for now, by what is on file"),
    HoldReason.REST_GAP: _("time to rest between two practices"),
    HoldReason.LIMIT: _("a limit leaves no version of it"),
    HoldReason.EROTIC_OFF: _("the erotic family is off"),
    HoldReason.CLINICIAN: _("you asked for it"),
    HoldReason.LIFE_CHANGE: _("a change in life"),
    HoldReason.LEFT: _("somebody has left"),
    HoldReason.ENDED: _("their care has ended"),
    HoldReason.COVER: _("the clinic names no cover"),
    HoldReason.LICENCE: _("your licence"),
    HoldReason.SCOPE: _("outside your discipline's scope"),
    HoldReason.HANDOVER: _("a colleague is to take over, and has not for everybody"),
}


SUGGESTION_WORDS: Final = {
    Suggestion.CONSIDER_WORDS: _("a limit was not kept: the way back is to words"),
    Suggestion.CONSIDER_STEPPING_BACK: _("much worry: perhaps one step back"),
    Suggestion.CONSIDER_REPEATING: _("worry twice in a row: perhaps again, or smaller"),
    Suggestion.CONSIDER_LIGHTER: _("a little pressed: perhaps a lighter version"),
    Suggestion.PRESENCE_LOW: _("not very present: perhaps shorter"),
    Suggestion.STAY_LONGER: _("bearable and present: perhaps a little longer"),
}
"""Thoughts, set aside as readily as taken up."""


def from_when(lands_at: datetime, *, now: datetime, zone: ZoneInfo) -> str:
    """From when a change counts: the same words whatever it was, since somebody may sit beside the screen."""
    if lands_at <= now:
        return gettext("It counts from now.")
    at = lands_at.astimezone(zone)
    words = gettext(
        "What is stricter counts from now, for bodies. "
        "On their pages it stands when these are next renewed: %(day)s, %(time)s. "
        "If they begin before that, what rests comes out as time together without touch."
    )
    return words % {"day": date_format(at, "l j F"), "time": date_format(at, "H:i")}


def zone_of(viewer: "Clinician") -> ZoneInfo:
    return ZoneInfo(viewer.clinic.time_zone)


def today_of(request: Asked, viewer: "Clinician") -> date:
    """The day it is where the clinic is."""
    return request.now.astimezone(zone_of(viewer)).date()
