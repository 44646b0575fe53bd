"""What is said in the private area."""

from collections.abc import Iterable
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from unhurried.core.progression import AFTER_QUESTIONS
from unhurried.core.readiness import Answer
from unhurried.web.client.forms.fields import scale, writing
from unhurried.web.mail_address import MailAddressField

SHORTEST_CODE: Final = 4

ANSWER_LABELS: Final = {
    Answer.READY: _("Ready"),
    Answer.LIGHTER: _("A lighter version"),
    Answer.NOT_YET: _("Not yet"),
}

STEADYING: Final = {
    "five_things": (
        _("Five things around you"),
        _("Name five things you see. Then three you hear. A colour is enough."),
    ),
    "slow_breath": (
        _("A slow breath"),
        _("Let the breath out slowly, and let the next one come by itself. Do that a few times."),
    ),
    "feet": (
        _("Feet on the floor"),
        _("Press both feet down and feel what holds you. Look for the nearest door or window."),
    ),
    "cold_water": (
        _("Cold water"),
        _("Let cold water run over your hands and wrists, or hold a cold glass."),
    ),
    "call": (_("Call somebody"), _("A person you know, or a service under Help now. You need not explain.")),
}
"""Ways to steady oneself: a name, and the words that stand on the screen."""

WISHES: Final = {
    "keep_the_same": (
        _("Keep everything looking the same"),
        _("Nothing rests because of this, and no page changes."),
    ),
    "quiet_tonight": (
        _("Make tonight quiet"),
        _("Tonight stays without touch, as some evenings do. In the morning all is as it was."),
    ),
    "you_decide": (
        _("My clinician decides"),
        _("Touch together rests from now on, for no stated reason. Your clinician decides how it goes on."),
    ),
}


def _secret(label: Any, missing: Any, help_text: Any = "", **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=200,
        error_messages={"required": missing},
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        **kwargs,
    )


def hard_to_guess(code: str) -> str:
    """The code; a ValidationError where it is among the first that anybody would try."""
    if len(code) < SHORTEST_CODE:
        raise forms.ValidationError(_("Four digits or letters at least, please."))
    if len(set(code)) == 1 or code in "01234567890" or code in "09876543210":
        raise forms.ValidationError(_("That is what others would try first. Another one, please."))
    return code


class CodeForm(forms.Form):
    opens_with: ClassVar[str] = "private_password"
    private_password = _secret(_("Your own code"), _("Please type your code."))


class NewCodeForm(CodeForm):
    """A code, chosen by whoever knows the sign-in password."""

    opens_with = "sign_in_password"
    sign_in_password = _secret(
        _("The password you sign in with"), _("Please type the password you sign in with."), strip=False
    )
    private_password = _secret(
        _("Your own code"),
        _("Please choose a code."),
        _("Four digits or more, or a few words. Nothing that somebody near you would try first."),
    )
    again_password = _secret(_("The same code again"), _("Please type the code again."))
    field_order = ("sign_in_password", "private_password", "again_password")

    def clean_private_password(self) -> str:
        code = hard_to_guess(str(self.cleaned_data["private_password"]))
        if code == self.data.get("sign_in_password"):
            raise forms.ValidationError(_("Please choose something else than the password you sign in with."))
        return code

    def clean_again_password(self) -> str:
        again = str(self.cleaned_data["again_password"])
        if self.cleaned_data.get("private_password", again) != again:
            raise forms.ValidationError(_("These two are not the same."))
        return again


class SecondCodeForm(forms.Form):
    """A code for a plain day, beside one's own. Without one there is none any more."""

    code = _secret(_("Your own code"), _("Please type your code."))
    second_password = _secret(
        _("A second code"), "", _("Left empty, you have no second code any more."), required=False
    )
    again_password = _secret(_("The second code again"), "", required=False)
    tells = forms.BooleanField(
        label=_("Tell my clinician when it is typed"),
        help_text=_("They read that somebody is asking to see what is private here, and when."),
        required=False,
    )

    def clean_second_password(self) -> str:
        code = str(self.cleaned_data["second_password"])
        if code and code == self.cleaned_data.get("code"):
            raise forms.ValidationError(_("Please choose something else than your own code."))
        return hard_to_guess(code) if code else ""

    def clean_again_password(self) -> str:
        again = str(self.cleaned_data["again_password"])
        if self.cleaned_data.get("second_password", again) != again:
            raise forms.ValidationError(_("These two are not the same."))
        return again


