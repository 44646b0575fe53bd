"""Fields that several forms share: room to write, and scales that can be left blank, and one's own code."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 10_000


def writing(label: Any = "", help_text: Any = "", rows: int = 4, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=LONGEST, widget=widget, **kwargs
    )


class TickedField(forms.MultipleChoiceField):
    """Any number of a list, kept as one line of ids."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value: Any) -> Any:
        return value.split() if isinstance(value, str) else value

    def clean(self, value: Any) -> Any:
        return " ".join(super().clean(value))


def scale(label: Any, top: int, help_text: Any = "") -> forms.Field:
    """0 to 10 as a row of buttons, with a way to take the answer back; 0 to 100 as a number."""
    if top > 10:
        beyond = _("A number from 0 to 100, please, or nothing at all.")
        return forms.IntegerField(
            label=label,
            help_text=help_text,
            required=False,
            min_value=0,
            max_value=top,
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), beyond),
        )
    choices: list[tuple[str, Any]] = [(str(value), str(value)) for value in range(top + 1)]
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        required=False,
        coerce=int,
        empty_value=None,
        choices=[*choices, ("", _("No answer"))],
        widget=forms.RadioSelect,
    )


class OwnCodeForm(forms.Form):
    """For a way towards open: one's own code, which a "not yet" never needs."""

    code = forms.CharField(
        label=_("Your own code"),
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
