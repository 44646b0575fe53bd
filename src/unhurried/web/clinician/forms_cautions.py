"""What is kept on file that speaks for waiting, and what lifts it."""

from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from unhurried.core.cautions import KINDS, Caution
from unhurried.web.clinician.caution_words import CAUTION_WORDS, asked_to_lift
from unhurried.web.clinician.forms import day_field, not_ahead

LONGEST: Final = timedelta(days=366)


class _AsOf(forms.Form):
    """Asked on a day of the clinic's."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today


class CautionForm(_AsOf):
    kind = forms.ChoiceField(
        label=_("What speaks for waiting"),
        choices=[("", _("Please choose")), *((one.value, CAUTION_WORDS[one]) for one in KINDS)],
        error_messages={"required": _("Please choose what it is.")},
    )
    heard_on = day_field(_("Heard or seen on"))

    def clean_heard_on(self) -> date:
        return not_ahead(self.cleaned_data["heard_on"], self.today)

    @property
    def chosen(self) -> Caution:
        return Caution(self.cleaned_data["kind"])


class LiftingForm(_AsOf):
    on = day_field(_("Asked on"))
    words = forms.CharField(
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("A few words, please: they stand beside it later.")},
    )
    until = day_field(
        _("Good until"),
        required=False,
        help_text=_("Left empty: for good. From the day after, it stands again by itself."),
    )

    def __init__(self, *args: Any, kind: Caution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = asked_to_lift(kind)
        if KINDS[kind].lifted_by == "medical":
            self.fields["on"].label = _("Examined on")

    def clean_on(self) -> date:
        return not_ahead(self.cleaned_data["on"], self.today)

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until and not timedelta(0) <= until - self.today <= LONGEST:
            raise forms.ValidationError(_("Please choose a day from today on, within a year."))
        return until
