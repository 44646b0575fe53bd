"""Forms about what is kept: an answer to somebody's request, and the joint record."""

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from unhurried.web.clinician.forms import longer

ALONE: Final = {"required": _("Please speak with them alone first.")}


class GiveCopyForm(forms.Form):
    spoke_alone = forms.BooleanField(
        label=_("I have spoken with them alone, and they want it for themselves."), error_messages=ALONE
    )


class AnswerRecordForm(forms.Form):
    words = longer(_("Your answer, as they will read it"), rows=6, required=True)


class AskJointForm(forms.Form):
    words = longer(
        _("Who asks for it, and what for"),
        required=True,
        help_text=_("Each of them reads these words. Name nothing that one of them told you alone."),
    )


class HandOverForm(forms.Form):
    spoke_alone = forms.BooleanField(
        label=_("I have spoken with each of them alone about it."), error_messages=ALONE
    )
