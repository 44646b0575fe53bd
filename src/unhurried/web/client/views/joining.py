"""Somebody on their own is asked to do things together with others. They say yes by themselves, or not."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from unhurried.homework import services
from unhurried.people.queries import asked_to_join
from unhurried.people.services import JoiningLinkSpent
from unhurried.web.asking import Asked, act_of, for_client

if TYPE_CHECKING:
    from unhurried.people.models import Client


@for_client
def joining(request: Asked, viewer: "Client") -> HttpResponse:
    """Nobody is named here: who else was asked is theirs to tell until each has said yes."""
    link = asked_to_join(viewer, now=request.now)
    if link is None:
        return redirect("client:together")
    if request.method == "POST":
        try:
            act = act_of(request, viewer.clinic_id)
            services.join_together(act, client=viewer, link=link, keyring=request.keyring)
        except JoiningLinkSpent:
            return redirect("client:together")
        messages.success(request, _("Kept. It begins once each of those who were asked has said yes."))
        return redirect("client:together")
    return render(request, "client/joining.html", {"viewer": viewer})
