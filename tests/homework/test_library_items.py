"""A published version stays as it was for whoever was given it."""

from tests.homework.samples import OWN_TOUCH, own_touch, published
from tests.people import World, with_people
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, LibraryItem
from unhurried.homework.queries.clinician import exercise_item
from unhurried.homework.services import publish_library
from unhurried.library.loading import load_library
from unhurried.library.place import content_root

pytestmark = with_people


def rows() -> dict[str, object]:
    return {item.pk: (item.body, item.published_at) for item in LibraryItem.objects.all()}


def test_library_published_twice_adds_nothing_and_changes_nothing(world: World) -> None:
    before = rows()
    assert publish_library(library=load_library(content_root()), at=world.now) == 0
    assert rows() == before


def test_changed_word_is_a_new_version_and_the_old_one_stays(world: World, given: Assignment) -> None:
    old = rows()
    guides = {"en": {**own_touch().guides["en"], "title": "By hand"}}
    assert published(world, own_touch(version="1.1.0", guides=guides)) == 1
    assert {pk: row for pk, row in rows().items() if pk in old} == old
    given.refresh_from_db()
    assert exercise_by_digest(given.exercise_id).says("title") != "By hand"
    found = exercise_item(OWN_TOUCH)
    assert found is not None and found[1].says("title") == "By hand"


def test_stored_version_is_the_one_that_was_loaded(world: World) -> None:
    loaded = load_library(content_root()).exercises["min.breath"]
    assert exercise_by_digest(world.item("min.breath").pk) == loaded
