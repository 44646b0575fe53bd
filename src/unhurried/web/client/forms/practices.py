from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from unhurried.core.exercises import Exercise, Field, FieldKind, RatingAsked, Step
from unhurried.core.rungs import Rung
from unhurried.core.vocabulary import ZONES
from unhurried.web.client.forms.fields import scale, writing
from unhurried.web.client.words import ZONE_GROUPS
from unhurried.web.leaflets import Groups, ToRead

LONGEST_LINE: Final = 300

BEFORE: Final = "rating_before"
"""What a number of before is called beside one of after: no step has this name."""


class WrittenForm(forms.Form):
    """Fields of `write` steps, named `<step>.<field>`, and `<step>.<field>.<zone>` for a body map."""

    def zone_groups(self, name: str) -> list[tuple[Any, list[tuple[str, Any, str]]]]:
        """The zones of a body map as a page lists them, each with the mark it has now."""
        return [
            (heading, [(f"{name}.{zone}", words, self._mark(f"{name}.{zone}")) for zone, words in zones])
            for heading, zones in ZONE_GROUPS
        ]

    def zone_marks(self, name: str) -> list[tuple[str, Any]]:
        """What a zone may be marked with, the blank last."""
        blank, *marks = self.fields[f"{name}.{ZONES[0]}"].choices  # type: ignore[attr-defined]
        return [*marks, blank]

    def _mark(self, name: str) -> str:
        return self[name].value() or ""


