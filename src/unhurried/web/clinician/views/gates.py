"""The clinician's acts at a gate. For bodies they hold at once; pages follow at the next posting."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unhurried.core.exercises import Communication
from unhurried.homework import services
from unhurried.homework.facts import place_now
from unhurried.homework.library_items import exercise_by_digest, pathway_by_digest
from unhurried.homework.queries import clinician as queries
from unhurried.web.asking import Asked, act_of, for_clinician
from unhurried.web.clinician.forms import NOT_FROM_THE_ROOM
from unhurried.web.clinician.forms_together import ArrangerForm, CommunicationForm, HeardForm, VersionForm
from unhurried.web.clinician.gate_words import held_alone_words, held_words
from unhurried.web.clinician.order_words import missing_words, titles_of
from unhurried.web.clinician.room import is_in_room, off_screen
from unhurried.web.clinician.views.closing import lift_asked
from unhurried.web.clinician.words import LIMITS_UNSEEN, VERSION_NAMES, from_when, zone_of

if TYPE_CHECKING:
    from unhurried.homework.models import Assignment
    from unhurried.homework.queries.clinician import JointGate, Part
    from unhurried.people.models import Clinician, Relationship


def _given(viewer: "Clinician", assignment_id: UUID) -> "Assignment":
    assignment = queries.assignment_under(viewer, assignment_id)
    if assignment is None:
        raise Http404
    return assignment


def _needs_everyone(given: "Assignment") -> bool:
    return exercise_by_digest(given.exercise_id).needs_everyone(place_now(given).phase)


def _kept(request: Asked, viewer: "Clinician", relationship: "Relationship") -> HttpResponse:
    """Back, with the same words whatever was done: somebody may sit beside the screen."""
    lands_at = queries.lands_at_under(viewer, relationship, now=request.now)
    when = from_when(lands_at, now=request.now, zone=zone_of(viewer))
    messages.success(request, _("Kept. %(when)s") % {"when": when})
    return redirect("clinician:relationship", relationship_id=relationship.pk)


@for_clinician
def release(request: Asked, viewer: "Clinician", assignment_id: UUID) -> HttpResponse:
    """Turn the clinician's key for where they are; what is still open stands beside the button."""
    given = _given(viewer, assignment_id)
    if is_in_room(request):
        return _not_from_the_room(request, given)
    gate = _gate_of(request, viewer, given)
    if gate is None or gate.is_released or not gate.needs_everyone:
        return redirect("clinician:relationship", relationship_id=given.relationship_id)
    still_open = [one for one in gate.held_by if one.is_open_criterion]
    before = queries.before_release(viewer, given, now=request.now, keyring=request.keyring)
    is_asked = bool(still_open or before.missing)
    form = HeardForm(request.POST or None, today=request.now.date(), is_asked=is_asked)
    if form.is_valid() and _is_released(request, viewer, given, form):
        return _kept(request, viewer, given.relationship)
    titles = titles_of(exercise for _item, exercise in queries.exercise_items())
    parts = queries.parts_under(viewer, given.relationship, request.keyring)
    context = {
        "here": "caseload",
        "gate": gate,
        "names": {part.client.pk: part.name for part in parts},
        "still_open": still_open,
        "missing": [missing_words(one, titles) for one in before.missing],
        "yet_to_look": [part.name for part in parts if part.client.pk in before.yet_to_look],
        "held_words": held_words,
        "versions": VERSION_NAMES,
        "form": form,
    }
    return render(request, "clinician/release.html", context)


def _not_from_the_room(request: Asked, given: "Assignment") -> HttpResponse:
    """In the same words whatever is open: a release that asks for more would tell the room."""
    if request.method != "POST":
        return off_screen(request)
    messages.warning(request, NOT_FROM_THE_ROOM)
    return redirect("clinician:relationship", relationship_id=given.relationship_id)


def _is_released(request: Asked, viewer: "Clinician", given: "Assignment", form: HeardForm) -> bool:
    heard_on = form.cleaned_data.get("heard_on")
    try:
        services.release_phase(act_of(request, viewer.clinic_id), assignment=given, heard_on=heard_on)
    except services.LimitsUnseen:
        form.add_error(None, LIMITS_UNSEEN)
        return False
    return True


def _gate_of(request: Asked, viewer: "Clinician", given: "Assignment") -> "JointGate | None":
    gates = queries.gates_for(viewer, given.relationship, now=request.now, keyring=request.keyring)
    return gates.of(given)


