"""The shapes of a client's forms. Every question may be left empty unless the page says otherwise."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from unhurried.core.boundaries import Word
from unhurried.core.exercises import Exercise, Field, FieldKind, RatingAsked, Step
from unhurried.core.readiness import Answer
from unhurried.core.scheduling import instant_of, is_skipped
from unhurried.core.vocabulary import BARRIERS, ZONES
from unhurried.web.client.words import ZONE_GROUPS

LONGEST = 10_000
NOT_READ = {"required": _("Please tick this once you have read it.")}


def writing(label: Any = "", help_text: Any = "", rows: int = 4, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=LONGEST, widget=widget, **kwargs
    )


def scale(label: Any, top: int, help_text: Any = "") -> forms.Field:
    """0 to 10 as a row of buttons, with a way to take the answer back; 0 to 100 as a number."""
    if top > 10:
        beyond = _("A number from 0 to 100, please, or nothing at all.")
        return forms.IntegerField(
            label=label,
            help_text=help_text,
            required=False,
            min_value=0,
            max_value=top,
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), beyond),
        )
    choices: list[tuple[str, Any]] = [(str(value), str(value)) for value in range(top + 1)]
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        required=False,
        coerce=int,
        empty_value=None,
        choices=[*choices, ("", _("No answer"))],
        widget=forms.RadioSelect,
    )


class ReadingForm(forms.Form):
    has_read = forms.BooleanField(label=_("I have read who reads what."), error_messages=NOT_READ)


class ConfidentialityForm(forms.Form):
    has_read = forms.BooleanField(
        label=_("I have read this, and I can ask about it at any time."), error_messages=NOT_READ
    )


class SafeContactForm(forms.Form):
    words = writing(
        _("How may your clinician reach you, and when?"),
        _("For instance: text only, never voicemail, weekdays before six. Leave it empty if you prefer."),
        rows=3,
    )


class RegionAndWordsForm(forms.Form):
    region = forms.ChoiceField(
        label=_("Where are you most of the time?"),
        help_text=_(
            "You say this yourself; nothing looks it up. A clinician's licence holds in some places only."
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
    history = writing(
        _("What would you like help with?"),
        _("When did it begin? What makes it easier, and what makes it harder?"),
        rows=6,
    )
    hopes = writing(_("What would be good to have more of?"))


class ReadinessForm(forms.Form):
    answer = forms.ChoiceField(choices=[(answer.value, answer.value) for answer in Answer])


class OccasionForm(forms.Form):
    day = forms.DateField(
        label=_("Day"),
        error_messages={"required": _("Which day?")},
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    at = forms.TimeField(
        label=_("Time"),
        error_messages={"required": _("At what time?")},
        widget=forms.TimeInput(attrs={"type": "time"}),
    )
    place = forms.CharField(label=_("Where, if it helps to decide now"), required=False, max_length=200)

    def __init__(self, *args: Any, zone: ZoneInfo, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.now = zone, now

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        day, at = found.get("day"), found.get("at")
        if day and at:
            found["starts_at"] = self._instant(datetime.combine(day, at))
        return found

    def _instant(self, local: datetime) -> datetime | None:
        try:
            starts_at = instant_of(local, self.zone)
        except OverflowError:
            self.add_error("day", _("Please choose a day in the coming months."))
            return None
        if is_skipped(local, self.zone):
            self.add_error("at", _("The clocks change then, and that time does not exist. Another one?"))
        if not 0 <= (starts_at - self.now).total_seconds() <= 366 * 86400:
            self.add_error("day", _("Please choose a time that is still to come, within a year."))
        return starts_at


class BarrierForm(forms.Form):
    code = forms.ChoiceField(choices=[(code, code) for code in BARRIERS])
    words = writing(_("Anything you would like to add"), rows=3)


class JournalForm(forms.Form):
    text = forms.CharField(
        label=_("What you would like to keep"),
        error_messages={"required": _("There is nothing here yet.")},
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 12}),
    )


class LimitForm(forms.Form):
    what = forms.ChoiceField(choices=[(zone, zone) for zone in ZONES])
    direction = forms.ChoiceField(choices=[("being_touched", ""), ("touching", "")])
    word = forms.ChoiceField(choices=[(word.value, word.value) for word in Word])


class StepForm(forms.Form):
    """The fields of one `write` step, named `<step>.<field>`, and `<step>.<field>.<zone>` for a body map."""

    def __init__(self, *args: Any, step: Step, exercise: Exercise, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in step.fields:
            self.fields |= _fields_for(step, field, exercise)

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


def _fields_for(step: Step, field: Field, exercise: Exercise) -> dict[str, forms.Field]:
    name = f"{step.key}.{field.key}"
    if field.kind is FieldKind.ZONES:
        return {f"{name}.{zone}": _choice(field, exercise, zone) for zone in ZONES}
    return {name: _field(field, exercise)}


def _field(field: Field, exercise: Exercise) -> forms.Field:
    label = exercise.says(f"field.{field.key}")
    help_text = exercise.guides["en"].get(f"field.{field.key}.help", "")
    if field.kind is FieldKind.TEXT:
        return writing(label, help_text)
    if field.kind is FieldKind.CHOICE:
        return _choice(field, exercise, label)
    if field.kind is FieldKind.LINE:
        return forms.CharField(label=label, help_text=help_text, required=False, max_length=300)
    return scale(label, 100 if field.kind is FieldKind.SCALE_100 else 10, help_text)


def _choice(field: Field, exercise: Exercise, label: str) -> forms.ChoiceField:
    options = [(option, exercise.says(f"field.{field.key}.{option}")) for option in field.options]
    widget = forms.RadioSelect()
    return forms.ChoiceField(
        label=label, choices=[("", _("No mark")), *options], required=False, widget=widget
    )


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
