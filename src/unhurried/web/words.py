"""Words that clients and clinicians both read: ratings, barriers, notes, and when an appointment is next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unhurried.core.exercises import Exercise, Field, FieldKind
from unhurried.core.scheduling import Recurrence, next_appointment
from unhurried.core.scopes import Discipline
from unhurried.library.helplines import check_holds

if TYPE_CHECKING:
    from unhurried.people.models import Appointment

DISCIPLINES: Final = {
    Discipline.SEX_THERAPIST: gettext_lazy("Sex therapist"),
    Discipline.PELVIC_PHYSIOTHERAPIST: gettext_lazy("Pelvic physiotherapist"),
    Discipline.COACH: gettext_lazy("Coach"),
}

ADAPTATION_WORDS: Final = {
    "pain_fatigue": gettext_lazy("With pain or little energy"),
    "mobility": gettext_lazy("Moving differently"),
    "sensory_autism": gettext_lazy("Senses, and autism"),
    "trauma": gettext_lazy("After trauma"),
    "chronic_illness": gettext_lazy("With a long illness"),
    "post_partum": gettext_lazy("After a birth"),
    "ageing_menopause": gettext_lazy("Ageing and menopause"),
    "long_distance": gettext_lazy("Living apart"),
    "more_than_two": gettext_lazy("More than two"),
    "trans_nonbinary_words": gettext_lazy("Trans and non-binary words"),
    "asexual_spectrum": gettext_lazy("Asexual spectrum"),
    "low_vision_hearing": gettext_lazy("Seeing or hearing little"),
    "low_literacy": gettext_lazy("Little reading"),
    "faith_or_culture": gettext_lazy("Faith or culture"),
    "low_privacy_home": gettext_lazy("Little privacy at home"),
}

RATING_LABELS: Final = {
    "ease": gettext_lazy("How easy was it to be here?"),
    "presence": gettext_lazy("How much were you here, with what you noticed?"),
    "worry": gettext_lazy("How much worry is there?"),
    "worry_peak": gettext_lazy("How much worry was there at its highest?"),
    "pain": gettext_lazy("Pain made by this practice, above your usual"),
    "tension": gettext_lazy("How tense does your body feel?"),
    "distress": gettext_lazy("How upset or uneasy do you feel just now?"),
    "exposure_peak": gettext_lazy("How upset or uneasy were you at the highest?"),
    "mood": gettext_lazy("How bright is your mood?"),
    "energy": gettext_lazy("How much energy do you have?"),
    "health": gettext_lazy("How well do you feel in your body?"),
    "kindness": gettext_lazy("How kind can you be to yourself just now?"),
    "curiosity": gettext_lazy("How curious were you?"),
    "frustration": gettext_lazy("How frustrating was it?"),
}

ASKED_FOR_LABELS: Final = {
    "desire": gettext_lazy("Wanting closeness, or not wanting it"),
    "erection": gettext_lazy("Erections that come, go or stay away"),
    "pain": gettext_lazy("Something hurts"),
    "orgasm": gettext_lazy("Orgasms that are hard to reach, or not there"),
    "ejaculation": gettext_lazy("Coming sooner or later than I would like"),
    "performance_worry": gettext_lazy("Worry about how it goes"),
    "body_image": gettext_lazy("How I feel about my body"),
    "trauma": gettext_lazy("Something that happened to me"),
    "communication": gettext_lazy("Talking about it"),
    "spark": gettext_lazy("Play and closeness that got lost"),
    "life_change": gettext_lazy("A birth, a loss, an illness, getting older"),
    "exploring": gettext_lazy("Finding out what I like"),
}
"""What somebody can tick about themselves: the concerns of the library, in a person's own words."""
BARRIER_LABELS: Final = {
    "no_time": gettext_lazy("There was no time"),
    "too_tired": gettext_lazy("I was too tired"),
    "felt_like_chore": gettext_lazy("It felt like a chore"),
    "worried": gettext_lazy("I was worried"),
    "not_in_mood": gettext_lazy("I was not in the mood"),
    "argued": gettext_lazy("There was an argument"),
    "partner_not_available": gettext_lazy("Someone else was not available"),
    "did_not_understand": gettext_lazy("I did not understand it"),
    "privacy": gettext_lazy("There was no privacy"),
    "pain": gettext_lazy("There was pain"),
    "trauma_reminder": gettext_lazy("It reminded me of something bad"),
    "forgot": gettext_lazy("I forgot"),
    "did_not_want_to": gettext_lazy("I did not want to"),
    "other": gettext_lazy("Something else"),
}

