"""What a clinician may bring up of what one person told alone is said before anybody writes it."""

import re
from typing import Any

import pytest

from tests.people import World, with_people
from tests.web.client.agreeing import Pair
from tests.web.client.private_area import opened
from tests.web.opened import open_private
from unhurried.people.models import AccountSession, Client, Clinic
from unhurried.people.queries import policy_digest
from unhurried.web.client import raising
from unhurried.web.client.raising import may_raise, policy_lines
from unhurried.web.client.views import first_run

pytestmark = with_people
POLICIES = list(Clinic.SecretsPolicy.values)
SAYS = {"no_secrets": "No secrets at this clinic", "limited_secrets": "Limited secrets at this clinic"}
TO_THE_CLINICIAN = ("/c/private/line/", "/c/about-you/")
PRIVATE = (
    "/c/first/contact/",
    "/c/first/words/",
    "/c/journal/new/",
    "/c/about-you/",
    "/c/private/line/",
    "/c/",
)


def has(world: World, policy: str) -> None:
    """It stood when Ivo, who comes alone, and Gus, who does not, last read of it."""
    Clinic.objects.update(secrets_policy=policy)
    for name in ("Ivo", "Gus"):
        digest = policy_digest(world.client(name).clinic)
        Client.objects.filter(account__sign_in_name=name.lower()).update(confidentiality_digest=digest)


def text_at(world: World, address: str, name: str = "Ivo") -> str:
    return text_of(world.browser(name).get(address))


def text_of(page: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.content.decode()))


def said_at(world: World, address: str, name: str = "Gus") -> set[str]:
    """Which policy the page says in plain sight, and not under a heading that has to be opened."""
    page = opened(world, name).get(address).content.decode()
    shown = re.sub(r"<details>.*?</details>", "", page, flags=re.DOTALL)
    return {policy for policy, words in SAYS.items() if words in shown}


@pytest.mark.parametrize("policy", POLICIES)
def test_limits_of_confidentiality_say_which_policy_this_clinic_has(world: World, policy: str) -> None:
    has(world, policy)
    said = text_at(world, "/c/first/limits/")
    assert all(line in said for line in policy_lines(world.client("Ivo")))
    (other,) = set(POLICIES) - {policy}
    assert str(raising._POLICIES[other][0]) not in said


@pytest.mark.parametrize("address", TO_THE_CLINICIAN)
def test_page_says_it_before_one_writes_to_the_clinician(world: World, address: str) -> None:
    for policy in POLICIES:
        has(world, policy)
        assert said_at(world, address) == {policy}


@pytest.mark.parametrize("address", TO_THE_CLINICIAN)
def test_somebody_alone_reads_who_reads_and_nothing_of_others(world: World, address: str) -> None:
    for policy in POLICIES:
        has(world, policy)
        assert "Cleo reads this." in text_at(world, address)
        assert not [one for one in SAYS.values() if one in text_at(world, address)]


@pytest.mark.parametrize("address", TO_THE_CLINICIAN)
def test_plain_day_says_what_the_clinic_keeps_to_among_people(world: World, address: str) -> None:
    """Nobody stands in for whoever asks; what everybody knows stays as it is."""
    has(world, "no_secrets")
    browser = world.browser("Gus")
    open_private([browser.session.session_key], at=world.now)
    AccountSession.objects.filter(pk=browser.session.session_key).update(is_plain=True)
    assert SAYS["no_secrets"] in text_of(browser.get(address))


def test_page_that_says_nothing_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unhurried.web.client.words.may_raise", lambda viewer: "")
    assert [said_at(world, address) for address in TO_THE_CLINICIAN] == [set()] * len(TO_THE_CLINICIAN)


def test_line_for_all_of_them_says_that_it_may_be_spoken_of(world: World, pair: Pair) -> None:
    assert "may speak of it whenever you meet" in text_at(world, "/c/agreement/", "Gus")


def begins_anew(world: World) -> Client:
    Client.objects.filter(account__sign_in_name="ivo").update(
        first_run_done_at=None, confidentiality_acknowledged_at=None, confidentiality_digest=""
    )
    return world.client("Ivo")


def led_to(world: World) -> list[str]:
    """Where somebody new comes to from each place where something private could be written."""
    browser = world.browser("Ivo")
    return [browser.get(address, follow=True).request["PATH_INFO"] for address in PRIVATE]


def test_nothing_private_is_written_before_the_limits_were_read(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    begins_anew(world)
    assert led_to(world) == ["/c/first/limits/"] * len(PRIVATE)
    world.browser("Ivo").post("/c/first/words/", {"region": "England", "own_words": "Plain ones."})
    assert world.client("Ivo").first_run_done_at is None
    monkeypatch.setattr(first_run, "_limits_first", lambda viewer: None)
    assert led_to(world) != ["/c/first/limits/"] * len(PRIVATE), "a way around would be noticed"


def test_which_policy_was_read_is_part_of_what_was_acknowledged(world: World) -> None:
    digests = set()
    for policy in POLICIES:
        has(world, policy)
        begins_anew(world)
        world.browser("Ivo").post("/c/first/limits/", {"has_read": "on"})
        digests.add(world.client("Ivo").confidentiality_digest)
    assert len(digests) == len(POLICIES) and "" not in digests


def test_every_policy_has_its_words(world: World) -> None:
    assert set(raising._POLICIES) == set(raising._BESIDE_WORDS) == set(POLICIES)
    assert "Cleo" in may_raise(world.client("Ivo"))
