"""Before the first answer: what is kept, what can be guessed and how strongly, and what cannot be helped."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from unhurried.people import services
from unhurried.web.asking import Asked, act_of, for_client
from unhurried.web.client.honest_words import honest_words

if TYPE_CHECKING:
    from unhurried.people.models import Client


@for_client
def honesty(request: Asked, viewer: "Client") -> HttpResponse:
    """Read at any time. Whoever came from a question is led back to it."""
    if request.method == "POST":
        services.acknowledge_honesty(act_of(request, viewer.clinic_id), client=viewer)
        return redirect(_came_from(request) or "client:today")
    return render(request, "client/honesty.html", honest_words(request, viewer) | {"goes_on": False})


def _came_from(request: Asked) -> str:
    """Only a client's page of this installation; an address may have been made by anybody."""
    said = request.GET.get("from", "")
    is_ours = url_has_allowed_host_and_scheme(said, allowed_hosts=None) and said.startswith("/c/")
    return said if is_ours else ""
