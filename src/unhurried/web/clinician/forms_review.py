"""The clinician's answer to what happened: words, and what comes next."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unhurried.web.clinician.forms import NOT_FROM_THE_ROOM, day_field, longer, needs, not_ahead, set_choices

EFFORT = [
    ("", _("No word")),
    ("small_and_real", _("Small and real")),
    ("steady", _("Steady")),
    ("brave", _("Brave")),
    ("a_lot", _("A lot of work")),
]
COMMUNICATION = [
    ("", _("No word")),
    ("finding_words", _("Finding words")),
    ("clear", _("Clear")),
    ("kind", _("Kind")),
    ("honest", _("Honest")),
]
CONNECTION = [
    ("", _("No word")),
    ("with_self", _("With yourself")),
    ("warm", _("Warm")),
    ("near", _("Near")),
    ("growing", _("Growing")),
]
NEXT_STEPS = [
    ("talk", _("Read. We’ll talk about it.")),
    ("repeat", _("Do this again")),
    ("lighter", _("A lighter version")),
    ("step_back", _("One step back")),
    ("with_less", _("Begin again with less")),
    ("to_words", _("Back to words, without touch")),
    ("release", _("Release the next step")),
    ("let_go", _("Let this one go")),
]


class ReviewForm(forms.Form):
    """`may_release`: not beside people in the room, whatever is open: a refusal with a reason would tell.

    `less`: with how much it may begin again after a long silence, as the page proposes it; else empty.
    """

    next_step = forms.ChoiceField(
        label=_("What comes next"),
        choices=NEXT_STEPS,
        widget=forms.RadioSelect,
        error_messages=needs(_("Please choose what comes next.")),
    )
    words = longer(_("Your words to them"), rows=5, help_text=_("They read this. Say what was learned."))
    heard_on = day_field(
        _("Heard in the appointment on"),
        help_text=_("Only where you release the next step while something is still open."),
        required=False,
    )
    effort = forms.ChoiceField(label=_("Effort"), choices=EFFORT, required=False)
    proposed = forms.CharField(required=False)
    communication = forms.ChoiceField(label=_("Communication"), choices=COMMUNICATION, required=False)
    connection = forms.ChoiceField(label=_("Connection"), choices=CONNECTION, required=False)

    def __init__(
        self,
        *args: Any,
        today: date,
        needs_everyone: bool,
        leads_to_words: bool,
        leads_back: bool,
        may_release: bool,
        less: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.less = today, less
        left_out = {
            "to_words": not leads_to_words,
            "step_back": not leads_back,
            "with_less": not less,
            "release": not may_release,
        }
        set_choices(self, "next_step", [one for one in NEXT_STEPS if not left_out.get(one[0])])
        if not may_release:
            self.fields["next_step"].error_messages["invalid_choice"] = NOT_FROM_THE_ROOM
        if not needs_everyone:
            del self.fields["heard_on"]

    @property
    def is_final(self) -> bool:
        """Letting go is the one answer that cannot be taken back by another."""
        return bool(self.cleaned_data["next_step"] == "let_go")

    def clean_heard_on(self) -> date | None:
        heard_on: date | None = self.cleaned_data["heard_on"]
        return not_ahead(heard_on, self.today) if heard_on else None

    def clean(self) -> dict[str, Any]:
        """What was proposed is what happens: it may have changed since the page was made."""
        found: dict[str, Any] = super().clean() or {}
        if found.pop("proposed", "") != self.less and found.get("next_step") == "with_less":
            self.add_error("next_step", _("What is proposed has just changed. Please look once more."))
        return found
