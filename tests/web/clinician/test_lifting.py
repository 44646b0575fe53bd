"""Lifting a hold asks once more: a look at the page lifts nothing, and it says whose the hold is."""

from typing import Any
from unittest.mock import patch

from django.http import HttpResponse

from tests.people import World, with_people
from unhurried.consent.models import Concern
from unhurried.homework.models import Hold
from unhurried.web.clinician.views import closing, gates

pytestmark = with_people


def still_holds(hold: Hold) -> bool:
    return Hold.objects.get(pk=hold.pk).lifted_at is None


def dovs_hold(world: World) -> tuple[Hold, str]:
    """The hold, and the page that lifts it."""
    hold = Hold.objects.get(client=world.client("Dov"))
    return hold, f"/clinician/holds/{hold.pk}/lift/"


def faults_of_a_look(world: World) -> list[str]:
    hold, url = dovs_hold(world)
    page = world.browser("Cleo").get(url)
    shown = page.content.decode()
    return [
        fault
        for fault, is_there in {
            "does not open": page.status_code != 200,
            "does not say whose it is": "<strong>Dov</strong>" not in shown,
            "shows a sign-in": "session_data" in shown,
            "lifts it": not still_holds(hold),
        }.items()
        if is_there
    ]


def test_page_names_whose_it_is_and_lifts_nothing_before_it_is_sent(world: World) -> None:
    hold, url = dovs_hold(world)
    Concern.objects.filter(client=world.client("Dov")).update(seen_at=world.now)
    assert faults_of_a_look(world) == []
    assert world.browser("Cleo").post(url).status_code == 302
    assert not still_holds(hold)


def test_look_that_is_enough_to_lift_it_is_found(world: World) -> None:
    real = gates.lift_asked

    def hasty(request: Any, viewer: Any, hold: Hold) -> HttpResponse:
        Hold.objects.filter(pk=hold.pk).update(lifted_at=request.now)
        return real(request, viewer, hold)

    with patch.object(gates, "lift_asked", hasty):
        assert faults_of_a_look(world) == ["lifts it"]


def test_page_that_names_whoever_is_signed_in_is_found(world: World) -> None:
    real = closing._asked_once_more

    def astray(request: Any, *about: Any, **context: Any) -> HttpResponse:
        return real(request, *about, **context | {"whose": {"session_data": "of the frame"}})

    with patch.object(closing, "_asked_once_more", astray):
        assert faults_of_a_look(world) == ["does not say whose it is", "shows a sign-in"]


def for_eli(world: World) -> int:
    return world.browser("Eli").get(dovs_hold(world)[1]).status_code


def test_hold_of_somebody_elses_client_is_not_there(world: World) -> None:
    assert for_eli(world) == 404
    with patch.object(gates.queries, "hold_under", lambda viewer, hold_id: Hold.objects.get(pk=hold_id)):
        assert for_eli(world) == 200, "a page that opens to every clinician would be noticed"
