from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import available_timezones

from django import forms
from django.core.validators import RegexValidator
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from unhurried.core.reading import names_adult_media
from unhurried.web.clinic.discretion import TITLES
from unhurried.web.library import shipped
from unhurried.web.words import DISCIPLINES

if TYPE_CHECKING:
    from unhurried.people.models import Clinician

ROLES = [
    *((one.value, words) for one, words in DISCIPLINES.items()),
    ("manager", _("Clinic manager")),
]

TWO_LETTERS = RegexValidator(r"^[A-Za-z]{2}\Z", _("Two letters, such as GB."))
"""Some other letters grow when they are written large, and would not fit."""


class ColleagueForm(forms.Form):
    colleague = forms.ChoiceField(label=_("Who takes over"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colleague"].choices = colleagues  # type: ignore[attr-defined]


class ClinicForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    time_zone = forms.ChoiceField(label=_("Time zone"))
    country = forms.CharField(label=_("Country, two letters"), max_length=2, validators=[TWO_LETTERS])
    confidentiality_text = forms.CharField(
        label=_("Limits of confidentiality"),
        help_text=_(
            "Clients read and acknowledge this before they first write anything private. When it changes, or "
            "what follows below it, each of them reads it again before they next write."
        ),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    secrets_policy = forms.ChoiceField(
        label=_("What one partner tells"),
        choices=[
            ("no_secrets", _("No secrets: a clinician may bring up what one partner said alone")),
            (
                "limited_secrets",
                _("Limited secrets: each person has private time, with limits that are explained"),
            ),
        ],
        widget=forms.RadioSelect,
    )
    retention_text = forms.CharField(
        label=_("How long you keep it"),
        help_text=_(
            "Which years, and what the law makes you keep. Clients read this beside their request to delete."
        ),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reading_days = forms.TypedMultipleChoiceField(
        label=_("Days on which messages are read"),
        help_text=_("Clients see this. What is urgent goes on to others by these days."),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("At least one day is needed.")},
    )
    reads_until = forms.TimeField(
        label=_("Until what time on these days"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    covered_by_id = forms.TypedChoiceField(
        label=_("Who covers"),
        help_text=_(
            "If a clinician has not opened something urgent by the end of the next reading day, this person "
            "can. A day later it stands here as unread, without its content. Clients see the name. You "
            "can name those who refer on nothing that a colleague treats: a coach covers for coaches alone, "
            "since a concern may be about pain, hard memories or an illness."
        ),
        required=False,
        coerce=UUID,
        empty_value=None,
    )
    time_alone_weeks = forms.IntegerField(
        label=_("A time alone with each, every how many weeks"),
        help_text=_(
            "For everybody who is treated together alike, so that it says nothing of anybody. Clinicians "
            "find it on their caseload."
        ),
        min_value=2,
        max_value=26,
    )
    child_law = forms.CharField(
        label=_("Where a child is at risk: what the law asks of you"),
        help_text=_(
            "For your clinicians alone, beside their worksheet: who reports, to whom, how soon, whom to ask. "
            "Nothing is filled in for you."
        ),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    offers_erotic = forms.BooleanField(
        label=_("Offer exercises with erotic words"),
        help_text=_(
            "Small signs, daydreams, stories people choose themselves; nothing of the kind is shown here. "
            "Off, they are on no list and cannot be given; what was given stays until its clinician lets it "
            "go. Each clinician can leave them out, and so can each client, for whatever they take part in."
        ),
        required=False,
    )
    cover = forms.CharField(
        label=_("Cover, in your own words"),
        help_text=_("Who else reads or answers when a clinician is away. Clients see this."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reading_hours = forms.CharField(
        label=_("When messages are read, in your own words"),
        required=False,
        max_length=500,
        help_text=_("Clients see this."),
    )

    def __init__(self, *args: Any, may_cover: "Iterable[Clinician]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = sorted(name for name in available_timezones() if "/" in name)
        self.fields["time_zone"].choices = [(name, name.replace("_", " ")) for name in zones]  # type: ignore[attr-defined]
        named = [(str(one.pk), one.name) for one in may_cover]
        self.fields["covered_by_id"].choices = [("", _("Nobody by name")), *named]  # type: ignore[attr-defined]

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()


class PresetForm(forms.Form):
    preset = forms.ChoiceField(
        label=_("Preset for people who begin treatment from now on"),
        choices=list(TITLES.items()),
        widget=forms.RadioSelect,
    )


class MemberForm(forms.Form):
    name = forms.CharField(label=_("Name, as clients see it"), max_length=120)
    role = forms.ChoiceField(label=_("What they are here"), choices=ROLES)


class CredentialForm(forms.Form):
    licence_number = forms.CharField(label=_("Licence number"), max_length=60)
    body = forms.CharField(label=_("Issued by"), max_length=160)
    jurisdiction = forms.CharField(
        label=_("Holds in"), help_text=_("One place or several, with commas between."), max_length=120
    )
    training = forms.CharField(
        label=_("Training"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    register_url = forms.URLField(
        label=_("Public register"), required=False, max_length=200, assume_scheme="https"
    )
    expires_on = forms.DateField(label=_("Expires on"), widget=forms.DateInput(attrs={"type": "date"}))
    checked_by = forms.CharField(label=_("Checked by"), max_length=120, required=False)
    checked_on = forms.DateField(
        label=_("Checked on"),
        help_text=_("Left empty, nobody has checked it, and an earlier check still counts."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("checked_on") and found["checked_on"] > self.today:
            self.add_error("checked_on", _("That day is still to come."))
        if found.get("checked_on") and not found.get("checked_by"):
            self.add_error("checked_by", _("Please say who looked at the register."))
        return found


class CrisisEntryForm(forms.Form):
    country = forms.CharField(label=_("Country, two letters"), max_length=2, validators=[TWO_LETTERS])
    name = forms.CharField(label=_("Name of the service"), max_length=120)
    what_for = forms.CharField(label=_("What it is for"), max_length=200)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    url = forms.URLField(label=_("Web address"), max_length=200, required=False, assume_scheme="https")
    hours = forms.CharField(label=_("Hours"), max_length=120, required=False)
    checked_by = forms.CharField(label=_("Checked by"), max_length=120, required=False)
    checked_on = forms.DateField(
        label=_("Checked on"),
        help_text=_("Left empty it shows as not verified."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()


class ReadingEntryForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=160)
    author = forms.CharField(label=_("Who wrote it"), max_length=120)
    about = forms.CharField(
        label=_("What it is about, in a line"),
        help_text=_("Whom it leaves out belongs here too."),
        max_length=200,
    )
    url = forms.URLField(
        label=_("Web address"),
        help_text=_("Left empty, people see the title alone and find it themselves."),
        max_length=200,
        required=False,
        assume_scheme="https",
    )
    leaflet = forms.ChoiceField(label=_("Below which leaflet"), required=False)
    read_by = forms.CharField(
        label=_("Who here has read it"),
        help_text=_("For your clinicians, so that they know whom to ask. Clients do not see it."),
        max_length=120,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaflets = shipped().leaflets.values()
        named = [(one.id, f"{one.says('title')}: {one.says('heading')}") for one in leaflets]
        self.fields["leaflet"].choices = [("", _("None in particular")), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if names_adult_media(*(str(value) for value in found.values())):
            self.add_error(None, _("Adult media is not named here. Whoever wants some chooses their own."))
        return found
