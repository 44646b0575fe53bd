from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from unhurried.core.scheduling import instant_of, is_skipped

EFFORT = [
    ("", _("No word")),
    ("small_and_real", _("Small and real")),
    ("steady", _("Steady")),
    ("brave", _("Brave")),
    ("a_lot", _("A lot of work")),
]
COMMUNICATION = [
    ("", _("No word")),
    ("finding_words", _("Finding words")),
    ("clear", _("Clear")),
    ("kind", _("Kind")),
    ("honest", _("Honest")),
]
CONNECTION = [
    ("", _("No word")),
    ("with_self", _("With yourself")),
    ("warm", _("Warm")),
    ("near", _("Near")),
    ("growing", _("Growing")),
]
NEXT_STEPS = [
    ("talk", _("Read. We’ll talk about it.")),
    ("repeat", _("Do this again")),
    ("lighter", _("A lighter version")),
    ("step_back", _("One step back")),
    ("release", _("Release the next step")),
    ("let_go", _("Let this one go")),
]

PLACES = [("room", _("In the room")), ("remote", _("Remote"))]
REPEATS = [
    ("once", _("Once")),
    ("weekly", _("Every week")),
    ("fortnightly", _("Every two weeks")),
    ("four_weekly", _("Every four weeks")),
]


def longer(label: Any, rows: int = 3, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class NewClientForm(forms.Form):
    name = forms.CharField(label=_("Name, as you call them"), max_length=120)
    region = forms.ChoiceField(
        label=_("Where they say they are"), help_text=_("Your licence has to hold there.")
    )
    time_zone = forms.ChoiceField(label=_("Time zone"))
    goal = longer(_("What they would like, in their words"))
    is_adult_attested = forms.BooleanField(label=_("I know who this is, and that they are an adult."))

    def __init__(self, *args: Any, regions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(name, name) for name in regions]
        self.fields["region"].choices = [*choices, ("elsewhere", _("Somewhere else"))]  # type: ignore[attr-defined]
        zones = sorted(name for name in available_timezones() if "/" in name)
        self.fields["time_zone"].choices = [(name, name.replace("_", " ")) for name in zones]  # type: ignore[attr-defined]


class GoalForm(forms.Form):
    goal = longer(_("What this is for, in their words"))


class ComposeForm(forms.Form):
    """Everything is prefilled from the library, so that it can be given as it stands."""

    version = forms.ChoiceField(label=_("Version"), widget=forms.RadioSelect)
    purpose = longer(_("Purpose"), required=True)
    why_it_helps = longer(_("Why it helps"), required=True)
    when_where = longer(_("When and where"), required=True)
    obstacles = longer(_("What may get in the way"), required=True)
    smallest_version = longer(_("Smallest version"), required=True)
    stopping = longer(_("What stopping looks like"), required=True)
    words = longer(_("A word from you"), help_text=_("Optional. It stands at the top of their page."))
    weeks = forms.IntegerField(label=_("For how many weeks"), min_value=1, max_value=12, initial=2)

    def __init__(self, *args: Any, versions: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].choices = versions  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    next_step = forms.ChoiceField(label=_("What comes next"), choices=NEXT_STEPS, widget=forms.RadioSelect)
    words = longer(_("Your words to them"), rows=5, help_text=_("They read this. Say what was learned."))
    effort = forms.ChoiceField(label=_("Effort"), choices=EFFORT, required=False)
    communication = forms.ChoiceField(label=_("Communication"), choices=COMMUNICATION, required=False)
    connection = forms.ChoiceField(label=_("Connection"), choices=CONNECTION, required=False)


class AppointmentForm(forms.Form):
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    at = forms.TimeField(label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=10, max_value=240, initial=50)
    place = forms.ChoiceField(label=_("Where"), choices=PLACES, widget=forms.RadioSelect)
    repeats = forms.ChoiceField(label=_("Repeats"), choices=REPEATS)

    def __init__(
        self, *args: Any, zone: ZoneInfo, now: datetime, name: str, people: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.now = zone, now
        if people > 1:
            self.fields["who"] = forms.ChoiceField(
                label=_("Who comes"),
                help_text=_("The others see nothing of a time with one person alone."),
                choices=[
                    ("alone", _("%(name)s alone") % {"name": name}),
                    ("all", _("Everybody treated together")),
                ],
                initial="alone",
                widget=forms.RadioSelect,
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
    region = forms.CharField(label=_("Where everybody said they are"), max_length=60)
