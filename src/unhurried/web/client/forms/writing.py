from django import forms
from django.utils.translation import gettext_lazy as _

from unhurried.core.boundaries import Word
from unhurried.core.vocabulary import ZONES


class JournalForm(forms.Form):
    text = forms.CharField(
        label=_("What you would like to keep"),
        error_messages={"required": _("There is nothing here yet.")},
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 12}),
    )


class LimitForm(forms.Form):
    what = forms.ChoiceField(choices=[(zone, zone) for zone in ZONES])
    direction = forms.ChoiceField(choices=[("being_touched", ""), ("touching", "")])
    word = forms.ChoiceField(choices=[(word.value, word.value) for word in Word])
