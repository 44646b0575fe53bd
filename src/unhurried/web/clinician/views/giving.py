"""Giving something from the library, to everybody or to one person alone."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unhurried.consent.safety_queries import on_file_under
from unhurried.core.cautions import asks_for_assessment
from unhurried.core.exercises import Exercise
from unhurried.homework import services
from unhurried.homework.queries import clinician as queries
from unhurried.homework.queries.clinician import Before
from unhurried.homework.sheets import Sheet, prefilled
from unhurried.people.acts import beside
from unhurried.web.asking import Asked, act_of, for_clinician
from unhurried.web.clinician.courses import about, to_plan_first
from unhurried.web.clinician.for_whom import Room, room_of
from unhurried.web.clinician.forms import (
    EVERYONE,
    LIES_OPEN,
    LIES_OPEN_MEANWHILE,
    NOT_TAKEN_ON,
    ComposeForm,
)
from unhurried.web.clinician.gate_words import held_words, in_order, until_words
from unhurried.web.clinician.library_words import review_words, then_words
from unhurried.web.clinician.order_words import missing_words, titles_of
from unhurried.web.clinician.room import is_in_room, names_whom, off_screen, refuse, takes_off_screen
from unhurried.web.clinician.secrets import secrets_beside
from unhurried.web.clinician.views.caseload import client_in_care
from unhurried.web.clinician.words import LIMITS_UNSEEN, REFUSALS, VERSION_NAMES, refused_words, zone_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from django_stubs_ext import StrOrPromise

    from unhurried.homework.models import LibraryItem, Plan
    from unhurried.homework.queries.clinician import Course, Held, Open
    from unhurried.people.models import Client, Clinician, Relationship

SHEET_PARTS = ("purpose", "why_it_helps", "when_where", "obstacles", "smallest_version", "stopping", "words")


@for_clinician
@names_whom
def compose(request: Asked, viewer: "Clinician", client_id: UUID, exercise_id: str) -> HttpResponse:
    """Compose an assignment: all of it prefilled, so that it can be given as it stands."""
    person = client_in_care(viewer, client_id)
    whom, found = about(request, viewer, person), queries.exercise_item(exercise_id)
    if whom is None or found is None:
        raise Http404
    under_way = whom.course.plan
    if under_way is None:
        return to_plan_first(request, whom)
    parts, with_others = list(whom.course.parts), is_in_room(request)
    room = room_of(found[1], under_way, parts, person, now=request.now, is_in_room=with_others)
    if room.is_private and takes_off_screen(request):
        return off_screen(request)
    before, opened = _before(request, viewer, under_way, room), _open(request, viewer, under_way, room)
    is_new = queries.asks_to_take_on(viewer, found[0])
    form = _compose_form(request, room, person, before, opened, is_new)
    _leave_unsaid_in_room(request, form)
    if room.choices and form.is_valid() and _is_given(request, viewer, under_way, found[0], room, form):
        return redirect(whom.page("client"))
    context = {
        "here": "caseload",
        "client": person,
        "name": request.keyring.open(person, "name"),
        "about": whom,
        "elsewhere": [one for one in whom.others if _fits(room.exercise, one, request.now)],
        "room": room,
        "form": form,
        "opened": {room.whom(one): row for one, row in opened.items()},
        "review": review_words(
            room.exercise.status, queries.signatures_of(viewer, queries.version_of(found[0])).standing
        ),
        "limited_to": _limited_to(request, viewer, under_way.relationship, room),
        "missing": _missing(before),
        "on_file": _on_file(request, viewer, room),
        "yet_to_look": [part.name for part in room.parts if part.client.pk in before.yet_to_look],
        **_beforehand(request, viewer, under_way, found[0], room),
        "names": {part.client.pk: part.name for part in room.parts},
        "held_words": held_words,
        "until_words": until_words,
        "then_words": then_words,
        "zone": zone_of(viewer),
    }
    beside = secrets_beside(request, viewer, under_way.relationship if room.is_for_all else None)
    return render(request, "clinician/compose.html", context | beside)


def _fits(exercise: Exercise, course: "Course", now: datetime) -> bool:
    return exercise.min_people <= len(course.seen_at(now)) <= exercise.max_people


def _on_file(request: Asked, viewer: "Clinician", room: Room) -> dict[str, list[str]]:
    """By what speaks against this exercise, the names of those about whom it is on file. Not in the room."""
    if is_in_room(request):
        return {}
    parts = [room.departed] if room.departed else room.parts
    standing = on_file_under(viewer, [part.client.pk for part in parts], now=request.now)
    return {
        against.code: [part.name for part in parts if against.code in standing.get(part.client.pk, ())]
        for against in room.exercise.contraindications
    }


def _open(request: Asked, viewer: "Clinician", under_way: "Plan", room: Room) -> "dict[UUID | None, Open]":
    """For whom of those it can be given to it lies open; in the room, only what all of them find there."""
    people = [part.client for part in ([room.departed] if room.departed else room.parts)]
    found = queries.open_under(viewer, under_way, room.exercise.id, people=people, now=request.now)
    offered = {None if whom == EVERYONE else UUID(whom) for whom, _words in room.choices}
    return {
        one: row for one, row in found.items() if one in offered and (row.is_seen or not is_in_room(request))
    }


def _beforehand(
    request: Asked, viewer: "Clinician", under_way: "Plan", item: "LibraryItem", room: Room
) -> "dict[str, Any]":
    """Why it cannot be given, to each it is for; or what would hold it. Neither is asked in the room."""
    if is_in_room(request):
        return {"refused": {}, "would_hold": []}
    refused = {}
    for whom, label in room.choices:
        found = queries.refused_before(
            viewer, under_way, item, room.exercise, alone=room.person(whom), now=request.now
        )
        if found.reasons:
            elsewhere, leaving_out = _named(room, found.elsewhere), _named(room, found.leaving_out)
            refused[label] = refused_words(found.reasons, elsewhere, leaving_out)
    held = [] if room.names in refused else _would_hold(viewer, under_way, item, room, request)
    return {"refused": refused, "would_hold": held}


def _named(room: Room, people: "Collection[Client]") -> list[str]:
    return [part.name for part in room.parts if part.client in people]


def _would_hold(
    viewer: "Clinician", under_way: "Plan", item: "LibraryItem", room: Room, request: Asked
) -> "list[Held]":
    """What would hold it, by name."""
    if not room.is_joint:
        return []
    held = queries.would_hold(
        viewer, under_way, item, room.exercise, now=request.now, keyring=request.keyring
    )
    return in_order(held, {part.client.pk: part.name for part in room.parts})


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


def _compose_form(
    request: Asked,
    room: Room,
    person: "Client",
    before: Before,
    opened: "Mapping[UUID | None, Open]",
    is_new: bool,
) -> ComposeForm:
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
        is_open=bool(opened),
        asks_to_take_on=is_new,
        asks_for_assessment=asks_for_assessment(room.exercise),
        today=request.now.date(),
    )


def _leave_unsaid_in_room(request: Asked, form: ComposeForm) -> None:
    """That something comes before is for the clinician's eyes, and so is what it is."""
    unsaid = [name for name in ("heard_on", "assessed") if name in form.errors]
    if is_in_room(request) and unsaid:
        for name in unsaid:
            del form.errors[name]
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

    In the room nothing is released beforehand, whatever is open: as from the page of what was given. What
    somebody may leave out is not given there either, whoever does; nor anything while an end is unsaid.
    """
    composed = _composed(form.cleaned_data, room, request)
    is_for_later = composed.is_released or room.is_kept_from_room or room.has_unsaid_end
    if is_in_room(request) and is_for_later:
        refuse(request, form, None)
        return False
    act = act_of(request, viewer.clinic_id)
    if form.cleaned_data.get("takes_on"):
        services.take_on_exercise(beside(act, "taken on"), clinician=viewer, exercise=item)
    try:
        services.assign(
            act,
            clinician=viewer,
            plan=under_way,
            exercise=item,
            composed=composed,
            keyring=request.keyring,
            unless_open=not form.cleaned_data.get("is_again", False),
        )
    except services.LiesOpen:
        _ask_whether_again(request, room, form)
        return False
    except services.NotTakenOn:
        refuse(request, form, None, NOT_TAKEN_ON)
        return False
    except services.MayNotAssign as refused:
        refuse(request, form, None, *(REFUSALS[reason] for reason in refused.reasons))
        return False
    except services.LimitsUnseen:
        refuse(request, form, "is_released", LIMITS_UNSEEN)
        return False
    messages.success(request, _("Given. It stands on their Today page."))
    return True


def _ask_whether_again(request: Asked, room: Room, form: ComposeForm) -> None:
    """Where the form has no tick for it, what lies there is for the clinician's eyes, or came meanwhile."""
    if "is_again" in form.fields:
        form.add_error("is_again", LIES_OPEN)
    else:
        refuse(request, form, None, LIES_OPEN_MEANWHILE)


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
        assessed=words.get("assessed", ""),
        arranged_by=room.person(words.get("arranged_by", "")) if is_joint else None,
    )
