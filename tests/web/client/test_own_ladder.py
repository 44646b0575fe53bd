"""A ladder somebody built, and the rungs of it that are open on the page where one is chosen."""

import re
from datetime import timedelta
from html import unescape

import pytest

from tests.people import World, with_people
from unhurried.config.demo import stage as on
from unhurried.core.readiness import Answer as Ready
from unhurried.core.vocabulary import Audience
from unhurried.homework import services
from unhurried.homework.models import Assignment, Practice
from unhurried.homework.queries import client as queries

pytestmark = with_people
RUNGS = {
    "1": ("A film, alone", "20"),
    "2": ("Sitting close", "40"),
    "3": ("A dance", "70"),
    "4": ("The sea", "90"),
}


@pytest.fixture
def ladder(world: World) -> Assignment:
    """Ivo has built it, and may climb."""
    stage, ivo = world.stage("Cleo"), world.client("Ivo")
    given: Assignment = on.given(stage, ivo, "exp.ladder", days_ago=9, words="")
    at = world.now - timedelta(days=8)
    world.says("Ivo", Ready.READY, given, at=at)
    built = world.begins("Ivo", given, at=at)
    written = {f"low_rungs.rung_{n}": words for n, (words, _rated) in RUNGS.items()}
    written |= {f"low_rungs.rated_{n}": rated for n, (_words, rated) in RUNGS.items()}
    services.finish_practice(
        world.act("Ivo", at=at + timedelta(minutes=9)),
        client=ivo,
        practice=built,
        written={
            key: services.Written(text=text, audience=Audience.CLINICIAN) for key, text in written.items()
        },
        keyring=world.keys,
    )
    services.review(
        world.act("Cleo", at=at + timedelta(hours=2)),
        clinician=world.clinician("Cleo"),
        assignment=given,
        answer=services.Answer(next_step="release"),
        keyring=world.keys,
    )
    given.refresh_from_db()
    return given


def begun(world: World, ladder: Assignment, *, days_ago: float = 0) -> Practice:
    at = world.now - timedelta(days=days_ago)
    world.says("Ivo", Ready.READY, ladder, at=at)
    return world.begins("Ivo", ladder, at=at)


def offered(world: World, practice: Practice) -> list[str]:
    """The rungs on the page, in their order."""
    place = next(
        number for number, one in enumerate(services.moments_of(practice)) if one.step.key == "which_rung"
    )
    Practice.objects.filter(pk=practice.pk).update(step=place)
    page = world.browser("Ivo").get(f"/c/p/{practice.pk}/").content.decode()
    found = re.findall(r'name="which_rung.which_rung" value="([^"]*)"', page)
    return [unescape(one) for one in found if one]


def climbs(world: World, ladder: Assignment, rung: str, *, peak: int, days_ago: float) -> None:
    practice, ivo = begun(world, ladder, days_ago=days_ago), world.client("Ivo")
    at = world.now - timedelta(days=days_ago)
    said = {"which_rung.which_rung": services.Written(text=rung, audience=Audience.CLINICIAN)}
    own = {"client": ivo, "practice": practice, "keyring": world.keys}
    services.finish_practice(world.act("Ivo", at=at + timedelta(minutes=9)), written=said, **own)
    practice.refresh_from_db()
    later = world.act("Ivo", at=at + timedelta(minutes=11))
    services.note_practice(later, written={}, ratings={"exposure_peak": peak}, **own)


def answers(world: World, ladder: Assignment, *, days_ago: float) -> None:
    services.review(
        world.act("Cleo", at=world.now - timedelta(days=days_ago)),
        clinician=world.clinician("Cleo"),
        assignment=ladder,
        answer=services.Answer(next_step="repeat"),
        keyring=world.keys,
    )


def test_low_rungs_come_first_lowest_at_the_top(world: World, ladder: Assignment) -> None:
    assert offered(world, begun(world, ladder)) == ["A film, alone", "Sitting close"]


def test_one_more_opens_once_the_clinician_has_answered(world: World, ladder: Assignment) -> None:
    climbs(world, ladder, "Sitting close", peak=50, days_ago=4)
    assert offered(world, begun(world, ladder)) == ["A film, alone", "Sitting close"]
    answers(world, ladder, days_ago=2)
    assert offered(world, begun(world, ladder)) == ["A film, alone", "Sitting close", "A dance"]


def test_too_much_rests_it_and_then_begins_two_lower(world: World, ladder: Assignment) -> None:
    climbs(world, ladder, "Sitting close", peak=50, days_ago=6)
    answers(world, ladder, days_ago=5)
    climbs(world, ladder, "A dance", peak=85, days_ago=4)
    with pytest.raises(services.NotJustNow):
        begun(world, ladder)
    answers(world, ladder, days_ago=2)
    assert offered(world, begun(world, ladder)) == ["A film, alone"]


def test_page_that_offers_the_whole_ladder_is_noticed(
    world: World, ladder: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: nothing that was said on it leads anywhere."""
    monkeypatch.setattr("unhurried.homework.queries.client.rungs.rungs_open", lambda rungs, times: rungs)
    assert len(offered(world, begun(world, ladder))) == len(RUNGS)
    assert queries.rungs_open_for(world.client("Ivo"), begun(world, ladder), world.keys) != ()
