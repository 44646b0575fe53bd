"""A copy is given after speaking alone, and the joint record handed over once everybody has said yes."""

import re
from datetime import timedelta
from typing import Any

import pytest

from tests.people import CANARIES, World, rolled_back, with_people
from tests.web.client.private_area import clock_at, said_on
from unhurried.core.records import Asked, Authorised
from unhurried.people import services
from unhurried.people.models import AuditEntry, Authorisation, Clinic, JointRecord, RecordRequest
from unhurried.people.queries import records as reads
from unhurried.people.services import records as acts

pytestmark = with_people
OF_ONE = sorted(word for word, readers in CANARIES.items() if not {"Gus", "Hana", "Eli"} <= readers)


def asks(world: World, asked: Asked = Asked.COPY, words: str = "") -> None:
    act = world.act("Gus")
    services.ask_for_record(act, client=world.client("Gus"), asked=asked, words=words, keyring=world.keys)


def page_of(world: World) -> str:
    return f"/clinician/people/{world.client('Gus').pk}/records/"


def answers(world: World, **said: str) -> Any:
    request = RecordRequest.objects.get(withdrawn_at=None)
    return world.browser("Eli").post(page_of(world), {"request": str(request.pk), **said})


def test_request_stands_on_the_caseload_with_its_day(world: World) -> None:
    with clock_at(world.now):
        assert "Asked for, of what is kept" not in said_on(world.browser("Eli").get("/clinician/"))
    asks(world, words="For a new clinic.")
    page = said_on(world.browser("Eli").get("/clinician/"))
    assert "Asked for, of what is kept" in page and page_of(world) in page and "to be answered by" in page
    assert "For a new clinic." in said_on(world.browser("Eli").get(page_of(world)))
    assert "Asked for" not in said_on(world.browser("Cleo").get("/clinician/"))


def test_copy_is_given_only_by_whoever_spoke_with_them_alone(world: World) -> None:
    asks(world)
    assert "Please speak with them alone first." in said_on(answers(world, give="yes"))
    assert RecordRequest.objects.get().open_until is None
    assert answers(world, give="yes", spoke_alone="on").status_code == 302
    given = RecordRequest.objects.get()
    assert given.open_until is not None and given.answered_at is not None
    assert given.open_until - given.answered_at == timedelta(days=14)


def test_withdrawn_meanwhile_it_is_not_given(world: World) -> None:
    asks(world)
    request = RecordRequest.objects.get()
    services.withdraw_record_request(world.act("Gus"), client=world.client("Gus"), asked=Asked.COPY)
    services.give_copy(world.act("Eli"), request=request)
    assert RecordRequest.objects.get().open_until is None


def test_deletion_is_answered_in_words_that_begin_with_the_clinics_own(world: World) -> None:
    Clinic.objects.update(retention_text="Seven years.")
    asks(world, Asked.ERASURE)
    page = said_on(world.browser("Eli").get(page_of(world)))
    assert "Seven years.</textarea>" in page and "deletes nothing by itself" in page
    assert answers(world, words="Your journal goes. The notes stay for seven years.").status_code == 302
    row = RecordRequest.objects.get()
    assert world.keys.open(row, "answer") == "Your journal goes. The notes stay for seven years."
    assert world.client("Gus").journal_entries.exists()


def settings_page(world: World) -> str:
    return said_on(world.browser("Jo").get("/clinic/"))


def test_manager_reads_a_clinician_and_a_day_and_nothing_else(world: World) -> None:
    assert "Requests about what is kept" not in settings_page(world)
    asks(world)
    one = settings_page(world)
    found = one[one.index("Requests about what is kept") :].partition("</section>")[0]
    assert re.search(r"<li>Eli, by \w+ \d+ \w+ \d{4}</li>", found)
    assert "Gus" not in one and "copy" not in found
    asks(world, Asked.ERASURE)
    assert settings_page(world).count("<li>Eli, by") == 1, "one line, however much waits"
    assert world.browser("Jo").get(page_of(world)).status_code == 404


def joint(world: World) -> str:
    return f"/clinician/relationships/{world.client('Gus').relationships.get().pk}/record/"


def is_asked(world: World) -> JointRecord:
    sent = world.browser("Eli").post(joint(world), {"words": "A court in Leeds."})
    assert sent.status_code == 302
    return JointRecord.objects.get()


