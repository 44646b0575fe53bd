"""What follows a mark, and what becomes of a step that was given before it."""

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from unhurried.consent import services as consent
from unhurried.consent.agreements import Heading
from unhurried.consent.queries import own_limits_for, said_lately_for
from unhurried.core.boundaries import Limit
from unhurried.homework import services
from unhurried.people.acts import further
from unhurried.web.asking import Asked, act_of, for_client
from unhurried.web.client.body import place_of, said_of
from unhurried.web.client.forms.limits import ChoiceForm
from unhurried.web.client.marking import Company, Own, company_of, limit_on, own_of
from unhurried.web.client.unlocking import code_asked
from unhurried.web.client.views.limits import around

if TYPE_CHECKING:
    from unhurried.people.models import Client

LATELY: Final = timedelta(minutes=2)
"""For so long the page after a mark says which mark it was; its address, found later, leads to the list."""


@for_client
def kept(request: Asked, viewer: "Client") -> HttpResponse:
    """After any mark where others are concerned: what holds now, and what becomes of a step given before.

    The same whatever was given and whatever the others said, so that nothing can be read from it.
    """
    company = company_of(request, viewer)
    if company.is_alone:
        return redirect("client:limits")
    form = ChoiceForm(request.POST or None, names=company.names)
    if form.is_valid():
        return _choose(request, viewer, company, form)
    own = own_of(request, viewer, company)
    said = None if own.is_hidden else _said_lately(request, viewer, own)
    if said is None and not own.is_hidden and not form.is_bound:
        return redirect("client:limits")
    context = {
        "form": form,
        "said": said,
        "line": said_of(said, company.names) if said else "",
        "around": around(place_of(said.what), own, company) if said else {},
        "own": own,
        "reader": _named_reader(viewer, company, said.other if said else None),
    }
    return render(request, "client/limits_kept.html", context)


def _choose(request: Asked, viewer: "Client", company: Company, form: ChoiceForm) -> HttpResponse:
    """Every choice leads to one address. To let a step go on without something asks for the code."""
    choice = form.cleaned_data["choice"]
    if choice == "say":
        _say(request, viewer, company, form)
    elif choice == "leave_out":
        asked = code_asked(request, viewer)
        if asked:
            return asked
        _shape(request, viewer, company, form, shapes=True)
    else:
        _shape(request, viewer, company, form, shapes=False)
    if choice != "say":
        messages.success(request, _("Kept. The page of each place says what becomes of a step given before."))
    return redirect("client:limits")


def _say(request: Asked, viewer: "Client", company: Company, form: ChoiceForm) -> None:
    """To those whom it concerns: one of them, or everybody they take part with."""
    act, said = act_of(request, viewer.clinic_id), form.cleaned_data
    for relationship in company.relationships_with(said["other"]):
        consent.give_line(
            act,
            client=viewer,
            relationship=relationship,
            heading=Heading.OFF_LIMITS,
            words=said["words"],
            keyring=request.keyring,
        )
        act = further(act)
    messages.success(request, _("Given. It stands under “What we agree”, where you can take it back."))


def _shape(request: Asked, viewer: "Client", company: Company, form: ChoiceForm, *, shapes: bool) -> None:
    """The word stays as it is. What is no longer refused, or already so, needs nothing."""
    said = form.cleaned_data
    known = own_limits_for(viewer, at=request.now, keyring=request.keyring)
    standing = limit_on(known, said["what"], said["direction"], said["other"])
    if standing is None or not standing.word.is_no or standing.shapes == shapes:
        return
    services.set_boundary(
        act_of(request, viewer.clinic_id),
        client=viewer,
        what=standing.what,
        direction=standing.direction,
        word=standing.word,
        other=company.partners.get(said["other"]),
        shapes=shapes,
        keyring=request.keyring,
    )


def _said_lately(request: Asked, viewer: "Client", own: Own) -> Limit | None:
    """What stands of what was said last."""
    since = request.now - LATELY
    said = said_lately_for(viewer, since=since, keyring=request.keyring)
    return own.limit_on(said.what, said.direction, said.other) if said else None


def _named_reader(viewer: "Client", company: Company, other: str | None) -> object:
    """Whoever would read a line about it, before it is typed."""
    concerned = {pk for one in company.relationships_with(other) for pk in company.with_each[one]}
    names = [name for pk, name in company.names.items() if pk in concerned]
    everybody = [_("You"), *names, viewer.clinician.name]
    return get_text_list(everybody, _("and"))
