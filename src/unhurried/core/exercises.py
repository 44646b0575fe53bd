"""What an exercise and a pathway are. The library loads them from `content/`; everything else reads these."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal

from unhurried.core.vocabulary import Audience, Level, Scope, waits_for_everyone


class Communication(StrEnum):
    """How people let one another know during a practice. Words to protect oneself are always welcome."""

    QUIET_WITH_SIGNALS = "quiet_with_signals"
    WORDS = "words"
    TALK_THROUGH = "talk_through"


class StepKind(StrEnum):
    READ = "read"
    TIMER = "timer"
    BREATH = "breath"
    SCAN = "scan"
    WRITE = "write"
    REST = "rest"


class FieldKind(StrEnum):
    LINE = "line"
    TEXT = "text"
    SCALE_10 = "scale_10"
    SCALE_100 = "scale_100"
    CHOICE = "choice"
    ZONES = "zones"
    RUNG = "rung"
    """One of the rungs that were written on one's own ladder: `core.rungs`."""
    READING = "reading"


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing a person may write or mark in a `write` step. Every field may be left empty.

    A `reading` is chosen from the leaflets and from the clinic's own list, which no exercise knows.
    """

    key: str
    kind: FieldKind
    options: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BreathPattern:
    """Seconds of one breath; `hold` may be 0."""

    breathe_in: float
    hold: float = 0
    breathe_out: float


@dataclass(frozen=True, kw_only=True)
class Step:
    """One screen of a guided practice. `seconds` is the whole length of a timed step.

    `roles`: done in turns, one of `TURN_ROLES`. Turn steps that follow one another are one block, which comes
    round once for each person. `goes_on`: what is written there is a plan, a map or a list, changed from time
    to time and not begun anew. `shows`: earlier steps whose words their author sees beside it again.
    """

    key: str
    kind: StepKind
    seconds: int | None = None
    pattern: BreathPattern | None = None
    areas: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    audience: Audience = Audience.CLINICIAN
    zones: frozenset[str] = frozenset()
    activities: frozenset[str] = frozenset()
    roles: tuple[str, ...] = ()
    goes_on: bool = False
    shows: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """When a phase counts as settled. All are joint over everybody who takes part."""

    practices: int = 1
    days: int = 0
    max_pain: int | None = None


@dataclass(frozen=True, kw_only=True)
class Version:
    """A published shape of a phase: `full`, `short`, `smallest` or `near`, with the steps it keeps, in order.

    `seconds` says how long a timed step lasts in this version, where that differs from the step itself.
    """

    key: str
    minutes: int
    steps: tuple[str, ...]
    seconds: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Phase:
    key: str
    level: Level
    steps: tuple[Step, ...]
    versions: tuple[Version, ...]
    settled_when: Criteria = Criteria()

    def steps_of(self, version_key: str) -> tuple[Step, ...]:
        """The steps of one version, in its order. Raises KeyError for a version the phase does not have."""
        by_key = {step.key: step for step in self.steps}
        chosen = {version.key: version for version in self.versions}[version_key]
        lasting = chosen.seconds
        return tuple(
            replace(by_key[key], seconds=lasting[key]) if key in lasting else by_key[key]
            for key in chosen.steps
        )


@dataclass(frozen=True, kw_only=True)
class RatingAsked:
    """A 0-10 rating offered before and/or after a practice; `top` is 100 for exposure and thought record."""

    key: str
    top: int = 10


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """A note prompt after a practice, with the narrowest useful audience as its default."""

    key: str
    audience: Audience


@dataclass(frozen=True, kw_only=True)
class Contraindication:
    """When an exercise is not for now. `block`: not given; `hold`: rests; `warn`: the clinician decides."""

    code: str
    action: Literal["block", "hold", "warn"]
    lifted_by: Literal["client", "clinician", "trauma_clinician", "medical", "never"]


@dataclass(frozen=True, kw_only=True)
class Dosage:
    minutes: tuple[int, int]
    per_week: tuple[int, int]
    weeks: int | None = None


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a fact of the exercise comes from. `tag`: V seen, V2 secondary, K general knowledge, P ours."""

    ref: str
    what_for: str
    tag: Literal["V", "V2", "K", "P"]


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """Structure only. Words stand in the guides, one heading per key, per language.

    `barriers`: why it did not happen → the smaller step then offered: a version of this exercise, the id of
    another exercise, or `rest` (nothing smaller; the words alone). `pages`: where else in the product it is
    done; `open_today`: with a menu of whatever lies open beside it. `also_called`: what clinicians look for
    it by; no client reads it.
    """

    id: str
    version: str
    status: Literal["draft", "reviewed", "retired"]
    authors: tuple[str, ...]
    licence: str
    scope: Scope
    concerns: tuple[str, ...]
    modalities: tuple[str, ...]
    min_people: int
    max_people: int
    dosage: Dosage
    phases: tuple[Phase, ...]
    guides: Mapping[str, Mapping[str, str]]
    prerequisites: tuple[str, ...] = ()
    contraindications: tuple[Contraindication, ...] = ()
    paused_meanwhile: tuple[str, ...] = ()
    min_rest_hours: int = 0
    materials: tuple[str, ...] = ()
    ratings_before: tuple[RatingAsked, ...] = ()
    ratings_after: tuple[RatingAsked, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    barriers: Mapping[str, str] = field(default_factory=dict)
    adaptations: tuple[str, ...] = ()
    step_back_to: str | None = None
    solo_variant: str | None = None
    pages: tuple[Literal["limits", "agreement", "calendar", "open_today", "leaflets"], ...] = ()
    family: str | None = None
    communication: Communication = Communication.WORDS
    evidence: Literal["trial", "guideline", "practice", "seed"] = "practice"
    sources: tuple[Source, ...] = ()
    carries: tuple[str, ...] = ()
    also_called: tuple[str, ...] = ()

    @property
    def is_joint(self) -> bool:
        """Nobody does it by themselves: one phone lies between those who do."""
        return self.min_people > 1

    def phase(self, key: str) -> Phase:
        return {phase.key: phase for phase in self.phases}[key]

    def needs_everyone(self, phase: str) -> bool:
        """Of all their keys; nothing of it opens by one person's word, nor because somebody leaves."""
        return waits_for_everyone(self.phase(phase).level, self.family, is_joint=self.is_joint)

    @property
    def is_for_one_at_any_time(self) -> bool:
        """Begun by one person alone, without touch and without conditions."""
        return self.max_people == 1 and self.phases[0].level is Level.L0

    @property
    def is_written_in(self) -> bool:
        """Whether there is anything of one's own to find again: words, or numbers over time."""
        steps = (step for phase in self.phases for step in phase.steps)
        return bool(self.prompts or self.ratings_after) or any(step.fields for step in steps)

    def goes_on_in(self, key: str) -> bool:
        """Whether the question `<step>.<field>` is one that goes on from time to time."""
        going_on = {step.key for phase in self.phases for step in phase.steps if step.goes_on}
        return key.partition(".")[0] in going_on

    def says(self, key: str, language: str = "en") -> str:
        """The text under `key`; falls back to English. Raises KeyError when neither guide has it."""
        guide = self.guides.get(language, {})
        return guide[key] if key in guide else self.guides["en"][key]

    @property
    def needed(self) -> tuple[str, ...]:
        """What to have at hand, in its author's words."""
        return tuple(self.says(f"material.{key}") for key in self.materials)

    def may_say(self, key: str) -> str:
        """The text under `key`, where its author wrote one; else nothing."""
        return self.says(key) if key in self.guides["en"] else ""

    def says_to_more(self, people: int) -> str:
        """Who is with whom, and what the others do, where more than two take part; else nothing."""
        return self.may_say("adaptation.more_than_two") if people > 2 else ""


@dataclass(frozen=True, kw_only=True)
class Waypoint:
    """A phase of an exercise, as a place on a pathway. An empty phase: the last one of it."""

    exercise: str
    phase: str = ""


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """What usually comes before: so many finished practices, a phase that is settled, a dated agreement.

    An empty phase: anywhere in the exercise. `is_settled`: by that phase's own `settled_when`.
    """

    exercise: str
    phase: str = ""
    practices: int = 0
    is_settled: bool = False
    is_agreed: bool = False


@dataclass(frozen=True, kw_only=True)
class PathwayItem:
    """One exercise on the way; `after` names the exercises of this pathway that come before it.

    `requires` is advice before it is given. `step_back_to` is where one step back from its first phase leads.
    `owner_leads`: whose body it is about arranges it, and the others are asked to it. The clinician names
    that person when it is given.
    """

    exercise: str
    phase: str
    after: tuple[str, ...] = ()
    owner_leads: bool = False
    requires: tuple[Requirement, ...] = ()
    step_back_to: Waypoint | None = None


@dataclass(frozen=True, kw_only=True)
class Pathway:
    """Exercises in an order that makes sense. `companions` lie beside the way, open at any time.

    `after_limit_breach`: words alone, where the way leads once somebody's limit was not kept. `also_called`:
    what clinicians look for it by; no client reads it.
    """

    id: str
    version: str
    status: Literal["draft", "reviewed", "retired"]
    min_people: int
    max_people: int
    concerns: tuple[str, ...]
    items: tuple[PathwayItem, ...]
    weeks: tuple[int, int]
    guides: Mapping[str, Mapping[str, str]]
    companions: tuple[str, ...] = ()
    solo_variant: str | None = None
    after_limit_breach: Waypoint | None = None
    also_called: tuple[str, ...] = ()

    def is_owner_led(self, exercise: str) -> bool:
        """Whether one person may be named to arrange it."""
        return any(item.owner_leads for item in self.items if item.exercise == exercise)

    def says(self, key: str, language: str = "en") -> str:
        guide = self.guides.get(language, {})
        return guide[key] if key in guide else self.guides["en"][key]
