"""An address that takes an answer and forgets about the honest page."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import include, path

from tests.web.planted import handler404, handler429, handler500, real_patterns
from unhurried.core.readiness import Answer, ReadinessKind
from unhurried.homework import services
from unhurried.homework.queries import client as queries
from unhurried.web.asking import Asked, act_of, for_client
from unhurried.web.client import urls as client_urls

if TYPE_CHECKING:
    from unhurried.people.models import Client

__all__ = ["handler404", "handler429", "handler500", "urlpatterns"]


@for_client
def quick(request: Asked, viewer: "Client", assignment_id: UUID) -> HttpResponse:
    """One tap from Today."""
    given = queries.assignment_for(viewer, assignment_id, now=request.now)
    if given and request.method == "POST":
        services.record_readiness(
            act_of(request, viewer.clinic_id),
            client=viewer,
            assignment=given,
            kind=ReadinessKind.ASSIGNMENT,
            answer=Answer.READY,
            keyring=request.keyring,
        )
    return redirect("client:today")


planted = [path("a/<uuid:assignment_id>/quick/", quick, name="planted_quick")]
urlpatterns = [path("c/", include(([*planted, *client_urls.urlpatterns], "client"))), *real_patterns]
