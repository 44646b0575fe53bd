"""The one field in which somebody says where mail to them may go; empty: none."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unhurried.people.services import is_mail_address


class MailAddressField(forms.CharField):
    def __init__(self, **said: Any) -> None:
        widget = forms.EmailInput(attrs={"autocomplete": "off"})
        super().__init__(required=False, max_length=254, widget=widget, **said)

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not is_mail_address(value):
            raise forms.ValidationError(_("That does not look like one mail address."))
