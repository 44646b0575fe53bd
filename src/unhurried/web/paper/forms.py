"""How somebody would like it printed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unhurried.web.paper.typesetting import LARGE, Look

WITH_LETTER = frozenset({"US", "CA", "MX", "PH"})
"""Countries whose printers hold letter paper."""


class PaperForm(forms.Form):
    """Sent by its address alone, so that it works as a link. `versions`: shown where there is a choice."""

    version = forms.ChoiceField(label=_("Which part, and how long"), widget=forms.RadioSelect, required=False)
    print = forms.ChoiceField(
        label=_("Print"),
        choices=[
            ("usual", _("Usual size")),
            ("large", _("Large print, %(points)d points") % {"points": LARGE}),
        ],
        initial="usual",
        widget=forms.RadioSelect,
    )
    paper = forms.ChoiceField(
        label=_("Paper"),
        choices=[("a4", _("A4")), ("us-letter", _("Letter"))],
        widget=forms.RadioSelect,
    )
    what = forms.ChoiceField(choices=[("handout", ""), ("notes", "")])

    def __init__(
        self, *args: Any, country: str, versions: list[tuple[str, str]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].initial = "us-letter" if country in WITH_LETTER else "a4"
        if not versions:
            del self.fields["version"]
            return
        chosen = self.fields["version"]
        assert isinstance(chosen, forms.ChoiceField), "it is one"
        chosen.choices, chosen.initial, chosen.required = versions, versions[0][0], True

    @property
    def look(self) -> Look:
        return Look(paper=self.cleaned_data["paper"], print=self.cleaned_data["print"])
