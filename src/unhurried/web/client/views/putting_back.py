"""Putting back what was let go of or taken back, until pages next change. It lies behind one's own code:
no page before it tells whether anything was."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from unhurried.consent import services as consent
from unhurried.consent.agreement_queries import lines_taken_back_for
from unhurried.core.disclosure import Own
from unhurried.homework import services
from unhurried.homework.boards import board_of
from unhurried.homework.queries import client as queries
from unhurried.people.queries import every_relationship_of
from unhurried.web.asking import Asked, act_of
from unhurried.web.client.calendar_lines import KIND_LABELS
from unhurried.web.client.forms.together import PutBackForm
from unhurried.web.client.unlocking import for_client_own
from unhurried.web.client.which import named_if_several
from unhurried.web.client.words import zone_of

if TYPE_CHECKING:
    from unhurried.consent.agreements import Line
    from unhurried.people.models import Client, Relationship


@for_client_own(Own.WORDS)
def put_back(request: Asked, viewer: "Client") -> HttpResponse:
    times = queries.let_go_lately_for(viewer, now=request.now)
    mine = every_relationship_of(viewer, now=request.now)
    lines = _lines(request, viewer, mine)
    form = PutBackForm(request.POST or None)
    if form.is_valid():
        if _is_put_back(request, viewer, form, times, lines):
            messages.success(request, _("Put back. It stands as it did before."))
        return redirect("client:put_back")
    context = {
        "times": times,
        "lines": lines,
        "names": named_if_several(request, viewer, mine),
        "kinds": KIND_LABELS,
        "zone": zone_of(viewer),
    }
    return render(request, "client/put_back.html", context)


def _lines(request: Asked, viewer: "Client", mine: "list[Relationship]") -> "list[tuple[UUID, Line]]":
    """Each with the relationship it was given in, their own among them."""
    return [
        (one.pk, line)
        for one in mine
        for line in lines_taken_back_for(
            viewer,
            one,
            posted_at=board_of(one.pk).schedule.last(request.now),
            keyring=request.keyring,
        )
    ]


def _is_put_back(
    request: Asked,
    viewer: "Client",
    form: PutBackForm,
    times: list[queries.LetGo],
    lines: "list[tuple[UUID, Line]]",
) -> bool:
    act, chosen = act_of(request, viewer.clinic_id), form.cleaned_data["what"]
    for one in times:
        if one.occasion.pk == chosen:
            services.put_back_occasion(act, client=viewer, occasion=one.occasion)
            return True
    for _of, line in lines:
        if line.id == chosen:
            consent.put_back_line(act, client=viewer, line_id=line.id)
            return True
    return False
