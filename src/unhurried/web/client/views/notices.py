"""What a person was told, put away by them."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from unhurried.core.disclosure import BEHIND_THE_CODE
from unhurried.people import services
from unhurried.web.asking import Asked, act_of, for_client
from unhurried.web.client.unlocking import near

if TYPE_CHECKING:
    from unhurried.people.models import Client


@require_POST
@for_client
def see_notices(request: Asked, viewer: "Client") -> HttpResponse:
    hidden = BEHIND_THE_CODE if near(request, viewer).is_in_company else ()
    services.see_notices(act_of(request, viewer.clinic_id), client=viewer, hidden=hidden)
    return redirect("client:today")
