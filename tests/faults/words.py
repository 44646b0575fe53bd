"""What is written by whom: every field into which somebody can write, through the page it is written on."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from tests.faults.canaries import Flock
from tests.faults.visitors import Visitor
from unhurried.config.demo.cast import PASSWORD
from unhurried.config.demo.together import CODE

ID: Final = "([0-9a-f-]{36})"
A_WEEK_OF_MORNINGS: Final = 7
"""The next posting is never further away."""


def signed_in(port: int, name: str) -> Visitor:
    visitor = Visitor(port)
    visitor.sign_in(name, PASSWORD)
    return visitor


def found(visitor: Visitor, path: str, pattern: str) -> str:
    match = re.search(pattern, visitor.get(path).text)
    assert match, f"{path} leads to no {pattern}"
    return match[1]


def everybody_writes(port: int, flock: Flock, *, plain: str) -> None:
    """Sealed words by their writers, and `plain` where nothing is sealed. The clock moves on by some days."""
    with signed_in(port, "ivo") as ivo, signed_in(port, "cleo") as cleo:
        _somebody_alone_writes(ivo, flock)
        _a_clinician_writes(cleo, flock)
    with signed_in(port, "jo") as jo:
        _write(jo, "/clinic/", "cover", cover=plain)
        _write(jo, "/account/mail/", "address", do="keep", address=flock.canary("people.WorkAddress.address"))
    with signed_in(port, "ben") as ben:
        _somebody_with_others_writes(ben, flock)
        _somebody_writes_in_private(ben, flock)
    _what_is_kept_is_asked_for(port, flock)
    _a_pause_is_not_kept(port)
    _a_colleague_is_named(port, flock)


def _somebody_alone_writes(ivo: Visitor, flock: Flock) -> None:
    assignment = found(ivo, "/c/", f"/c/a/{ID}/")
    practice = found(ivo, "/c/mine/", f"/c/p/{ID}/look/")
    asked = ("relationships_now", "wellbeing", "medical", "history", "hopes")
    _write(ivo, "/c/about-you/", "act", **{name: flock.canary(f"people.Intake.{name}") for name in asked})
    _write(ivo, "/c/journal/new/", "text", text=flock.canary("homework.JournalEntry.text"))
    _write(ivo, "/c/first/contact/", "words", words=flock.canary("people.Client.safe_contact"))
    _write(ivo, "/c/first/words/", "own_words", own_words=flock.canary("people.Client.own_words"))
    notes = ivo.form(f"/c/p/{practice}/notes/")
    prompt = next(name for name in notes.open_to_words if name.startswith("prompt."))
    assert ivo.send(notes, **{prompt: flock.canary("homework.Note.text")}).status == 302
    barrier = {"code": "too_tired", "words": flock.canary("homework.Barrier.words")}
    _write(ivo, f"/c/a/{assignment}/not-this-time/", "words", **barrier)
    evening = {"day": (date.today() + timedelta(days=2)).isoformat(), "at": "20:00"}
    place = flock.canary("homework.Occasion.place")
    _write(ivo, f"/c/a/{assignment}/time/", "day", **evening, place=place)
    _write(ivo, "/c/limits/", "what", what="chest", word="not_now")


def _a_clinician_writes(cleo: Visitor, flock: Flock) -> None:
    new = {"name": flock.canary("people.Client.name"), "goal": flock.canary("people.Episode.goal")}
    person = _write(cleo, "/clinician/people/new/", "goal", **new, is_adult_attested="on")
    _write(cleo, f"{person}plan/p9-solo/", "goal", goal=flock.canary("homework.Plan.goal"))
    _write(cleo, f"{person}give/min.breath/", "words", words=flock.canary("homework.Assignment.sheet"))
    assessed = flock.canary("homework.Assignment.assessed")
    _write(cleo, f"{person}give/gppp.ladder/", "assessed", assessed=assessed, takes_on="on")
    _write(cleo, f"{person}on-file/", "kind", kind="recent_loss")
    caution = found(cleo, f"{person}on-file/", f"/clinician/on-file/{ID}/lift/")
    lifted = flock.canary("consent.Caution.lifted_words")
    _write(cleo, f"/clinician/on-file/{caution}/lift/", "words", words=lifted)
    sheet = {name: flock.canary(f"consent.Worksheet.{name}") for name in ("said", "consulted", "reported_to")}
    _write(cleo, f"{person}worksheet/", "said", report="made", **sheet)
    given = found(cleo, "/clinician/review/", f"/clinician/given/{ID}/")
    review = {"words": flock.canary("homework.Review.words"), "next_step": "repeat"}
    _write(cleo, f"/clinician/given/{given}/", "words", **review)
    ends = found(cleo, person, f"/clinician/relationships/{ID}/end/")
    farewell = flock.canary("people.Episode.farewell")
    _write(cleo, f"/clinician/relationships/{ends}/end/", "farewell", farewell=farewell)


def _somebody_with_others_writes(ben: Visitor, flock: Flock) -> None:
    """A line for the others, and a summary, which names the lines and holds none of their words."""
    draft = ben.form("/c/journal/new/", holding="text")
    began = {"text": flock.canary("homework.JournalEntry.draft")}
    assert ben.send(replace(draft, action="/c/journal/draft/"), **began).status == 204
    line = flock.canary("consent.AgreementLine.words")
    _write(ben, "/c/agreement/", "words", heading="signals", words=line)
    _write(ben, "/c/agreement/", to="/c/agreement/summary/")


def _somebody_writes_in_private(ben: Visitor, flock: Flock) -> None:
    _opens_private(ben)
    own_word = flock.canary("consent.BodyWords.words")
    _write(ben, "/c/limits/1/", "own_word", own_word=own_word)
    _write(ben, "/c/private/line/", "words", words=flock.canary("consent.Concern.words"))
    _write(ben, "/c/private/afterwards/", "aftercare", aftercare=flock.canary("homework.AfterPlan.aftercare"))
    _write(ben, "/c/private/mail/", "address", address=flock.canary("people.Client.mail_address"))
    _write(ben, "/c/private/records/", "words", words=flock.canary("people.RecordRequest.words"))
    said = {"felt_pressed": "2", "limits_kept": "yes", "wanted": "yes", "drifted": "no"}
    _write(ben, "/c/private/after/", "practice", **said)


def _what_is_kept_is_asked_for(port: int, flock: Flock) -> None:
    """Ben's clinician answers him, and asks both of them about the joint record; he chooses from a list."""
    with signed_in(port, "cleo") as cleo:
        ben = found(cleo, "/clinician/", f'/clinician/people/{ID}/"[^>]*>Ben<')
        relationship = found(cleo, f"/clinician/people/{ben}/", f"/clinician/relationships/{ID}/")
        words = flock.canary("people.RecordRequest.answer")
        _write(cleo, f"/clinician/people/{ben}/records/", "words", words=words)
        who_asks = flock.canary("people.JointRecord.words")
        _write(cleo, f"/clinician/relationships/{relationship}/record/", "words", words=who_asks)
    with signed_in(port, "ben") as ben_himself:
        _opens_private(ben_himself)
        _write(ben_himself, "/c/private/records/joint/", "authorisation", answer="yes")


