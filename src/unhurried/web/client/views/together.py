"""Together: who is here, when they meet, and the calendar that all of them share.

Setting a time, changing it and letting go of it lead to one page with the same words. So neither an address
that a browser remembers, nor a look at somebody's phone, tells which of the three it was.
"""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unhurried.core.disclosure import Own
from unhurried.core.meeting import Kind, common_parts
from unhurried.core.vocabulary import Audience
from unhurried.homework import queries, services
from unhurried.people.queries import appointments_for_client, asked_to_join
from unhurried.web.asking import Asked, act_of, for_client
from unhurried.web.client.calendar_lines import (
    KIND_HINTS,
    KIND_LABELS,
    in_words,
    offer_lines,
    places_of,
    suggested_lines,
)
from unhurried.web.client.forms.together import TogetherForm, WindowsForm
from unhurried.web.client.unlocking import for_client_own, near
from unhurried.web.client.words import Reader, readers, zone_of
from unhurried.web.words import appointments_ahead

if TYPE_CHECKING:
    from unhurried.homework.models import Occasion
    from unhurried.people.models import Client


@require_safe
@for_client
def together(request: Asked, viewer: "Client") -> HttpResponse:
    """Appointments, and what is done with others; for somebody on their own it says so kindly."""
    at_clinic, here = ZoneInfo(viewer.clinic.time_zone), zone_of(viewer)
    kept = appointments_for_client(viewer, now=request.now)
    ahead = appointments_ahead(kept, at_clinic=at_clinic, seen_from=here, now=request.now)
    shared = queries.together_for(viewer, request.keyring, now=request.now)
    calendar = _calendar(request, viewer, shared) if shared else {}
    context = {"here": "together", "appointments": ahead, "shared": shared, **calendar}
    context["is_asked"] = _is_asked_openly(request, viewer)
    context["departed"] = queries.departed_for(viewer, request.keyring, now=request.now)
    return render(request, "client/together.html", context)


def _is_asked_openly(request: Asked, viewer: "Client") -> bool:
    """In company the question stands behind the code, and nothing here depends on it."""
    is_in_company = near(request, viewer).is_in_company
    return not is_in_company and asked_to_join(viewer, now=request.now) is not None


def _calendar(request: Asked, viewer: "Client", shared: queries.Together) -> dict[str, Any]:
    """Everybody reads the same in it, each by their own clock."""
    blocks = queries.blocks_for(shared, request.keyring, now=request.now)
    joint = queries.joint_exercises_for(shared, now=request.now)
    windows = queries.windows_of(shared)
    offered = list(windows.values())
    free = queries.free_to_suggest(joint, request.keyring, now=request.now)
    suggestions = queries.suggestions_for(shared, offered, free, blocks, now=request.now)
    return {
        "everybody": in_words([_("You"), *shared.others(viewer)]),
        "blocks": blocks,
        "kinds": KIND_LABELS,
        "zone": zone_of(viewer),
        "offers": list(offer_lines(viewer, shared, windows)),
        "is_common": bool(common_parts(offered)),
        "suggestions": suggested_lines(suggestions, zone_of(viewer)),
        "arranger": queries.arranger_of(shared),
        "own_name": shared.names[viewer.pk],
    }


def with_others(
    view: Callable[[Asked, "Client", queries.Together], HttpResponse],
) -> Callable[[Asked], HttpResponse]:
    """A page of those who have a calendar together; somebody on their own is led back."""

    @for_client
    @wraps(view)
    def shown(request: Asked, viewer: "Client") -> HttpResponse:
        shared = queries.together_for(viewer, request.keyring, now=request.now)
        return view(request, viewer, shared) if shared else redirect("client:together")

    return shown


@with_others
def new_time(request: Asked, viewer: "Client", shared: queries.Together) -> HttpResponse:
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
        return redirect("client:time_kept")
    return _time_page(request, viewer, shared, form)


@for_client
def change_time(request: Asked, viewer: "Client", occasion_id: UUID) -> HttpResponse:
    shared = _shared(request, viewer)
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
        return redirect("client:time_kept")
    return _time_page(request, viewer, shared, form, block)


@require_POST
@for_client
def let_go_together(request: Asked, viewer: "Client", occasion_id: UUID) -> HttpResponse:
    """No reason, no second question; a time that was let go before answers alike."""
    occasion, _block = _set_aside(request, _shared(request, viewer), occasion_id)
    act = act_of(request, viewer.clinic_id)
    services.let_go_of_occasion(act, client=viewer, occasion=occasion)
    return redirect("client:time_kept")


@require_safe
@with_others
def time_kept(request: Asked, viewer: "Client", shared: queries.Together) -> HttpResponse:
    """What stands in the calendar now, which is all that anybody's page says."""
    context = {
        "shared": shared,
        "blocks": queries.blocks_for(shared, request.keyring, now=request.now),
        "kinds": KIND_LABELS,
        "zone": zone_of(viewer),
    }
    return render(request, "client/together_kept.html", context)


@with_others
def windows(request: Asked, viewer: "Client", shared: queries.Together) -> HttpResponse:
    """What one offers of the week: before the code as everybody reads it, behind it as it is now.

    It is kept without the code. What stands unseen is neither added to nor taken away.
    """
    is_hidden = near(request, viewer).hides(Own.WORDS)
    standing = queries.own_windows_for(viewer, shared)
    shown = places_of(queries.windows_of(shared)[viewer.pk] if is_hidden else standing)
    form = WindowsForm(request.POST or None, initial={"windows": shown, "shown": shown})
    if form.is_valid():
        services.offer_windows(
            act_of(request, viewer.clinic_id),
            client=viewer,
            relationship=shared.relationship,
            windows=[(one.weekday, one.part.value) for one in form.chosen(standing)],
        )
        messages.success(request, _offered_words(shared, zone_of(viewer), is_hidden=is_hidden))
        return redirect("client:windows")
    days = list(WEEKDAYS.values())
    context = {
        "form": form,
        "days": days,
        "shared": shared,
        "zone": zone_of(viewer),
        "is_hidden": is_hidden,
    }
    return render(request, "client/together_windows.html", context)


@for_client_own(Own.WORDS)
@require_safe
def open_windows(request: Asked, viewer: "Client") -> HttpResponse:
    """The way through one's code to what one offers now."""
    return redirect("client:windows")


def _offered_words(shared: queries.Together, zone: ZoneInfo, *, is_hidden: bool) -> str:
    day = {"day": date_format(shared.next_posting.astimezone(zone), "l j F")}
    if is_hidden:
        return _("Kept. It stands here, and on the others’ pages, from %(day)s on.") % day
    return _("Kept. What you offer is ticked below. The others see it from %(day)s on.") % day


def _shared(request: Asked, viewer: "Client") -> queries.Together:
    """For somebody on their own there is no such page."""
    shared = queries.together_for(viewer, request.keyring, now=request.now)
    if shared is None:
        raise Http404
    return shared


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
    block: queries.CalendarBlock | None = None,
) -> HttpResponse:
    zone, everybody = zone_of(viewer), in_words([_("You"), *shared.others(viewer)])
    context = {
        "form": form,
        "block": block,
        "hints": KIND_HINTS,
        "shared": shared,
        "zone": zone,
        "today": request.now.astimezone(zone).date(),
        "reader": Reader(label=everybody, who_else=readers(viewer)[Audience.SELF].who_else),
    }
    return render(request, "client/together_time.html", context)
