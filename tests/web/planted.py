"""Doors with faults, for the sweep to find. Each is how such a fault would be written in good faith."""

from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from unhurried.config.urls import handler404, handler429, handler500
from unhurried.config.urls import urlpatterns as real_patterns
from unhurried.homework.models import Assignment, Note
from unhurried.web.client import urls as client_urls

__all__ = ["handler404", "handler429", "handler500", "urlpatterns"]


def _looked_up(assignment_id: UUID) -> Assignment:
    row = Assignment.objects.filter(pk=assignment_id).first()
    if row is None:
        raise Http404
    return row


def forbidden(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    _looked_up(assignment_id)
    return HttpResponse(status=403)


def header(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    is_there = Assignment.objects.filter(pk=assignment_id).exists()
    return HttpResponse(status=404, headers={"Last-Modified": "today"} if is_there else {})


def words(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    """The same page for everybody, with something on it that is not for everybody."""
    return HttpResponse("A curlew, far off.", status=404)


def change(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    """Changes first and asks afterwards."""
    if request.method == "POST":
        Note.objects.filter(practice__assignment=assignment_id).update(audience="relationship")
    raise Http404


def failing(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    """Takes it for granted that a field is a number."""
    return HttpResponse(status=204 if int(request.POST["words"]) else 400)


def half(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    """Keeps something before it has looked at everything."""
    row = _looked_up(assignment_id)
    row.pk = uuid4()
    row.save(force_insert=True)
    return HttpResponse(status=400)


planted = [
    path(f"a/<uuid:assignment_id>/{view.__name__}/", view, name=f"planted_{view.__name__}")
    for view in (forbidden, header, words, change, failing, half)
]
urlpatterns = [path("c/", include(([*planted, *client_urls.urlpatterns], "client"))), *real_patterns]
