"""Giving something from the library, to everybody or to one person alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unhurried.core.exercises import Exercise
from unhurried.core.vocabulary import Level
from unhurried.homework import queries, services
from unhurried.homework.library_items import pathway_by_digest
from unhurried.homework.queries import Before
from unhurried.homework.sheets import Sheet, prefilled
from unhurried.web.asking import Asked, act_of, for_clinician
from unhurried.web.clinician.forms import EVERYONE, ComposeForm
from unhurried.web.clinician.library_words import CONTRAINDICATION_WORDS
from unhurried.web.clinician.order_words import missing_words, titles_of
from unhurried.web.clinician.room import is_in_room, off_screen, refuse, takes_off_screen
from unhurried.web.clinician.views.caseload import client_in_care
from unhurried.web.clinician.words import LIMITS_UNSEEN, REFUSALS, VERSION_NAMES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from unhurried.homework.models import LibraryItem, Plan
    from unhurried.homework.queries import Part
    from unhurried.people.models import Client, Clinician, Relationship

SHEET_PARTS = ("purpose", "why_it_helps", "when_where", "obstacles", "smallest_version", "stopping", "words")


@dataclass(frozen=True, kw_only=True)
class Room:
    """Those who take part, and for whom of them this exercise is written.

    `is_owner_led`: on their pathway whose body it is about may be named to arrange it.
    `departed`: whose page it is, after they ended their part: they can still be given something alone.
    """

    exercise: Exercise
    parts: list["Part"]
    has_unsaid_end: bool
    is_owner_led: bool
    departed: "Part | None" = None

    @property
    def is_private(self) -> bool:
        """Given to one alone, or with fewer people than everybody knows of: no page for the room."""
        return self.has_unsaid_end or bool(self.choices and not self.is_for_all)

    @property
    def is_for_all(self) -> bool:
        return self.exercise.min_people <= len(self.parts) <= self.exercise.max_people

    @property
    def is_joint(self) -> bool:
        return self.is_for_all and len(self.parts) > 1

    @property
    def may_release(self) -> bool:
        """Beforehand only at L2; what is deeper is released from its own page."""
        return self.is_joint and self.exercise.phases[0].level is Level.L2

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Everyone comes first; somebody on their own is everyone."""
        if self.departed:
            return [_alone(self.departed)] if self.exercise.min_people == 1 else []
        everyone = [(EVERYONE, self.names)]
        alone = [_alone(part) for part in self.parts]
        is_for_one = self.exercise.min_people == 1 and len(self.parts) > 1
        return (everyone if self.is_for_all else []) + (alone if is_for_one else [])

    @property
    def arrangers(self) -> list[tuple[str, str]]:
        is_asked = self.is_joint and self.is_owner_led
        return [(str(part.client.pk), part.name) for part in self.parts] if is_asked else []

    @property
    def names(self) -> str:
        return ", ".join(part.name for part in ([self.departed] if self.departed else self.parts))

    @property
    def readers(self) -> dict[str, Any]:
        """Who reads what is typed: by name where it is settled, and else for each of the choices."""
        chosen = self.choices
        if len(chosen) < 2:
            return {"label": _("You, and %(names)s") % {"names": self.names}, "who_else": []}
        told = [
            _("For everyone: %(names)s read it, each on their own pages.") % {"names": self.names}
            if whom == EVERYONE
            else _("%(whom)s: nobody else who is treated with them reads it, or learns of it.")
            % {"whom": name}
            for whom, name in chosen
        ]
        return {"label": _("You, and whoever you give it to"), "who_else": told}

    def person(self, chosen: str) -> "Client | None":
        """For whom alone, or None for everyone."""
        if self.departed:
            return self.departed.client
        return next((part.client for part in self.parts if str(part.client.pk) == chosen), None)


def _alone(part: "Part") -> tuple[str, str]:
    return str(part.client.pk), _("%(name)s alone") % {"name": part.name}


def _room_of(
    exercise: Exercise, under_way: "Plan", parts: list["Part"], person: "Client", now: datetime
) -> Room:
    departed = next((part for part in parts if part.client == person and part.has_ended), None)
    here = [] if departed else [part for part in parts if not part.has_ended]
    has_unsaid_end = any(part.has_ended and part.is_seen_at(now) for part in parts)
    return Room(
        exercise=exercise,
        parts=here,
        has_unsaid_end=has_unsaid_end,
        is_owner_led=pathway_by_digest(under_way.pathway_id).is_owner_led(exercise.id),
        departed=departed,
    )


