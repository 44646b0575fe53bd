from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from unhurried.people import services
from unhurried.web.asking import Asked, act_of, for_clinician

if TYPE_CHECKING:
    from unhurried.people.models import Clinician


@require_POST
@for_clinician
def room(request: Asked, viewer: "Clinician") -> HttpResponse:
    """Switch room mode on, or off by its own button; then the same page, as it now is."""
    assert request.person is not None, "a clinician's page knows who asks"
    switch = services.leave_room if request.POST.get("room") == "off" else services.enter_room
    here = str(request.session.session_key)
    switch(act_of(request, viewer.clinic_id), account=request.person.account, session_key=here)
    return redirect(_page_of(request.POST.get("back", "")))


def _page_of(back: str) -> str:
    """A clinician's page of this house, and no other address."""
    own = reverse("clinician:caseload")
    is_own = back.startswith(own) and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if is_own else own
