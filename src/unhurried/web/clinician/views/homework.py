"""What happened with something that was given, and the review of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from unhurried.core.comfort import Dose
from unhurried.core.exercises import Exercise
from unhurried.core.progression import Criterion
from unhurried.core.suggestions import Suggestion
from unhurried.homework import services
from unhurried.homework.facts import arranger_shown, place_now, place_shown
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.queries import clinician as queries
from unhurried.homework.sheets import Sheet
from unhurried.web.asking import Asked, act_of, for_clinician
from unhurried.web.clinician.courses import way_to
from unhurried.web.clinician.forms import COMMUNICATION_WAYS
from unhurried.web.clinician.forms_review import COMMUNICATION, CONNECTION, EFFORT, NEXT_STEPS, ReviewForm
from unhurried.web.clinician.forms_together import ArrangerForm, CommunicationForm
from unhurried.web.clinician.gate_words import AFTERWARDS, CRITERION_WORDS, DUE_WORDS, OF_ONE, pressed_words
from unhurried.web.clinician.order_words import way_back_hint
from unhurried.web.clinician.room import is_in_room, off_screen, refuse, takes_off_screen
from unhurried.web.clinician.secrets import secrets_beside
from unhurried.web.clinician.silence import dose_words, less_of
from unhurried.web.clinician.views.closing import let_go_asked
from unhurried.web.clinician.views.gates import held_alone, is_for_several, may_arrange
from unhurried.web.clinician.words import (
    HOLD_WORDS,
    LIMITS_UNSEEN,
    READINESS_WORDS,
    REFUSALS,
    SUGGESTION_WORDS,
    VERSION_NAMES,
    from_when,
    today_of,
    zone_of,
)
from unhurried.web.words import BARRIER_LABELS, note_lines, rating_labels, shifts_in

if TYPE_CHECKING:
    from datetime import datetime

    from unhurried.homework.models import Assignment
    from unhurried.homework.queries.clinician import Downward, Happening, Proposed, SaidAfterwards, StillOpen
    from unhurried.people.models import Clinician


@for_clinician
def given(request: Asked, viewer: "Clinician", assignment_id: UUID) -> HttpResponse:
    """What happened with one assignment, and the review of it."""
    assignment = queries.assignment_under(viewer, assignment_id)
    people = _people_of(viewer, assignment, request) if assignment else {}
    if assignment is None or not people:
        raise Http404
    if assignment.client_id and takes_off_screen(request):
        return off_screen(request)
    exercise = exercise_by_digest(assignment.exercise_id)
    needs_everyone = exercise.needs_everyone(place_now(assignment).phase)
    ways = queries.ways_back_under(viewer, assignment)
    downward = queries.downward_under(viewer, assignment, now=request.now)
    less = less_of(request, viewer, assignment)
    form = ReviewForm(
        request.POST or None,
        initial={"next_step": "with_less" if less and "less" in request.GET else "talk"},
        less=less.key if less else "",
        today=request.now.date(),
        needs_everyone=needs_everyone,
        leads_to_words="to_words" in ways,
        leads_back=downward.shown or (downward.now and not is_in_room(request)),
        may_release=bool(assignment.client_id) or not is_in_room(request),
    )
    if form.is_valid() and form.is_final and "is_sure" not in request.POST:
        return let_go_asked(request, viewer, assignment)
    if form.is_valid() and _is_reviewed(request, viewer, assignment, form, downward, less):
        return _back_to(assignment, people)
    context = _happened(request, viewer, assignment, people, needs_everyone=needs_everyone) | {
        "ways_back": {name: way_back_hint(name, ways.get(name)) for name in ("step_back", "to_words")},
        "downward": downward,
        "less": dose_words(less) if less else "",
        "form": form,
    }
    beside = secrets_beside(request, viewer, None if assignment.client_id else assignment.relationship)
    return render(request, "clinician/given.html", context | _given_words(exercise) | beside)


def _happened(
    request: Asked,
    viewer: "Clinician",
    assignment: "Assignment",
    people: dict[UUID, str],
    *,
    needs_everyone: bool,
) -> dict[str, Any]:
    """What stands on the page beside the answer."""
    exercise = exercise_by_digest(assignment.exercise_id)
    posted, coming = place_shown(assignment, request.now), place_now(assignment)
    still_open = queries.open_criteria_under(viewer, assignment, request.keyring) if needs_everyone else {}
    sheet = queries.sheet_under(viewer, assignment, request.keyring)
    happenings = queries.happenings_for(viewer, assignment, request.keyring, now=request.now)
    return {
        **_marks(viewer, happenings),
        "here": "review",
        "assignment": assignment,
        "client": next(iter(people)),
        "people": people,
        "exercise": exercise,
        "posted": posted,
        "coming": coming if coming != posted else None,
        "sheet": sheet,
        "assessed": queries.assessed_under(viewer, assignment, request.keyring),
        "arranged": _arranged(request, viewer, assignment, people),
        "communication": sheet.communication_at(request.now),
        "communication_form": _communication_form(assignment, exercise, sheet),
        "afterwards": _afterwards(request, viewer, assignment),
        "happenings": happenings,
        "open_beside": _open_beside(request, viewer, assignment),
        "held_alone": held_alone(request, viewer, assignment),
        "holds_on": queries.holds_on_under(viewer, assignment),
        "still_open": {client: _named(criteria) for client, criteria in still_open.items()},
        "thoughts": _thoughts(request, viewer, assignment, people, needs_everyone=needs_everyone),
        "zone": zone_of(viewer),
    }


def _marks(viewer: "Clinician", happenings: "list[Happening]") -> dict[str, Any]:
    """By practice and author: what may be marked as told as a secret, and what is."""
    practices = [one.details["practice"].pk for one in happenings if one.what == "practice"]
    return {
        "to_mark": queries.notes_to_mark_in(viewer, practices),
        "secret_notes": queries.secret_notes_in(viewer, practices),
    }


def _afterwards(
    request: Asked, viewer: "Clinician", assignment: "Assignment"
) -> Mapping[tuple[UUID, UUID], "SaidAfterwards"]:
    """By practice and person. In the room they are not even read."""
    return {} if is_in_room(request) else queries.afterwards_in(viewer, assignment, request.keyring)


def _open_beside(request: Asked, viewer: "Clinician", assignment: "Assignment") -> "list[StillOpen]":
    """What is open of those it is for, whatever is answered here. In the room it is not even read."""
    if is_in_room(request):
        return []
    keyring, alone = request.keyring, assignment.client_id
    people = queries.reached_in(viewer, assignment.relationship, keyring, now=request.now, alone=alone)
    found = queries.still_open_under(
        viewer, people, keyring, today=today_of(request, viewer), now=request.now
    )
    beside = (one.beside_an_answer for one in found)
    return [one for one in beside if one.is_anything]


@dataclass(frozen=True, kw_only=True)
class Arranged:
    """Who arranges it by name, as pages say it, and who will; the form, where another may be chosen."""

    now: str
    next_at: "datetime | None"
    next: str
    form: ArrangerForm | None


def _arranged(
    request: Asked, viewer: "Clinician", assignment: "Assignment", people: Mapping[UUID, str]
) -> Arranged:
    shown, coming = arranger_shown(assignment, request.now), assignment.arranged_next_at
    is_coming = coming is not None and coming > request.now
    chosen = assignment.arranged_next_by_id if is_coming else shown
    named = [(str(one.client.pk), one.name) for one in may_arrange(request, viewer, assignment)]
    form = ArrangerForm(initial={"arranged_by": str(chosen or "")}, people=named, auto_id="arranger_%s")
    return Arranged(
        now=people.get(shown, "") if shown else "",
        next_at=coming if is_coming else None,
        next=people.get(chosen, "") if chosen else "",
        form=form if named else None,
    )


def _communication_form(
    assignment: "Assignment", exercise: Exercise, sheet: Sheet
) -> CommunicationForm | None:
    """As it was chosen last, wherever there are several to let one another know."""
    chosen = sheet.communication_next or sheet.communication or exercise.communication.value
    if not is_for_several(assignment):
        return None
    return CommunicationForm(initial={"communication": chosen}, auto_id="way_%s")


def _is_reviewed(
    request: Asked,
    viewer: "Clinician",
    assignment: "Assignment",
    form: ReviewForm,
    downward: "Downward",
    less: "Proposed | None",
) -> bool:
    """Answer it; or put on the form what is still open, and where it may be said that it was heard."""
    try:
        services.review(
            act_of(request, viewer.clinic_id),
            clinician=viewer,
            assignment=assignment,
            answer=services.Answer(**form.cleaned_data, dose=_dose(form, less)),
            keyring=request.keyring,
        )
    except services.NotSettled:
        refuse(request, form, "heard_on", _("Something is still open. It is named beside your answer."))
        return False
    except services.LimitsUnseen:
        refuse(request, form, "next_step", LIMITS_UNSEEN)
        return False
    except services.MayNotAssign as refused:
        refuse(request, form, "next_step", *(REFUSALS[reason] for reason in refused.reasons))
        return False
    if form.cleaned_data["next_step"] == "step_back" and not downward.now and not is_in_room(request):
        messages.success(request, _("Answered. It stands at its smallest already: nothing else changes."))
        return True
    lands_at = queries.lands_at_under(viewer, assignment.relationship, now=request.now)
    lands_at = request.now if assignment.client_id else lands_at
    when = from_when(lands_at, now=request.now, zone=zone_of(viewer))
    messages.success(request, _("Answered. %(when)s") % {"when": when})
    return True


def _dose(form: ReviewForm, less: "Proposed | None") -> Dose | None:
    return less.dose if less and form.cleaned_data["next_step"] == "with_less" else None


def _thoughts(
    request: Asked,
    viewer: "Clinician",
    assignment: "Assignment",
    people: Mapping[UUID, str],
    *,
    needs_everyone: bool,
) -> dict[UUID, list[str]]:
    """What each person's answers might suggest. It decides nothing, and no client reads it."""
    if not needs_everyone:
        return {}
    found = queries.suggestions_under(viewer, assignment, request.keyring)
    return {
        client: [str(SUGGESTION_WORDS[one]) for one in Suggestion if one in found[client]]
        for client in people
        if found.get(client)
    }


