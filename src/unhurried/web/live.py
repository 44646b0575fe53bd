"""What a phone in a practice may do without being signed in: ask how it stands, and stop it.

The page of a practice carries a signed key to that one practice, for as long as it can last. Whoever holds it
could open the page that it came from; it gives no name, no text and no other page. So Stop goes on working
when a sign-in has run out, and needs no form token: a form forged elsewhere does not know the key.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from unhurried.core.evenings import LASTS
from unhurried.homework import services
from unhurried.homework.evenings import state_of
from unhurried.homework.queries.client import practice_polled
from unhurried.people.acts import further
from unhurried.web.asking import Asked, act_of, for_everyone, urls_for

if TYPE_CHECKING:
    from unhurried.homework.models import Practice

ON_THIS_PHONE: Final = "on_this_phone"
"""Where a session keeps the practice that the phone is held to."""
_OF_A_TALK: Final = ("step", "draft", "stop")
_SIGNER: Final = Signer(salt="a practice under way")


def key_of(practice: "Practice") -> str:
    """The same for every phone in the practice; it says nothing of whose phone it is."""
    until = int((practice.begun_at + LASTS).timestamp())
    return _SIGNER.sign(f"{practice.pk.hex}.{until}")


def screen_of(practice: "Practice") -> str:
    """Where a practice stands, for whoever has left its pages."""
    if practice.evening:
        return reverse("client:evening_now", args=[practice.occasion_id])
    return reverse("client:step", args=[practice.pk])


def is_of(practice: "Practice", path: str) -> bool:
    """Whether this is a page of the practice itself. What was noted of it, before or now, is none."""
    if practice.evening:
        return path.startswith(reverse("client:evening", args=[practice.occasion_id]))
    pages = (reverse(f"client:{name}", args=[practice.pk]) for name in _OF_A_TALK)
    return path in pages


@require_safe
@for_everyone
def poll(request: Asked, key: str) -> HttpResponse:
    """How the practice stands, in as few words as possible. One read; nothing new costs no answer at all."""
    practice_id, until = _told_by(key)
    practice = practice_polled(practice_id) if practice_id and request.now <= until else None
    if practice is None:
        return HttpResponse(status=404)
    state = state_of(practice, request.now)
    tag = {"ETag": f'"{state.revision}"'}
    if request.headers.get("If-None-Match") == tag["ETag"]:
        return HttpResponse(status=304, headers=tag)
    told = {
        "revision": state.revision,
        "place": state.place,
        "paused": state.is_paused,
        "ended": state.is_ended,
    }
    return JsonResponse(told, headers=tag)


@csrf_exempt
@require_POST
@for_everyone
def stop(request: Asked, key: str) -> HttpResponse:
    """Stop, at once. Each time it is sent it is an act of its own; a key too old to ask may still stop."""
    practice_id, _ = _told_by(key)
    practice = practice_polled(practice_id) if practice_id else None
    if practice is None:
        raise Http404
    services.stop_evening(further(act_of(request, practice.clinic_id)), practice_id=practice.pk)
    return redirect("client:evening_landing", occasion_id=practice.occasion_id)


def _told_by(key: str) -> tuple[UUID | None, datetime]:
    try:
        practice_id, until = _SIGNER.unsign(key).split(".")
    except BadSignature:
        return None, datetime.min.replace(tzinfo=UTC)
    return UUID(practice_id), datetime.fromtimestamp(int(until), UTC)


urlpatterns = urls_for(
    "everyone",
    [
        path("<str:key>/", poll, name="poll"),
        path("<str:key>/stop/", stop, name="stop_together"),
    ],
)