def says(world: World, name: str, answer: Authorised) -> None:
    row = Authorisation.objects.get(client=world.client(name))
    services.authorise(world.act(name), authorisation=row, answer=answer, keyring=world.keys)


def hands_over(world: World) -> bool:
    """By the button, and by whoever sends its form without one."""
    is_offered = "Hand it over" in said_on(world.browser("Eli").get(joint(world)))
    sent = world.browser("Eli").post(joint(world), {"spoke_alone": "on"})
    assert is_offered == (sent.status_code == 302)
    return is_offered


@pytest.mark.parametrize("hanas", [None, Authorised.NO])
def test_one_no_or_one_silence_hands_nothing_over(world: World, hanas: Authorised | None) -> None:
    is_asked(world)
    says(world, "Gus", Authorised.YES)
    if hanas:
        says(world, "Hana", hanas)
    assert not hands_over(world)
    assert not AuditEntry.objects.filter(verb="hand_over_joint_record").exists()
    assert world.browser("Eli").get(f"{joint(world)}page/").status_code == 302


def test_rule_is_asked_in_the_act_itself(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    record = is_asked(world)
    with pytest.raises(services.NotAuthorised):
        services.hand_over_joint_record(world.act("Eli"), record=record, keyring=world.keys)
    monkeypatch.setattr(acts, "may_be_handed_over", lambda record, keyring, now: True)
    services.hand_over_joint_record(world.act("Eli"), record=record, keyring=world.keys)
    assert JointRecord.objects.get().handed_over_at, "an act that asks nothing would be noticed"


def test_whoever_was_not_asked_has_not_said_yes(world: World) -> None:
    """Somebody joined after the question."""
    record = is_asked(world)
    for name in ("Gus", "Hana"):
        says(world, name, Authorised.YES)
    assert reads.may_be_handed_over(record, world.keys, now=world.now)
    Authorisation.objects.filter(client=world.client("Hana")).delete()
    assert not reads.may_be_handed_over(record, world.keys, now=world.now)


def test_both_have_said_yes_and_it_is_handed_over_once_and_noted(world: World) -> None:
    is_asked(world)
    for name in ("Gus", "Hana"):
        says(world, name, Authorised.YES)
    page = said_on(world.browser("Eli").post(joint(world), {"spoke_alone": ""}))
    assert "Please speak with them alone first." in page
    assert hands_over(world)
    assert AuditEntry.objects.filter(verb="hand_over_joint_record").count() == 1
    says(world, "Gus", Authorised.NO)
    assert world.browser("Eli").get(f"{joint(world)}page/").status_code == 200, "what is out is out"


def test_joint_record_holds_nothing_that_is_one_persons(world: World) -> None:
    is_asked(world)
    for name in ("Gus", "Hana"):
        says(world, name, Authorised.YES)
    assert hands_over(world)
    page = said_on(world.browser("Eli").get(f"{joint(world)}page/"))
    assert "To find the fieldfare." in page and "Gus, Hana" in page
    assert [word for word in OF_ONE if word in page] == []
    planted = f"{page} Tonight a kestrel."
    assert [word for word in OF_ONE if word in planted] == ["kestrel"], "a private word would be noticed"


def test_it_lapses_and_every_yes_with_it(world: World) -> None:
    record = is_asked(world)
    for name in ("Gus", "Hana"):
        says(world, name, Authorised.YES)
    with clock_at(record.lapses_at), rolled_back():
        page = said_on(world.browser("Eli").get(joint(world)))
        assert "Ask each of them" in page and "Hand it over" not in page
    assert not reads.may_be_handed_over(record, world.keys, now=record.lapses_at)


def test_of_one_person_there_is_no_joint_record(world: World) -> None:
    alone = f"/clinician/relationships/{world.client('Ivo').relationships.get().pk}/record/"
    assert "Nobody else was treated here." in said_on(world.browser("Cleo").get(alone))
    world.browser("Cleo").post(alone, {"words": "A court."})
    assert not JointRecord.objects.exists()


def test_room_shows_nothing_of_either(world: World) -> None:
    asks(world)
    is_asked(world)
    browser = world.browser("Eli")
    browser.post("/clinician/room/", {"room": "on", "back": "/clinician/"})
    for address in (page_of(world), joint(world)):
        page = said_on(browser.get(address))
        assert "Gus" not in page and "Leeds" not in page