@for_clinician
def compose(request: Asked, viewer: "Clinician", client_id: UUID, exercise_id: str) -> HttpResponse:
    """Compose an assignment: all of it prefilled, so that it can be given as it stands."""
    person = client_in_care(viewer, client_id)
    under_way = queries.plan_under(viewer, person)
    found = queries.exercise_item(exercise_id)
    if under_way is None or found is None:
        raise Http404
    parts = queries.parts_under(viewer, under_way.relationship, request.keyring)
    room = _room_of(found[1], under_way, parts, person, request.now)
    if room.is_private and takes_off_screen(request):
        return off_screen(request)
    before = _before(request, viewer, under_way, room)
    form = _compose_form(request, room, person, before)
    _leave_unsaid_in_room(request, form)
    if room.choices and form.is_valid() and _is_given(request, viewer, under_way, found[0], room, form):
        return redirect("clinician:client", client_id=client_id)
    context = {
        "here": "caseload",
        "client": person,
        "name": request.keyring.open(person, "name"),
        "room": room,
        "form": form,
        "limited_to": _limited_to(request, viewer, under_way.relationship, room),
        "missing": _missing(before),
        "yet_to_look": [part.name for part in room.parts if part.client.pk in before.yet_to_look],
        "contraindications": CONTRAINDICATION_WORDS,
    }
    return render(request, "clinician/compose.html", context)


def _before(request: Asked, viewer: "Clinician", under_way: "Plan", room: Room) -> Before:
    """What is given to one person alone follows nobody else."""
    if not room.is_for_all:
        return Before()
    return queries.before_giving(viewer, under_way, room.exercise, now=request.now, keyring=request.keyring)


def _missing(before: Before) -> list[str]:
    if not before.missing:
        return []
    titles = titles_of(exercise for _item, exercise in queries.exercise_items())
    return [missing_words(one, titles) for one in before.missing]


def _compose_form(request: Asked, room: Room, person: "Client", before: Before) -> ComposeForm:
    phase, sheet = room.exercise.phases[0], prefilled(room.exercise)
    initial = {part: getattr(sheet, part) for part in SHEET_PARTS} | {
        "version": phase.versions[0].key,
        "whom": EVERYONE if room.is_for_all else str(person.pk),
        "communication": room.exercise.communication.value,
    }
    return ComposeForm(
        request.POST or None,
        initial=initial,
        versions=[(version.key, _version_words(version.key, version.minutes)) for version in phase.versions],
        whom=room.choices,
        is_joint=room.is_joint,
        arrangers=room.arrangers,
        may_release=room.may_release,
        is_early=bool(before.missing),
        today=request.now.date(),
    )


def _leave_unsaid_in_room(request: Asked, form: ComposeForm) -> None:
    """That something usually comes before is for the clinician's eyes, and so is what it is."""
    if is_in_room(request) and "heard_on" in form.errors:
        del form.errors["heard_on"]
        refuse(request, form, None)


def _version_words(key: str, minutes: int) -> str:
    length = ngettext("about %(count)d minute", "about %(count)d minutes", minutes) % {"count": minutes}
    return f"{VERSION_NAMES.get(key, key)}, {length}"


def _limited_to(
    request: Asked, viewer: "Clinician", relationship: "Relationship", room: Room
) -> "StrOrPromise":
    """What limits leave of it, by the version's name alone: not what they are about, and not whose."""
    if not room.is_joint:
        return ""
    phase = room.exercise.phases[0]
    left = queries.version_left(viewer, relationship, phase, now=request.now, keyring=request.keyring)
    if left is None:
        return _("A limit leaves no version of it. Given now, it would rest.")
    if left.minutes == max(version.minutes for version in phase.versions):
        return ""
    return _("A limit leaves only this: %(version)s.") % {"version": VERSION_NAMES.get(left.key, left.key)}


def _is_given(
    request: Asked, viewer: "Clinician", under_way: "Plan", item: "LibraryItem", room: Room, form: ComposeForm
) -> bool:
    """Give it, and say so; or put on the form why it lies outside of what this clinician may give.

    In the room nothing is released beforehand, whatever is open: as from the page of what was given.
    """
    composed = _composed(form.cleaned_data, room, request)
    if composed.is_released and is_in_room(request):
        refuse(request, form, None)
        return False
    try:
        services.assign(
            act_of(request, viewer.clinic_id),
            clinician=viewer,
            plan=under_way,
            exercise=item,
            composed=composed,
            keyring=request.keyring,
        )
    except services.MayNotAssign as refused:
        refuse(request, form, None, *(REFUSALS[reason] for reason in refused.reasons))
        return False
    except services.LimitsUnseen:
        refuse(request, form, "is_released", LIMITS_UNSEEN)
        return False
    messages.success(request, _("Given. It stands on their Today page."))
    return True


def _composed(words: dict[str, Any], room: Room, request: Asked) -> services.Composed:
    starts, person = request.now.date(), room.person(words.get("whom", EVERYONE))
    is_joint = room.is_joint and person is None
    return services.Composed(
        client=person,
        is_released=is_joint and words.get("is_released", False),
        phase=room.exercise.phases[0].key,
        version=words["version"],
        sheet=Sheet(
            **{part: words[part] for part in SHEET_PARTS},
            communication=words.get("communication", "") if is_joint else "",
        ),
        from_on=starts,
        until_on=starts + timedelta(weeks=words["weeks"]),
        heard_on=words.get("heard_on"),
        arranged_by=room.person(words.get("arranged_by", "")) if is_joint else None,
    )
