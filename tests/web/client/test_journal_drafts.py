"""What is written in the journal is saved while it is written, and makes one entry."""

from typing import Any, Final
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache

from tests.core.properties import finds_fault
from tests.people import World, rolled_back, with_people
from tests.web.client.private_area import asks_for_code, choose_codes, clock_at, opened, said_on, seen
from unhurried.homework.models import JournalEntry
from unhurried.homework.services import journal
from unhurried.web.client import unlocking

pytestmark = with_people
NEW, DRAFT = "/c/journal/new/", "/c/journal/draft/"
PAGE = str(UUID(int=7))
"""The name of the page that is written on."""


@pytest.fixture(autouse=True)
def codes_are_chosen(world: World) -> None:
    cache.clear()
    choose_codes(world)
    JournalEntry.objects.filter(author__in=[world.client("Gus"), world.client("Ivo")]).delete()


def written(world: World, name: str) -> list[tuple[str, str]]:
    """What this person kept and what is only saved, entry by entry."""
    rows = JournalEntry.objects.filter(author=world.client(name)).order_by("written_at", "pk")
    return [(world.keys.open(row, "text"), world.keys.open(row, "draft")) for row in rows]


def test_what_is_written_is_saved_and_found_again(world: World) -> None:
    browser = world.browser("Ivo")
    assert browser.post(DRAFT, {"page": PAGE, "text": "A wr"}).status_code == 204
    assert browser.post(DRAFT, {"page": PAGE, "text": "A wren."}).status_code == 204
    assert written(world, "Ivo") == [("", "A wren.")]
    assert "Begun, not kept yet." in said_on(browser.get("/c/journal/"))
    page = browser.get(NEW, follow=True)
    assert "A wren." in said_on(page)
    assert "You began this and have not kept it yet." in said_on(page)


def test_page_sent_again_and_in_another_tab_makes_one_entry(world: World) -> None:
    browser = world.browser("Ivo")
    for text in ("A wren.", "A wren. Two.", "A wren. Two."):
        browser.post(DRAFT, {"page": PAGE, "text": text})
        browser.post(NEW, {"page": PAGE, "text": text})
    assert written(world, "Ivo") == [("A wren. Two.", "")]


def come_back_to(world: World) -> list[tuple[str, str]]:
    """The browser's own way back leads to the page as it was; something else is written on it."""
    for text in ("A wren.", "Not a bird all day."):
        world.browser("Ivo").post(NEW, {"page": PAGE, "text": text})
    return sorted(written(world, "Ivo"))


def test_page_that_is_come_back_to_writes_over_nothing(world: World) -> None:
    assert come_back_to(world) == [("A wren.", ""), ("Not a bird all day.", "")]


def test_page_that_writes_over_what_was_kept_would_be_seen(world: World) -> None:
    """The planted fault: a page has one entry, whatever is sent from it."""
    with patch.object(journal, "entry_of_page", lambda author, page: UUID(PAGE)):
        assert come_back_to(world) == [("Not a bird all day.", "")]


def entry_for_each_sending(author: Any, page: UUID) -> UUID:
    return uuid4()


def test_entry_for_each_sending_would_be_seen(world: World) -> None:
    """The planted fault: what is sent says nothing of the page it comes from."""
    with patch.object(journal, "uuid5", entry_for_each_sending):
        world.browser("Ivo").post(DRAFT, {"page": PAGE, "text": "A wren."})
        world.browser("Ivo").post(NEW, {"page": PAGE, "text": "A wren."})
    assert len(written(world, "Ivo")) == 2


def test_draft_that_comes_late_changes_nothing(world: World) -> None:
    browser = world.browser("Ivo")
    browser.post(NEW, {"page": PAGE, "text": "A wren."})
    browser.post(DRAFT, {"page": PAGE, "text": "A wren."})
    assert written(world, "Ivo") == [("A wren.", "")]


def test_what_is_left_is_gone(world: World) -> None:
    browser = world.browser("Ivo")
    browser.post(DRAFT, {"page": PAGE, "text": "A wren."})
    assert browser.post(NEW, {"page": PAGE, "text": "A wren.", "go": "leave"}).status_code == 302
    assert written(world, "Ivo") == []


def test_words_taken_out_again_leave_nothing(world: World) -> None:
    for text in ("A wren.", ""):
        assert world.browser("Ivo").post(DRAFT, {"page": PAGE, "text": text}).status_code == 204
    assert written(world, "Ivo") == []


def test_entry_stays_as_it_was_until_the_change_is_kept(world: World) -> None:
    browser = world.browser("Ivo")
    browser.post(NEW, {"page": PAGE, "text": "A wren."})
    entry = f"/c/journal/{JournalEntry.objects.get(author=world.client('Ivo')).pk}/"
    browser.post(f"{entry}draft/", {"text": "A robin."})
    assert written(world, "Ivo") == [("A wren.", "A robin.")]
    assert "A robin." in said_on(browser.get(entry))
    browser.post(entry, {"text": "A robin.", "go": "leave"})
    assert written(world, "Ivo") == [("A wren.", "")]
    browser.post(entry, {"text": "A robin."})
    assert written(world, "Ivo") == [("A robin.", "")]


def test_too_long_is_not_called_saved(world: World) -> None:
    assert world.browser("Ivo").post(DRAFT, {"page": PAGE, "text": "w" * 50_001}).status_code == 422
    assert written(world, "Ivo") == []


