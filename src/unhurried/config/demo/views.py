"""The demo's front door. These pages exist in demo installations only: see `config.urls`."""

from zoneinfo import ZoneInfo

from django.contrib.auth import login, logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from unhurried.config.clock import next_morning, now
from unhurried.config.demo.cast import CAST, PASSWORD
from unhurried.people.queries import demo_people
from unhurried.web.asking import Asked, for_everyone

ZONE = "Europe/London"


@require_safe
@for_everyone
def demo(request: Asked) -> HttpResponse:
    context = {"people": CAST, "password": PASSWORD, "now": now().astimezone(ZoneInfo(ZONE))}
    return render(request, "demo/demo.html", context)


@require_POST
@for_everyone
def sign_in_as(request: Asked) -> HttpResponse:
    names = {role.sign_in_name for role in CAST} & {request.POST.get("sign_in_name", "")}
    accounts = demo_people(names)
    if not accounts:
        raise Http404
    logout(request)
    login(request, accounts[0], "allauth.account.auth_backends.AuthenticationBackend")
    return redirect("front")


@require_POST
@for_everyone
def to_next_morning(request: Asked) -> HttpResponse:
    next_morning(ZONE)
    return redirect("demo:demo")