class OfferedCodeForm(NewCodeForm):
    """A code offered beside other questions. Left empty it asks for nothing, whatever a browser fills in."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, empty_permitted=True, use_required_attribute=False)

    def has_changed(self) -> bool:
        return not {"private_password", "again_password"}.isdisjoint(self.changed_data)


EVENING_RATINGS: Final = ("worry", "presence")
"""What an evening is asked about in numbers, before and after: thoughts for the clinician, never a gate."""


class AfterForm(forms.Form):
    """Private questions about one evening. Every one of them may be left out."""

    practice = forms.ChoiceField(
        label=_("Which time?"), widget=forms.RadioSelect, error_messages={"required": _("Which time was it?")}
    )
    worry = scale(_("How much worry was there?"), 10)
    presence = scale(_("How much were you here, with what you noticed?"), 10)
    felt_pressed = scale(_("Did you feel free, or pressed?"), 10)
    limits_kept = forms.ChoiceField(
        label=_("Were all your limits kept?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("yes", _("Yes")), ("no", _("No")), ("unsure", _("I am not sure")), ("", _("No answer"))],
    )
    wanted = forms.ChoiceField(
        label=_("Did you want it?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("yes", _("Yes")),
            ("no", _("No")),
            ("unsure", _("I am not sure")),
            ("rather_not", _("I would rather not say")),
            ("", _("No answer")),
        ],
    )

    drifted = forms.ChoiceField(
        label=_("Did you drift off, or were you back in something from before?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("yes", _("Yes")), ("no", _("No")), ("unsure", _("I am not sure")), ("", _("No answer"))],
    )

    def __init__(self, *args: Any, evenings: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["practice"].choices = list(evenings)  # type: ignore[attr-defined]

    def answers(self) -> dict[str, str]:
        """By question, as words; a question left out is not there."""
        said = {name: self.cleaned_data[name] for name in AFTER_QUESTIONS}
        return {name: str(value) for name, value in said.items() if value not in (None, "")}

    def ratings(self) -> dict[str, int]:
        said = {key: self.cleaned_data[key] for key in EVENING_RATINGS}
        return {key: value for key, value in said.items() if value is not None}


class BeforeForm(forms.Form):
    """How somebody is before an evening. Either number may be left out."""

    evening = forms.ChoiceField(
        label=_("Which time?"), widget=forms.RadioSelect, error_messages={"required": _("Which time is it?")}
    )
    worry = scale(_("How much worry is there?"), 10)
    presence = scale(_("How much are you here, and not with other things?"), 10)

    def __init__(self, *args: Any, evenings: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evening"].choices = list(evenings)  # type: ignore[attr-defined]

    def ratings(self) -> dict[str, int | None]:
        return {key: self.cleaned_data[key] for key in EVENING_RATINGS}


ABOUT: Final = {
    "word": (_("Something I would like to say"), _("Or nothing in particular.")),
    "asked_to_see": (
        _("Somebody asks to see what is private here"),
        _("It is enough to choose this. No page changes because of it."),
    ),
    "drifted": (
        _("I drifted off, or was back in something from before"),
        _("In an exercise, or after one. There is nothing to explain."),
    ),
    "dying": (
        _("I think about dying, or about hurting myself"),
        _("Nobody here watches at night. Once this is sent, Help now opens: who answers at any hour."),
    ),
}


class ConcernForm(forms.Form):
    about = forms.ChoiceField(
        label=_("What is it about?"),
        required=False,
        widget=forms.RadioSelect,
        initial="word",
        choices=[(value, name) for value, (name, _words) in ABOUT.items()],
    )
    words = writing(_("What would you like to say?"), _("A word is enough. So is leaving it empty."))
    wish = forms.ChoiceField(
        label=_("Until you have talked"),
        widget=forms.RadioSelect,
        initial="keep_the_same",
        choices=[(value, name) for value, (name, _words) in WISHES.items()],
        error_messages={"required": _("Please choose the one that comes nearest.")},
    )

    def clean_about(self) -> str:
        return str(self.cleaned_data["about"] or "word")

    @property
    def cannot_wait(self) -> bool:
        """Whoever says this sees at once who answers at any hour."""
        return bool(self.cleaned_data["about"] == "dying")


class SwitchForm(forms.Form):
    name = forms.ChoiceField(choices=[("erotic", ""), ("life_change", "")])
    is_on = forms.ChoiceField(choices=[("yes", ""), ("no", "")])


class LandingForm(forms.Form):
    steadying = forms.ChoiceField(
        label=_("If it becomes too much"),
        required=False,
        widget=forms.RadioSelect,
        choices=[*((key, name) for key, (name, _words) in STEADYING.items()), ("", _("Nothing chosen"))],
    )
    aftercare = writing(
        _("How you would like to land"), _("For instance: a blanket, tea, some time with no talk."), rows=3
    )


class PartForm(forms.Form):
    relationship = forms.ChoiceField(error_messages={"required": ""})
    is_sure = forms.BooleanField(
        label=_("I have read this, and I would like to end my part."),
        error_messages={"required": _("Please tick this if you would like to end your part.")},
    )

    def __init__(self, *args: Any, relationships: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["relationship"].choices = [(one, one) for one in relationships]  # type: ignore[attr-defined]


class MailForm(forms.Form):
    address = MailAddressField(
        label=_("Where it may go"),
        help_text=_("An address that only you read. Leave it empty for no mail."),
    )
