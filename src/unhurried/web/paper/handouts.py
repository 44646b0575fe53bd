"""The hand-out of an exercise: what its sheet says, and the steps of one version. It names nobody.

What a clinician wrote to these people alone stays on their page: paper lies about.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unhurried.core.exercises import BreathPattern, Communication, Exercise, Phase, Step, Version
from unhurried.core.ladders import is_ladder
from unhurried.core.runs import minutes_at_most, run_of
from unhurried.homework.sheets import Sheet as Composed
from unhurried.library.blocks import Block, Run, blocks_of
from unhurried.web.paper.parts import Aside, Fact, Heading, Lede, Part, Role, Sheet, Steps, StepSet, Words
from unhurried.web.practice_words import ROLE_LABELS, SIGNALS

LANGUAGE = "en"
"""Of the guides; what stands around them falls back to it as well."""


@dataclass(frozen=True, kw_only=True)
class Printed:
    """One version of an exercise, as it is to be printed.

    `people`: how many take part. `posted_on`: since when pages have this version, for whom it was given to.
    `communication`: how they let one another know, where that was chosen for them. `help_lines`: the
    clinic's own numbers.
    """

    exercise: Exercise
    sheet: Composed
    phase: str
    version: str
    people: int
    has_steps: bool = True
    communication: Communication | None = None
    posted_on: str = ""
    help_lines: Sequence[str] = ()

    @property
    def place(self) -> Phase:
        return self.exercise.phase(self.phase)

    @property
    def chosen(self) -> Version:
        return next(one for one in self.place.versions if one.key == self.version)


def handout_of(printed: Printed) -> Sheet:
    return framed(printed.exercise, [*_about(printed), *_practised(printed), *_afterwards(printed)])


def framed(exercise: Exercise, parts: Sequence[Part], *, eyebrow: str = "") -> Sheet:
    """With its title, and at the foot where it comes from and that it is a draft, where it is one."""
    draft = [_("Draft for clinical review")] if exercise.status == "draft" else []
    return Sheet(
        title=_("An exercise"),
        heading=exercise.says("title"),
        eyebrow=eyebrow,
        language=LANGUAGE,
        parts=parts,
        foot=[*draft, f"{', '.join(exercise.authors)}, {exercise.licence}"],
        page_of=_("Page {page} of {pages}"),
    )


def _about(printed: Printed) -> Iterator[Part]:
    exercise, sheet = printed.exercise, printed.sheet
    yield Lede(blocks=blocks_of(sheet.purpose), quiet=_how_long(printed))
    for label, text in (
        (_("Why it helps"), sheet.why_it_helps),
        (_("Who"), exercise.says("who")),
        (_("When and where"), sheet.when_where),
        (_("What may get in the way"), sheet.obstacles),
        (_("The smallest version"), sheet.smallest_version),
        (_("What stopping looks like"), sheet.stopping),
    ):
        yield Fact(label=label, blocks=blocks_of(text))
    if exercise.materials:
        yield Fact(label=_("What you may need"), blocks=(_listed(exercise.needed),))
    if is_ladder(exercise):
        yield Fact(label=_("If it hurts"), blocks=(*_pain_scale(), *blocks_of(exercise.says("after_pain"))))
    yield Aside(blocks=blocks_of(exercise.says("permission")))
    if "caution" in exercise.guides["en"]:
        yield Words(blocks=blocks_of(exercise.says("caution")))
    if printed.help_lines:
        yield Fact(label=_("Help now"), blocks=(_listed(printed.help_lines),))


def _pain_scale() -> tuple[Block, ...]:
    return _plain(
        _("Pain is counted from 0, none, to 10, as much as can be; only what comes on top of your usual.")
    )


def _plain(sentence: str) -> tuple[Block, ...]:
    return (Block(listed="", items=((Run(text=sentence),),)),)


def _listed(sentences: Iterable[str]) -> Block:
    return Block(listed="bullet", items=tuple((Run(text=one),) for one in sentences))


def _how_long(printed: Printed) -> str:
    if not printed.has_steps:
        return about_minutes(printed.chosen.minutes)
    steps = printed.place.steps_of(printed.version)
    minutes = minutes_at_most(run_of(steps, people=printed.people), printed.chosen)
    several = len(printed.exercise.phases) > 1
    part = [printed.exercise.says(f"phase.{printed.phase}.title")] if several else []
    return " · ".join([*part, about_minutes(minutes)])


def about_minutes(minutes: int) -> str:
    return ngettext("About %(count)d minute", "About %(count)d minutes", minutes) % {"count": minutes}


def _practised(printed: Printed) -> Iterator[Part]:
    yield Heading(words=_("How it goes"))
    if not printed.has_steps:
        yield said(
            _(
                "The steps are in the guide, which goes by what is right for you on the day. "
                "Your clinician can print them too."
            )
        )
        return
    for sentence in _signals(printed):
        yield said(sentence)
    if among_more := printed.exercise.says_to_more(printed.people):
        yield Words(blocks=blocks_of(among_more))
    steps = printed.place.steps_of(printed.version)
    if any(step.roles for step in steps):
        yield said(
            _("What is in turns comes round once for each of you: all of one turn, then all of the next.")
        )
    if any(step.fields for step in steps):
        yield said(_("What asks to be written down has room on the paper for notes."))
    yield Steps(steps=tuple(_step(printed.exercise, step) for step in steps))
    if printed.posted_on:
        yield said(
            _(
                "As pages have it since %(day)s. Limits may be tighter since. What anybody says "
                "now comes before the paper."
            )
            % {"day": printed.posted_on},
            is_quiet=True,
        )


def said(sentence: str, *, is_quiet: bool = False) -> Words:
    """A sentence of ours, as it is."""
    return Words(blocks=_plain(sentence), is_quiet=is_quiet)


def _signals(printed: Printed) -> Sequence[str]:
    """How they let one another know, where anybody touches anybody."""
    if not printed.place.level.is_joint_touch:
        return ()
    chosen = printed.communication or printed.exercise.communication
    stop = _("Stop is always there: said, or a hand that goes away.")
    return [stop, *(str(one) for one in SIGNALS[chosen])]


def _step(exercise: Exercise, step: Step) -> StepSet:
    roles = [Role(name=str(ROLE_LABELS[one]), blocks=_words(exercise, step, one)) for one in step.roles]
    return StepSet(
        blocks=blocks_of(exercise.says(f"step.{step.key}")),
        above=_("In turns") if step.roles else "",
        below=" ".join(_small_print(step)),
        roles=tuple(roles),
        places=tuple(_words(exercise, step, area) for area in step.areas),
    )


def _words(exercise: Exercise, step: Step, part: str) -> tuple[Block, ...]:
    return blocks_of(exercise.says(f"step.{step.key}.{part}"))


def _small_print(step: Step) -> Iterator[str]:
    if step.pattern:
        yield _breath(step.pattern)
    if step.seconds:
        yield f"{about_minutes(ceil(step.seconds / 60))}."


def _breath(pattern: BreathPattern) -> str:
    """The count of one breath, in whole or half seconds."""
    count = {"breathe_in": f"{pattern.breathe_in:g}", "breathe_out": f"{pattern.breathe_out:g}"}
    if pattern.hold:
        held = _("Count %(breathe_in)s in, %(hold)s held, %(breathe_out)s out.")
        return held % {**count, "hold": f"{pattern.hold:g}"}
    return _("Count %(breathe_in)s in, %(breathe_out)s out.") % count


def _afterwards(printed: Printed) -> Iterator[Part]:
    yield Heading(words=_("Afterwards"))
    yield Words(blocks=blocks_of(printed.exercise.says("aftercare")))
