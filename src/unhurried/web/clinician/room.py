"""Room mode: while somebody sits beside the screen, nothing private is on it.

It belongs to the sign-in, not to a page: whatever is opened, reloaded or gone back to comes without what is
private, until it is switched off on purpose or the sign-in ends.
"""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.http import HttpResponse
from django.shortcuts import render

from unhurried.web.asking import Asked
from unhurried.web.clinician.forms import NOT_FROM_THE_ROOM

if TYPE_CHECKING:
    from django import forms
    from django_stubs_ext import StrOrPromise

    from unhurried.people.models import Clinician

Rest = ParamSpec("Rest")
View = Callable[Concatenate[Asked, "Clinician", Rest], HttpResponse]


def is_in_room(request: Asked) -> bool:
    return request.person is not None and request.person.is_in_room


def takes_off_screen(request: Asked) -> bool:
    """Whether a page that is private as a whole stays away. What was typed before is still taken."""
    return is_in_room(request) and request.method != "POST"


def off_screen(request: Asked) -> HttpResponse:
    """In place of a page that is private from top to bottom: the same words, whatever it would hold."""
    return render(request, "clinician/off_screen.html", {"here": ""})


def refuse(request: Asked, form: "forms.Form", field: str | None, *words: "StrOrPromise") -> None:
    """Say on the form why it is not done. Such words come from what holds whom, and the room reads none."""
    if is_in_room(request):
        form.add_error(None, NOT_FROM_THE_ROOM)
    else:
        for why in words:
            form.add_error(field, why)


def private_page(view: View[Rest]) -> View[Rest]:
    """A page that nobody else is to see."""

    @wraps(view)
    def shown(
        request: Asked, viewer: "Clinician", /, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponse:
        if takes_off_screen(request):
            return off_screen(request)
        return view(request, viewer, *args, **kwargs)

    return shown


def names_whom(view: View[Rest]) -> View[Rest]:
    """A page of people of one relationship: in the room, only where its address says which.

    Without, it would be about the one that comes first, which may be with somebody who is not there.
    """

    @wraps(view)
    def shown(
        request: Asked, viewer: "Clinician", /, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponse:
        if takes_off_screen(request) and "with" not in request.GET:
            return off_screen(request)
        return view(request, viewer, *args, **kwargs)

    return shown
