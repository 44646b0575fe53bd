"""A policy that changes is put to everybody again before they next write, and what was written stays."""

from dataclasses import replace
from typing import Any

import pytest

from tests.core.properties import finds_fault
from tests.people import World, with_people
from tests.web.client.private_area import said_on
from unhurried.people import services
from unhurried.people.models import Client, FormerPolicy
from unhurried.people.queries import has_read_policy, policy_digest
from unhurried.web import policy_first
from unhurried.web.client.views import private

pytestmark = with_people
LIMITS = "/c/first/limits/"
WRITES = ("/c/", "/c/journal/new/", "/c/about-you/", "/c/private/", "/c/private/afterwards/")
WAITS_FOR_NOTHING = ("/c/private/line/", "/c/limits/", "/c/together/", "/help-now/")


def changes(world: World, **changed: Any) -> None:
    clinic = world.client("Ivo").clinic
    kept = {name: getattr(clinic, name) for name in services.ClinicSettings.__dataclass_fields__}
    settings = replace(services.ClinicSettings(**kept), **changed)
    services.change_clinic(world.act("Jo"), clinic=clinic, settings=settings)


def led_to(world: World, name: str, addresses: tuple[str, ...]) -> list[str]:
    browser = world.browser(name)
    return [browser.get(one).headers.get("Location", "").partition("?")[0] for one in addresses]


def test_everybody_reads_a_changed_policy_before_they_next_write(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {name: led_to(world, name, WRITES) for name in ("Ivo", "Ana", "Gus")}
    assert all(LIMITS not in found for found in before.values())
    changes(world, secrets_policy="no_secrets")
    assert {name: led_to(world, name, WRITES) for name in before} == dict.fromkeys(
        before, [LIMITS] * len(WRITES)
    )
    monkeypatch.setattr(policy_first, "has_read_policy", lambda client: True)
    assert led_to(world, "Ivo", WRITES) == before["Ivo"], "a policy that is not put again would be noticed"


def test_what_protects_waits_for_no_reading(world: World) -> None:
    changes(world, secrets_policy="no_secrets")
    assert LIMITS not in led_to(world, "Ana", WAITS_FOR_NOTHING)
    page = said_on(world.browser("Ana").get("/c/private/line/"))
    assert "No secrets at this clinic" in page and "This has changed lately" in page
    sent = world.browser("Ana").post("/c/journal/new/", {"text": "Typed before it changed."})
    assert sent.headers["Location"] != LIMITS


def test_once_read_it_leads_back_and_says_what_stays_under_the_former(world: World) -> None:
    changes(world, secrets_policy="no_secrets")
    browser = world.browser("Ivo")
    asked = browser.get("/c/journal/new/").headers["Location"]
    page = said_on(browser.get(asked))
    assert "What you told or wrote until now stays under what stood here before." in page
    assert "Limited secrets at this clinic" in page
    assert browser.post(asked, {"has_read": "on"}).headers["Location"] == "/c/journal/new/"
    assert led_to(world, "Ivo", WRITES) == [""] * len(WRITES)
    again = said_on(browser.get(LIMITS))
    assert "What you told or wrote before stays under what stood then." in again
    assert "changed this" not in again


@pytest.mark.parametrize("back", ["https://elsewhere.example/c/", "//elsewhere.example", "/clinician/", ""])
def test_way_back_leads_nowhere_else(world: World, back: str) -> None:
    changes(world, secrets_policy="no_secrets")
    page = world.browser("Ivo").post(f"{LIMITS}?back={back}", {"has_read": "on"})
    assert page.headers["Location"] == "/c/"


def test_what_changes_while_it_is_read_is_read_again(world: World) -> None:
    changes(world, secrets_policy="no_secrets")
    read = policy_digest(world.client("Ivo").clinic)
    changes(world, confidentiality_text="Other words.")
    browser = world.browser("Ivo")
    page = browser.post(LIMITS, {"has_read": "on", "wording": read})
    assert "Please read it once more." in said_on(page)
    now = policy_digest(world.client("Ivo").clinic)
    assert f'value="{now}"' in said_on(page)
    assert browser.post(LIMITS, {"has_read": "on", "wording": now}).status_code == 302


def test_first_day_on_which_it_was_read_stays(world: World) -> None:
    """What may begin asks since when somebody has known of limits at all."""
    first = world.client("Ivo").confidentiality_acknowledged_at
    changes(world, secrets_policy="no_secrets")
    world.browser("Ivo").post(LIMITS, {"has_read": "on"})
    assert world.client("Ivo").confidentiality_acknowledged_at == first


def test_settings_kept_without_another_policy_put_nothing_again(world: World) -> None:
    """A browser sends line endings of its own, and other words of the clinic are no policy."""
    text = world.client("Ivo").clinic.confidentiality_text
    changes(world, cover="Somebody else.", confidentiality_text=text.replace("\n", "\r\n"))
    assert not FormerPolicy.objects.exists()
    assert led_to(world, "Ivo", WRITES) == [""] * len(WRITES)
    changes(world, confidentiality_text=f"{text} And more.")
    assert FormerPolicy.objects.count() == 1


def test_whoever_begins_later_finds_nothing_of_before(world: World) -> None:
    changes(world, secrets_policy="no_secrets")
    Client.objects.filter(account__sign_in_name="ivo").update(
        first_run_done_at=None, confidentiality_acknowledged_at=None, confidentiality_digest=""
    )
    assert "What stood here before" not in said_on(world.browser("Ivo").get(LIMITS))


def prove_that_it_changed_stands_though_it_was_read(world: World) -> None:
    browser = world.browser("Ana")
    Client.objects.filter(pk=world.client("Ana").pk).update(
        confidentiality_digest=policy_digest(world.client("Ana").clinic)
    )
    assert "This has changed lately" in said_on(browser.get("/c/private/line/"))


def test_that_it_changed_stands_though_it_was_read(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who holds her phone may have ticked it."""
    changes(world, secrets_policy="no_secrets")
    prove_that_it_changed_stands_though_it_was_read(world)
    monkeypatch.setattr(private, "has_changed_lately", lambda viewer, *, now: not has_read_policy(viewer))
    finds_fault(prove_that_it_changed_stands_though_it_was_read, world)
