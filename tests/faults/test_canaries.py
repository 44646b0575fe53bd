"""What people write is found nowhere but by its readers: not in a file, a copy, or a log."""

import base64
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from secrets import token_bytes
from typing import Final
from urllib.parse import quote
from uuid import uuid4

import psycopg
import pytest
from pytest_socket import enable_socket

from tests.faults.canaries import Flock, disguises, disguises_in, hatch, hits_under
from tests.faults.served import CHECKOUT, DATABASES, Installed, installed, product, running
from tests.faults.visitors import Visitor
from tests.settings import ENGINE
from unhurried.config.demo.cast import PASSWORD
from unhurried.crypto.policy import load_policy

pytestmark = pytest.mark.faults

POLICY: Final = load_policy(CHECKOUT / "policy" / "fields.yaml")
SEALED: Final = sorted(f"{model}.{field}" for (model, field), line in POLICY.lines.items() if line.is_sealed)
CHOSEN_FROM_A_LIST: Final = {
    "consent.Boundary.about",
    "consent.Boundary.said",
    "homework.Barrier.code",
    "homework.Rating.value",
    "homework.Readiness.answer",
}
"""Nobody can write words into these, so they are sealed with a canary in the place of the choice."""

ID: Final = "([0-9a-f-]{36})"


@dataclass(frozen=True, kw_only=True)
class Lived:
    """An installation in which every sealed field holds its canary, and a plain one holds another."""

    place: Installed
    flock: Flock
    plain: str
    statuses: tuple[int, ...]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    enable_socket()
    flock, plain = hatch(SEALED), hatch().stem
    with installed(ENGINE, tmp_path_factory.mktemp("lived")) as place:
        place.ask("tell")
        with running(product(place)):
            with _signed_in(place.port, "ivo") as ivo, _signed_in(place.port, "cleo") as cleo:
                _a_client_writes(ivo, flock)
                _a_clinician_writes(cleo, flock)
            with _signed_in(place.port, "jo") as jo:
                _write(jo, "/clinic/", "cover", cover=plain)
            by_hand = place.ask("seal_choices", flock.stem, *SEALED)
            assert set(by_hand) == CHOSEN_FROM_A_LIST, "some field was not reached through its page"
            statuses = tuple(_everything_goes_wrong(place.port, flock.stem))
            yield Lived(place=place, flock=flock, plain=plain, statuses=statuses)


def test_no_sealed_word_is_found_in_any_file_copy_or_log(lived: Lived) -> None:
    place, stem = lived.place, lived.flock.stem
    assert place.ask("fields_holding", stem, *SEALED) == SEALED, "some sealed field holds no canary"

    searched = [place.home, place.log, *_backups(place), *_opened(place), *_pages_on_disk(place)]

    assert sorted(hits_under(searched, stem)) == []
    assert {hit.disguise for hit in hits_under(_opened(place), lived.plain)} >= {"raw"}


def test_errors_are_logged_without_the_words_that_caused_them(lived: Lived) -> None:
    log = lived.place.log.read_text()

    assert {403, 404, 500} <= set(lived.statuses)
    assert log.count("ERROR django.request") >= lived.statuses.count(500) > 2
    assert "ValueError" in log, "not trustworthy: no exception that quotes a canary was raised"
    assert disguises_in(log.encode(), lived.flock.stem) == []


def test_a_plain_word_in_a_log_or_on_disk_is_found(lived: Lived, tmp_path: Path) -> None:
    log = tmp_path / "server.log"
    log.write_text(f"{lived.place.log.read_text()}ERROR {lived.flock.canary(SEALED[0])} is not a choice\n")

    assert [hit.place for hit in hits_under([log], lived.flock.stem) if hit.disguise == "raw"] == [str(log)]
    if lived.place.postgres:
        assert list(hits_under(_pages_on_disk(lived.place), lived.plain))


WRAPPINGS: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "base64, first": base64.b64encode,
    "base64, second": lambda plain: base64.b64encode(b"1" + plain + b"2"),
    "base64, third": lambda plain: base64.b64encode(b"12" + plain),
    "base64, url-safe": lambda plain: base64.urlsafe_b64encode(b"{'text': '" + plain + b"'}"),
    "hexadecimal": lambda plain: plain.hex().encode(),
    "upper-case hexadecimal": lambda plain: plain.hex().upper().encode(),
    "a line of a log": lambda plain: b"POST /c/journal/new/ " + repr(plain).encode(),
}


@pytest.mark.parametrize("wrapped", WRAPPINGS)
def test_the_search_finds_words_inside_of_other_writing(wrapped: str, tmp_path: Path) -> None:
    stem = hatch().stem
    (tmp_path / "file").write_bytes(b"noise" + WRAPPINGS[wrapped](stem.encode()) + b"noise")

    assert list(hits_under([tmp_path], stem))


