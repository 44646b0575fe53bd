"""A sheet for what was told of a child at risk: in the record, on no client's page, sent to nobody."""

from html import unescape
from typing import Any

import pytest
from django.core import mail

from tests.people import World, with_people
from unhurried.consent.models import Worksheet
from unhurried.consent.worksheet_queries import worksheets_under
from unhurried.people.models import Clinic, Notice
from unhurried.web.clinician.views import worksheets

pytestmark = with_people
SAID = "The wren was left alone at night."


def url(world: World) -> str:
    return f"/clinician/people/{world.client('Ivo').pk}/worksheet/"


def text(page: Any) -> str:
    return " ".join(unescape(page.content.decode()).split())


def writes(world: World, **changed: str) -> Any:
    said = {
        "told_on": str(world.now.date()),
        "said": SAID,
        "consulted": "Eli, on Monday.",
        "report": "open",
        "reported_to": "",
    }
    return world.browser("Cleo").post(url(world), said | changed)


def test_sheet_is_sealed_in_the_record_and_sent_to_nobody(world: World) -> None:
    told = Notice.objects.count()
    assert writes(world).status_code == 302
    (row,) = Worksheet.objects.all()
    assert SAID.encode() not in bytes(row.said or b"") and world.keys.open(row, "said") == SAID
    page = text(world.browser("Cleo").get(url(world)))
    assert SAID in page and "Nothing is sent by this page, to anybody" in page
    assert (Notice.objects.count(), mail.outbox) == (told, [])


def test_more_is_a_new_sheet_and_nothing_that_was_written_changes(world: World) -> None:
    Clinic.objects.update(child_law="Ask the duty desk.")
    writes(world)
    Clinic.objects.update(child_law="Ask the night desk.")
    writes(world, said="More.", report="made", reported_to="The desk, by phone.")
    page = text(world.browser("Cleo").get(url(world)))
    for words in (SAID, "More.", "Ask the duty desk.", "Ask the night desk.", "A report was made"):
        assert words in page
    assert list(Worksheet.objects.order_by("written_at").values_list("law", flat=True)) == [
        "Ask the duty desk.",
        "Ask the night desk.",
    ]


@pytest.mark.parametrize(
    "wrong", [{"said": ""}, {"report": "made"}, {"told_on": "2126-01-01"}, {"report": "x"}]
)
def test_what_is_missing_is_said_and_what_was_typed_stays(world: World, wrong: dict[str, str]) -> None:
    page = writes(world, consulted="A heron.", **wrong)
    assert (page.status_code, "A heron." in text(page)) == (200, True)
    assert not Worksheet.objects.exists()


def test_nothing_is_filled_in_where_the_clinic_wrote_nothing(world: World) -> None:
    Clinic.objects.update(child_law="")
    assert "Your clinic has written nothing here yet." in text(world.browser("Cleo").get(url(world)))


def readers(world: World) -> list[str]:
    """On whose pages it is found: the person's own, those of others in care, a colleague, the manager."""
    pages = {
        "Ivo": ("/c/", "/c/mine/", "/c/private/", "/c/more/", "/c/journal/"),
        "Dov": ("/c/", "/c/mine/"),
        "Eli": (url(world), "/clinician/"),
        "Jo": ("/clinic/", "/clinic/audit/"),
    }
    browsers = {name: world.browser(name) for name in pages}
    return [name for name, paths in pages.items() for path in paths if SAID in text(browsers[name].get(path))]


def test_nobody_else_reads_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault opens it to any clinician of the clinic."""
    writes(world)
    assert readers(world) == []
    assert world.browser("Eli").get(url(world)).status_code == 404
    cleo, ivo = world.clinician("Cleo"), world.client("Ivo")
    found = worksheets_under(cleo, ivo, world.keys)
    assert len(found) == 1 and worksheets_under(world.clinician("Eli"), ivo, world.keys) == []
    monkeypatch.setattr(worksheets, "client_in_care", lambda *_: ivo)
    assert readers(world) == [], "the query asks for itself"
    monkeypatch.setattr(worksheets, "worksheets_under", lambda *_: found)
    assert readers(world) == ["Eli"]


def test_it_is_off_the_screen_in_the_room(world: World) -> None:
    writes(world)
    browser = world.browser("Cleo")
    browser.post("/clinician/room/", {"room": "on", "back": "/clinician/"})
    assert SAID not in text(browser.get(url(world)))


def test_manager_writes_what_the_law_asks_and_no_client_reads_it(world: World) -> None:
    Clinic.objects.update(child_law="Ask the duty desk.")
    assert "Ask the duty desk." in text(world.browser("Jo").get("/clinic/"))
    ivo = world.browser("Ivo")
    for path in ("/c/first/limits/", "/c/first/reading/", "/c/private/line/"):
        assert "duty desk" not in text(ivo.get(path))
