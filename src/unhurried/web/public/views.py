from contextlib import suppress
from functools import lru_cache, partial
from typing import Final

from django.conf import settings
from django.db import OperationalError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from unhurried.people.queries import crisis_entries_of
from unhurried.people.services import lock_private
from unhurried.storage.transactions import StorageBusy
from unhurried.web.asking import Asked, act_of, for_everyone
from unhurried.web.came_from import page_before
from unhurried.web.library import shipped
from unhurried.web.pages import AWAY, HERE
from unhurried.web.public.forms import StyleForm
from unhurried.web.public.words import COUNTRY_WORDS, place_of
from unhurried.web.words import check_words, unchecked_words

_LEADS_NOWHERE: Final = {"help_now", "help_worker", "leave"}


@require_safe
@for_everyone
def front(request: Asked) -> HttpResponse:
    """The way in: to one's own first page, or a calm page that says what this is."""
    person = request.person
    if person is None:
        return render(request, "public/front.html")
    if person.client:
        return redirect("client:today")
    return redirect("clinician:caseload" if person.clinician else "clinic:settings")


@require_safe
@for_everyone
def help_now(request: Asked) -> HttpResponse:
    """Works signed out. Signed in, the clinic's own entries and country come first; nothing is guessed."""
    clinic = request.person.clinic if request.person else None
    own = clinic.country if clinic else ""
    entries, today = list(crisis_entries_of(clinic)) if clinic else [], request.now.date()
    lines = [line.last_checked for page in shipped().help.values() for line in page.entries]
    context = {
        "came_from": _came_from(request),
        "entries": entries,
        "pages": sorted(shipped().help.values(), key=lambda page: place_of(page.country, own)),
        "countries": COUNTRY_WORDS,
        "unchecked": unchecked_words([*(entry.checked_on for entry in entries), *lines], today=today),
        "checked": partial(check_words, today=today),
        "today": today,
    }
    return render(request, "public/help_now.html", context)


def _came_from(request: Asked) -> str:
    """The page of ours that led here, a practice under way included; else the first page."""
    before = page_before(request)
    return before.path if before and before.name not in _LEADS_NOWHERE else reverse("front")


@require_safe
@for_everyone
def help_worker(request: Asked) -> HttpResponse:
    """What keeps Help now in a browser. Its address is below that page, so that it can see no other."""
    return HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")


@lru_cache(maxsize=1)
def _worker() -> str:
    return (HERE / "static/js/help-worker.js").read_text(encoding="utf-8")


@require_safe
@for_everyone
def reading(request: Asked) -> HttpResponse:
    ways = [(reverse("page", args=[one.id]), one.says("heading")) for one in shipped().pages.values()]
    return render(request, "public/reading.html", {"ways": ways})


@require_safe
@for_everyone
def page(request: Asked, page: str) -> HttpResponse:
    """One short page, the same for everybody, signed in or not; it leads on to the next."""
    pages = list(shipped().pages.values())
    place = next((place for place, one in enumerate(pages) if one.id == page), None)
    if place is None:
        raise Http404
    following = pages[place + 1] if place + 1 < len(pages) else None
    return render(request, "public/page.html", {"page": pages[place], "next": following})


@csrf_exempt
@for_everyone
def leave(request: Asked) -> HttpResponse:
    """Quick exit: the private area closes on this device, and a page about the weather opens.

    A plain link leads here, so that it works without scripts; a script only sends word, and goes by itself.
    Nothing keeps anybody here, not even records that cannot be written. A forged one opens nothing.
    """
    with suppress(StorageBusy, OperationalError):
        _close_private(request)
    return HttpResponse(status=204) if request.method == "POST" else HttpResponseRedirect(AWAY)


def _close_private(request: Asked) -> None:
    person = request.person
    if person and person.clinic and person.stays_unlocked(request.now):
        lock_private(
            act_of(request, person.clinic.pk),
            account=person.account,
            session_key=str(request.session.session_key),
        )


@require_safe
@for_everyone
def leaving(request: Asked) -> HttpResponse:
    """What the quick way out can and cannot hide."""
    return render(request, "public/leaving.html")


@require_safe
@for_everyone
def style(request: Asked) -> HttpResponse:
    """Every part of the interface on one page, for whoever works on it. Served by demo installations."""
    if not settings.INSTALLATION.is_demo:
        raise Http404
    return render(request, "public/style.html", {"style_form": StyleForm()})
