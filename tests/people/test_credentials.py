"""A licence is what was recorded last."""

from dataclasses import replace
from datetime import date

from tests.people import World, with_people
from unhurried.people import services
from unhurried.people.queries import credential_for

pytestmark = with_people

LICENCE = services.Licence(
    licence_number="ST-1",
    body="Council",
    jurisdiction="England",
    training="",
    register_url="",
    expires_on=date(2029, 1, 1),
    checked_by="Jo",
    checked_on=date(2026, 1, 1),
)


def test_later_record_corrects_the_one_before_whatever_it_says(world: World) -> None:
    eli = world.clinician("Eli")
    for years, ago in ((2029, 3), (2020, 2), (2027, 1)):
        licence = replace(LICENCE, expires_on=date(years, 1, 1))
        services.record_credential(world.stage("Jo").act(-1 / ago), clinician=eli, licence=licence)
    found = credential_for(world.clinician("Eli"))
    assert found is not None
    assert found.expires_on == date(2027, 1, 1)


def test_check_on_a_day_to_come_is_not_taken(world: World) -> None:
    eli = world.clinician("Eli")
    words = {**LICENCE.__dict__, "checked_on": "2999-01-01", "expires_on": "2999-01-01"}
    page = world.browser("Jo").post(f"/clinic/members/{eli.pk}/licence/", words)
    assert "That day is still to come." in page.content.decode()
