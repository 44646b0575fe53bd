from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unhurried.web.client.forms.fields import writing

NOT_READ = {"required": _("Please tick this once you have read it.")}


class ReadingForm(forms.Form):
    has_read = forms.BooleanField(label=_("I have read who reads what."), error_messages=NOT_READ)


class ConfidentialityForm(forms.Form):
    has_read = forms.BooleanField(
        label=_("I have read this, and I can ask about it at any time."), error_messages=NOT_READ
    )
    wording = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, wording: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = self.fields["wording"].initial = wording

    def clean(self) -> dict[str, Any]:
        """What changed while it was read is read again."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("wording") not in ("", self.now):
            self.add_error("has_read", _("This has just changed. Please read it once more."))
            self.data = {"wording": self.now}
        return found


class SafeContactForm(forms.Form):
    words = writing(
        _("How may your clinician reach you, and when?"),
        _("For instance: text only, never voicemail, weekdays before six. Leave it empty if you prefer."),
        rows=3,
    )


class RegionAndWordsForm(forms.Form):
    region = forms.ChoiceField(
        label=_("Where are you most of the time?"),
        help_text=_(
            "You say this yourself; nothing looks it up. A clinician’s licence holds in some places only."
        ),
    )
    own_words = writing(
        _("Words for you"),
        _("Your pronouns, the words you use for your body, words to leave out. All of it is optional."),
        rows=3,
    )

    def __init__(self, *args: Any, regions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(name, name) for name in regions]
        self.fields["region"].choices = [*choices, ("elsewhere", _("Somewhere else"))]  # type: ignore[attr-defined]


class IntakeForm(forms.Form):
    relationships_now = writing(
        _("Who is close to you now?"),
        _("On your own, with someone, with several people: as you would say it."),
    )
    wellbeing = writing(_("How have you been in yourself lately?"))
    medical = writing(
        _("Is there anything about your health, or medicines you take, that may matter here?"),
    )
    history = writing(
        _("What would you like help with?"),
        _("When did it begin? What makes it easier, and what makes it harder?"),
        rows=6,
    )
    hopes = writing(_("What would be good to have more of?"))
