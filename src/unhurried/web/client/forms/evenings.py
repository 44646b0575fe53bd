"""What is said about an evening: privately for the day, and together how to have the guide."""

from django import forms
from django.utils.translation import gettext_lazy as _

from unhurried.core.evenings import Way
from unhurried.core.readiness import Answer
from unhurried.web.client.evening_words import WAY_LABELS
from unhurried.web.client.forms.fields import OwnCodeForm


class DayForm(OwnCodeForm):
    """The private answer for the day. The code only opens, so "not yet" never needs it."""

    answer = forms.ChoiceField(choices=[(answer.value, answer.value) for answer in Answer])


class BeginForm(forms.Form):
    way = forms.ChoiceField(
        label=_("How would you like to have the guide?"),
        choices=list(WAY_LABELS.items()),
        initial=Way.ONE_PHONE.value,
        widget=forms.RadioSelect,
    )


class MoveForm(forms.Form):
    """A button on a running screen, and the place that was on it when it was pressed. A pause has none."""

    do = forms.ChoiceField(choices=[(one, "") for one in ("on", "stay", "pause", "go_on", "finish", "leave")])
    place = forms.IntegerField(required=False, min_value=0, max_value=10_000)
