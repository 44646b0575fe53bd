"""What the library's own ids are called on a clinician's screen; a client never meets them."""

from typing import TYPE_CHECKING, Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unhurried.core.cautions import is_asked_at_giving
from unhurried.core.finding import levels_of
from unhurried.core.vocabulary import Scope
from unhurried.web.words import ADAPTATION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django_stubs_ext import StrOrPromise

    from unhurried.core.exercises import Contraindication
    from unhurried.homework.models import SignOff
    from unhurried.homework.queries.clinician import Shelved

SCOPE_WORDS: Final = {
    Scope.P: _("Permission"),
    Scope.LI: _("Limited information"),
    Scope.SS: _("Specific suggestions"),
    Scope.IT: _("Intensive therapy"),
}

MODALITY_WORDS: Final = {
    "communication": _("Communication"),
    "consent": _("Consent"),
    "routine": _("Routine"),
    "play": _("Play"),
    "mindfulness": _("Mindfulness"),
    "trauma_informed": _("Trauma-informed"),
    "body_awareness": _("Body awareness"),
    "cbt": _("CBT"),
    "attachment": _("Attachment"),
    "education": _("Education"),
    "exposure": _("Exposure"),
    "sensate_focus": _("Sensate focus"),
    "behavioural": _("Behavioural"),
    "desire": _("Desire"),
}

STATUS_WORDS: Final = {
    "draft": _("Draft for clinical review"),
    "reviewed": _("Clinically reviewed"),
    "retired": _("Retired"),
}


def review_words(status: str, signed: "Sequence[SignOff]") -> str:
    """How far a version was reviewed, for whoever works here: by whom and when, or that nobody did."""
    if not signed:
        return str(STATUS_WORDS[status])
    first, *others = signed
    words = {"name": first.signed_as, "day": date_format(first.signed_at, "j F Y"), "count": len(others)}
    if not others:
        return gettext("Signed off by %(name)s, %(day)s") % words
    return gettext("Signed off by %(name)s, %(day)s, and by %(count)d more") % words


def signed_words(status: str, signed: "Sequence[SignOff]") -> str:
    """In a list, where drafts are the rule and said once: only what is more than that."""
    return review_words(status, signed) if signed or status != "draft" else ""


CONTRAINDICATION_WORDS: Final = {
    "block": _("Not given"),
    "hold": _("Rests"),
    "warn": _("Your decision"),
}


def then_words(against: "Contraindication") -> "StrOrPromise":
    """What follows where an exercise is not for now."""
    if is_asked_at_giving(against):
        return _("Asked when it is given")
    return CONTRAINDICATION_WORDS[against.action]


LIFTED_BY: Final = {
    "client": _("The person themselves"),
    "clinician": _("The clinician"),
    "trauma_clinician": _("A clinician trained in trauma"),
    "medical": _("A medical clearance"),
    "never": _("Nobody"),
}

EVIDENCE_WORDS: Final = {
    "trial": _("Trials"),
    "guideline": _("Guidelines"),
    "practice": _("Clinical practice"),
    "seed": _("A first idea"),
}

SOURCE_TAGS: Final = {
    "V": _("seen in the source"),
    "V2": _("a second-hand source"),
    "K": _("general knowledge"),
    "P": _("our own proposal"),
}

CONCERN_WORDS: Final = {
    "desire": _("Desire"),
    "erection": _("Erection"),
    "pain": _("Pain"),
    "orgasm": _("Orgasm"),
    "ejaculation": _("Ejaculation"),
    "performance_worry": _("Worry about how it goes"),
    "body_image": _("Body image"),
    "trauma": _("Trauma"),
    "communication": _("Communication"),
    "spark": _("Spark"),
    "life_change": _("A change in life"),
    "exploring": _("Exploring"),
}


def by_kind(found: "Iterable[Shelved]") -> "dict[StrOrPromise, list[Shelved]]":
    """Under the first kind that each names, in the order in which kinds are listed."""
    rows = list(found)
    kinds = {
        words: [one for one in rows if one[1].modalities[0] == kind] for kind, words in MODALITY_WORDS.items()
    }
    return {words: under for words, under in kinds.items() if under}


LIBRARY_WORDS: Final[dict[str, Any]] = {
    "scopes": SCOPE_WORDS,
    "modalities": MODALITY_WORDS,
    "concerns": CONCERN_WORDS,
    "statuses": STATUS_WORDS,
    "then_words": then_words,
    "lifted_by": LIFTED_BY,
    "evidence": EVIDENCE_WORDS,
    "source_tags": SOURCE_TAGS,
    "adaptations": ADAPTATION_WORDS,
    "levels_of": levels_of,
    "review_words": review_words,
    "signed_words": signed_words,
    "by_kind": by_kind,
}
"""All of them, as the library's pages ask for them."""
