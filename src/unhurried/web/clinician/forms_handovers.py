"""Forms about care that goes to a colleague."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from unhurried.web.clinician.forms import longer, needs, set_choices


class ColleagueForm(forms.Form):
    colleague = forms.ChoiceField(
        label=_("Who takes over"),
        widget=forms.RadioSelect,
        error_messages=needs(_("Please choose who takes over.")),
    )

    def __init__(
        self,
        *args: Any,
        colleagues: list[tuple[str, str]],
        people: list[tuple[UUID, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "colleague", colleagues)
        self.people = people
        for pk, name in people:
            self.fields[f"words_{pk}"] = longer(
                _("For your colleague, about %(name)s") % {"name": name},
                help_text=_("It may stay empty. Read only after this person’s yes: name nobody else’s here."),
            )

    @property
    def for_colleague(self) -> list[forms.BoundField]:
        return [self[f"words_{pk}"] for pk, _name in self.people]

    @property
    def words(self) -> dict[UUID, str]:
        return {pk: self.cleaned_data[f"words_{pk}"] for pk, _name in self.people}


class TakeOverForm(forms.Form):
    """Whom of those who said yes; that their handover was read stands on the button."""

    people = forms.TypedMultipleChoiceField(coerce=UUID, widget=forms.MultipleHiddenInput)

    def __init__(self, *args: Any, offered: Iterable[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "people", [(str(one), "") for one in offered])
