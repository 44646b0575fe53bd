"""Together: who is here, when they meet, and the calendar that all of them share.

Setting a time, changing it and letting go of it lead to one page with the same words. So neither an address
that a browser remembers, nor a look at somebody's phone, tells which of the three it was.
"""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unhurried.core.meeting import Kind, common_parts
from unhurried.core.vocabulary import Audience
from unhurried.homework import services
from unhurried.homework.queries import client as queries
from unhurried.people.queries import shared_by
from unhurried.web.asking import Asked, act_of, for_client
from unhurried.web.client.at_the_clinic import at_the_clinic
from unhurried.web.client.calendar_lines import (
    KIND_HINTS,
    KIND_LABELS,
    in_words,
    offer_lines,
    suggested_lines,
)
from unhurried.web.client.forms.together import TogetherForm
from unhurried.web.client.which import Here, Which, all_here, chosen, here_of, here_of_time, named, way_to
from unhurried.web.client.words import Reader, readers, zone_of

if TYPE_CHECKING:
    from unhurried.homework.models import Occasion
    from unhurried.people.models import Client, Relationship


@require_safe
@for_client
def together(request: Asked, viewer: "Client", relationship_id: UUID | None = None) -> HttpResponse:
    """Appointments, and what is done with others; for somebody on their own it says so kindly.

    With several it is where they are chosen between, and each has a page of its own.
    """
    mine = all_here(request, viewer)
    here = chosen(mine, relationship_id)
    if here is None and mine:
        return _choice(request, viewer, [one.relationship for one in mine])
    is_one_of_several = here is not None and here.is_one_of_several
    met = {"appointments": None, "is_asked": False} if is_one_of_several else at_the_clinic(request, viewer)
    shared = _with_others(request, viewer, here) if here else {"shared": None, "departed": [], "which": {}}
    ended = {"endings": _ended(request, viewer, here), "clinic": viewer.clinic.name}
    return render(request, "client/together.html", {"here": "together", **met, **shared, **ended})


def _ended(request: Asked, viewer: "Client", here: Here | None) -> list[queries.Ending]:
    """Of the one that the page is about."""
    shared = shared_by(viewer, now=request.now)
    found = queries.endings_for(viewer, shared, request.keyring, is_own=not shared, now=request.now)
    return [one for one in found if here is not None and one.relationship_id == here.relationship.pk]


def _choice(request: Asked, viewer: "Client", mine: "list[Relationship]") -> HttpResponse:
    departed = {one.pk: queries.departed_for(viewer, one, request.keyring, now=request.now) for one in mine}
    context = {
        "here": "together",
        "names": named(request, viewer, mine),
        "departed": departed,
        **at_the_clinic(request, viewer),
    }
    return render(request, "client/together_choice.html", context)


def _with_others(request: Asked, viewer: "Client", here: Here) -> dict[str, Any]:
    shared = _calendar_of(request, viewer, here)
    calendar = _calendar(request, viewer, shared, here.which) if shared else {}
    departed = queries.departed_for(viewer, here.relationship, request.keyring, now=request.now)
    return {"shared": shared, "departed": departed, "which": here.which, **calendar}


def _calendar(request: Asked, viewer: "Client", shared: queries.Together, which: Which) -> dict[str, Any]:
    """Everybody reads the same in it, each by their own clock."""
    blocks = queries.blocks_for(shared, request.keyring, now=request.now)
    joint = queries.joint_exercises_for(shared, now=request.now)
    windows = queries.windows_of(shared)
    offered = list(windows.values())
    free = queries.free_to_suggest(joint, request.keyring, now=request.now)
    suggestions = queries.suggestions_for(shared, offered, free, blocks, now=request.now)
    return {
        "everybody": everybody_in(viewer, shared),
        "blocks": blocks,
        "kinds": KIND_LABELS,
        "zone": zone_of(viewer),
        "offers": list(offer_lines(viewer, shared, windows)),
        "is_common": bool(common_parts(offered)),
        "suggestions": suggested_lines(suggestions, zone_of(viewer), which),
        "arranger": queries.arranger_of(shared),
        "own_name": shared.names[viewer.pk],
    }


def everybody_in(viewer: "Client", shared: queries.Together) -> str:
    return in_words([_("You"), *shared.others(viewer)])


def with_others(
    view: Callable[[Asked, "Client", queries.Together, Which], HttpResponse],
) -> Callable[..., HttpResponse]:
    """A page of those who have a calendar together; somebody on their own is led back."""

    @for_client
    @wraps(view)
    def shown(request: Asked, viewer: "Client", relationship_id: UUID | None = None) -> HttpResponse:
        here = here_of(request, viewer, relationship_id)
        shared = _calendar_of(request, viewer, here) if here else None
        return view(request, viewer, shared, here.which) if here and shared else redirect("client:together")

    return shown


def of_a_time(
    view: Callable[[Asked, "Client", queries.Together, Which, UUID], HttpResponse],
) -> Callable[[Asked, UUID], HttpResponse]:
    """A page of a time that stands in a calendar of theirs; for somebody on their own there is none."""

    @for_client
    @wraps(view)
    def shown(request: Asked, viewer: "Client", occasion_id: UUID) -> HttpResponse:
        here = here_of_time(request, viewer, occasion_id)
        shared = _calendar_of(request, viewer, here)
        if shared is None:
            raise Http404
        return view(request, viewer, shared, here.which, occasion_id)

    return shown


