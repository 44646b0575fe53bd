"""A sheet for what somebody told of a child at risk: for the clinic's record, and sent to nobody."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from unhurried.consent import services
from unhurried.consent.worksheet_queries import worksheets_under
from unhurried.web.asking import Asked, act_of, for_clinician
from unhurried.web.clinician.forms_worksheets import REPORTS, WorksheetForm
from unhurried.web.clinician.room import private_page
from unhurried.web.clinician.views.caseload import client_in_care
from unhurried.web.clinician.words import today_of, zone_of

if TYPE_CHECKING:
    from unhurried.people.models import Clinician


@for_clinician
@private_page
def worksheet(request: Asked, viewer: "Clinician", client_id: UUID) -> HttpResponse:
    """What was written so far, and a new sheet; nothing that was written changes."""
    person, today = client_in_care(viewer, client_id), today_of(request, viewer)
    initial = {"told_on": today, "report": "open"}
    form = WorksheetForm(request.POST or None, today=today, initial=initial)
    if form.is_valid():
        services.write_worksheet(
            act_of(request, viewer.clinic_id),
            clinician=viewer,
            client=person,
            written=services.Written(**form.cleaned_data),
            keyring=request.keyring,
        )
        messages.success(request, _("Kept in the record. Nothing was sent to anybody."))
        return redirect("clinician:worksheet", client_id=client_id)
    context = {
        "here": "caseload",
        "client": person,
        "name": request.keyring.open(person, "name"),
        "sheets": worksheets_under(viewer, person, request.keyring),
        "reports": dict(REPORTS),
        "law": viewer.clinic.child_law,
        "zone": zone_of(viewer),
        "form": form,
    }
    return render(request, "clinician/worksheet.html", context)
