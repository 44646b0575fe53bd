"""The private journal: written at any time, read back behind the code."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unhurried.core.disclosure import Own
from unhurried.homework import queries, services
from unhurried.web.asking import Asked, act_of, for_client
from unhurried.web.client.forms.writing import JournalForm
from unhurried.web.client.unlocking import code_before, for_client_own, near
from unhurried.web.client.words import readers, zone_of

if TYPE_CHECKING:
    from unhurried.homework.models import JournalEntry
    from unhurried.people.models import Client


@for_client_own(Own.WORDS)
@require_safe
def journal(request: Asked, viewer: "Client") -> HttpResponse:
    entries = queries.journal_for(viewer, request.keyring)
    context = {"entries": entries, "readers": readers(viewer), "zone": zone_of(viewer)}
    return render(request, "client/journal.html", context)


@for_client
def journal_new(request: Asked, viewer: "Client") -> HttpResponse:
    form = JournalForm(request.POST or None)
    if form.is_valid():
        services.write_journal_entry(
            act_of(request, viewer.clinic_id),
            author=viewer,
            text=form.cleaned_data["text"],
            keyring=request.keyring,
        )
        messages.success(request, _("Kept. Only you can read it here."))
        is_hidden = near(request, viewer).hides(Own.WORDS)
        return redirect("client:mine" if is_hidden else "client:journal")
    return render(
        request, "client/journal_entry.html", {"form": form, "entry": None, "readers": readers(viewer)}
    )


def of_entry(
    view: Callable[[Asked, "Client", "JournalEntry"], HttpResponse],
) -> Callable[[Asked, UUID], HttpResponse]:
    """A page of one entry of one's own, behind the code; what is somebody else's is not there."""

    @for_client
    @wraps(view)
    def found(request: Asked, viewer: "Client", entry_id: UUID) -> HttpResponse:
        entry = queries.journal_entry_for(viewer, entry_id)
        if entry is None:
            raise Http404
        return code_before(request, viewer, Own.WORDS) or view(request, viewer, entry)

    return found


@of_entry
def journal_entry(request: Asked, viewer: "Client", entry: "JournalEntry") -> HttpResponse:
    form = JournalForm(request.POST or None, initial={"text": request.keyring.open(entry, "text")})
    if form.is_valid():
        services.change_journal_entry(
            act_of(request, viewer.clinic_id),
            entry=entry,
            text=form.cleaned_data["text"],
            keyring=request.keyring,
        )
        messages.success(request, _("Kept. Only you can read it here."))
        return redirect("client:journal")
    return render(
        request, "client/journal_entry.html", {"form": form, "entry": entry, "readers": readers(viewer)}
    )


@of_entry
@require_POST
def journal_remove(request: Asked, viewer: "Client", entry: "JournalEntry") -> HttpResponse:
    services.remove_journal_entry(act_of(request, viewer.clinic_id), entry=entry)
    return redirect("client:journal")
