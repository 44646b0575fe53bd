"""What is kept on file about one person that speaks for waiting."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unhurried.consent import services
from unhurried.consent.safety_queries import caution_under, cautions_under, on_file_under
from unhurried.core.cautions import KINDS, Caution
from unhurried.core.scopes import REACH, Discipline
from unhurried.homework import services as homework
from unhurried.web.asking import Asked, act_of, for_clinician
from unhurried.web.clinician.caution_words import CAUTION_WORDS, LIFTED_BY_WORDS, WAITS_WORDS
from unhurried.web.clinician.forms_cautions import CautionForm, LiftingForm
from unhurried.web.clinician.room import private_page
from unhurried.web.clinician.views.caseload import client_in_care
from unhurried.web.clinician.words import today_of, zone_of
from unhurried.web.words import DISCIPLINES

if TYPE_CHECKING:
    from unhurried.people.models import Clinician


@for_clinician
@private_page
def cautions(request: Asked, viewer: "Clinician", client_id: UUID) -> HttpResponse:
    """What stands and what was lifted; and a form to note something more."""
    person, today = client_in_care(viewer, client_id), today_of(request, viewer)
    form = CautionForm(request.POST or None, today=today, initial={"heard_on": today})
    if form.is_valid():
        homework.note_caution(
            act_of(request, viewer.clinic_id),
            clinician=viewer,
            client=person,
            kind=form.chosen,
            heard_on=form.cleaned_data["heard_on"],
            keyring=request.keyring,
        )
        messages.success(
            request, _("On file. It counts from now; their pages follow when they are next renewed.")
        )
        return redirect("clinician:cautions", client_id=client_id)
    context = {
        "here": "caseload",
        "client": person,
        "name": request.keyring.open(person, "name"),
        "found": cautions_under(viewer, person, now=request.now, keyring=request.keyring),
        "kinds": KINDS,
        "caution_words": CAUTION_WORDS,
        "waits_words": WAITS_WORDS,
        "lifted_by_words": LIFTED_BY_WORDS,
        "zone": zone_of(viewer),
        "form": form,
    }
    return render(request, "clinician/cautions.html", context)


@require_safe
@for_clinician
@private_page
def referral(request: Asked, viewer: "Clinician", client_id: UUID) -> HttpResponse:
    """A letter to a colleague with another training. It names what this discipline refers on."""
    person = client_in_care(viewer, client_id)
    standing = on_file_under(viewer, [person.pk], now=request.now)[person.pk]
    beyond = REACH[Discipline(viewer.discipline)].refers_on
    context = {
        "here": "caseload",
        "client": person,
        "name": request.keyring.open(person, "name"),
        "viewer": viewer,
        "discipline": DISCIPLINES[Discipline(viewer.discipline)],
        "on_file": [CAUTION_WORDS[one] for one in KINDS if one in standing and KINDS[one].topic in beyond],
    }
    return render(request, "clinician/referral.html", context)


@for_clinician
@private_page
def lift_caution(request: Asked, viewer: "Clinician", caution_id: UUID) -> HttpResponse:
    found, today = caution_under(viewer, caution_id), today_of(request, viewer)
    if found is None:
        raise Http404
    kind = Caution(found.kind)
    form = LiftingForm(request.POST or None, kind=kind, today=today, initial={"on": today})
    if form.is_valid():
        try:
            services.lift_caution(
                act_of(request, viewer.clinic_id),
                clinician=viewer,
                caution=found,
                lifting=services.Lifting(**form.cleaned_data),
                keyring=request.keyring,
            )
        except services.NotTheirsToLift:
            form.add_error(None, LIFTED_BY_WORDS["trauma_clinician"])
        else:
            messages.success(request, _("Lifted. Nothing opens by itself: what else holds a step goes on."))
            return redirect("clinician:cautions", client_id=found.client_id)
    context = {
        "here": "caseload",
        "client": found.client,
        "name": request.keyring.open(found.client, "name"),
        "caution": found,
        "what": CAUTION_WORDS[kind],
        "lifted_by": LIFTED_BY_WORDS[KINDS[kind].lifted_by],
        "form": form,
    }
    return render(request, "clinician/lift_caution.html", context)
