"""What people ask for of what is kept about them, and the joint record.

A copy is given once its person was spoken with alone: a partner can make somebody ask (docs/decisions/0023).
"""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unhurried.homework.queries import clinician as queries
from unhurried.people import services
from unhurried.people.queries import (
    adults_of,
    authorised_in,
    due_day,
    joint_record_in,
    may_be_handed_over,
    record_requests_under,
)
from unhurried.web.agreed import STRENGTH_LABELS
from unhurried.web.asking import act_of, for_clinician
from unhurried.web.clinician.forms_records import AnswerRecordForm, AskJointForm, GiveCopyForm, HandOverForm
from unhurried.web.clinician.room import private_page
from unhurried.web.clinician.views.caseload import client_in_care
from unhurried.web.clinician.words import AUTHORISED_WORDS, REPEATS_WORDS, zone_of

if TYPE_CHECKING:
    from unhurried.people.models import Clinician, JointRecord, RecordRequest, Relationship
    from unhurried.web.asking import Asked as Request


@for_clinician
@private_page
def records(request: "Request", viewer: "Clinician", client_id: UUID) -> HttpResponse:
    """What one person asked for, and the answers."""
    person = client_in_care(viewer, client_id)
    asked = record_requests_under(viewer, person)
    chosen = next((one for one in asked if str(one.pk) == request.POST.get("request")), None)
    if request.method == "POST" and chosen is None:
        return redirect("clinician:records", client_id=client_id)
    is_given = "give" in request.POST
    give = GiveCopyForm(request.POST if is_given else None)
    kept = {"words": viewer.clinic.retention_text}
    answer = AnswerRecordForm(None if is_given else request.POST or None, initial=kept)
    if chosen and _is_answered(request, viewer, chosen, give, answer):
        messages.success(request, _("Kept. It stands in their private area."))
        return redirect("clinician:records", client_id=client_id)
    context = {
        "here": "caseload",
        "client": person,
        "name": request.keyring.open(person, "name"),
        "asked": asked,
        "give": give,
        "answer": answer,
        "opened": request.keyring.open,
        "due_day": lambda one: due_day(one, viewer.clinic),
        "zone": zone_of(viewer),
    }
    return render(request, "clinician/records.html", context)


def _is_answered(
    request: "Request",
    viewer: "Clinician",
    chosen: "RecordRequest",
    give: GiveCopyForm,
    answer: AnswerRecordForm,
) -> bool:
    """A copy is given, or words are; what was withdrawn meanwhile stays as it is."""
    act = act_of(request, viewer.clinic_id)
    if give.is_valid():
        services.give_copy(act, request=chosen)
    elif answer.is_valid():
        services.answer_record_request(act, request=chosen, keyring=request.keyring, **answer.cleaned_data)
    return give.is_valid() or answer.is_valid()


def _in_care(viewer: "Clinician", relationship_id: UUID) -> "Relationship":
    relationship = queries.relationship_under(viewer, relationship_id)
    if relationship is None:
        raise Http404
    return relationship


@for_clinician
@private_page
def joint_record(request: "Request", viewer: "Clinician", relationship_id: UUID) -> HttpResponse:
    """Ask everybody, read what each answered, and hand it over once all have said yes."""
    relationship = _in_care(viewer, relationship_id)
    record = joint_record_in(relationship, now=request.now)
    if request.method == "POST" and record is None:
        return _ask(request, viewer, relationship)
    if request.method == "POST" and record and "take_back" in request.POST:
        services.take_back_joint_record(act_of(request, viewer.clinic_id), relationship=relationship)
        return redirect("clinician:joint_record", relationship_id=relationship_id)
    form = HandOverForm(request.POST or None)
    if record and form.is_valid() and _is_handed_over(request, viewer, record, form):
        return redirect("clinician:joint_document", relationship_id=relationship_id)
    return _joint_page(request, viewer, relationship, record, form)


def _ask(request: "Request", viewer: "Clinician", relationship: "Relationship") -> HttpResponse:
    """Of one person alone there is no joint record."""
    form = AskJointForm(request.POST)
    if len(adults_of(relationship.pk)) < 2:
        return redirect("clinician:joint_record", relationship_id=relationship.pk)
    if not form.is_valid():
        return _joint_page(request, viewer, relationship, None, form)
    services.ask_for_joint_record(
        act_of(request, viewer.clinic_id),
        relationship=relationship,
        keyring=request.keyring,
        **form.cleaned_data,
    )
    return redirect("clinician:joint_record", relationship_id=relationship.pk)


def _is_handed_over(
    request: "Request", viewer: "Clinician", record: "JointRecord", form: HandOverForm
) -> bool:
    try:
        act = act_of(request, viewer.clinic_id)
        services.hand_over_joint_record(act, record=record, keyring=request.keyring)
    except services.NotAuthorised:
        form.add_error(None, _("Not everybody has said yes. Nothing is handed over."))
        return False
    return True


def _joint_page(
    request: "Request",
    viewer: "Clinician",
    relationship: "Relationship",
    record: "JointRecord | None",
    form: HandOverForm | AskJointForm,
) -> HttpResponse:
    adults, said = adults_of(relationship.pk), authorised_in(record, request.keyring) if record else {}
    request.keyring.prepare(adults, "name")
    context = {
        "here": "caseload",
        "relationship": relationship,
        "record": record,
        "words": request.keyring.open(record, "words") if record else "",
        "people": [(request.keyring.open(one, "name"), said.get(one.pk)) for one in adults],
        "authorised": AUTHORISED_WORDS,
        "may_hand_over": record is not None and may_be_handed_over(record, request.keyring, now=request.now),
        "form": form if record or isinstance(form, AskJointForm) else AskJointForm(),
        "zone": zone_of(viewer),
    }
    return render(request, "clinician/joint_record.html", context)


@for_clinician
@private_page
@require_safe
def joint_document(request: "Request", viewer: "Clinician", relationship_id: UUID) -> HttpResponse:
    """A page to print. It is there from the handing over until the asking lapses."""
    record = joint_record_in(_in_care(viewer, relationship_id), now=request.now)
    document = queries.joint_document_under(viewer, record, request.keyring) if record else None
    if record is None or document is None:
        return redirect("clinician:joint_record", relationship_id=relationship_id)
    context = {
        "here": "caseload",
        "record": record,
        "document": document,
        "repeats": REPEATS_WORDS,
        "strengths": STRENGTH_LABELS,
        "zone": zone_of(viewer),
    }
    return render(request, "clinician/joint_document.html", context)
