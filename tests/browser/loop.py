"""The loop in chapters, by the words on the pages. A `hand` may be a finger or a keyboard."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.hands import Finger, Hand

PASSWORD = "three unusual words"
NOTICED = "Warm hands after the second breath."
RETURNED = "To an old quarrel, and a passing tram."
KEPT_TO_MYSELF = "I have not told anybody that I am here."
CLINICIANS_WORDS = "You noticed warmth before anything else. Keep that."
ANSWER_ON_READING = "I have read who reads what."
ANSWER_ON_LIMITS = "I have read this, and I can ask about it at any time."


def takes_on(cleo: Finger, name: str) -> str:
    """Somebody new, with a joining sheet; gives the code on it and ends on the person's page."""
    cleo.page.goto("/clinician/")
    cleo.press("Take somebody on")
    cleo.write("Name, as you call them", name)
    cleo.write("What they would like, in their words", "More ease.")
    cleo.choose("I know who this is")
    cleo.press("Take on")
    cleo.press("Make a joining sheet")
    code = cleo.page.locator(".code").inner_text()
    cleo.press(name)
    return code


def plans(cleo: Finger, pathway: str = "On my own, unhurried") -> None:
    cleo.press("Choose a pathway")
    cleo.press(f"Look at “{pathway}”")
    cleo.write("What this is for, in their words", "More ease.")
    cleo.press("Begin this plan")


def gives_first_exercise(cleo: Finger, name: str) -> None:
    """From the caseload, as it stands."""
    cleo.page.goto("/clinician/")
    cleo.press(name)
    cleo.press("Give next: Slow breathing")
    cleo.press("Give")
    expect(cleo.page.get_by_text("Given.")).to_be_visible()


def joins(hand: Hand, code: str, sign_in_name: str) -> None:
    hand.page.goto("/account/join/")
    hand.write("The code on your sheet", code)
    hand.press("Go on")
    hand.write("A name to sign in with", sign_in_name)
    hand.write("A password", PASSWORD)
    hand.choose("I am 18 or older.")
    hand.press("Go on")


def first_run(hand: Hand) -> None:
    """Four screens after joining, and then Today."""
    screen = hand.page.get_by_text("Screen")
    expect(screen).to_have_text("Screen 1 of 4")
    hand.choose(ANSWER_ON_READING)
    hand.press("Go on")
    expect(screen).to_have_text("Screen 2 of 4")
    hand.choose(ANSWER_ON_LIMITS)
    hand.press("Go on")
    expect(screen).to_have_text("Screen 3 of 4")
    hand.write("Anything else, in your words", "By letter.")
    hand.press("Go on")
    expect(screen).to_have_text("Screen 4 of 4")
    hand.write("Words for you", "She, her.")
    hand.press("Go on")
    expect(heading(hand.page)).to_have_text("Today")


def intake(hand: Hand) -> None:
    hand.press("Tell a little")
    sends_intake(hand)


def sends_intake(hand: Hand) -> None:
    hand.write("What would you like help with?", "Too much thinking.")
    hand.press("Send this")
    expect(heading(hand.page)).to_have_text("Today")


def opens_exercise(hand: Hand) -> None:
    hand.page.goto("/c/")
    hand.press("Slow breathing")


def asks_for_lighter(hand: Hand, day: str) -> None:
    """The answer is private; afterwards a time can be set aside."""
    hand.press("A lighter version")
    hand.write("Day", day)
    hand.write("Time", "20:30")
    hand.press("Set this time aside")
    expect(hand.page.locator(".card").get_by_text("You set aside")).to_contain_text("20:30")


def begins(hand: Hand) -> None:
    hand.press("Begin now")
    hand.choose("6", under="How tense does your body feel?")
    hand.press("Continue")
    expect(hand.page.get_by_text("Step 1 of 3")).to_be_visible()


def stops(hand: Hand) -> None:
    hand.press("Stop")
    lands_softly(hand.page)


def lands_softly(page: Page, words: str = "What you did was enough") -> None:
    """However it ended: kind words, and nothing that asks for an answer."""
    expect(heading(page)).to_have_text(words)
    assert page.locator("main :is(input:not([type=hidden]), textarea, select)").count() == 0


def goes_through(hand: Hand) -> None:
    for _ in range(3):
        hand.press("Continue")
    lands_softly(hand.page)


def notes(hand: Hand) -> None:
    hand.press("Write down what you noticed")
    hand.write("What did you notice, in your body or around you?", NOTICED)
    hand.write("Where did your mind go, and what brought it back?", RETURNED)
    hand.choose("3", under="How tense does your body feel?")
    hand.press("Keep this")
    expect(hand.page.get_by_text(NOTICED)).to_be_visible()
    expect(hand.page.get_by_text(RETURNED)).to_be_visible()


def tells_barrier(hand: Hand) -> None:
    """What came in between leads to something kinder."""
    hand.press("It did not happen this time")
    hand.choose("I was too tired")
    hand.press("Send this")
    expect(heading(hand.page)).to_have_text("Thank you for saying so")
    expect(hand.page.get_by_text("Then rest first.")).to_be_visible()


def writes_journal(hand: Hand) -> None:
    hand.page.goto("/c/mine/")
    hand.press("Your journal")
    hand.press("Write something")
    hand.write("What you would like to keep", KEPT_TO_MYSELF)
    hand.press("Keep this")
    expect(hand.page.get_by_text(KEPT_TO_MYSELF)).to_be_visible()


def opens_what_waits(cleo: Finger, name: str) -> None:
    cleo.page.goto("/clinician/review/")
    cleo.page.get_by_role("row", name=name).get_by_role("link").first.click()


def reviews(cleo: Finger, name: str) -> None:
    opens_what_waits(cleo, name)
    cleo.write("Your words to them", CLINICIANS_WORDS)
    cleo.choose("Release the next step")
    cleo.press("Send this answer")
    expect(cleo.page.get_by_text("Answered.")).to_be_visible()


def reads_the_answer(hand: Hand) -> None:
    """Settled with the clinician, the exercise is theirs to keep."""
    hand.page.goto("/c/mine/")
    hand.press("Slow breathing")
    expect(hand.page.get_by_text(CLINICIANS_WORDS)).to_be_visible()


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)
