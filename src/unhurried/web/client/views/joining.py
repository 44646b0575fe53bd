"""Somebody in care is asked to do things together with others. They say by themselves yes, or rather not.

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
from unhurried.people.queries import begins_again
from unhurried.people.services import JoiningLinkSpent, decline_to_join
from unhurried.web.asking import Asked, act_of
from unhurried.web.client.plain_day import question_for, whole
from unhurried.web.client.unlocking import Near, for_client_own, near

if TYPE_CHECKING:
    from unhurried.people.models import Client, JoiningLink


@for_client_own(Own.ASKED)
def joining(request: Asked, viewer: "Client") -> HttpResponse:
    """Nobody is named here: who else was asked is theirs to tell until each has said yes."""
    link, around = question_for(request, viewer), near(request, whole(request))
    if request.method == "POST":
        declines = request.POST.get("answer") == "rather_not"
        return (_declines if declines else _says_yes)(request, viewer, link, around)
    if link is None and not around.is_in_company:
        return redirect("client:together")
    is_again = link is not None and begins_again(link, now=request.now)
    return _page(request, viewer, around, is_asked=link is not None, is_again=is_again)


def _comes_too_late(request: Asked, viewer: "Client", around: Near) -> HttpResponse:
    """It was taken back meanwhile, or answered."""
    if around.is_in_company:
        return _page(request, viewer, around, is_asked=False, is_too_late=True)
    messages.info(request, _("This question is no longer open. What you pressed has changed nothing."))
    return redirect("client:together")


def _page(
    request: Asked,
    viewer: "Client",
    around: Near,
    *,
    is_asked: bool,
    is_again: bool = False,
    is_too_late: bool = False,
) -> HttpResponse:
    context = {
        "viewer": viewer,
        "is_asked": is_asked,
        "is_again": is_again,
        "is_too_late": is_too_late,
        "is_in_company": around.is_in_company,
        "has_code": around.has_code,
    }
    return render(request, "client/joining.html", context)


def _says_yes(request: Asked, viewer: "Client", link: "JoiningLink | None", around: Near) -> HttpResponse:
    """In company it is answered in no words of its own: those lie in a cookie until they are shown.

    Somebody alone who has no code is led to choose one: from the first thing shared on, it has a use.
    """
    act = act_of(request, viewer.clinic_id)
    try:
        if link is None:
            raise JoiningLinkSpent
        services.join_together(act, client=viewer, link=link, keyring=request.keyring)
    except JoiningLinkSpent:
        return _comes_too_late(request, viewer, around)
    if around.is_in_company:
        return redirect("client:private_kept")
    messages.success(request, _("Kept. It begins once each of those who were asked has said yes."))
    return redirect("client:together" if around.has_code else "client:private")


def _declines(request: Asked, viewer: "Client", link: "JoiningLink | None", around: Near) -> HttpResponse:
    """Nothing more is said of it: on to what they do on their own."""
    try:
        if link is None:
            raise JoiningLinkSpent
        decline_to_join(act_of(request, viewer.clinic_id), client=viewer, link=link)
    except JoiningLinkSpent:
        return _comes_too_late(request, viewer, around)
    if around.is_in_company:
        return redirect("client:private_kept")
    messages.success(request, _("Kept. What you do on your own goes on. It stands here."))
    return redirect("client:today")