# In two tabs

OTHER_PAGE = str(UUID(int=8))


def prove_neither_tab_loses_words(world: World, last: str) -> None:
    """One entry lies open in two tabs, and each goes on with it; the second was not asked anew."""
    browser = world.browser("Ivo")
    browser.post(NEW, {"page": str(uuid4()), "text": "A wren."})
    entry = f"/c/journal/{JournalEntry.objects.get(author=world.client('Ivo')).pk}/"
    browser.post(f"{entry}draft/", {"page": PAGE, "before": "A wren.", "text": "A wren. One."})
    for before, text in (("A wren.", "A wren. Tw"), ("A wren. Tw", "A wren. Two.")):
        browser.post(f"{entry}{last}", {"page": OTHER_PAGE, "before": before, "text": text})
    browser.post(entry, {"page": PAGE, "before": "A wren. One.", "text": "A wren. One, then."})
    kept = ("", "A wren. Two.") if last else ("A wren. Two.", "")
    assert sorted(written(world, "Ivo")) == sorted([("A wren. One, then.", ""), kept])


@pytest.mark.parametrize("last", ["draft/", ""])
def test_what_another_tab_wrote_is_written_over_by_none(
    world: World, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    with rolled_back():
        prove_neither_tab_loses_words(world, last)
    monkeypatch.setattr(journal.Writing, "takes_nothing_from", lambda writing, words: True)
    finds_fault(lambda whoever_is_last: prove_neither_tab_loses_words(world, whoever_is_last), last)


def test_emptied_page_leaves_what_another_tab_wrote(world: World) -> None:
    world.browser("Ivo").post(DRAFT, {"page": PAGE, "before": "", "text": "A wren."})
    begun = f"/c/journal/{JournalEntry.objects.get(author=world.client('Ivo')).pk}/draft/"
    emptied = {"page": OTHER_PAGE, "before": "A w", "text": ""}
    assert world.browser("Ivo").post(begun, emptied).status_code == 204
    assert written(world, "Ivo") == [("", "A wren.")]


# In company, before the code


def test_saving_needs_no_code_and_reading_back_does(world: World) -> None:
    browser = world.browser("Gus")
    assert browser.post(DRAFT, {"page": PAGE, "text": "A wren."}).status_code == 204
    assert "A wren." not in said_on(browser.get(NEW))
    assert asks_for_code(browser.get("/c/journal/"))
    assert "A wren." in said_on(opened(world).get(NEW, follow=True))


def test_saving_beside_an_entry_changes_nothing_of_it(world: World) -> None:
    world.browser("Gus").post(NEW, {"page": PAGE, "text": "A wren."})
    entry = f"/c/journal/{JournalEntry.objects.get(author=world.client('Gus')).pk}/"
    assert world.browser("Gus").post(f"{entry}draft/", {"text": "A robin."}).status_code == 204
    assert asks_for_code(world.browser("Gus").post(entry, {"go": "leave"}))
    assert written(world, "Gus") == [("A wren.", "A robin.")]


def test_page_of_somebody_else_is_another_page(world: World) -> None:
    for name in ("Gus", "Ivo"):
        world.browser(name).post(NEW, {"page": PAGE, "text": f"By {name}."})
    assert [written(world, name) for name in ("Gus", "Ivo")] == [[("By Gus.", "")], [("By Ivo.", "")]]


WAYS: Final = {
    "read": lambda browser, entry: browser.get(entry),
    "keep": lambda browser, entry: browser.post(entry),
    "save": lambda browser, entry: browser.post(f"{entry}draft/", {"text": "A robin."}),
    "remove": lambda browser, entry: browser.post(f"{entry}remove/"),
}


def prove_address_tells_nothing(world: World, way: str) -> None:
    """A history keeps addresses: one of an entry that is there, of somebody else's, and of none."""
    for name in ("Gus", "Ivo"):
        world.browser(name).post(NEW, {"page": PAGE, "text": "A wren."})
    owners = (world.client("Gus"), world.client("Ivo"))
    entries = [JournalEntry.objects.get(author=owner, text__isnull=False).pk for owner in owners]
    with clock_at(world.now):
        pages = [seen(WAYS[way](world.browser("Gus"), f"/c/journal/{pk}/")) for pk in (*entries, uuid4())]
    assert pages == pages[:1] * 3
    assert written(world, "Ivo") == [("A wren.", "")]


@pytest.mark.parametrize("way", WAYS)
def test_closed_phone_tells_of_no_address_whether_there_is_an_entry(
    world: World, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    with rolled_back():
        prove_address_tells_nothing(world, way)
    monkeypatch.setattr(unlocking.Near, "hides", lambda self, own: False)
    finds_fault(lambda asked_too_late: prove_address_tells_nothing(world, asked_too_late), way)


def test_words_about_an_entry_that_is_gone_are_begun_anew(world: World) -> None:
    """It was removed in another tab while this one was written on."""
    gone = f"/c/journal/{uuid4()}/"
    assert world.browser("Gus").post(f"{gone}draft/", {"text": "A robin."}).status_code == 204
    assert written(world, "Gus") == [("", "A robin.")]
    assert opened(world).get(gone).status_code == 404
    assert opened(world).post(f"{gone}draft/", {"text": "A robin."}).status_code == 404
