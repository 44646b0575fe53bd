from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unhurried.consent.agreements import Heading, Wanted
from unhurried.web.agreed import HEADING_LABELS

LONGEST_LINE = 300


class LineForm(forms.Form):
    heading = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[(heading.value, HEADING_LABELS[heading]) for heading in Heading],
        error_messages={"required": _("Please choose where it goes.")},
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Your line, in your own words"),
        help_text=_("One thing at a time. It stands there without your name; you may put it in."),
        error_messages={"required": _("There is nothing here yet.")},
        max_length=LONGEST_LINE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LineChosenForm(forms.Form):
    line = forms.UUIDField()


class PauseChosenForm(forms.Form):
    pause = forms.UUIDField()


class HappenedForm(forms.Form):
    """`pauses`: id and words of each that stands. One alone need not be chosen."""

    pause = forms.ChoiceField(label=_("What was it about?"), widget=forms.RadioSelect)
    day = forms.DateField(
        label=_("On which day?"),
        error_messages={"required": _("Which day?")},
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, pauses: Iterable[tuple[str, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pause"].choices = choices = list(pauses)  # type: ignore[attr-defined]
        self.today = today
        if len(choices) == 1:
            self.fields["pause"].widget = forms.HiddenInput()

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not timedelta(0) <= self.today - day <= timedelta(days=366):
            raise forms.ValidationError(_("Please choose a day that has been, within a year."))
        return day


class WantedForm(forms.Form):
    noted = forms.UUIDField()
    answer = forms.ChoiceField(choices=[(answer.value, answer.value) for answer in Wanted])
