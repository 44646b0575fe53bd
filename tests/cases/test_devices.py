"""A shared phone, a mailbox that somebody else opens, and people for whom a screen is hard."""

import re
from html.parser import HTMLParser

import pytest
from django.core import mail
from django.test import Client as Browser

from tests.cases.seeing import LATER, OPENED, PLACES, clinician_reads, everything, opened, reads, sends
from tests.people import rolled_back, with_people
from tests.promises.stage import Stage, clock_at, hours
from tests.promises.worlds import AFTER_OPENING, NOON, raises_concern
from tests.web.clinician.together import asked
from tests.web.printed import says_of_itself, sizes_of
from unhurried.core.contact import ContactChoices
from unhurried.notify.mail import Letterhead
from unhurried.notify.notices import put_up_gentle_notes, put_up_regular_line
from unhurried.notify.rounds import send_due
from unhurried.web.paper.typesetting import LARGE

pytestmark = with_people
NOTED = {"prompt.noticed": "Cold feet, then not.", "rating.ease": "7", "reader": "self", "was_shown": "yes"}
LETTERHEAD = Letterhead(address="notices@front.example", link="https://front.example/")


def test_hc_16_same_phone_and_same_browser(stage: Stage) -> None:
    sends(stage, "Ana", OPENED, "journal/new/", text="A page of mine.")
    ana = opened(stage, "Ana", OPENED)
    with clock_at(OPENED):
        page = ana.get("/c/journal/")
        assert "A page of mine." in page.content.decode()
        assert page.headers["Cache-Control"] == "no-store"
        assert 'href="/leave/"' in page.content.decode()
        assert "<title>Only for you · Unhurried</title>" in ana.get("/c/private/").content.decode()
        ana.get("/leave/")
        assert "A page of mine." not in ana.get("/c/journal/").content.decode()
    ana = opened(stage, "Ana", OPENED)
    with clock_at(OPENED.replace(minute=6)):
        assert "A page of mine." not in ana.get("/c/journal/").content.decode(), "it closes by itself"
    ana.post("/account/logout/")
    ben = stage.clients["Ben"].account
    assert ben is not None
    ana.force_login(ben)
    with clock_at(OPENED):
        assert "A page of mine." not in ana.get("/c/journal/").content.decode()


def test_hc_17_partner_opens_the_mailbox(stage: Stage) -> None:
    """No mail unless it is asked for; then the same few sentences, whatever either of them did."""
    put_up_regular_line(OPENED)
    assert send_due(LETTERHEAD, keyring=stage.keys, now=OPENED).total() == 0
    sends(stage, "Ana", NOON, "private/mail/", address="ana@post.example")
    sends(stage, "Ana", NOON, "first/contact/", words="Never by voice. Weekdays before six.")
    raises_concern(stage, AFTER_OPENING, "Ana")
    put_up_gentle_notes(hours(24 * 23))
    put_up_regular_line(hours(24 * 23))
    send_due(LETTERHEAD, keyring=stage.keys, now=hours(24 * 23))
    (letter,) = mail.outbox
    assert (letter.subject, letter.to) == ("A notice for you", ["ana@post.example"])
    body = str(letter.body).lower()
    assert "https://front.example/" in body
    for word in ("ana", "ben", "cleo", "clinic", "therap", "touch", "exercise", "appointment with"):
        assert not re.search(rf"\b{word}", body), word
    with clock_at(OPENED):
        assert "/account/" in Browser().get("/c/").headers["Location"], "the link leads to a sign-in"


def test_hc_17_mail_that_was_ruled_out_is_not_sent(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ways, days and times are chosen; Ben's pages and his mail are as if nothing had been said."""
    for name in ("Ana", "Ben"):
        sends(stage, name, NOON, "private/mail/", address=f"{name.lower()}@post.example")
    before = everything(stage, "Ben", OPENED)
    chosen = {
        "mail": "not",
        "call": "not",
        "text": "may",
        "message": "not",
        "weekdays": "2",
        "parts": "morning",
    }
    sends(stage, "Ana", NOON, "first/contact/", words="Never by voice.", **chosen)
    assert everything(stage, "Ben", OPENED) == before
    put_up_regular_line(OPENED)
    with rolled_back():
        assert letters(stage) == ["ben@post.example"]
    about = clinician_reads(stage, "about", OPENED, client_id=stage.clients["Ana"].pk)
    for line in ("Not to be reached by Phone call, E-mail", "Days that are all right Wednesday"):
        assert line in about
    monkeypatch.setattr(ContactChoices, "may_use", lambda self, channel: True)
    assert letters(stage) == ["ana@post.example", "ben@post.example"], "mail that goes out would be noticed"


def letters(stage: Stage) -> list[str]:
    mail.outbox.clear()
    send_due(LETTERHEAD, keyring=stage.keys, now=OPENED)
    return sorted(one.to[0] for one in mail.outbox)


class _Fields(HTMLParser):
    """Fields that no words belong to."""

    def __init__(self) -> None:
        super().__init__()
        self.fields, self.named = list[str](), set[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "label" and said.get("for"):
            self.named.add(str(said["for"]))
        if tag in {"input", "textarea", "select"} and said.get("type") not in {"hidden", "submit"}:
            self.fields.append(str(said.get("id") or said.get("aria-label") or f"nameless {said}"))


def test_hc_40_plain_words_small_pages_no_script_and_paper(stage: Stage) -> None:
    ana = opened(stage, "Ana", OPENED)
    with clock_at(OPENED):
        pages = {one: ana.get(f"/c/{one}") for one in (*PLACES, f"a/{stage.given.pk}/", "private/line/")}
    for one, page in pages.items():
        html = page.content.decode()
        assert '<html lang="en"' in html and 'href="#main"' in html, one
        assert re.findall(r"<script(?![^>]*\bsrc=)", html) == [] and len(html) < 150_000, one
        parser = _Fields()
        parser.feed(html)
        assert [field for field in parser.fields if field not in parser.named] == [], one
    card = asked(stage, "card", OPENED, assignment_id=stage.given.pk)
    assert card.status_code == 200 and "Stop" in card.content.decode()
    assert "It needs no code." in reads(stage, "Ana", OPENED, f"a/{stage.given.pk}/")
    _prints_and_keys_in(stage)


def _prints_and_keys_in(stage: Stage) -> None:
    """Without a phone beside them: large print, and what was noted on paper typed in days later."""
    breath = stage.relationship.assignments.get(exercise__name="min.breath")
    ana = opened(stage, "Ana", LATER)
    with clock_at(LATER):
        page = ana.get(f"/c/a/{breath.pk}/paper/page/", {"what": "notes", "print": "large", "paper": "a4"})
        assert says_of_itself(page.content)["is_accessible"] and LARGE in sizes_of(page.content)
        told = {"day": OPENED.date().isoformat(), "outcome": "finished"}
        notes = ana.post(f"/c/a/{breath.pk}/on-paper/", told).headers["Location"]
        look_back = ana.post(notes, NOTED).headers["Location"]
        assert "Cold feet, then not." in ana.get(look_back).content.decode()
    (practice,) = breath.practices.filter(way="on_paper")
    assert practice.begun_at.date() == OPENED.date()
