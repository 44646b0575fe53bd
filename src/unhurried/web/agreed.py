"""Words for what people agree: the headings of their lines, and what a pause leaves out and how strictly."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext_lazy as _

from unhurried.consent.agreements import Heading, Wanted

HEADING_LABELS: Final = {
    Heading.COMFORTABLE: _("What is comfortable"),
    Heading.ASK_ABOUT: _("What to ask about first"),
    Heading.OFF_LIMITS: _("What is off-limits"),
    Heading.SIGNALS: _("Words and signs"),
    Heading.CHANGES: _("How we change it"),
}
HEADING_HINTS: Final = {
    Heading.SIGNALS: _("For yes, for a limit, for stop."),
    Heading.CHANGES: _("How you let one another know, and when you look again."),
}

STRENGTH_LABELS: Final = {
    "full": _("A full pause"),
    "around_practice": _("A pause around practice"),
    "not_a_prelude": _("Not a prelude"),
}
STRENGTH_MEANINGS: Final = {
    "full": _("None of it for now, in a practice or outside of one. The plan leaves it out by itself."),
    "around_practice": _("None of it on a day with a practice. On other days it is as each of you wishes."),
    "not_a_prelude": _(
        "A practice is whole by itself; none of it follows from one. Otherwise it is as each of you wishes."
    ),
}

WANTED_LABELS: Final = {
    Wanted.YES: _("Yes"),
    Wanted.NO: _("No"),
    Wanted.UNSURE: _("I am not sure"),
    Wanted.RATHER_NOT_SAY: _("I would rather not say"),
}

ACTIVITY_LABELS: Final = {
    "conversation": _("Talking"),
    "writing": _("Writing"),
    "reading": _("Reading"),
    "eye_contact": _("Looking into one another’s eyes"),
    "breath": _("Breathing together"),
    "co_presence": _("Being in one room"),
    "play": _("Play"),
    "clothed_touch": _("Touch through clothes"),
    "hand_touch": _("Touching hands"),
    "lips": _("Kissing"),
    "whole_body_touch": _("Touch from head to foot, personal areas left out"),
    "chest_touch": _("Touching the chest"),
    "personal_touch": _("Touching personal areas"),
    "mutual_touch": _("Touching one another at the same time"),
    "oral_contact": _("Personal areas and the mouth"),
    "anal_contact": _("Contact with the anal area"),
    "insertion_solo": _("Insertion, on one’s own"),
    "insertion_by_partner": _("Insertion, with one another"),
    "still_closeness": _("Closeness without moving"),
    "moving_closeness": _("Closeness with movement"),
    "aid_or_device": _("Aids and devices"),
    "own_touch": _("Touching oneself"),
    "fantasy_content": _("Imagined scenes"),
    "self_chosen_media": _("Texts and recordings one chooses"),
    "undress_partial": _("Undressing in part"),
    "undress_full": _("Undressing"),
    "lights_low": _("Low light"),
    "blindfold": _("Covered eyes"),
    "restraint": _("Being held in place"),
}


def activity_words(activities: Iterable[str]) -> list[str]:
    """In the order of the vocabulary, from far to near."""
    chosen = frozenset(activities)
    return [str(words) for activity, words in ACTIVITY_LABELS.items() if activity in chosen]
