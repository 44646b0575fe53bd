from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from unhurried.core.readiness import Answer
from unhurried.core.scheduling import instant_of, is_skipped
from unhurried.core.vocabulary import BARRIERS
from unhurried.web.client.forms.fields import OwnCodeForm, writing


class ReadinessForm(forms.Form):
    answer = forms.ChoiceField(
        choices=[(answer.value, answer.value) for answer in Answer],
        error_messages={"required": _("Nothing was sent. Choose one of the three.")},
    )


class JointReadinessForm(OwnCodeForm, ReadinessForm):
    """An answer about a step with touch, this one or the next. The code is for ways towards open alone."""

    about = forms.ChoiceField(choices=[("this", ""), ("next", "")], required=False, initial="this")


class OccasionForm(forms.Form):
    day = forms.DateField(
        label=_("Day"),
        error_messages={"required": _("Which day?")},
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    at = forms.TimeField(
        label=_("Time"),
        error_messages={"required": _("At what time?")},
        widget=forms.TimeInput(attrs={"type": "time"}),
    )
    place = forms.CharField(label=_("Where, if it helps to decide now"), required=False, max_length=200)

    def __init__(self, *args: Any, zone: ZoneInfo, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.now = zone, now

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        day, at = found.get("day"), found.get("at")
        if day and at:
            found["starts_at"] = self._instant(datetime.combine(day, at))
        return found

    def _instant(self, local: datetime) -> datetime | None:
        try:
            starts_at = instant_of(local, self.zone)
        except OverflowError:
            self.add_error("day", _("Please choose a day in the coming months."))
            return None
        if is_skipped(local, self.zone):
            self.add_error("at", _("The clocks change then, and that time does not exist. Another one?"))
        if not 0 <= (starts_at - self.now).total_seconds() <= 366 * 86400:
            self.add_error("day", _("Please choose a time that is still to come, within a year."))
        return starts_at


class BarrierForm(forms.Form):
    code = forms.ChoiceField(choices=[(code, code) for code in BARRIERS])
    words = writing(_("Anything you would like to add"), rows=3)
