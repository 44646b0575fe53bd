"""The clinic's reading list. Its manager keeps it: `docs/decisions/0026-who-keeps-the-reading-list.md`."""

from dataclasses import fields
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from unhurried.people import services
from unhurried.people.queries import reading_entries_for, reading_entry_for
from unhurried.web.asking import Asked, act_of, for_manager
from unhurried.web.clinic.forms import ReadingEntryForm
from unhurried.web.library import shipped

if TYPE_CHECKING:
    from unhurried.people.models import Manager, ReadingEntry


@require_safe
@for_manager
def reading(request: Asked, viewer: "Manager") -> HttpResponse:
    titles = {one.id: one.says("title") for one in shipped().leaflets.values()}
    context = {"here": "settings", "entries": reading_entries_for(viewer), "titles": titles}
    return render(request, "clinic/reading.html", context)


@for_manager
def reading_entry(request: Asked, viewer: "Manager", reading_id: UUID | None = None) -> HttpResponse:
    entry = _found(viewer, reading_id) if reading_id else None
    form = ReadingEntryForm(request.POST or None, initial=_kept(entry))
    if form.is_valid():
        line = services.ReadingLine(**form.cleaned_data)
        services.put_reading_entry(act_of(request, viewer.clinic_id), line=line, entry=entry)
        return redirect("clinic:reading")
    context = {"here": "settings", "form": form, "entry": entry}
    return render(request, "clinic/reading_entry.html", context)


@require_POST
@for_manager
def remove_reading_entry(request: Asked, viewer: "Manager", reading_id: UUID) -> HttpResponse:
    services.remove_reading_entry(act_of(request, viewer.clinic_id), entry=_found(viewer, reading_id))
    return redirect("clinic:reading")


def _found(viewer: "Manager", reading_id: UUID) -> "ReadingEntry":
    entry = reading_entry_for(viewer, reading_id)
    if entry is None:
        raise Http404
    return entry


def _kept(entry: "ReadingEntry | None") -> dict[str, str]:
    names = [field.name for field in fields(services.ReadingLine)]
    return {name: getattr(entry, name) for name in names} if entry else {}
