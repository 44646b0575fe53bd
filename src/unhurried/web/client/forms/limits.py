from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unhurried.core.boundaries import Direction, Word
from unhurried.web.client.body import PLACES

LONGEST_WORD = 60
LONGEST_LINE = 300


class MarkForm(forms.Form):
    """A word on one place, in one direction. `other` is empty for everybody, or one of `names`."""

    direction = forms.ChoiceField(choices=[(direction.value, "") for direction in Direction])
    other = forms.ChoiceField(required=False)
    word = forms.ChoiceField(choices=[(word.value, "") for word in Word])

    def __init__(self, *args: Any, names: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [("", ""), *names.items()]  # type: ignore[attr-defined]


class LimitForm(MarkForm):
    what = forms.ChoiceField(choices=[(place.what, "") for place in PLACES])


class OwnWordForm(forms.Form):
    own_word = forms.CharField(
        label=_("Your own word for this place"),
        help_text=_("It takes the place of ours on these pages. Leave it empty to have ours back."),
        required=False,
        max_length=LONGEST_WORD,
    )


class ChoiceForm(LimitForm):
    """What becomes of a step that was given before. Without `what`, nothing is said of which limit it is."""

    word = None  # type: ignore[assignment]
    choice = forms.ChoiceField(choices=[(choice, "") for choice in ("rest", "say", "leave_out")])
    words = forms.CharField(
        label=_("Your line, in your own words"),
        help_text=_("Say as much or as little as you like."),
        required=False,
        max_length=LONGEST_LINE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].required = self.fields["direction"].required = False

    def clean_words(self) -> str:
        words = str(self.cleaned_data["words"])
        if self.cleaned_data.get("choice") == "say" and not words:
            raise forms.ValidationError(_("There is nothing here yet."))
        return words
