"""The clinician's own mark on what one person told alone: it changes nothing on anybody's page."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from unhurried.consent import services
from unhurried.consent.safety_queries import concern_under
from unhurried.homework import services as homework
from unhurried.homework.queries import clinician as queries
from unhurried.web.asking import Asked, act_of, for_clinician
from unhurried.web.clinician.forms_secrets import NotesForm, SecretForm

if TYPE_CHECKING:
    from unhurried.people.models import Clinician


@require_POST
@for_clinician
def mark_concern(request: Asked, viewer: "Clinician", concern_id: UUID) -> HttpResponse:
    """One that they have opened."""
    found, form = concern_under(viewer, concern_id, request.keyring), SecretForm(request.POST)
    if found is None:
        raise Http404
    if form.is_valid():
        act = act_of(request, viewer.clinic_id)
        services.mark_concern(act, concern=found.concern, is_secret=form.is_secret)
    return redirect("clinician:concern", concern_id=concern_id)


@require_POST
@for_clinician
def mark_notes(request: Asked, viewer: "Clinician", assignment_id: UUID) -> HttpResponse:
    """What one person wrote for them after a practice of this."""
    if queries.assignment_under(viewer, assignment_id) is None:
        raise Http404
    form = NotesForm(request.POST)
    noted = queries.noted_under(viewer, **form.whose) if form.is_valid() else None
    if noted:
        act, (practice, author) = act_of(request, viewer.clinic_id), noted
        homework.mark_notes(act, practice=practice, author=author, is_secret=form.is_secret)
    return redirect("clinician:given", assignment_id=assignment_id)