def test_the_search_finds_every_disguise_and_nothing_in_noise() -> None:
    stem, noise = hatch().stem, token_bytes(1_000_000)

    for name, spelt in disguises(stem).items():
        assert name in disguises_in(noise + spelt + noise, stem)
    assert disguises_in(noise, stem) == []


def test_the_search_refuses_a_place_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="nothing to search"):
        list(hits_under([tmp_path / "elsewhere"], hatch().stem))


def _signed_in(port: int, name: str) -> Visitor:
    visitor = Visitor(port)
    visitor.sign_in(name, PASSWORD)
    return visitor


def _write(visitor: Visitor, path: str, holding: str, **words: str) -> str:
    """Fill the page's form in and send it; give where it led."""
    reply = visitor.send(visitor.form(path, holding=holding), **words)
    assert reply.status == 302, f"{path} answered {reply.status}"
    return reply.location


def _found(visitor: Visitor, path: str, pattern: str) -> str:
    found = re.search(pattern, visitor.get(path).text)
    assert found, f"{path} leads to no {pattern}"
    return found[1]


def _a_client_writes(ivo: Visitor, flock: Flock) -> None:
    assignment = _found(ivo, "/c/", f"/c/a/{ID}/")
    practice = _found(ivo, "/c/mine/", f"/c/p/{ID}/look/")
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
    given = _found(cleo, "/clinician/review/", f"/clinician/given/{ID}/")
    review = {"words": flock.canary("homework.Review.words"), "next_step": "repeat"}
    _write(cleo, f"/clinician/given/{given}/", "words", **review)


def _everything_goes_wrong(port: int, words: str) -> Iterator[int]:
    """Words sent to where they are refused, and errors that quote words; give the statuses."""
    with Visitor(port) as stranger:
        yield stranger.get(f"/c/{quote(words)}/").status
        yield stranger.send(stranger.form("/account/sign-in/", holding="login"), login=words).status
    with _signed_in(port, "ivo") as ivo, _signed_in(port, "cleo") as cleo:
        for path in ("/c/journal/new/", "/c/about-you/", "/account/sign-in/", "/clinician/people/new/"):
            yield ivo.post(path, {"text": words, "login": words, "password": words, "act": words}).status
        yield from _same_act_for_other_words(ivo, words)
        given = _found(ivo, "/c/", f"(/c/a/{ID}/)")
        yield ivo.post(f"{given}begin/", ivo.form(given).fields).status
        yield from (ivo.get(path).status for path in ("/c/limits/", "/c/mine/"))
        for given in set(re.findall(f"/clinician/given/{ID}/", cleo.get("/clinician/review/").text)):
            yield cleo.get(f"/clinician/given/{given}/").status


def _same_act_for_other_words(ivo: Visitor, words: str) -> Iterator[int]:
    form = ivo.form("/c/journal/new/", holding="text")
    form.fields["act"] = str(uuid4())
    for said in ("rain", words):
        yield ivo.send(form, text=said).status


def _backups(place: Installed) -> list[Path]:
    """Both parts of a backup; what PostgreSQL's own format compresses is written out as well."""
    into, keys_into = place.folder / "backup", place.folder / "elsewhere"
    place.run("unhurried.config.cli", "backup", str(into), str(keys_into))
    for dump in [*into.rglob("*.dump"), *keys_into.rglob("*.dump")]:
        _with_tool(place, "pg_restore", f"--file={dump}.sql", str(dump))
    return [into, keys_into]


def _opened(place: Installed) -> list[Path]:
    """What a thief has who has got through the first wall: the databases as plain text."""
    folder = place.folder / "opened"
    if not folder.exists():
        folder.mkdir()
        if place.postgres is None:
            place.ask("plain_copies", str(folder))
        for name in DATABASES if place.postgres else ():
            _with_tool(place, "pg_dump", *_address(place, name), "--inserts", f"--file={folder / name}.sql")
    return [folder]


def _pages_on_disk(place: Installed) -> list[Path]:
    """PostgreSQL's own files, once everything has been written to them; the embedded ones lie at home."""
    if place.postgres is None:
        return []
    address = f"host={place.postgres.socket_folder} user=postgres dbname=postgres"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    return [place.postgres.socket_folder.with_name("data")]


def _address(place: Installed, name: str) -> list[str]:
    assert place.postgres
    return [f"--host={place.postgres.socket_folder}", "--username=postgres", f"--dbname={name}"]


def _with_tool(place: Installed, tool: str, *arguments: str) -> None:
    assert place.postgres
    done = subprocess.run([place.postgres.binaries / tool, *arguments], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
