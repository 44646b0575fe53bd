"""A joint step with touch: on offer or resting as it was posted, and a question that shows nothing."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render

from unhurried.core.exercises import Exercise, Version
from unhurried.core.readiness import Answer, ReadinessKind
from unhurried.homework import services
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.queries import client as queries
from unhurried.library.pages import leaflets_beside
from unhurried.web.asking import Asked, act_of
from unhurried.web.client.forms.exercises import JointReadinessForm
from unhurried.web.client.given import Given
from unhurried.web.client.open_now import open_now
from unhurried.web.client.reading_first import reading_for
from unhurried.web.client.unlocking import REFUSED, Tried, code_given
from unhurried.web.client.words import readers, zone_of
from unhurried.web.library import shipped
from unhurried.web.words import ADAPTATION_WORDS

if TYPE_CHECKING:
    from unhurried.homework.models import Assignment
    from unhurried.people.models import Client


def offer_page(
    request: Asked,
    viewer: "Client",
    given: Given,
    offer: queries.Offer,
    form: JointReadinessForm | None = None,
) -> HttpResponse:
    """The same page before and after answering, for whoever looks at this phone."""
    assignment = given.assignment
    exercise = exercise_by_digest(assignment.exercise_id)
    context = {
        "assignment": assignment,
        "exercise": exercise,
        "offer": offer,
        "version": _version(exercise, offer),
        "is_signed_off": queries.is_signed_off_for(viewer, assignment.exercise_id),
        "sheet": queries.sheet_for(viewer, assignment, request.keyring),
        "reviews": queries.review_words_for(viewer, assignment, request.keyring, by=offer.posted_at),
        "open_now": open_now(request, viewer, given),
        "form": form or JointReadinessForm(),
        "needs_code": not _is_opened(request),
        "viewer": viewer,
        "which": given.which,
        "adaptation_words": ADAPTATION_WORDS,
        "leaflets": leaflets_beside(exercise.id, shipped().leaflets),
        "reading": reading_for(request, viewer),
        "readers": readers(request, viewer),
        "zone": zone_of(viewer),
    }
    return render(request, "client/offer.html", context, status=422 if form and form.errors else 200)


def answer_together(request: Asked, viewer: "Client", given: Given, offer: queries.Offer) -> HttpResponse:
    """Keep the answer; every one leads to the same address. Only a way towards open asks for the code."""
    form = JointReadinessForm(request.POST)
    said = _may_say(request, viewer, form) if form.is_valid() else Tried.WRONG
    if said not in REFUSED:
        if said is Tried.RIGHT:
            _record(request, viewer, given.assignment, offer, form)
        return redirect("client:kept", assignment_id=given.assignment.pk)
    return offer_page(request, viewer, given, offer, form)


def _record(
    request: Asked,
    viewer: "Client",
    assignment: "Assignment",
    offer: queries.Offer,
    form: JointReadinessForm,
) -> None:
    about_next = form.cleaned_data["about"] == "next" and offer.asks_about is not None
    services.record_readiness(
        act_of(request, viewer.clinic_id),
        client=viewer,
        assignment=assignment,
        kind=ReadinessKind.NEXT_PHASE if about_next else ReadinessKind.ASSIGNMENT,
        answer=Answer(form.cleaned_data["answer"]),
        phase=offer.asks_about.key if about_next and offer.asks_about else offer.place.phase,
        keyring=request.keyring,
    )


def _may_say(request: Asked, viewer: "Client", form: JointReadinessForm) -> Tried:
    """A "not yet" never asks for anything."""
    if form.cleaned_data["answer"] == Answer.NOT_YET:
        return Tried.RIGHT
    return code_given(request, viewer, form)


def _is_opened(request: Asked) -> bool:
    return request.person is not None and bool(request.person.stays_unlocked(request.now))


def _version(exercise: Exercise, offer: queries.Offer) -> Version:
    versions = exercise.phase(offer.place.phase).versions
    return next(version for version in versions if version.key == offer.place.version)
