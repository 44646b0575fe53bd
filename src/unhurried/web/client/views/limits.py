"""Limits: the body map with its list, a page for each place, and one with big buttons."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unhurried.consent import services as consent
from unhurried.core.boundaries import Direction
from unhurried.core.history import SwitchName
from unhurried.homework import services
from unhurried.web.asking import Asked, act_of, for_client
from unhurried.web.client.body import (
    KIND_DIRECTIONS,
    PLACES,
    Place,
    Shown,
    grouped,
    place_numbered,
    shown_place,
)
from unhurried.web.client.forms.limits import LimitForm, MarkForm, OwnWordForm
from unhurried.web.client.marking import Company, Own, company_of, keep_mark, own_of
from unhurried.web.client.unlocking import code_asked, either_code_asked
from unhurried.web.client.words import DIRECTION_LABELS, WORD_LABELS, readers

if TYPE_CHECKING:
    from unhurried.people.models import Client


@for_client
def limits(request: Asked, viewer: "Client") -> HttpResponse:
    """One's own limits on the figure, and the same as a list. A stricter word counts at once."""
    company = company_of(request, viewer)
    form = LimitForm(request.POST or None, names=company.names)
    if form.is_valid():
        asked = keep_mark(request, viewer, company, what=form.cleaned_data["what"], form=form)
        return asked or _kept(request, company, reverse("client:limits"))
    own = own_of(request, viewer, company)
    shown = [_shown(place, own, company) for place in PLACES]
    context = {
        "groups": grouped(shown),
        "shown": {one.place.what: one for one in shown},
        "directions": DIRECTION_LABELS,
        **_marks(own, company),
        "readers": readers(request, viewer),
    }
    return render(request, "client/limits.html", context)


@require_POST
@for_client
def seen(request: Asked, viewer: "Client") -> HttpResponse:
    """They looked through their limits. The answer is the same whatever is marked, and each time."""
    act = act_of(request, viewer.clinic_id)
    services.set_switch(act, client=viewer, name=SwitchName.LIMITS_SEEN, is_on=True, keyring=request.keyring)
    messages.success(request, _("Kept."))
    return redirect("client:limits")


@for_client
def open_limits(request: Asked, viewer: "Client") -> HttpResponse:
    """The way through one's code to one's marks."""
    return either_code_asked(request, viewer) or _limits_opened(request)


@require_safe
def _limits_opened(request: Asked) -> HttpResponse:
    return redirect("client:limits")


@for_client
def place(request: Asked, viewer: "Client", number: int) -> HttpResponse:
    """One place at leisure: each direction, towards everybody and towards each person here."""
    here, company = _found(number), company_of(request, viewer)
    form = MarkForm(request.POST or None, names=company.names)
    if form.is_valid():
        asked = keep_mark(request, viewer, company, what=here.what, form=form)
        return asked or _kept(request, company, reverse("client:limits_place", args=[number]))
    own = own_of(request, viewer, company)
    own_word = OwnWordForm(initial={"own_word": own.words.get(here.what, "")})
    return _place_page(request, viewer, here, own, company, own_word)


@require_POST
@for_client
def own_word(request: Asked, viewer: "Client", number: int) -> HttpResponse:
    """The person's own word for a zone; behind the code wherever their marks are."""
    here, company = _found(number), company_of(request, viewer)
    form, own = OwnWordForm(request.POST), own_of(request, viewer, company)
    asked = code_asked(request, viewer) if own.is_hidden else None
    if asked or not here.is_zone:
        return asked or _again(number)
    if not form.is_valid():
        return _place_page(request, viewer, here, own, company, form)
    consent.put_body_words(
        act_of(request, viewer.clinic_id),
        client=viewer,
        words={here.what: form.cleaned_data["own_word"]},
        keyring=request.keyring,
    )
    messages.success(request, _("Kept. The word that stands now is the heading here."))
    return _again(number)


def _place_page(
    request: Asked, viewer: "Client", here: Place, own: Own, company: Company, own_word: OwnWordForm
) -> HttpResponse:
    context = {
        **around(here, own, company),
        **_marks(own, company),
        "names": company.names,
        "own_word": own_word,
        "readers": readers(request, viewer),
    }
    return render(request, "client/limits_place.html", context)


@for_client
def quick(request: Asked, viewer: "Client", number: int) -> HttpResponse:
    """Only big buttons for the place at hand, for one thumb. Nothing is asked and nothing follows."""
    here, company = _found(number), company_of(request, viewer)
    form = MarkForm(request.POST or None, names=company.names)
    if form.is_valid():
        asked = keep_mark(request, viewer, company, what=here.what, form=form)
        return asked or _kept_here(request)
    own = own_of(request, viewer, company)
    is_touching = request.GET.get("as") == Direction.TOUCHING
    direction = Direction.TOUCHING if is_touching else Direction.BEING_TOUCHED
    context = {**around(here, own, company), **_marks(own, company), "direction": direction}
    return render(request, "client/limits_quick.html", context)


def _kept_here(request: Asked) -> HttpResponse:
    messages.success(request, _("Kept. A stricter word counts at once, a wider one from the next time."))
    return redirect(request.get_full_path())


def _kept(request: Asked, company: Company, here: str) -> HttpResponse:
    """With others, the page of what becomes of a step; alone, back to the page that shows the word."""
    if not company.is_alone:
        return redirect("client:limits_kept")
    messages.success(request, _("Kept. What stands now is marked here."))
    return redirect(here)


def _found(number: int) -> Place:
    found = place_numbered(number)
    if found is None:
        raise Http404
    return found


def _again(number: int) -> HttpResponse:
    return redirect("client:limits_place", number=number)


def _shown(place: Place, own: Own, company: Company) -> Shown:
    return shown_place(place, own.limits, words=own.words, names=company.names)


def around(here: Place, own: Own, company: Company) -> dict[str, object]:
    """A place, what stands of it, and the places before and after it."""
    return {
        "one": _shown(here, own, company),
        "before": place_numbered(here.number - 1),
        "after": place_numbered(here.number + 1),
        "total": len(PLACES),
        "directions": DIRECTION_LABELS if here.is_zone else KIND_DIRECTIONS,
    }


def _marks(own: Own, company: Company) -> dict[str, object]:
    """The words there are, and the limit that stands by what, direction and whom."""
    return {
        "marks": WORD_LABELS,
        "standing": {(one.what, one.direction, one.other): one for one in own.limits},
        "own": own,
        "company": company,
    }
