from django import forms
from django.utils.translation import gettext_lazy as _


class StyleForm(forms.Form):
    """One field of each kind, for the style page."""

    line = forms.CharField(label=_("A line"), help_text=_("A few words are enough."), required=False)
    words = forms.CharField(
        label=_("What did you notice?"), widget=forms.Textarea, help_text=_("If you like."), required=False
    )
    agreed = forms.BooleanField(label=_("I am 18 or older."), required=False)
    answer = forms.ChoiceField(
        label=_("Would you like this today?"),
        widget=forms.RadioSelect,
        choices=[("ready", _("Ready")), ("lighter", _("A lighter version")), ("not_yet", _("Not yet"))],
    )
    worry = forms.ChoiceField(
        label=_("Worry, just now"),
        widget=forms.RadioSelect,
        required=False,
        choices=[*((str(value), str(value)) for value in range(11)), ("", _("Leave it blank"))],
    )
    distress = forms.IntegerField(label=_("Distress, just now"), required=False, min_value=0, max_value=100)
    barrier = forms.MultipleChoiceField(
        label=_("What got in the way?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("no_time", _("No time")), ("too_tired", _("Too tired")), ("other", _("Something else"))],
    )
