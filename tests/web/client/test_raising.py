"""What a clinician may bring up of what one person told alone is said before anybody writes it."""

import re

import pytest

from tests.people import World, with_people
from tests.web.client.agreeing import Pair
from unhurried.people.models import Client, Clinic
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
    """It stood when Ivo last read of it."""
    Clinic.objects.update(secrets_policy=policy)
    digest = policy_digest(world.client("Ivo").clinic)
    Client.objects.filter(account__sign_in_name="ivo").update(confidentiality_digest=digest)


def text_at(world: World, address: str, name: str = "Ivo") -> str:
    page = world.browser(name).get(address).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))


def said_at(world: World, address: str) -> set[str]:
    """Which policy the page says in plain sight, and not under a heading that has to be opened."""
    page = world.browser("Ivo").get(address).content.decode()
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
