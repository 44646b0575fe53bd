"""Pages about what people agree, with faults in them, each as it would be written in good faith."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import include, path

from tests.web.planted import handler404, handler429, handler500, real_patterns
from unhurried.consent.agreement_queries import lines_for
from unhurried.consent.models import PauseAcceptance, PauseNotKept
from unhurried.consent.pause_queries import accepted_by, pauses_for
from unhurried.web.asking import Asked, for_client
from unhurried.web.client import urls as client_urls
from unhurried.web.client.views.agreements import Shared, shared_page

if TYPE_CHECKING:
    from unhurried.people.models import Client

__all__ = ["handler404", "handler429", "handler500", "urlpatterns"]


@for_client
@shared_page
def who_agreed(request: Asked, viewer: "Client", shared: Shared) -> HttpResponse:
    """Tells each of them how many have agreed, as an encouragement."""
    agreed = PauseAcceptance.objects.filter(agreement__relationship=shared.relationship).count()
    return HttpResponse(f"{agreed} of you agreed.")


@for_client
@shared_page
def asks_everybody(request: Asked, viewer: "Client", shared: Shared) -> HttpResponse:
    """Asks everybody once somebody has noted something."""
    is_noted = PauseNotKept.objects.filter(agreement__relationship=shared.relationship).exists()
    return HttpResponse("Was it wanted by you?" if is_noted else "")


@for_client
@shared_page
def answered(request: Asked, viewer: "Client", shared: Shared) -> HttpResponse:
    """Stops asking when one of them has answered."""
    rows = PauseNotKept.objects.filter(agreement__relationship=shared.relationship)
    return HttpResponse("" if rows.filter(wanted__isnull=False).exists() else "Was it wanted by you?")


@for_client
@shared_page
def own_word(request: Asked, viewer: "Client", shared: Shared) -> HttpResponse:
    """Leaves out the button of whoever has agreed already, for anybody at this phone to see."""
    pauses = pauses_for(viewer, **shared.as_read(request))
    left = [pause for pause in pauses if pause.id not in accepted_by(viewer)]
    return HttpResponse("I agree" * len(left))


@for_client
@shared_page
def live(request: Asked, viewer: "Client", shared: Shared) -> HttpResponse:
    """Shows the lines as they stand now."""
    read = shared.as_read(request) | {"posted_at": request.now}
    return HttpResponse("\n".join(line.words for line in lines_for(viewer, **read)))


PLANTED = (who_agreed, asks_everybody, answered, own_word, live)
planted = [path(f"planted/{view.__name__}/", view, name=f"planted_{view.__name__}") for view in PLANTED]
urlpatterns = [path("c/", include(([*planted, *client_urls.urlpatterns], "client"))), *real_patterns]