@require_POST
@for_clinician
def hold(request: Asked, viewer: "Clinician", assignment_id: UUID) -> HttpResponse:
    given = _given(viewer, assignment_id)
    services.hold_assignment(act_of(request, viewer.clinic_id), assignment=given, keyring=request.keyring)
    return _kept(request, viewer, given.relationship)


@for_clinician
def lift(request: Asked, viewer: "Clinician", hold_id: UUID) -> HttpResponse:
    """It asks once more. What somebody wrote is read before what it holds is lifted."""
    found = queries.hold_under(viewer, hold_id)
    if found is None:
        raise Http404
    if request.method != "POST":
        return lift_asked(request, viewer, found)
    try:
        services.lift_hold(act_of(request, viewer.clinic_id), hold=found)
    except services.NotRead as refused:
        if is_in_room(request):
            messages.warning(request, NOT_FROM_THE_ROOM)
            return redirect("clinician:relationship", relationship_id=found.relationship_id)
        messages.warning(request, _("Nothing was lifted. Open this first; then it can be lifted."))
        return redirect("clinician:concern", concern_id=refused.concern)
    return _kept(request, viewer, found.relationship)


@require_POST
@for_clinician
def invite(request: Asked, viewer: "Clinician", assignment_id: UUID) -> HttpResponse:
    """Another round of asking, from the appointment. What has no rounds is let be."""
    given = _given(viewer, assignment_id)
    if _needs_everyone(given):
        services.invite_again(act_of(request, viewer.clinic_id), assignment=given)
    return _kept(request, viewer, given.relationship)


@require_POST
@for_clinician
def version(request: Asked, viewer: "Clinician", assignment_id: UUID) -> HttpResponse:
    """Another published version, for everybody alike."""
    given = _given(viewer, assignment_id)
    phase = exercise_by_digest(given.exercise_id).phase(given.phase)
    form = VersionForm(request.POST, versions=[(one.key, one.key) for one in phase.versions])
    if not form.is_valid():
        return redirect("clinician:relationship", relationship_id=given.relationship_id)
    services.choose_version(
        act_of(request, viewer.clinic_id), assignment=given, version=form.cleaned_data["version"]
    )
    return _kept(request, viewer, given.relationship)


@require_POST
@for_clinician
def communication(request: Asked, viewer: "Clinician", assignment_id: UUID) -> HttpResponse:
    """How they let one another know, for everybody alike. What one does alone has no such thing."""
    given = _given(viewer, assignment_id)
    form = CommunicationForm(request.POST)
    if not form.is_valid() or not is_for_several(given):
        return redirect("clinician:given", assignment_id=assignment_id)
    services.choose_communication(
        act_of(request, viewer.clinic_id),
        assignment=given,
        communication=Communication(form.cleaned_data["communication"]),
        keyring=request.keyring,
    )
    return _kept(request, viewer, given.relationship)


@require_POST
@for_clinician
def arranger(request: Asked, viewer: "Clinician", assignment_id: UUID) -> HttpResponse:
    """Who arranges the times for it, where their pathway lets one person do so."""
    given = _given(viewer, assignment_id)
    people = may_arrange(request, viewer, given)
    form = ArrangerForm(request.POST, people=[(str(one.client.pk), one.name) for one in people])
    if not people or not form.is_valid():
        return redirect("clinician:given", assignment_id=assignment_id)
    chosen = form.cleaned_data["arranged_by"]
    services.choose_arranger(
        act_of(request, viewer.clinic_id),
        assignment=given,
        client=next((one.client for one in people if str(one.client.pk) == chosen), None),
    )
    return _kept(request, viewer, given.relationship)


def may_arrange(request: Asked, viewer: "Clinician", given: "Assignment") -> "list[Part]":
    """Those who take part, where whose body it is about may be named; else nobody."""
    pathway = pathway_by_digest(given.plan.pathway_id)
    if given.client_id or not pathway.is_owner_led(exercise_by_digest(given.exercise_id).id):
        return []
    parts = queries.parts_under(viewer, given.relationship, request.keyring)
    here = [part for part in parts if not part.has_ended]
    return here if len(here) > 1 else []


def held_alone(request: Asked, viewer: "Clinician", given: "Assignment") -> list[str]:
    """What holds what was given to one person alone; on a ladder, from which rung on."""
    if given.client is None:
        return []
    held = queries.held_alone_under(viewer, given.client, [given], now=request.now, keyring=request.keyring)
    return held_alone_words(held.get(given.pk, ()), exercise_by_digest(given.exercise_id))


def is_for_several(given: "Assignment") -> bool:
    return given.client_id is None and exercise_by_digest(given.exercise_id).min_people > 1
