"""How one may be reached: chosen, read back behind the code, and read by the clinician and nobody else."""

import json
import re
from html import unescape

import pytest
from django.core.cache import cache

from tests.people import World, with_people
from tests.web.client.private_area import choose_codes, clock_at, opened, said_on
from tests.web.client.test_records import COPY, FILES, copied, given
from unhurried.web.clinician.views import people

pytestmark = with_people
CONTACT = "/c/first/contact/"
SAID = {
    "call": "not",
    "text": "may",
    "mail": "not",
    "message": "not",
    "weekdays": ["0", "4"],
    "parts": ["morning"],
    "words": "From another number.",
}


@pytest.fixture(autouse=True)
def codes_are_chosen(world: World) -> None:
    cache.clear()
    choose_codes(world)


def says(world: World) -> None:
    assert opened(world).post(CONTACT, SAID).headers["Location"] == CONTACT


def clinician_reads(world: World) -> dict[str, str]:
    with clock_at(world.now):
        page = world.browser("Eli").get(f"/clinician/people/{world.client('Gus').pk}/about/")
    rows = re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", page.content.decode())
    return {term: unescape(words) for term, words in rows}


def test_what_was_chosen_stands_on_their_page_and_on_the_clinicians(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    says(world)
    page = opened(world).get(CONTACT).content.decode()
    assert re.findall(r'<option value="(\w*)" selected>', page) == ["not", "may", "not", "", "not"]
    assert re.findall(r'value="(\w+)"[^>]* checked', page) == ["0", "4", "morning"]
    expected = {
        "Not to be reached by": "Phone call, E-mail",
        "May be reached by": "Text message",
        "Leaving a message": "Not anywhere",
        "Days that are all right": "Monday, Friday",
        "Times that are all right": "Morning",
        "How they may be reached": "From another number.",
    }
    found = clinician_reads(world)
    assert {term: found.get(term) for term in expected} == expected
    monkeypatch.setattr(people, "reaching_rows", lambda contact: [("May be used", "Text message")])
    assert expected.items() - clinician_reads(world).items(), "a page that leaves it out would be noticed"


def test_all_of_it_may_stay_empty(world: World) -> None:
    opened(world).post(CONTACT, {"words": ""})
    assert clinician_reads(world)["How they may be reached"] == "They have not said"


def test_neutral_mail_page_says_that_none_is_sent(world: World) -> None:
    none = "While that stands, none is sent."
    assert none not in said_on(opened(world).get("/c/private/mail/"))
    says(world)
    assert none in said_on(opened(world).get("/c/private/mail/"))


def test_a_copy_of_what_is_theirs_holds_it_in_words_and_codes(world: World) -> None:
    says(world)
    given(world)
    (about,) = json.loads(copied(world, FILES[1]))["about_you"]
    chosen = {name: about.get(name) for name in ("call", "text", "mail", "letter", "message", "weekday_4")}
    assert chosen == {
        "call": "not", "text": "may", "mail": "not", "letter": None, "message": "not", "weekday_4": "may",
    }  # fmt: skip
    page = copied(world, COPY)
    assert "Phone call" in page and "Friday" in page and "weekday_" not in page
