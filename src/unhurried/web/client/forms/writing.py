from django import forms
from django.utils.translation import gettext_lazy as _


class JournalForm(forms.Form):
    text = forms.CharField(
        label=_("What you would like to keep"),
        error_messages={"required": _("There is nothing here yet.")},
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
