"""A clinician who cannot go on: the manager names a colleague, and learns nothing of whom it is about."""

from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from unhurried.homework import services as homework
from unhurried.homework.queries.standing_in import standing_in_for
from unhurried.people import services
from unhurried.people.queries import clinician_for
from unhurried.web.asking import Asked, act_of, for_manager
from unhurried.web.clinic.forms import ColleagueForm
from unhurried.web.taking_over import Fitting, choices_of, reasons_of

if TYPE_CHECKING:
    from unhurried.people.models import Clinician, Manager


@for_manager
def colleague(request: Asked, viewer: "Manager", member_id: UUID) -> HttpResponse:
    member = clinician_for(viewer, member_id)
    if member is None:
        raise Http404
    if "is_back" in request.POST:
        services.note_back(act_of(request, viewer.clinic_id), clinician=member)
        return redirect("clinic:members")
    fitting = standing_in_for(viewer, member, today=request.now.date())
    form = ColleagueForm(request.POST or None, colleagues=choices_of(fitting))
    if form.is_valid() and _is_named(request, viewer, member, fitting, form):
        return redirect("clinic:members")
    context = {
        "here": "members",
        "member": member,
        "form": form,
        "cannot": reasons_of(fitting),
        "zone": ZoneInfo(viewer.clinic.time_zone),
    }
    return render(request, "clinic/colleague.html", context)


def _is_named(
    request: Asked, viewer: "Manager", member: "Clinician", fitting: Fitting, form: ColleagueForm
) -> bool:
    chosen = next(one for one, _fit in fitting if str(one.pk) == form.cleaned_data["colleague"])
    try:
        homework.name_for_absent(act_of(request, viewer.clinic_id), clinician=member, colleague=chosen)
    except homework.DoesNotFit:
        form.add_error("colleague", _("Nobody was asked. Something has changed; please look once more."))
        return False
    messages.success(request, _("Everybody in their care is asked, each alone."))
    return True
