"""Who asks, as a view sees it. Every view states its audience; a URL list refuses one that does not."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar
from uuid import UUID, uuid4

from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern

from unhurried.crypto.fields import Keyring, keyring
from unhurried.people.acts import Act, next_sequence
from unhurried.people.queries import SignedIn
from unhurried.web.policy_first import policy_first

if TYPE_CHECKING:
    from unhurried.people.models import Client, Clinician, Manager

Rest = ParamSpec("Rest")
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Asked(HttpRequest):
    """A request with what the middleware found: the time, and who asks."""

    now: datetime
    person: SignedIn | None
    keyring: Keyring
    keeps_nothing: bool


def for_client(
    view: Callable[Concatenate[Asked, "Client", Rest], HttpResponse],
) -> Callable[Concatenate[Asked, Rest], HttpResponse]:
    """A page for clients. Until the first run is done it leads there; another policy is read first."""

    @wraps(view)
    def guarded(request: Asked, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if request.person is None:
            return redirect("account_login")
        if request.person.client is None:
            raise Http404
        if request.person.client.access_closed_at:
            return _closed(request, request.person.client)
        if request.person.client.first_run_done_at is None and not request.path.startswith("/c/first/"):
            return redirect("client:first_run")
        if asked := policy_first(request, request.person.client):
            return asked
        request.keyring = keyring()
        return view(request, request.person.client, *args, **kwargs)

    return _stated(guarded, "client")


def _closed(request: Asked, client: "Client") -> HttpResponse:
    """In place of every page of somebody who was found to be under age."""
    return render(request, "client/access_closed.html", {"clinic": client.clinic}, status=403)


def for_clinician(
    view: Callable[Concatenate[Asked, "Clinician", Rest], HttpResponse],
) -> Callable[Concatenate[Asked, Rest], HttpResponse]:
    @wraps(view)
    def guarded(request: Asked, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if request.person is None:
            return redirect("account_login")
        if request.person.clinician is None:
            raise Http404
        request.keyring = keyring()
        return view(request, request.person.clinician, *args, **kwargs)

    return _stated(guarded, "clinician")


def for_manager(
    view: Callable[Concatenate[Asked, "Manager", Rest], HttpResponse],
) -> Callable[Concatenate[Asked, Rest], HttpResponse]:
    """A page for clinic managers. It never receives a keyring, so it can open nothing."""

    @wraps(view)
    def guarded(request: Asked, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if request.person is None:
            return redirect("account_login")
        if request.person.manager is None:
            raise Http404
        return view(request, request.person.manager, *args, **kwargs)

    return _stated(guarded, "manager")


def for_anyone_signed_in(
    view: Callable[Concatenate[Asked, SignedIn, Rest], HttpResponse],
) -> Callable[Concatenate[Asked, Rest], HttpResponse]:
    @wraps(view)
    def guarded(request: Asked, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if request.person is None:
            return redirect("account_login")
        return view(request, request.person, *args, **kwargs)

    return _stated(guarded, "signed_in")


def for_everyone(view: View) -> View:
    return _stated(view, "everyone")


def _stated(view: View, audience: str) -> View:
    view.audience = audience  # type: ignore[attr-defined]
    return view


def urls_for(audience: str, patterns: Sequence[URLPattern]) -> list[URLPattern]:
    """The patterns, once every view in them states this audience. Raises ImproperlyConfigured."""
    for pattern in patterns:
        if getattr(pattern.callback, "audience", None) != audience:
            raise ImproperlyConfigured(f"{pattern.name}: a view here must be for {audience}")
    return list(patterns)


def act_of(request: Asked, clinic_id: UUID) -> Act:
    """The act a form stands for. A form without a readable id happens as often as it is sent."""
    latest = request.person.account.last_sequence if request.person else 0
    return Act(
        id=_uuid_or_new(request.POST.get("act", "")),
        sequence=_sequence(request.POST.get("sequence", ""), next_sequence(latest, request.now)),
        account_id=request.person.account.pk if request.person else None,
        clinic_id=clinic_id,
        at=request.now,
        keeps_nothing=getattr(request, "keeps_nothing", False),
    )


def _uuid_or_new(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def _sequence(text: str, now: int) -> int:
    """The number the page was made with; one that cannot be read or runs ahead counts as of now."""
    said = int(text) if text.isascii() and text.isdigit() and len(text) <= 15 else 0
    return said if 0 < said <= now else now
