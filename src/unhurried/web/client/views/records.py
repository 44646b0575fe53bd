"""What is kept about somebody: a copy of their own, its deletion, and their word on a joint record.

Nothing is handed out by asking, and nothing deleted: docs/decisions/0023. The plain day finds nothing here.
"""

import json
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unhurried.core.records import Asked, Authorised
from unhurried.homework.queries import client as queries
from unhurried.people import services
from unhurried.people.queries import (
    authorisations_for,
    authorised,
    due_day,
    has_open_copy,
    record_requests_for,
)
from unhurried.web.asking import act_of
from unhurried.web.client.copy_words import chapters
from unhurried.web.client.forms.records import AuthoriseForm, RecordForm
from unhurried.web.client.plain_day import is_plain, whole
from unhurried.web.client.unlocking import for_client_in_private
from unhurried.web.client.words import readers, zone_of

if TYPE_CHECKING:
    from unhurried.people.models import Authorisation, Client
    from unhurried.web.asking import Asked as Request

FILES: Final = "copy"
"""What a file is called: it lies on a device that others may look into."""


@for_client_in_private
def records(request: "Request", viewer: "Client") -> HttpResponse:
    """In plain words what is kept, and the two requests."""
    form = RecordForm(request.POST or None)
    if form.is_valid():
        _ask_or_withdraw(request, viewer, form.cleaned_data)
        if form.cleaned_data["do"] == "withdraw":
            messages.success(request, _("Withdrawn. Nobody has to answer it any more."))
            return redirect("client:private_records")
        return redirect("client:private_kept")
    requests = record_requests_for(viewer)
    context = {
        "form": form,
        "viewer": viewer,
        "readers": readers(request, viewer),
        "copy": requests.get(Asked.COPY),
        "erasure": requests.get(Asked.ERASURE),
        "is_copy_open": has_open_copy(viewer, now=request.now),
        "due_day": lambda one: due_day(one, viewer.clinic),
        "opened": request.keyring.open,
        "zone": zone_of(viewer),
    }
    return render(request, "client/private/records.html", context)


def _ask_or_withdraw(request: "Request", viewer: "Client", said: dict[str, Any]) -> None:
    act, asked = act_of(request, viewer.clinic_id), Asked(said["asked"])
    if said["do"] == "withdraw":
        services.withdraw_record_request(act, client=viewer, asked=asked)
    else:
        services.ask_for_record(act, client=viewer, asked=asked, words=said["words"], keyring=request.keyring)


@for_client_in_private
@require_safe
def copy(request: "Request", viewer: "Client") -> HttpResponse:
    """Read here, it leaves no file behind."""
    return _no_copy(request, viewer) or render(request, "client/private/copy.html", _copied(request, viewer))


@for_client_in_private
@require_safe
def copy_file(request: "Request", viewer: "Client") -> HttpResponse:
    """One page that needs nothing else, to keep or to print."""
    if missing := _no_copy(request, viewer):
        return missing
    page = render(request, "client/private/copy_file.html", _copied(request, viewer))
    return _to_keep(page, f"{FILES}.html")


@for_client_in_private
@require_safe
def copy_data(request: "Request", viewer: "Client") -> HttpResponse:
    """The same for a machine to read."""
    if missing := _no_copy(request, viewer):
        return missing
    found = queries.own_copy_for(viewer, request.keyring, now=request.now)
    data = {part.value: [one.said for one in entries] for part, entries in found.items()}
    body = json.dumps({"made_at": request.now.isoformat(), **data}, ensure_ascii=False, indent=2)
    return _to_keep(HttpResponse(body, content_type="application/json"), f"{FILES}.json")


def _no_copy(request: "Request", viewer: "Client") -> HttpResponse | None:
    """The same page whether nothing was asked, nothing given yet, or its days are over."""
    if has_open_copy(viewer, now=request.now):
        return None
    return render(request, "client/private/no_copy.html")


def _copied(request: "Request", viewer: "Client") -> dict[str, Any]:
    found = queries.own_copy_for(viewer, request.keyring, now=request.now)
    zone = zone_of(viewer)
    return {"viewer": viewer, "chapters": chapters(found, zone), "made_on": request.now.astimezone(zone)}


def _to_keep(response: HttpResponse, name: str) -> HttpResponse:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@for_client_in_private
def joint_record(request: "Request", viewer: "Client") -> HttpResponse:
    """Whether the joint record may be handed over. What anybody else says of it is not looked up.

    Each of them is asked, so the question stands on a plain day as well, and nobody has answered it there.
    """
    asked = authorisations_for(whole(request), now=request.now)
    chosen = next((one for one in asked if str(one.pk) == request.POST.get("authorisation")), None)
    if request.method == "POST" and chosen is None:
        return redirect("client:private_joint_record")
    form = AuthoriseForm(request.POST or None)
    if chosen and form.is_valid():
        services.authorise(
            act_of(request, viewer.clinic_id),
            authorisation=chosen,
            answer=Authorised(form.cleaned_data["answer"]),
            keyring=request.keyring,
        )
        return redirect("client:private_kept")
    context = {
        "viewer": viewer,
        "readers": readers(request, viewer),
        "asked": [_put(request, one, form if one is chosen else None) for one in asked],
        "form": form,
        "zone": zone_of(viewer),
    }
    return render(request, "client/private/joint_record.html", context)


def _put(request: "Request", one: "Authorisation", form: AuthoriseForm | None) -> dict[str, Any]:
    """One question, with what this person said to it. Several have fields of their own."""
    return {
        "authorisation": one,
        "record": one.joint_record,
        "words": request.keyring.open(one.joint_record, "words"),
        "said": None if is_plain(request) else authorised(one, request.keyring),
        "form": form or AuthoriseForm(auto_id=f"id_{one.pk.hex}_%s"),
    }
