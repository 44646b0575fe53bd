"""A guide reads aloud when it is asked to, by a voice of this device; any other would send the words away."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Door

pytestmark = pytest.mark.browser
ALOUD = "Read aloud on this device"
VOICES = """
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => [{ lang: "en-GB", name: "voice", localService: %s }],
    addEventListener() {}, cancel() {},
    speak: (said) => { document.documentElement.dataset.spoken += said.text + "|"; },
  }});
  document.addEventListener("DOMContentLoaded", () => { document.documentElement.dataset.spoken = ""; });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


def guides(door: Door, *, is_local: bool) -> Page:
    page = door.nobody()
    page.add_init_script(VOICES % ("true" if is_local else "false"))
    page.goto("/style/")
    return page


def test_nothing_is_spoken_until_somebody_asks_and_then_each_cue_once(door: Door) -> None:
    page = guides(door, is_local=True)
    aloud = page.get_by_role("button", name=ALOUD).first
    expect(aloud).to_be_visible()
    page.wait_for_timeout(600)
    expect(page.locator("html")).to_have_attribute("data-spoken", "")
    aloud.press("Enter")
    expect(aloud).to_have_attribute("aria-pressed", "true")
    once = re.compile(r"^(Breathe in|Stay|Breathe out)\|$")
    expect(page.locator("html")).to_have_attribute("data-spoken", once, timeout=15_000)


def test_voice_that_would_send_the_words_away_is_not_offered(door: Door) -> None:
    """The planted fault is that voice itself: were it taken, the button would be there."""
    page = guides(door, is_local=False)
    expect(page.locator("[data-pause]").first).to_be_visible()
    expect(page.get_by_role("button", name=ALOUD)).to_have_count(0)
