"""What is kept about somebody: asked for alone, given by a clinician, told to nobody, withdrawn at will."""

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache

from tests.people import CANARIES, World, rolled_back, with_people
from tests.web.client.private_area import CODE, choose_codes, clock_at, opened, said_on, seen
from unhurried.homework.queries.client import own_copy
from unhurried.people import services
from unhurried.people.models import Clinic, JointRecord, Notice, RecordRequest
from unhurried.people.queries import open_requests_under
from unhurried.web.client import unlocking
from unhurried.web.client.copy_words import _CODED, FIELD_LABELS, PART_TITLES
from unhurried.web.client.views import records

pytestmark = with_people
RECORDS, JOINT = "/c/private/records/", "/c/private/records/joint/"
COPY = f"{RECORDS}copy/"
FILES = (f"{COPY}page/", f"{COPY}data/")
HERS = ("/c/", "/c/together/", "/c/mine/", "/c/more/", "/c/private/", RECORDS, JOINT)
OF_OTHERS = sorted(word for word, readers in CANARIES.items() if "Gus" not in readers)
WRITTEN_BY_ELI = ["fieldfare", "gadwall", "whimbrel"]
"""Gus may read these; they are no words of his."""


@pytest.fixture(autouse=True)
def codes_are_chosen(world: World) -> None:
    cache.clear()
    choose_codes(world)


def asks(world: World, asked: str = "copy", **said: str) -> Any:
    return opened(world).post(RECORDS, {"asked": asked, "do": "ask", **said})


def given(world: World) -> None:
    asks(world)
    (request,) = open_requests_under(world.clinician("Eli"))
    services.give_copy(world.act("Eli"), request=request)


def copied(world: World, address: str) -> str:
    return unescape(opened(world).get(address).content.decode())


def words_of_others(world: World) -> list[str]:
    """Of somebody else, in any form of the copy that Gus was given."""
    found = " ".join(copied(world, address) for address in (COPY, *FILES))
    return [word for word in [*OF_OTHERS, *WRITTEN_BY_ELI] if word in found]