def _back_to(assignment: "Assignment", people: Mapping[UUID, str]) -> HttpResponse:
    """To whoever it is about: one person, or those treated together."""
    if len(people) > 1:
        return redirect("clinician:relationship", relationship_id=assignment.relationship_id)
    page = reverse("clinician:client", kwargs={"client_id": next(iter(people))})
    return redirect(page + way_to(assignment.relationship_id))


def _people_of(viewer: "Clinician", assignment: "Assignment", request: Asked) -> dict[UUID, str]:
    """Those it was given to and whom this clinician cares for, by name."""
    parts = queries.parts_under(viewer, assignment.relationship, request.keyring)
    return {part.client.pk: part.name for part in parts if assignment.client_id in (None, part.client.pk)}


def _named(criteria: frozenset[Criterion]) -> str:
    return ", ".join(str(CRITERION_WORDS[one.value]) for one in Criterion if one in criteria)


def _given_words(exercise: Exercise) -> dict[str, Any]:
    return {
        "labels": rating_labels(exercise),
        "barriers": BARRIER_LABELS,
        "readiness": READINESS_WORDS,
        "holds": HOLD_WORDS,
        "dues": DUE_WORDS,
        "said_words": AFTERWARDS,
        "pressed_words": pressed_words,
        "of_one": OF_ONE,
        "next_steps": dict(NEXT_STEPS),
        "chosen_words": dict([*EFFORT, *COMMUNICATION, *CONNECTION]),
        "ways": dict(COMMUNICATION_WAYS),
        "versions": VERSION_NAMES,
        "note_lines": note_lines,
        "shifts_in": shifts_in,
    }