def _calendar_of(request: Asked, viewer: "Client", here: Here) -> queries.Together | None:
    return queries.together_for(viewer, here.relationship, request.keyring, now=request.now)


@with_others
def new_time(request: Asked, viewer: "Client", shared: queries.Together, which: Which) -> HttpResponse:
    """Set a time aside for everybody; a suggestion fills it in beforehand."""
    joint = queries.joint_exercises_for(shared, now=request.now)
    form = _form(request, viewer, joint, initial=_suggested(request, joint))
    if form.is_valid():
        services.set_block(
            act_of(request, viewer.clinic_id),
            client=viewer,
            relationship=shared.relationship,
            block=_block(form),
            keyring=request.keyring,
        )
        return redirect(way_to("client:time_kept", which))
    return _time_page(request, viewer, shared, form, which)


@of_a_time
def change_time(
    request: Asked, viewer: "Client", shared: queries.Together, which: Which, occasion_id: UUID
) -> HttpResponse:
    occasion, block = _set_aside(request, shared, occasion_id)
    joint = queries.joint_exercises_for(shared, now=request.now)
    form = _form(request, viewer, joint, initial=_as_it_is(block, zone_of(viewer)))
    if form.is_valid():
        services.change_block(
            act_of(request, viewer.clinic_id),
            client=viewer,
            occasion=occasion,
            block=_block(form),
            keyring=request.keyring,
        )
        return redirect(way_to("client:time_kept", which))
    return _time_page(request, viewer, shared, form, which, block)


@require_POST
@of_a_time
def let_go_together(
    request: Asked, viewer: "Client", shared: queries.Together, which: Which, occasion_id: UUID
) -> HttpResponse:
    """No reason, no second question; a time that was let go before answers alike."""
    occasion, _block = _set_aside(request, shared, occasion_id)
    act = act_of(request, viewer.clinic_id)
    services.let_go_of_occasion(act, client=viewer, occasion=occasion)
    return redirect(way_to("client:time_kept", which))


@require_safe
@with_others
def time_kept(request: Asked, viewer: "Client", shared: queries.Together, which: Which) -> HttpResponse:
    """What stands in the calendar now, which is all that anybody's page says."""
    context = {
        "shared": shared,
        "which": which,
        "blocks": queries.blocks_for(shared, request.keyring, now=request.now),
        "kinds": KIND_LABELS,
        "zone": zone_of(viewer),
    }
    return render(request, "client/together_kept.html", context)


def _set_aside(
    request: Asked, shared: queries.Together, occasion_id: UUID
) -> "tuple[Occasion, queries.CalendarBlock]":
    found = queries.block_for(shared, occasion_id, request.keyring, now=request.now)
    if found is None:
        raise Http404
    return found


def _form(
    request: Asked, viewer: "Client", joint: list[queries.JointExercise], *, initial: dict[str, Any]
) -> TogetherForm:
    zone = zone_of(viewer)
    return TogetherForm(request.POST or None, joint=joint, zone=zone, now=request.now, initial=initial)


def _suggested(request: Asked, joint: list[queries.JointExercise]) -> dict[str, Any]:
    """What the address of a suggestion names. It is shown to be looked at, and read only once it is sent."""
    chosen = next((one for one in joint if str(one.assignment.pk) == request.GET.get("exercise")), None)
    return {
        "kind": (chosen.kind if chosen else Kind.CONNECTION).value,
        "exercise": str(chosen.assignment.pk) if chosen else "",
        "day": request.GET.get("day", ""),
        "at": request.GET.get("at", ""),
        "minutes": chosen.minutes if chosen else queries.MINUTES,
    }


def _as_it_is(block: queries.CalendarBlock, zone: ZoneInfo) -> dict[str, Any]:
    starts_at = block.starts_at.astimezone(zone)
    return {
        "kind": block.kind.value,
        "exercise": str(block.assignment_id or ""),
        "day": starts_at.date(),
        "at": starts_at.strftime("%H:%M"),
        "minutes": block.minutes,
        "place": block.place,
    }


def _block(form: TogetherForm) -> services.Block:
    said = form.cleaned_data
    return services.Block(
        kind=said["kind"],
        starts_at=said["starts_at"],
        minutes=said["minutes"],
        place=said["place"],
        assignment=form.assignment(),
    )


def _time_page(
    request: Asked,
    viewer: "Client",
    shared: queries.Together,
    form: TogetherForm,
    which: Which,
    block: queries.CalendarBlock | None = None,
) -> HttpResponse:
    zone, everybody = zone_of(viewer), everybody_in(viewer, shared)
    context = {
        "form": form,
        "block": block,
        "hints": KIND_HINTS,
        "shared": shared,
        "which": which,
        "zone": zone,
        "today": request.now.astimezone(zone).date(),
        "reader": Reader(label=everybody, who_else=readers(request, viewer)[Audience.SELF].who_else),
    }
    return render(request, "client/together_time.html", context)
