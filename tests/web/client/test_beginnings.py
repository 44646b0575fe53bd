"""The first pages of somebody new say what is there, and nothing that is not."""

import re

import pytest
from django.test import Client as Browser

from tests.people import World, with_people
from tests.people.test_joining import joins, newcomer, sheet_for
from unhurried.people.models import Client
from unhurried.people.queries import policy_digest

pytestmark = with_people


@pytest.fixture
def browser(world: World) -> Browser:
    """Noor's, who has just come, and was given nothing yet."""
    noor = newcomer(world, "Noor")
    found = Browser()
    found.force_login(joins(world, sheet_for(world, noor)))
    Client.objects.filter(pk=noor.pk).update(
        first_run_done_at=world.now, confidentiality_digest=policy_digest(noor.clinic)
    )
    return found


def headings(browser: Browser, page: str) -> list[str]:
    return re.findall(r"<h[23][^>]*>(?:<a[^>]*>)?(.*?)<", browser.get(page).content.decode())


def test_today_of_somebody_new_has_the_questions_alone_and_then_nothing(browser: Browser) -> None:
    assert headings(browser, "/c/") == ["A few words about you"]
    browser.post("/c/about-you/", {"hopes": "Calm."})
    assert headings(browser, "/c/") == ["Nothing to do just now."]


def test_together_of_somebody_new_speaks_of_nothing_given(browser: Browser) -> None:
    found = headings(browser, "/c/together/")
    assert found == ["Appointments", "With somebody else", "Nothing here waits for anybody else."]