def _a_pause_is_not_kept(port: int) -> None:
    """Nothing of it is written, all is chosen; it is asked about the morning after it was noted."""
    with signed_in(port, "cleo") as cleo:
        _a_pause_is_set(cleo)
    _morning_comes(port, "/c/agreement/note/")
    with signed_in(port, "ben") as ben:
        pause = found(ben, "/c/agreement/note/", f'name="pause" value="{ID}"')
        _write(ben, "/c/agreement/note/", "day", pause=pause)
    _next_morning(port)
    with signed_in(port, "ben") as ben:
        _opens_private(ben)
        _write(ben, "/c/agreement/own/", "noted", answer="yes")


def _a_pause_is_set(cleo: Visitor) -> None:
    ben = found(cleo, "/clinician/", f'/clinician/people/{ID}/"[^>]*>Ben<')
    relationship = found(cleo, f"/clinician/people/{ben}/", f"/clinician/relationships/{ID}/")
    pause = {"activities": "insertion_by_partner", "strength": "not_a_prelude", "is_known": "on"}
    _write(cleo, f"/clinician/relationships/{relationship}/pause/", "starts_on", **pause)


def _a_colleague_is_named(port: int, flock: Flock) -> None:
    """Dov is asked whether his care may go to Eli; what he says is chosen."""
    with signed_in(port, "cleo") as cleo:
        dov = found(cleo, "/clinician/", f'/clinician/people/{ID}/"[^>]*>Dov<')
        where = f"/clinician/people/{dov}/handover/"
        eli = found(cleo, where, f'name="colleague" value="{ID}"')
        words = {f"words_{dov}": flock.canary("people.Handover.words")}
        _write(cleo, where, to=where, colleague=eli, **words)


def _morning_comes(port: int, path: str) -> None:
    """On which the page is there for Ben: what a clinician sets stands on pages from the next posting on."""
    for _ in range(A_WEEK_OF_MORNINGS):
        _next_morning(port)
        with signed_in(port, "ben") as ben:
            if ben.get(path).status == 200:
                return
    raise AssertionError(f"{path} was not there within a week")


def _next_morning(port: int) -> None:
    with Visitor(port) as anybody:
        _write(anybody, "/demo/", to="/demo/next-morning/")


def _opens_private(visitor: Visitor) -> None:
    _write(visitor, "/c/private/", "private_password", private_password=CODE)


def _write(visitor: Visitor, path: str, holding: str = "act", *, to: str = "", **words: str) -> str:
    """Fill the page's form in and send it; give where it led."""
    reply = visitor.send(visitor.form(path, holding=holding, to=to), **words)
    assert reply.status == 302, f"{path} answered {reply.status}"
    return reply.location
