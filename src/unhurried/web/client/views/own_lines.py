"""Lines that somebody gave before they took part with others: between them and their clinician."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render

from unhurried.consent import services as consent
from unhurried.consent.agreement_queries import lines_for, own_line_for
from unhurried.people.queries import own_relationships_of
from unhurried.web.asking import Asked, act_of
from unhurried.web.client.forms.agreements import LineChosenForm
from unhurried.web.client.unlocking import for_client_in_private

if TYPE_CHECKING:
    from unhurried.consent.agreements import Line
    from unhurried.people.models import Client


@for_client_in_private
def own_lines(request: Asked, viewer: "Client") -> HttpResponse:
    """They can be taken back here. Nobody else reads them, so they go at once."""
    form = LineChosenForm(request.POST or None)
    if form.is_valid():
        line = own_line_for(viewer, form.cleaned_data["line"])
        if line:
            consent.take_back_line(act_of(request, viewer.clinic_id), line=line)
        return redirect("client:private_lines")
    return render(request, "client/private/lines.html", {"lines": _lines(request, viewer), "viewer": viewer})


def _lines(request: Asked, viewer: "Client") -> "list[Line]":
    at, keys = request.now, request.keyring
    mine = own_relationships_of(viewer, now=at)
    return [line for one in mine for line in lines_for(viewer, one, posted_at=at, keyring=keys)]
