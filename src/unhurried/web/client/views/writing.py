"""The private journal: written at any time, read back behind the code."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from unhurried.core.disclosure import Own
from unhurried.homework import services
from unhurried.homework.queries import client as queries
from unhurried.web.asking import Asked, act_of, for_client
from unhurried.web.client.forms.writing import JournalDraftForm, JournalForm
from unhurried.web.client.unlocking import code_before, for_client_own, near
from unhurried.web.client.words import readers, zone_of

if TYPE_CHECKING:
    from unhurried.homework.models import JournalEntry
    from unhurried.people.models import Client

KEPT: Final = _("Kept. Only you can read it here.")


@for_client_own(Own.WORDS)
@require_safe
def journal(request: Asked, viewer: "Client") -> HttpResponse:
    entries = queries.journal_for(viewer, request.keyring)
    context = {"entries": entries, "readers": readers(request, viewer), "zone": zone_of(viewer)}
    return render(request, "client/journal.html", context)


@for_client
def journal_new(request: Asked, viewer: "Client") -> HttpResponse:
    """A page to write on. Whoever may read what they wrote goes on with what they began here before."""
    is_hidden = near(request, viewer).hides(Own.WORDS)
    begun = None if request.method == "POST" or is_hidden else queries.journal_begun_for(viewer)
    if begun:
        return redirect("client:journal_entry", entry_id=begun.pk)
    form = JournalForm(request.POST or None, initial={"page": uuid4()})
    is_whole = form.is_valid()
    if _is_left(request):
        _leave(request, viewer, services.entry_of_page(viewer, _page_of(request, viewer, form)))
        return _left_or_kept(is_hidden)
    if is_whole:
        services.write_journal_entry(
            act_of(request, viewer.clinic_id),
            author=viewer,
            writing=_writing_of(request, viewer, form),
            keyring=request.keyring,
        )
        messages.success(request, KEPT)
        return _left_or_kept(is_hidden)
    return _writing_page(request, viewer, form)


@require_POST
@for_client
def journal_draft(request: Asked, viewer: "Client") -> HttpResponse:
    """Save what is being written. It needs no code, and no page tells of it before the code."""
    form = JournalDraftForm(request.POST)
    page = _page_of(request, viewer, form) if form.is_valid() else None
    return _saved(request, viewer, services.entry_of_page(viewer, page) if page else None, form)


def _saved(request: Asked, viewer: "Client", entry_id: UUID | None, form: JournalForm) -> HttpResponse:
    if entry_id is None or not form.is_valid():
        return HttpResponse(status=422)
    services.draft_journal_entry(
        act_of(request, viewer.clinic_id),
        author=viewer,
        entry_id=entry_id,
        writing=_writing_of(request, viewer, form),
        keyring=request.keyring,
    )
    return HttpResponse(status=204)


def _page_of(request: Asked, viewer: "Client", form: JournalForm) -> UUID:
    """The name of the page that is written on; without a readable one, this sending is a page of its own."""
    page: UUID | None = form.cleaned_data.get("page")
    return page or act_of(request, viewer.clinic_id).id


def _writing_of(request: Asked, viewer: "Client", form: JournalForm) -> services.Writing:
    before = form.cleaned_data["before"] if "before" in form.data else None
    page, text = _page_of(request, viewer, form), form.cleaned_data["text"]
    return services.Writing(page=page, text=text, before=before)


def _left_or_kept(is_hidden: bool) -> HttpResponse:
    return redirect("client:mine" if is_hidden else "client:journal")


def _is_left(request: Asked) -> bool:
    return request.POST.get("go") == "leave"


def _leave(request: Asked, viewer: "Client", entry_id: UUID) -> None:
    services.leave_journal_draft(act_of(request, viewer.clinic_id), author=viewer, entry_id=entry_id)


def _writing_page(
    request: Asked, viewer: "Client", form: JournalForm, entry: "JournalEntry | None" = None
) -> HttpResponse:
    context = {"form": form, "entry": entry, "readers": readers(request, viewer)}
    return render(request, "client/journal_entry.html", context)


def of_entry(
    view: Callable[[Asked, "Client", "JournalEntry"], HttpResponse],
) -> Callable[[Asked, UUID], HttpResponse]:
    """A page of one entry of one's own. The code comes first: before it no address tells what there is."""

    @for_client
    @wraps(view)
    def found(request: Asked, viewer: "Client", entry_id: UUID) -> HttpResponse:
        return code_before(request, viewer, Own.WORDS) or _found(request, viewer, entry_id)

    def _found(request: Asked, viewer: "Client", entry_id: UUID) -> HttpResponse:
        entry = queries.journal_entry_for(viewer, entry_id)
        if entry is None:
            raise Http404
        return view(request, viewer, entry)

    return found


@of_entry
def journal_entry(request: Asked, viewer: "Client", entry: "JournalEntry") -> HttpResponse:
    words = request.keyring.open(entry, "draft" if entry.is_unfinished else "text")
    form = JournalForm(request.POST or None, initial={"page": uuid4(), "before": words, "text": words})
    if _is_left(request):
        _leave(request, viewer, entry.pk)
        return redirect("client:journal")
    if form.is_valid():
        services.change_journal_entry(
            act_of(request, viewer.clinic_id),
            entry=entry,
            writing=_writing_of(request, viewer, form),
            keyring=request.keyring,
        )
        messages.success(request, KEPT)
        return redirect("client:journal")
    return _writing_page(request, viewer, form, entry)


@require_POST
@for_client
def journal_entry_draft(request: Asked, viewer: "Client", entry_id: UUID) -> HttpResponse:
    """Save what is being changed beside the entry; the entry itself changes only behind the code.

    Before the code nothing tells whether the entry is there: words about one that is gone are begun anew.
    """
    is_there = queries.journal_entry_for(viewer, entry_id) is not None
    if not is_there and not near(request, viewer).hides(Own.WORDS):
        raise Http404
    saved_in = entry_id if is_there else services.entry_of_page(viewer, entry_id)
    return _saved(request, viewer, saved_in, JournalDraftForm(request.POST))


@of_entry
@require_POST
def journal_remove(request: Asked, viewer: "Client", entry: "JournalEntry") -> HttpResponse:
    services.remove_journal_entry(act_of(request, viewer.clinic_id), entry=entry)
    return redirect("client:journal")
