"""What is kept on file, in a clinician's words. No client reads them."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from unhurried.core.cautions import KINDS, Caution, LiftedBy, Waits

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CAUTION_WORDS: Final[Mapping[Caution, "StrOrPromise"]] = {
    Caution.VIOLENCE_OR_COERCION: _("Violence or coercion"),
    Caution.FEAR_OF_PARTNER: _("Fear of a partner"),
    Caution.GOING_ALONG: _("Going along, out of duty or under pressure"),
    Caution.CANNOT_CONSENT: _("Cannot decide on this for now"),
    Caution.CRISIS_BETWEEN_PARTNERS: _("A crisis between partners: betrayal, talk of parting"),
    Caution.SUBSTANCE_USE_NOW: _("Alcohol or other substances that take part in decisions"),
    Caution.ACUTE_MENTAL_ILLNESS: _("Acute mental illness"),
    Caution.SEVERE_LOW_MOOD: _("Severe low mood, or thoughts of dying"),
    Caution.EATING_DISORDER: _("An eating disorder"),
    Caution.RECENT_LOSS: _("A recent loss"),
    Caution.RECENT_ASSAULT: _("An assault within the last three months"),
    Caution.FLASHBACKS_NOW: _("Flashbacks at present"),
    Caution.UNTREATED_TRAUMA: _("Trauma that nobody treats so far"),
    Caution.UNEXPLAINED_PAIN: _("Pain that nobody has examined"),
    Caution.BLEEDING_OR_INFECTION: _("Bleeding without a known reason, or an infection"),
    Caution.PREGNANCY: _("Pregnancy"),
    Caution.RECENT_SURGERY_OR_BIRTH: _("Surgery or a birth not long ago"),
    Caution.LUNG_OR_HEART_CONDITION: _("A condition of the heart or the lungs"),
    Caution.SKIN_CONDITION: _("A condition of the skin"),
}

WAITS_WORDS: Final[Mapping[Waits, "StrOrPromise"]] = {
    Waits.TOUCH_TOGETHER: _("Touch together waits."),
    Waits.INSERTION: _("Whatever goes inside waits, and exercises that name it."),
    Waits.WHERE_NAMED: _("Exercises that name it wait."),
}

LIFTED_BY_WORDS: Final[Mapping[LiftedBy, "StrOrPromise"]] = {
    "clinician": _("You lift it, after a conversation alone with them."),
    "trauma_clinician": _("A sex therapist who works with trauma lifts it."),
    "medical": _("It is lifted once somebody has examined them. You write down who, and when."),
}


ASKED_TO_LIFT: Final[Mapping[LiftedBy, "StrOrPromise"]] = {
    "clinician": _("What was asked and said, and that you were alone with them"),
    "trauma_clinician": _("Who treats it, and what was asked and said, alone with them"),
    "medical": _("Who examined them, and what was found"),
}
ASKED_OF_A_PARTNER: Final = _("What you asked, alone with whom, and what makes you lift it")
OF_A_PARTNER: Final = frozenset({Caution.VIOLENCE_OR_COERCION, Caution.FEAR_OF_PARTNER, Caution.GOING_ALONG})


def asked_to_lift(kind: Caution) -> "StrOrPromise":
    """What stands beside it later depends on its kind: nobody examines fear."""
    return ASKED_OF_A_PARTNER if kind in OF_A_PARTNER else ASKED_TO_LIFT[KINDS[kind].lifted_by]


def standing_words(standing: Collection[Caution]) -> str:
    """What stands on file, in the order of the list from which it was chosen."""
    return "; ".join(str(CAUTION_WORDS[one]) for one in KINDS if one in standing)
