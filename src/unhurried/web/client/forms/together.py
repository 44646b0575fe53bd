from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unhurried.core.meeting import WEEK, Kind, WeekPart, goes_with, offered_after
from unhurried.homework.queries.client import JointExercise
from unhurried.web.client.calendar_lines import KIND_LABELS
from unhurried.web.client.forms.exercises import OccasionForm
from unhurried.web.reaching import PART_LABELS

if TYPE_CHECKING:
    from unhurried.homework.models import Assignment

SHORTEST, LONGEST = 5, 240


class TogetherForm(OccasionForm):
    """A time for everybody. An exercise with touch and the neutral name it stands under go together."""

    kind = forms.ChoiceField(
        label=_("What kind of time"),
        error_messages={"required": _("Which kind?")},
        choices=[(kind.value, label) for kind, label in KIND_LABELS.items()],
        widget=forms.RadioSelect,
    )
    exercise = forms.ChoiceField(
        label=_("For an exercise, if you like"),
        required=False,
        error_messages={"invalid_choice": _("That one is not before you now. Choose another, or none.")},
    )
    minutes = forms.IntegerField(label=_("How many minutes"), min_value=SHORTEST, max_value=LONGEST)
    field_order = ["kind", "exercise", "day", "at", "minutes", "place"]

    def __init__(self, *args: Any, joint: Sequence[JointExercise], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._joint = {str(one.assignment.pk): one for one in joint}
        self.fields["exercise"].choices = [("", _("None")), *map(_option, joint)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        joint = self._joint.get(found.get("exercise", ""))
        if joint and "kind" in found and not goes_with(Kind(found["kind"]), joint.kind):
            self.add_error("kind", self._other_kind(joint))
        return found

    def _other_kind(self, joint: JointExercise) -> Any:
        if joint.kind is Kind.CLOSENESS:
            return _("The exercise below goes with “Quiet time”. Choose that, or no exercise.")
        return _("The exercise below goes with “Time together” or “A talk”. Choose one of them, or none.")

    def assignment(self) -> "Assignment | None":
        joint = self._joint.get(self.cleaned_data["exercise"])
        return joint.assignment if joint else None


def _option(joint: JointExercise) -> tuple[str, str]:
    """With how long it takes, so that nobody sets less aside without knowing."""
    words = _("%(title)s · %(kind)s · at most %(minutes)s minutes") % {
        "title": joint.exercise.says("title"),
        "kind": KIND_LABELS[joint.kind],
        "minutes": joint.minutes,
    }
    return str(joint.assignment.pk), words


class WindowsForm(forms.Form):
    """Parts of the week, by their place in `WEEK`. Nothing has to be offered.

    `shown`: those that were ticked when the page was made.
    """

    shown = forms.TypedMultipleChoiceField(
        coerce=int,
        required=False,
        choices=[(place, place) for place in range(len(WEEK))],
        widget=forms.MultipleHiddenInput,
    )
    windows = forms.TypedMultipleChoiceField(
        coerce=int,
        required=False,
        choices=[(place, PART_LABELS[one.part]) for place, one in enumerate(WEEK)],
        widget=forms.CheckboxSelectMultiple,
    )

    def chosen(self, standing: Collection[WeekPart]) -> list[WeekPart]:
        """What is offered from now on, in the order of the week."""
        shown, ticked = ([WEEK[place] for place in self.cleaned_data[name]] for name in ("shown", "windows"))
        offered = offered_after(standing, shown=shown, ticked=ticked)
        return [one for one in WEEK if one in offered]


class PutBackForm(forms.Form):
    """The time or the line that is put back."""

    what = forms.UUIDField()