ZONE_LABELS: Final = {
    "scalp_hair": gettext_lazy("Scalp and hair"),
    "face": gettext_lazy("Face"),
    "lips": gettext_lazy("Lips"),
    "neck": gettext_lazy("Neck"),
    "shoulders": gettext_lazy("Shoulders"),
    "arms": gettext_lazy("Upper arms"),
    "forearms": gettext_lazy("Forearms"),
    "hands": gettext_lazy("Hands"),
    "chest": gettext_lazy("Chest"),
    "abdomen": gettext_lazy("Belly"),
    "upper_back": gettext_lazy("Upper back"),
    "lower_back": gettext_lazy("Lower back"),
    "hips": gettext_lazy("Hips"),
    "buttocks": gettext_lazy("Bottom"),
    "thighs_outer": gettext_lazy("Outer thighs"),
    "thighs_inner": gettext_lazy("Inner thighs"),
    "lower_legs": gettext_lazy("Lower legs"),
    "feet": gettext_lazy("Feet"),
    "personal_external": gettext_lazy("Personal areas, outside"),
    "personal_internal": gettext_lazy("Personal areas, inside"),
    "anal_area": gettext_lazy("Anal area"),
}


@dataclass(frozen=True, kw_only=True)
class AppointmentAhead:
    appointment: "Appointment"
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class NoteLine:
    """What somebody wrote or chose, under the exercise's own words for the question."""

    label: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Shift:
    """The same thing marked twice on one scale, as a thought record does."""

    label: str
    before: int
    after: int
    top: int


def rating_labels(exercise: Exercise) -> dict[str, Any]:
    """The common wording, unless the exercise has its own."""
    own = exercise.guides["en"]
    return {key: own.get(f"rating.{key}", label) for key, label in RATING_LABELS.items()}


def appointments_ahead(
    appointments: Sequence["Appointment"], *, at_clinic: ZoneInfo, seen_from: ZoneInfo, now: datetime
) -> list[AppointmentAhead]:
    """Each appointment's next time, soonest first; one that does not repeat and is past is left out.

    Repeats keep the clinic's wall time; the time is told as it is where the reader lives.
    """
    ahead = [(one, _next_time(one, at_clinic, now)) for one in appointments]
    found = [AppointmentAhead(appointment=one, starts_at=at.astimezone(seen_from)) for one, at in ahead if at]
    return sorted(found, key=lambda one: one.starts_at)


def _next_time(one: "Appointment", zone: ZoneInfo, now: datetime) -> datetime | None:
    first = one.starts_at.astimezone(zone)
    if first > now:
        return first
    every = Recurrence.of(one.repeats)
    return next_appointment(first.replace(tzinfo=None), zone=zone, every=every, after=now) if every else None


def note_label(exercise: Exercise, key: str) -> str:
    """The question a note answers. Keys: `<step>.<field>`, `<step>.<field>.<zone>` or `prompt.<key>`."""
    first, second, *zone = key.split(".")
    if first == "prompt":
        return exercise.says(key)
    return str(ZONE_LABELS[zone[0]]) if zone else exercise.says(f"field.{second}")


def note_words(exercise: Exercise, key: str, text: str) -> str:
    """What was written; for a choice, the words of what was chosen."""
    field = _fields_of(exercise).get(_question(key))
    if field and text in field.options:
        return exercise.says(f"field.{field.key}.{text}")
    return text


def note_lines(exercise: Exercise, notes: Mapping[str, str]) -> list[NoteLine]:
    """One practice's notes in the order the exercise asks for them."""
    asked = [*_fields_of(exercise), *(f"prompt.{prompt.key}" for prompt in exercise.prompts)]
    return [
        NoteLine(label=note_label(exercise, key), words=note_words(exercise, key, notes[key]))
        for key in sorted(notes, key=lambda key: asked.index(_question(key)))
    ]


def shifts_in(exercise: Exercise, notes: Mapping[str, str]) -> list[Shift]:
    """Every `…_before` and `…_after` on a scale to 100 of which both were marked."""
    marks = dict(_marks(exercise, notes))
    names = [name.removesuffix("_before") for name in marks if name.endswith("_before")]
    return [
        Shift(
            label=exercise.says(f"field.{name}_before"),
            before=marks[f"{name}_before"],
            after=marks[f"{name}_after"],
            top=100,
        )
        for name in names
        if f"{name}_after" in marks
    ]


def check_words(checked_on: date | None, *, today: date) -> str:
    """When somebody last looked an entry up; after six months it counts as not verified."""
    if checked_on is None:
        return _("Not verified")
    day = {"day": date_format(checked_on, "j F Y")}
    if check_holds(checked_on, today=today):
        return _("Checked on %(day)s") % day
    return _("Not verified; last checked on %(day)s") % day


def unchecked_words(checked_on: Sequence[date | None], *, today: date) -> str:
    """Once, above a list of entries: what the mark below some means. Nothing, where all are verified."""
    if all(check_holds(day, today=today) for day in checked_on):
        return ""
    return _("“Not verified” means that nobody here has looked it up for six months. It may still be right.")


def _question(key: str) -> str:
    return ".".join(key.split(".")[:2])


def _fields_of(exercise: Exercise) -> dict[str, Field]:
    steps = [step for phase in exercise.phases for step in phase.steps]
    return {f"{step.key}.{field.key}": field for step in steps for field in step.fields}


def _marks(exercise: Exercise, notes: Mapping[str, str]) -> Iterable[tuple[str, int]]:
    for key, field in _fields_of(exercise).items():
        if field.kind is FieldKind.SCALE_100 and notes.get(key, "").isdecimal():
            yield field.key, int(notes[key])
