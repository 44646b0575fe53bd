from datetime import date, datetime
from typing import Any, Final
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
    ("to_words", _("Back to words, without touch")),
    ("release", _("Release the next step")),
    ("let_go", _("Let this one go")),
]

COMMUNICATION_WAYS = [
    ("quiet_with_signals", _("Quiet, with signals")),
    ("words", _("With words")),
    ("talk_through", _("Talked through")),
]
NOT_FROM_THE_ROOM: Final = _("Not from the room. Do this when you are alone.")
OTHERS: Final = range(2, 7)
"""Places on the form for those who are treated together with the first."""
EVERYONE: Final = "all"

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


def day_field(label: Any, **said: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **said)


def not_ahead(day: date, today: date) -> date:
    """The day, if it has been. Raises ValidationError."""
    if day > today:
        raise forms.ValidationError(_("Please choose a day that has been."))
    return day


def set_choices(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]


def set_regions(form: forms.Form, name: str, regions: list[str], *first: tuple[str, Any]) -> None:
    set_choices(form, name, [*first, *((one, one) for one in regions), ("elsewhere", _("Somewhere else"))])


class NewClientForm(forms.Form):
    """One person, or up to six who are treated together; a place left open is the first one's."""

    name = forms.CharField(label=_("Name, as you call them"), max_length=120)
    region = forms.ChoiceField(
        label=_("Where they say they are"), help_text=_("Your licence has to hold there.")
    )
    time_zone = forms.ChoiceField(label=_("Time zone"))
    goal = longer(_("What they would like, in their words"))
    is_adult_attested = forms.BooleanField(
        label=_("I know who this is, and that they are an adult. The same for anybody else named here.")
    )

    def __init__(self, *args: Any, regions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_regions(self, "region", regions)
        for place in OTHERS:
            self.fields[f"name_{place}"] = forms.CharField(
                label=_("Name of another person"), max_length=120, required=False
            )
            self.fields[f"region_{place}"] = forms.ChoiceField(
                label=_("Where this person says they are"), required=False
            )
            set_regions(self, f"region_{place}", regions, ("", _("The same place")))
        zones = sorted(name for name in available_timezones() if "/" in name)
        set_choices(self, "time_zone", [(name, name.replace("_", " ")) for name in zones])

    @property
    def others(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"name_{place}"], self[f"region_{place}"]) for place in OTHERS]

    @property
    def people(self) -> list[tuple[str, str]]:
        """Name and region of everybody named."""
        said = self.cleaned_data
        others = [(said[f"name_{place}"], said[f"region_{place}"]) for place in OTHERS]
        named = [(name, region or said["region"]) for name, region in others if name]
        return [(said["name"], said["region"]), *named]


class GoalForm(forms.Form):
    goal = longer(_("What this is for, in their words"))


class ComposeForm(forms.Form):
    """Everything is prefilled from the library, so that it can be given as it stands.

    `whom`: everyone or one person. `arranged_by`: one of them, where the pathway lets the person it is about
    arrange it. `is_released`: the clinician's key, given beforehand where that may be.
    `heard_on` is asked for only where something that usually comes before is not there.
    """

    version = forms.ChoiceField(label=_("Version"), widget=forms.RadioSelect)
    whom = forms.ChoiceField(label=_("For whom"), widget=forms.RadioSelect)
    communication = forms.ChoiceField(
        label=_("How they let one another know"),
        help_text=_("Words to protect oneself are always welcome."),
        choices=COMMUNICATION_WAYS,
        widget=forms.RadioSelect,
    )
    arranged_by = forms.ChoiceField(
        label=_("Who arranges it"),
        help_text=_("Whose body it is about. Everybody reads who arranges it, and nothing of why."),
        required=False,
        widget=forms.RadioSelect,
    )
    is_released = forms.BooleanField(
        label=_("Release it beforehand"),
        required=False,
        help_text=_("It then opens once everybody is ready and nothing holds it."),
    )
    heard_on = day_field(
        _("Heard in the appointment on"),
        help_text=_("Then it is given all the same, and the day is kept with it."),
        required=False,
    )
    purpose = longer(_("Purpose"), required=True)
    why_it_helps = longer(_("Why it helps"), required=True)
    when_where = longer(_("When and where"), required=True)
    obstacles = longer(_("What may get in the way"), required=True)
    smallest_version = longer(_("Smallest version"), required=True)
    stopping = longer(_("What stopping looks like"), required=True)
    words = longer(_("A word from you"), help_text=_("Optional. It stands at the top of their page."))
    weeks = forms.IntegerField(label=_("For how many weeks"), min_value=1, max_value=12, initial=2)

    def __init__(
        self,
        *args: Any,
        versions: list[tuple[str, Any]],
        whom: list[tuple[str, Any]],
        is_joint: bool,
        arrangers: list[tuple[str, Any]],
        may_release: bool,
        is_early: bool,
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        set_choices(self, "version", versions)
        set_choices(self, "whom", whom)
        set_choices(self, "arranged_by", [("", _("Each in turn")), *arrangers])
        asked = {
            "whom": len(whom) > 1,
            "communication": is_joint,
            "arranged_by": bool(arrangers),
            "is_released": may_release,
            "heard_on": is_early,
        }
        for name in [name for name, is_asked in asked.items() if not is_asked]:
            del self.fields[name]

    def clean_heard_on(self) -> date:
        """Asked here and not by the browser: in room mode it could not say what it waits for."""
        heard_on: date | None = self.cleaned_data["heard_on"]
        if heard_on is None:
            raise forms.ValidationError(
                _("Something usually comes before it. Say when you heard of that, or give it first.")
            )
        return not_ahead(heard_on, self.today)


class ReviewForm(forms.Form):
    """`may_release`: not beside people in the room, whatever is open: a refusal with a reason would tell."""

    next_step = forms.ChoiceField(label=_("What comes next"), choices=NEXT_STEPS, widget=forms.RadioSelect)
    words = longer(_("Your words to them"), rows=5, help_text=_("They read this. Say what was learned."))
    heard_on = day_field(
        _("Heard in the appointment on"),
        help_text=_("Only where you release the next step while something is still open."),
        required=False,
    )
    effort = forms.ChoiceField(label=_("Effort"), choices=EFFORT, required=False)
    communication = forms.ChoiceField(label=_("Communication"), choices=COMMUNICATION, required=False)
    connection = forms.ChoiceField(label=_("Connection"), choices=CONNECTION, required=False)

    def __init__(
        self,
        *args: Any,
        today: date,
        is_touch: bool,
        leads_to_words: bool,
        may_release: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        left_out = {"to_words": not leads_to_words, "release": not may_release}
        set_choices(self, "next_step", [one for one in NEXT_STEPS if not left_out.get(one[0])])
        if not may_release:
            self.fields["next_step"].error_messages["invalid_choice"] = NOT_FROM_THE_ROOM
        if not is_touch:
            del self.fields["heard_on"]

    @property
    def is_final(self) -> bool:
        """Letting go is the one answer that cannot be taken back by another."""
        return bool(self.cleaned_data["next_step"] == "let_go")

    def clean_heard_on(self) -> date | None:
        heard_on: date | None = self.cleaned_data["heard_on"]
        return not_ahead(heard_on, self.today) if heard_on else None


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
