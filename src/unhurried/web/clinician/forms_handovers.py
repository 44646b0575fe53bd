"""Forms about care that goes to a colleague."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from unhurried.web.clinician.forms import needs, set_choices


class ColleagueForm(forms.Form):
    colleague = forms.ChoiceField(
        label=_("Who takes over"),
        widget=forms.RadioSelect,
        error_messages=needs(_("Please choose who takes over.")),
    )

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "colleague", colleagues)


class TakeOverForm(forms.Form):
    """Whom of those who said yes; that their handover was read stands on the button."""

    people = forms.TypedMultipleChoiceField(coerce=UUID, widget=forms.MultipleHiddenInput)

    def __init__(self, *args: Any, offered: Iterable[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "people", [(str(one), "") for one in offered])
