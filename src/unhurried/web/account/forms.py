from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from unhurried.web.mail_address import MailAddressField

LONGEST_NAME = 60
A_NAME = RegexValidator(r"^[\w.@+-]+\Z", _("Letters, digits and . - _ @ + only, without spaces."))


class SignInForm(AllauthLoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Sign-in name")
        self.fields["login"].widget.attrs = {"autocomplete": "username", "autocapitalize": "none"}
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}
        self.fields["password"].help_text = ""


class ChangePasswordForm(AllauthChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {"oldpassword": _("Password now"), "password1": _("New password"), "password2": _("Again")}
        for name, label in labels.items():
            self.fields[name].label, self.fields[name].help_text = label, ""
            self.fields[name].widget.attrs.pop("placeholder", None)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code on your sheet"),
        error_messages={"required": _("Please type the code.")},
        max_length=40,
        help_text=_("Five groups of four. Spaces or hyphens between them both work."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class JoinForm(forms.Form):
    sign_in_name = forms.CharField(
        label=_("A name to sign in with"),
        min_length=3,
        max_length=LONGEST_NAME,
        validators=[A_NAME],
        error_messages={"required": _("Please choose a name.")},
        help_text=_("It does not have to be your name. Choose something that gives nothing away."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("A password"),
        error_messages={"required": _("Please choose a password.")},
        max_length=200,
        strip=False,
        help_text=_("Ten characters or more. Three unusual words in a row are easy to keep."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_sign_in_name(self) -> str:
        name = str(self.cleaned_data["sign_in_name"]).lower()
        if len(name) > LONGEST_NAME:  # a few letters become two when they are written small
            raise forms.ValidationError(_("Please choose a shorter name."))
        return name

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password


class AdultForm(forms.Form):
    is_adult = forms.BooleanField(
        label=_("I am 18 or older."),
        help_text=_("Unhurried is for adults. We keep your yes, not your date of birth."),
        error_messages={"required": _("Please tick this if you are 18 or older. It is for adults only.")},
    )


class ClientJoinForm(AdultForm, JoinForm):
    """A new way to sign in, for a client."""


class WorkMailForm(forms.Form):
    """`do`: "end" for no mail any more. The address that stands is not shown: an empty field ends nothing."""

    do = forms.ChoiceField(choices=[("keep", ""), ("end", "")])
    address = MailAddressField(label=_("Where it may go"), help_text=_("An address that only you read."))

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("do") == "end":
            said["address"] = ""
        elif "address" in said and not said["address"]:
            self.add_error("address", _("Please write one mail address."))
        return said
