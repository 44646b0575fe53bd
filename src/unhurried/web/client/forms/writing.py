from django import forms
from django.utils.translation import gettext_lazy as _


class JournalForm(forms.Form):
    """`page` names the page that is written on: whatever it sends, it makes one entry.

    `before` holds the words it began with, or saved last, so that what another tab wrote is not lost.
    """

    page = forms.UUIDField(required=False, widget=forms.HiddenInput)
    before = forms.CharField(required=False, max_length=50_000, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("What you would like to keep"),
        error_messages={"required": _("There is nothing here yet.")},
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 12}),
    )


class JournalDraftForm(JournalForm):
    """What is being written, as far as it has come."""

    text = forms.CharField(required=False, max_length=50_000)
