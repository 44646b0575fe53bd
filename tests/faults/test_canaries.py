"""What people write is found nowhere but by its readers: not in a file, a copy, or a log."""

import base64
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes
from typing import Final
from urllib.parse import quote
from uuid import uuid4

import psycopg
import pytest
from pytest_socket import enable_socket

from tests.faults.canaries import ADDRESSES, Flock, disguises, disguises_in, hatch, hits_under
from tests.faults.served import CHECKOUT, DATABASES, Installed, installed, product, running
from tests.faults.visitors import Visitor
from tests.faults.words import ID, everybody_writes, found, signed_in
from tests.settings import ENGINE
from unhurried.crypto.policy import load_policy

pytestmark = pytest.mark.faults

POLICY: Final = load_policy(CHECKOUT / "policy" / "fields.yaml")
SEALED: Final = sorted(f"{model}.{field}" for (model, field), line in POLICY.lines.items() if line.is_sealed)
CHOSEN_FROM_A_LIST: Final = {
    "consent.Boundary.about",
    "consent.Boundary.said",
    "consent.PauseAgreement.activities",
    "consent.PauseNotKept.wanted",
    "homework.AfterAnswer.felt_pressed",
    "homework.AfterAnswer.limits_kept",
    "homework.AfterAnswer.wanted",
    "homework.AfterAnswer.drifted",
    "homework.Barrier.code",
    "homework.Rating.value",
    "homework.Readiness.answer",
    "people.Authorisation.answer",
    "people.Client.contact_choices",
    "people.Intake.asked_for",
    "people.Handover.answer",
}
"""Nobody can write words into these, so they are sealed with a canary in the place of the choice."""
MADE_OF_IDS: Final = {"consent.BoundaryAgreement.lines"}
"""A summary names the lines it is made of; their words are in the lines alone. Sealed in the same way."""


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
            everybody_writes(place.port, flock, plain=plain)
            by_hand = place.ask("seal_choices", flock.stem, *SEALED)
            without_words = CHOSEN_FROM_A_LIST | MADE_OF_IDS
            assert set(by_hand) == without_words, "some field was not reached through its page"
            statuses = tuple(_everything_goes_wrong(place.port, flock.stem))
            yield Lived(place=place, flock=flock, plain=plain, statuses=statuses)


def test_no_sealed_word_is_found_in_any_file_copy_or_log(lived: Lived) -> None:
    place, flock = lived.place, lived.flock
    assert place.ask("fields_holding", flock.stem, *SEALED) == SEALED, "some sealed field holds no canary"

    searched = [place.home, place.log, *_backups(place), *_opened(place), *_pages_on_disk(place)]

    assert sorted(hits_under(searched, flock.song)) == []
    assert {hit.disguise for hit in hits_under(_opened(place), lived.plain)} >= {"raw"}


def test_errors_are_logged_without_the_words_that_caused_them(lived: Lived) -> None:
    log = lived.place.log.read_text()

    assert {403, 404, 500} <= set(lived.statuses)
    assert log.count("ERROR django.request") >= lived.statuses.count(500) > 2
    assert "ValueError" in log, "not trustworthy: no exception that quotes a canary was raised"
    assert disguises_in(log.encode(), lived.flock.song) == []


@pytest.mark.parametrize("field", [SEALED[0], *ADDRESSES])
def test_a_plain_word_in_a_log_is_found(lived: Lived, tmp_path: Path, field: str) -> None:
    log = tmp_path / "server.log"
    log.write_text(f"{lived.place.log.read_text()}ERROR {lived.flock.canary(field)} is not a choice\n")

    assert [hit.place for hit in hits_under([log], lived.flock.song) if hit.disguise == "raw"] == [str(log)]


def test_a_plain_word_on_disk_is_found(lived: Lived) -> None:
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


def _everything_goes_wrong(port: int, words: str) -> Iterator[int]:
    """Words sent to where they are refused, and errors that quote words; give the statuses."""
    with Visitor(port) as stranger:
        yield stranger.get(f"/c/{quote(words)}/").status
        yield stranger.send(stranger.form("/account/sign-in/", holding="login"), login=words).status
    with signed_in(port, "ivo") as ivo, signed_in(port, "cleo") as cleo:
        for path in ("/c/journal/new/", "/c/about-you/", "/account/sign-in/", "/clinician/people/new/"):
            yield ivo.post(path, {"text": words, "login": words, "password": words, "act": words}).status
        yield from _same_act_for_other_words(ivo, words)
        given = found(ivo, "/c/", f"(/c/a/{ID}/)")
        yield ivo.post(f"{given}begin/", ivo.form(given).fields).status
        yield from (ivo.get(path).status for path in ("/c/limits/", "/c/mine/"))
        for given in set(re.findall(f"/clinician/given/{ID}/", cleo.get("/clinician/review/").text)):
            yield cleo.get(f"/clinician/given/{given}/").status
    with signed_in(port, "ben") as ben:
        yield from (ben.get(path).status for path in ("/c/agreement/", "/c/agreement/summary/"))


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
