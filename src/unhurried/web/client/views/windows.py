"""The parts of the week that somebody offers to those they share a calendar with."""

from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unhurried.core.disclosure import Own
from unhurried.homework import services
from unhurried.homework.queries import client as queries
from unhurried.web.asking import Asked, act_of, for_client
from unhurried.web.client.calendar_lines import places_of
from unhurried.web.client.forms.together import WindowsForm
from unhurried.web.client.unlocking import code_before, near
from unhurried.web.client.views.together import everybody_in, with_others
from unhurried.web.client.which import Which, here_of, way_to
from unhurried.web.client.words import zone_of

if TYPE_CHECKING:
    from unhurried.people.models import Client


@with_others
def windows(request: Asked, viewer: "Client", shared: queries.Together, which: Which) -> HttpResponse:
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
        return redirect(way_to("client:windows", which))
    days = list(WEEKDAYS.values())
    context = {
        "form": form,
        "days": days,
        "shared": shared,
        "which": which,
        "everybody": everybody_in(viewer, shared),
        "zone": zone_of(viewer),
        "is_hidden": is_hidden,
    }
    return render(request, "client/together_windows.html", context)


@for_client
def open_windows(request: Asked, viewer: "Client", relationship_id: UUID | None = None) -> HttpResponse:
    """The way through one's code to what one offers now."""
    return code_before(request, viewer, Own.WORDS) or _windows_opened(request, viewer, relationship_id)


@require_safe
def _windows_opened(request: Asked, viewer: "Client", relationship_id: UUID | None) -> HttpResponse:
    here = here_of(request, viewer, relationship_id)
    return redirect(way_to("client:windows", here.which)) if here else redirect("client:together")


def _offered_words(shared: queries.Together, zone: ZoneInfo, *, is_hidden: bool) -> str:
    day = {"day": date_format(shared.next_posting.astimezone(zone), "l j F")}
    if is_hidden:
        return _("Kept. It stands here, and on the others’ pages, from %(day)s on.") % day
    return _("Kept. What you offer is ticked below. The others see it from %(day)s on.") % day