class StepForm(WrittenForm):
    """The fields of one step. `rungs` and `readings`: what there is to choose from, where it asks for one."""

    def __init__(
        self,
        *args: Any,
        step: Step,
        exercise: Exercise,
        rungs: Sequence[Rung] = (),
        readings: Groups = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for field in step.fields:
            self.fields |= _fields_for(step, field, exercise, rungs)
            if field.kind is FieldKind.READING:
                name = f"{step.key}.{field.key}"
                self.fields[name] = _reading(field, exercise, readings, kept=self._said(name))

    def _said(self, name: str) -> str:
        return str(self.data.get(name) or self.initial.get(name) or "")


def _fields_for(
    step: Step, field: Field, exercise: Exercise, rungs: Sequence[Rung]
) -> dict[str, forms.Field]:
    name = f"{step.key}.{field.key}"
    if field.kind is FieldKind.RUNG and rungs:
        return {name: _rung(exercise.says(f"field.{field.key}"), rungs)}
    if field.kind is FieldKind.ZONES:
        return {f"{name}.{zone}": _choice(field, exercise, zone) for zone in ZONES}
    return {name: _field(field, exercise)}


def _field(field: Field, exercise: Exercise) -> forms.Field:
    label = exercise.says(f"field.{field.key}")
    help_text = exercise.may_say(f"field.{field.key}.help")
    if field.kind is FieldKind.TEXT:
        return writing(label, help_text)
    if field.kind is FieldKind.CHOICE:
        return _choice(field, exercise, label)
    if field.kind in (FieldKind.LINE, FieldKind.RUNG, FieldKind.READING):
        return forms.CharField(label=label, help_text=help_text, required=False, max_length=LONGEST_LINE)
    return scale(label, 100 if field.kind is FieldKind.SCALE_100 else 10, help_text)


def _rung(label: str, rungs: Sequence[Rung]) -> forms.ChoiceField:
    """The rungs that are open, lowest first; none of them may be chosen as well."""
    titled = [(rung.words, f"{rung.words} ({rung.rated})") for rung in rungs]
    return forms.ChoiceField(
        label=label, choices=[*titled, ("", _("None of these"))], required=False, widget=forms.RadioSelect()
    )


def _reading(field: Field, exercise: Exercise, readings: Groups, *, kept: str) -> forms.ChoiceField:
    """What was chosen earlier stays a choice, though the list may have lost it since."""
    groups: list[tuple[Any, Any]] = [
        (heading, [(one.words, _with_gist(one)) for one in ones]) for heading, ones in readings if ones
    ]
    if kept[:LONGEST_LINE] not in {"", *(one.words for _heading, ones in readings for one in ones)}:
        groups.append((_("Chosen earlier"), [(kept[:LONGEST_LINE], kept[:LONGEST_LINE])]))
    label = exercise.says(f"field.{field.key}")
    return forms.ChoiceField(label=label, choices=[("", _("Something of my own")), *groups], required=False)


def _with_gist(one: ToRead) -> str:
    return f"{one.words}: {one.about}" if one.about else one.words


def _choice(field: Field, exercise: Exercise, label: str) -> forms.ChoiceField:
    options = [(option, exercise.says(f"field.{field.key}.{option}")) for option in field.options]
    widget = forms.RadioSelect()
    return forms.ChoiceField(
        label=label, choices=[("", _("No mark")), *options], required=False, widget=widget
    )


class OnPaperForm(forms.Form):
    """A practice done from paper: on which day, and how it ended."""

    day = forms.DateField(
        label=_("Which day was it?"),
        error_messages={"required": _("Which day was it?")},
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        choices=[("finished", _("Finished")), ("stopped", _("Stopped earlier, which is as good"))],
        error_messages={"required": _("Which of the two? Both are fine.")},
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, earliest: date, latest: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earliest, self.latest = earliest, latest
        self.fields["day"].widget.attrs |= {"min": earliest.isoformat(), "max": latest.isoformat()}
        self.fields["day"].initial = latest.isoformat()

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not self.earliest <= day <= self.latest:
            since = {"day": date_format(self.earliest, "j F Y")}
            raise forms.ValidationError(_("Please choose a day from %(day)s until today.") % since)
        return day


class RatingsForm(forms.Form):
    """Ratings on one side of a practice; leaving one out says nothing."""

    def __init__(
        self, *args: Any, asked: tuple[RatingAsked, ...], labels: dict[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for rating in asked:
            self.fields[f"rating.{rating.key}"] = scale(labels[rating.key], rating.top)

    def ratings(self) -> dict[str, int | None]:
        """By key; None takes back what was said before."""
        answers = self.cleaned_data.items()
        return {name.removeprefix("rating."): value for name, value in answers if name.startswith("rating.")}


class NotesForm(RatingsForm):
    """Prompts after a practice with the ratings; `reader` narrows the shared ones to the author alone."""

    reader = forms.ChoiceField(choices=[("clinician", ""), ("self", "")], initial="clinician")

    def __init__(self, *args: Any, exercise: Exercise, **kwargs: Any) -> None:
        super().__init__(*args, asked=exercise.ratings_after, **kwargs)
        for prompt in exercise.prompts:
            self.fields[f"prompt.{prompt.key}"] = writing(exercise.says(f"prompt.{prompt.key}"))

    def words(self) -> dict[str, str]:
        return {name: text for name, text in self.cleaned_data.items() if name.startswith("prompt.")}


class KeyedInForm(WrittenForm, NotesForm):
    """Notes from paper: what was asked before, and what the steps ask to write, stand with the rest."""

    def __init__(
        self,
        *args: Any,
        exercise: Exercise,
        steps: Sequence[Step],
        rungs: Sequence[Rung] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, exercise=exercise, **kwargs)
        self.steps = steps
        for rating in exercise.ratings_before:
            self.fields[f"{BEFORE}.{rating.key}"] = scale(kwargs["labels"][rating.key], rating.top)
        for step in steps:
            for field in step.fields:
                self.fields |= _fields_for(step, field, exercise, rungs)

    def ratings_before(self) -> dict[str, int | None]:
        return {
            name.removeprefix(f"{BEFORE}."): value
            for name, value in self.cleaned_data.items()
            if name.startswith(f"{BEFORE}.")
        }

    def words_of(self, step: Step) -> dict[str, str]:
        """What was written or marked in one step, by its name; nothing: it stays empty."""
        return {
            name: "" if value is None else str(value)
            for name, value in self.cleaned_data.items()
            if name.startswith(f"{step.key}.")
        }
