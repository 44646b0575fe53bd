from typing import Any, Final

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from unhurried.core.contact import Channel, ContactChoices, Use
from unhurried.core.meeting import Part
from unhurried.people.contact import SafeContact
from unhurried.web.client.forms.fields import TickedField, writing
from unhurried.web.reaching import CHANNEL_LABELS, PART_LABELS
from unhurried.web.words import ASKED_FOR_LABELS

USES: Final = [("", _("Not said")), (Use.MAY.value, _("May be used")), (Use.NOT.value, _("Not to be used"))]
MESSAGES: Final = [
    ("", _("Not said")),
    (Use.MAY.value, _("A message may be left")),
    (Use.NOT.value, _("Please leave no message")),
]
MAIL_HELP: Final = _("If it is not to be used, none is sent from here either.")
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
    """Ways, a message, days and times to choose from, and room for words. Nothing has to be said."""

    message = forms.ChoiceField(label=_("Leaving a message"), choices=MESSAGES, required=False)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days that are all right"),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    parts = forms.MultipleChoiceField(
        label=_("Times of day that are all right"),
        choices=[(one.value, words) for one, words in PART_LABELS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = writing(
        _("Anything else, in your words"),
        _("For instance: from another number, never voicemail. Leave it empty if you prefer."),
        rows=3,
    )
    field_order = [*(channel.value for channel in Channel), "message", "weekdays", "parts", "words"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for channel, label in CHANNEL_LABELS.items():
            self.fields[channel.value] = forms.ChoiceField(label=label, choices=USES, required=False)
        self.fields[Channel.MAIL.value].help_text = MAIL_HELP
        self.order_fields(self.field_order)

    @staticmethod
    def as_kept(contact: SafeContact) -> dict[str, Any]:
        """What stands on the form before anybody changes it."""
        chosen = contact.choices
        ways = {channel.value: use.value for use, said in chosen.ways.items() for channel in said}
        when = {"weekdays": sorted(chosen.weekdays), "parts": sorted(chosen.parts)}
        return {**ways, **when, "message": chosen.message, "words": contact.words}

    @property
    def choices(self) -> ContactChoices:
        said = self.cleaned_data
        return ContactChoices(
            may=self._channels(Use.MAY),
            ruled_out=self._channels(Use.NOT),
            weekdays=frozenset(said["weekdays"]),
            parts=frozenset(Part(one) for one in said["parts"]),
            message=Use(said["message"]) if said["message"] else None,
        )

    def _channels(self, use: Use) -> frozenset[Channel]:
        return frozenset(one for one in Channel if self.cleaned_data[one.value] == use)


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
    asked_for = TickedField(
        label=_("What is it about?"),
        help_text=_("As many as fit, or none. Your clinician finds things that may suit you by it."),
        choices=list(ASKED_FOR_LABELS.items()),
        required=False,
    )
    history = writing(
        _("What would you like help with?"),
        _("When did it begin? What makes it easier, and what makes it harder?"),
        rows=6,
    )
    hopes = writing(_("What would be good to have more of?"))
