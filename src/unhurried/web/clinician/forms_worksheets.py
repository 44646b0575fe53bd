from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unhurried.web.clinician.forms import CHOOSE, day_field, not_ahead

REPORTS = [
    ("open", _("Not decided yet")),
    ("made", _("A report was made")),
    ("not_made", _("No report was made")),
]


def _area(label: Any, *, rows: int, help_text: Any = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("A few words, please: they stand in the record.")},
    )


class WorksheetForm(forms.Form):
    told_on = day_field(_("Told on"))
    said = _area(
        _("What was said, and by whom"),
        help_text=_("In your own words. What you heard, apart from what you think."),
        rows=5,
    )
    consulted = _area(
        _("Whom you consulted, and when"),
        help_text=_("A supervisor, a colleague, a child-protection line. It may stay empty for now."),
        required=False,
        rows=2,
    )
    report = forms.ChoiceField(
        label=_("Whether a report was made"), choices=REPORTS, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    reported_to = _area(_("To whom, when, and how; or why not"), required=False, rows=2)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_told_on(self) -> date:
        return not_ahead(self.cleaned_data["told_on"], self.today)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("report") in {"made", "not_made"} and not found.get("reported_to"):
            self.add_error("reported_to", _("Please say to whom, or why not."))
        return found
