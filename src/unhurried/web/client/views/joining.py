"""Somebody in care is asked to do things together with others. They say yes by themselves, or not.

Where others take part with them already, it stands behind their own code: the same address and the same page
before it, whether they are asked or not.
"""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from unhurried.core.disclosure import Own
from unhurried.homework import services
from unhurried.people.queries import asked_to_join
from unhurried.people.services import JoiningLinkSpent
from unhurried.web.asking import Asked, act_of
from unhurried.web.client.unlocking import for_client_own, near

if TYPE_CHECKING:
    from unhurried.people.models import Client, JoiningLink


@for_client_own(Own.ASKED)
def joining(request: Asked, viewer: "Client") -> HttpResponse:
    """Nobody is named here: who else was asked is theirs to tell until each has said yes."""
    link = asked_to_join(viewer, now=request.now)
    is_in_company = near(request, viewer).is_in_company
    if link is None and not is_in_company:
        return redirect("client:together")
    if link and request.method == "POST":
        return _says_yes(request, viewer, link, is_in_company=is_in_company)
    context = {"viewer": viewer, "is_asked": link is not None, "is_in_company": is_in_company}
    return render(request, "client/joining.html", context)


def _says_yes(request: Asked, viewer: "Client", link: "JoiningLink", *, is_in_company: bool) -> HttpResponse:
    """In company it is answered in no words of its own: those lie in a cookie until they are shown."""
    act = act_of(request, viewer.clinic_id)
    try:
        services.join_together(act, client=viewer, link=link, keyring=request.keyring)
    except JoiningLinkSpent:
        return redirect("client:joining")
    if is_in_company:
        return redirect("client:private_kept")
    messages.success(request, _("Kept. It begins once each of those who were asked has said yes."))
    return redirect("client:together")
