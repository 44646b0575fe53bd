from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from unhurried.consent.agreements import Pause, overlaps
from unhurried.web.agreed import ACTIVITY_LABELS, STRENGTH_LABELS
from unhurried.web.clinician.forms import WHEN

NEVER_PAUSED: Final = frozenset(
    {"conversation", "writing", "reading", "eye_contact", "breath", "co_presence", "play", "lights_low"}
)
"""Words, breath and being in one room stay open: there is always something left to do."""
LOOKED_AT_AFTER: Final = timedelta(weeks=2)
_LONGEST: Final = timedelta(days=366)


class PauseForm(forms.Form):
    activities = forms.MultipleChoiceField(
        label=_("What is left out"),
        choices=[pair for pair in ACTIVITY_LABELS.items() if pair[0] not in NEVER_PAUSED],
        error_messages={"required": _("Please choose at least one.")},
        widget=forms.CheckboxSelectMultiple,
    )
    strength = forms.ChoiceField(
        label=_("How strictly"),
        choices=list(STRENGTH_LABELS.items()),
        error_messages={"required": _("Please choose one.")},
        widget=forms.RadioSelect,
    )
    starts_on = forms.DateField(
        label=_("From"), widget=forms.DateInput(attrs={"type": "date"}), error_messages=WHEN
    )
    review_on = forms.DateField(
        label=_("Looked at again on"),
        help_text=_("It goes on after that day until you end it; the day is when you ask."),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages=WHEN,
    )

    is_known = forms.BooleanField(label=_("I know of it, and set this one beside it."), required=False)

    def __init__(self, *args: Any, today: date, standing: Sequence[Pause] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.standing = today, standing
        self.overlapping: list[tuple[Pause, tuple[str, ...]]] = []

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        self.overlapping = overlaps(self.standing, found.get("activities", ()))
        if not found.pop("is_known", False) and self.overlapping:
            self.add_error("is_known", _("Some of this is left out already. It is named below."))
        starts_on, review_on = found.get("starts_on"), found.get("review_on")
        if starts_on and not timedelta(0) <= starts_on - self.today <= _LONGEST:
            self.add_error("starts_on", _("Please choose today or a day within a year."))
        if starts_on and review_on and not timedelta(0) < review_on - starts_on <= _LONGEST:
            self.add_error("review_on", _("Please choose a day after it begins, within a year."))
        return found


class PauseChosenForm(forms.Form):
    pause = forms.UUIDField()