def test_copy_holds_what_is_his_and_no_word_of_anybody_else(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(world)
    assert words_of_others(world) == []
    own = ("kestrel", "plover", "curlew", "siskin", "dunlin", "merlin", "wigeon", "redwing")
    for address in (COPY, *FILES):
        assert [word for word in own if word not in copied(world, address)] == []
    everybodys = own_copy.Own(
        model=own_copy.JournalEntry, whose="author__clinician", at="written_at", sealed=("text",)
    )
    monkeypatch.setitem(own_copy.OWN, own_copy.Part.JOURNAL, everybodys)
    monkeypatch.setattr(own_copy, "_rows", _of_everybody)
    assert words_of_others(world) == ["avocet", "brambling", "laughed on the phone"], (
        "words of somebody else would be noticed"
    )


def _of_everybody(part: Any, own: Any, viewer: Any, now: Any) -> list[Any]:
    """The planted fault: a part that is found by its clinic."""
    if part not in (own_copy.Part.JOURNAL, own_copy.Part.CONCERNS):
        return []
    return list(own.model.objects.filter(clinic=viewer.clinic_id))


def test_copy_names_nobody_else(world: World) -> None:
    given(world)
    found = copied(world, FILES[1])
    hana = world.client("Hana")
    assert [word for word in ("Hana", str(hana.pk), str(hana.account_id)) if word in found] == []


def test_copy_is_there_for_a_machine_and_leaves_with_a_name_that_tells_nothing(world: World) -> None:
    given(world)
    page, data = (opened(world).get(address) for address in FILES)
    assert json.loads(data.content)["journal"][0]["text"] == "Tonight a kestrel."
    kept = [one.headers["Content-Disposition"] for one in (page, data)]
    assert kept == ['attachment; filename="copy.html"', 'attachment; filename="copy.json"']
    assert "src=" not in said_on(page) and "href=" not in said_on(page)


def test_nothing_is_handed_out_by_asking(world: World) -> None:
    before = {address: seen(opened(world).get(address)) for address in (COPY, *FILES)}
    assert asks(world).headers["Location"] == "/c/private/kept/"
    assert {address: seen(opened(world).get(address)) for address in before} == before
    page = said_on(opened(world).get(RECORDS))
    assert "first speaks with you alone" in page and "You have an answer by" in page


def test_copy_closes_after_some_days(world: World) -> None:
    given(world)
    assert "kestrel" in copied(world, COPY)
    later = world.now + timedelta(days=15)
    with clock_at(later):
        browser = world.browser("Gus")
        browser.post("/c/private/", {"private_password": CODE})
        assert "kestrel" not in said_on(browser.get(COPY))


@pytest.mark.parametrize("asked", ["copy", "erasure"])
def test_whoever_asked_withdraws_it(world: World, asked: str) -> None:
    asks(world, asked, words="Because of the move.")
    assert len(open_requests_under(world.clinician("Eli"))) == 1
    assert "Because of the move." in said_on(opened(world).get(RECORDS))
    opened(world).post(RECORDS, {"asked": asked, "do": "withdraw"})
    assert open_requests_under(world.clinician("Eli")) == []
    assert "Because of the move." not in said_on(opened(world).get(RECORDS))


def test_asked_twice_it_keeps_its_first_day(world: World) -> None:
    asks(world)
    asks(world)
    assert RecordRequest.objects.filter(client=world.client("Gus")).count() == 1


def test_asking_for_deletion_deletes_nothing_and_says_so(world: World) -> None:
    asks(world, "erasure")
    page = said_on(opened(world).get(RECORDS))
    assert "Asking deletes nothing." in page and "until then nothing changes here" in page
    assert world.client("Gus").journal_entries.count() == 1


def test_page_says_how_long_in_the_clinics_own_words(world: World) -> None:
    Clinic.objects.update(retention_text="Ten years, because the **law** asks.")
    assert "<strong>law</strong>" in said_on(opened(world).get(RECORDS))
    Clinic.objects.update(retention_text="")
    assert "has not written it down here" in said_on(opened(world).get(RECORDS))


def everything_is_asked(world: World) -> None:
    given(world)
    asks(world, "erasure")


def test_hana_finds_nothing_of_it_anywhere(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def hers() -> dict[str, Any]:
        browser = opened(world, "Hana")
        with clock_at(world.now):
            return {address: seen(browser.get(address)) for address in (*HERS, COPY)}

    before, told = hers(), Notice.objects.count()
    with rolled_back():
        everything_is_asked(world)
        assert (hers(), Notice.objects.count()) == (before, told)
    monkeypatch.setattr(records, "has_open_copy", lambda viewer, now: RecordRequest.objects.exists())
    everything_is_asked(world)
    assert hers() != before, "a page that tells of it would be noticed"


def test_plain_day_finds_nothing_and_keeps_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    act = world.act("Gus")
    services.set_second_code(act, account=world.account("Gus"), password="a plain day", tells=False)

    def plain() -> dict[str, Any]:
        browser = world.browser("Gus")
        asked = RecordRequest.objects.count()
        with rolled_back(), clock_at(world.now + timedelta(minutes=10)):
            browser.post("/c/private/", {"private_password": "a plain day"})
            sent = browser.post(RECORDS, {"asked": "copy", "do": "ask"})
            assert sent.headers["Location"] == "/c/private/kept/"
            assert RecordRequest.objects.count() == asked, "what is sent under somebody's eyes is not kept"
            return {address: seen(browser.get(address)) for address in (RECORDS, COPY, *FILES, JOINT)}

    asked_about_the_joint_record(world)
    before = plain()
    assert "A court in Leeds asks for it." in str(before[JOINT]), "the others are asked, and know it"
    everything_is_asked(world)
    answers(world, "Gus", "yes")
    assert plain() == before
    monkeypatch.setattr(unlocking, "reader_of", lambda request, viewer: viewer)
    with pytest.raises(AssertionError, match="not kept"):
        plain()


def asked_about_the_joint_record(world: World) -> JointRecord:
    services.ask_for_joint_record(
        world.act("Eli"),
        relationship=world.client("Gus").relationships.get(),
        words="A court in Leeds asks for it.",
        keyring=world.keys,
    )
    return JointRecord.objects.get()


def answers(world: World, name: str, answer: str) -> Any:
    browser = opened(world, name)
    page = said_on(browser.get(JOINT))
    (asked,) = re.findall(r'name="authorisation" value="([^"]+)"', page)
    return browser.post(JOINT, {"authorisation": asked, "answer": answer})


def hanas_question(world: World) -> Any:
    browser = opened(world, "Hana")
    with clock_at(world.now):
        return seen(browser.get(JOINT))


def test_each_adult_is_asked_alone_and_finds_their_own_answer_only(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Nothing is asked just now." in said_on(opened(world).get(JOINT))
    asked_about_the_joint_record(world)
    assert "A court in Leeds asks for it." in said_on(opened(world).get(JOINT))
    before = hanas_question(world)
    for answer in ("yes", "no"):
        assert answers(world, "Gus", answer).headers["Location"] == "/c/private/kept/"
        assert hanas_question(world) == before
    assert "You said no." in said_on(opened(world).get(JOINT))
    said = records.authorised
    monkeypatch.setattr(
        records,
        "authorised",
        lambda one, keyring: said(one.joint_record.authorisations.exclude(answer=None).first(), keyring),
    )
    assert hanas_question(world) != before, "another's answer would be noticed"


def test_nobody_answers_in_another_ones_name(world: World) -> None:
    record = asked_about_the_joint_record(world)
    hanas = record.authorisations.get(client=world.client("Hana"))
    opened(world).post(JOINT, {"authorisation": str(hanas.pk), "answer": "yes"})
    hanas.refresh_from_db()
    assert hanas.answer is None


def test_question_lapses_and_is_taken_back_for_everybody(world: World) -> None:
    asked_about_the_joint_record(world)
    with clock_at(world.now + timedelta(weeks=8, minutes=1)):
        browser = world.browser("Gus")
        browser.post("/c/private/", {"private_password": CODE})
        assert "Nothing is asked just now." in said_on(browser.get(JOINT))
    relationship = world.client("Gus").relationships.get()
    services.take_back_joint_record(world.act("Eli"), relationship=relationship)
    for name in ("Gus", "Hana"):
        assert "Nothing is asked just now." in said_on(opened(world, name).get(JOINT))


def test_everything_in_a_copy_has_words() -> None:
    assert set(PART_TITLES) == set(own_copy.Part) == set(own_copy.OWN)
    fields = {name for own in own_copy.OWN.values() for name in (*own.plain, *own.sealed)}
    assert fields | {"at", "exercise", "what", "direction", "heading"} <= set(FIELD_LABELS)
    assert set(_CODED) <= set(own_copy.Part)
