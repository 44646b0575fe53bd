"""Lifting a hold asks once more: a look at the page lifts nothing, and it says whose the hold is."""

from tests.people import World, with_people
from unhurried.consent.models import Concern
from unhurried.homework.models import Hold

pytestmark = with_people


def still_holds(hold: Hold) -> bool:
    return Hold.objects.get(pk=hold.pk).lifted_at is None


def test_page_names_whose_it_is_and_lifts_nothing_before_it_is_sent(world: World) -> None:
    hold = Hold.objects.get(client=world.client("Dov"))
    Concern.objects.filter(client=world.client("Dov")).update(seen_at=world.now)
    url = f"/clinician/holds/{hold.pk}/lift/"
    page = world.browser("Cleo").get(url)
    assert page.status_code == 200
    assert "<strong>Dov</strong>" in page.content.decode()
    assert "session_data" not in page.content.decode()
    assert still_holds(hold), "looking would have been enough"
    assert world.browser("Cleo").post(url).status_code == 302
    assert not still_holds(hold)


def test_hold_of_somebody_elses_client_is_not_there(world: World) -> None:
    hold = Hold.objects.get(client=world.client("Dov"))
    assert world.browser("Eli").get(f"/clinician/holds/{hold.pk}/lift/").status_code == 404
