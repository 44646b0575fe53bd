from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from unhurried.core.scheduling import instant_of, is_skipped
from unhurried.web.clinician.forms import CHOOSE, WHEN, needs

ALONE: Final = "alone"
PLACES = [("room", _("In the room")), ("remote", _("Remote"))]
REPEATS = [
    ("once", _("Once")),
    ("weekly", _("Every week")),
    ("fortnightly", _("Every two weeks")),
    ("four_weekly", _("Every four weeks")),
]


class AppointmentForm(forms.Form):
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}), error_messages=WHEN)
    at = forms.TimeField(
        label=_("Time"),
        widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages=needs(_("Please choose a time.")),
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=10,
        max_value=240,
        initial=50,
        error_messages=needs(_("Please say for how many minutes.")),
    )
    place = forms.ChoiceField(
        label=_("Where"), choices=PLACES, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    repeats = forms.ChoiceField(label=_("Repeats"), choices=REPEATS, error_messages=CHOOSE)

    def __init__(
        self,
        *args: Any,
        zone: ZoneInfo,
        now: datetime,
        name: str,
        together: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.now = zone, now
        if together:
            self.fields["who"] = forms.ChoiceField(
                label=_("Who comes"),
                help_text=_("The others see nothing of a time with one person alone."),
                choices=[(ALONE, _("%(name)s alone") % {"name": name}), *together],
                widget=forms.RadioSelect,
                error_messages=needs(_("Please choose who comes.")),
            )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        day, at = found.get("day"), found.get("at")
        if not (day and at):
            return found
        local = datetime.combine(day, at)
        try:
            found["starts_at"] = instant_of(local, self.zone)
        except OverflowError:
            self.add_error("day", _("Please choose a day in the coming years."))
            return found
        if is_skipped(local, self.zone):
            self.add_error("at", _("The clocks change then, and that time does not exist. Another one?"))
        elif found["starts_at"] < self.now:
            self.add_error("day", _("Please choose a time that is still to come."))
        return found


class RegionForm(forms.Form):
    region = forms.CharField(
        label=_("Where everybody said they are"),
        max_length=60,
        error_messages=needs(_("Please say where everybody is.")),
    )
