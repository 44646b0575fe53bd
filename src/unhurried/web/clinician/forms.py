from datetime import date
from typing import Any, Final
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

COMMUNICATION_WAYS = [
    ("quiet_with_signals", _("Quiet, with signals")),
    ("words", _("With words")),
    ("talk_through", _("Talked through")),
]
NOT_FROM_THE_ROOM: Final = _("Not from the room. Do this when you are alone.")
ENDS_ANOTHER: Final = _("Another plan is under way here. Say that it is to end, or leave it as it is.")
LIES_OPEN: Final = _("It lies before them already. Say that it is to be there once more, or let it be.")
LIES_OPEN_MEANWHILE: Final = _("It lies before them already. Open this page anew to give it once more.")
NOT_TAKEN_ON: Final = _("A newer version came meanwhile. Open this page anew to read it first.")
OTHERS: Final = range(2, 7)
"""Places on the form for those who are treated together with the first."""
EVERYONE: Final = "all"


ADULT: Final = {
    "required": _("Please tick this once you know it. Nobody under 18 is taken on."),
}
WHEN: Final = {"required": _("Please choose a day.")}
CHOOSE: Final = {"required": _("Please choose one.")}


def needs(words: Any) -> dict[str, Any]:
    """What is wanted where nothing was said."""
    return {"required": words}


def longer(label: Any, rows: int = 3, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=needs(_("A few words, please.")),
    )


class SureForm(forms.Form):
    """Something that cannot be taken back here."""

    is_sure = forms.BooleanField(
        label=_("I have read this, and I am sure."),
        error_messages={"required": _("Please tick this if you are sure.")},
    )


class SignForm(forms.Form):
    """`digest`: of the version that the page showed, which is the one that is signed."""

    is_read = forms.BooleanField(
        label=_("I have read all of this version, and stand by it for use in our clinic."),
        error_messages={"required": _("Please tick this once you have read it.")},
    )


def day_field(label: Any, **said: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, error_messages=WHEN, **said)


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

    name = forms.CharField(
        label=_("Name, as you call them"),
        max_length=120,
        error_messages=needs(_("Please write the name by which you call them.")),
    )
    region = forms.ChoiceField(
        label=_("Where they say they are"),
        help_text=_("Your licence has to hold there."),
        error_messages=CHOOSE,
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), error_messages=CHOOSE)
    goal = longer(_("What they would like, in their words"))
    is_adult_attested = forms.BooleanField(
        label=_("I know who this is, and that they are an adult. The same for anybody else named here."),
        error_messages=ADULT,
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


class PlanForm(forms.Form):
    """`ends`: the plan of the same people that this one takes the place of, or nothing."""

    goal = longer(_("What this is for, in their words"))
    ends_another = forms.BooleanField(required=False)

    def __init__(self, *args: Any, ends: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends_another"].label = _("End “%(title)s”, and begin this one.") % {"title": ends}
        if not ends:
            del self.fields["ends_another"]


class ComposeForm(forms.Form):
    """Everything is prefilled from the library, so that it can be given as it stands.

    `whom`: everyone or one person. `arranged_by`: one of them, where the pathway lets the person it is about
    arrange it. `is_released`: the clinician's key, given beforehand where that may be.
    `heard_on` is asked for only where something that usually comes before is not there, `is_again` only
    where somebody it can be for has it before them, `takes_on` only until the clinician has said it once,
    `assessed` only where the exercise asks that somebody looked first.
    """

    version = forms.ChoiceField(label=_("Version"), widget=forms.RadioSelect, error_messages=CHOOSE)
    whom = forms.ChoiceField(label=_("For whom"), widget=forms.RadioSelect, error_messages=CHOOSE)
    communication = forms.ChoiceField(
        label=_("How they let one another know"),
        help_text=_("Words to protect oneself are always welcome."),
        choices=COMMUNICATION_WAYS,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
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
    assessed = longer(
        _("Assessed by whom, and when; or why you give it although nothing is on file"),
        help_text=_("It is kept with what was given. They do not read it, and whoever treats them does."),
    )
    takes_on = forms.BooleanField(
        label=_("Read, I take this on."),
        help_text=_(
            "Asked once for each version of what is near, or needs intensive therapy. The day is kept."
        ),
        error_messages={"required": _("Please read the whole exercise first, and then tick this.")},
    )
    is_again = forms.BooleanField(
        label=_("Give it once more, beside the one that lies there."), required=False
    )
    purpose = longer(_("Purpose"), required=True)
    why_it_helps = longer(_("Why it helps"), required=True)
    when_where = longer(_("When and where"), required=True)
    obstacles = longer(_("What may get in the way"), required=True)
    smallest_version = longer(_("Smallest version"), required=True)
    stopping = longer(_("What stopping looks like"), required=True)
    words = longer(_("A word from you"), help_text=_("Optional. It stands at the top of their page."))
    weeks = forms.IntegerField(
        label=_("For how many weeks"),
        min_value=1,
        max_value=12,
        initial=2,
        error_messages=needs(_("Please say for how many weeks.")),
    )

    def __init__(
        self,
        *args: Any,
        versions: list[tuple[str, Any]],
        whom: list[tuple[str, Any]],
        is_joint: bool,
        arrangers: list[tuple[str, Any]],
        may_release: bool,
        is_early: bool,
        is_open: bool,
        asks_to_take_on: bool,
        asks_for_assessment: bool,
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
            "is_again": is_open,
            "takes_on": asks_to_take_on,
            "assessed": asks_for_assessment,
        }
        for name in [name for name, is_asked in asked.items() if not is_asked]:
            del self.fields[name]

    def clean_assessed(self) -> str:
        """Asked here and not by the browser, as the day below is."""
        said: str = self.cleaned_data["assessed"]
        if not said.strip():
            raise forms.ValidationError(
                _("Please say who assessed them and when, or why you give it although nothing is on file.")
            )
        return said

    def clean_heard_on(self) -> date:
        """Asked here and not by the browser: in room mode it could not say what it waits for."""
        heard_on: date | None = self.cleaned_data["heard_on"]
        if heard_on is None:
            raise forms.ValidationError(
                _("Something usually comes before it. Say when you heard of that, or give it first.")
            )
        return not_ahead(heard_on, self.today)
