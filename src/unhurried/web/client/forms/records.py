from django import forms
from django.utils.translation import gettext_lazy as _

from unhurried.core.records import Asked, Authorised
from unhurried.web.client.forms.fields import writing


class RecordForm(forms.Form):
    """Ask for something of what is kept, or withdraw it."""

    asked = forms.ChoiceField(choices=[(one.value, "") for one in Asked])
    do = forms.ChoiceField(choices=[("ask", ""), ("withdraw", "")])
    words = writing(_("A sentence with it, if you like"), rows=2)


class AuthoriseForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("May the joint record be handed over?"),
        choices=[
            (Authorised.YES.value, _("Yes, for my part")),
            (Authorised.NO.value, _("No")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one, or leave the page: no answer hands nothing over.")},
    )
