"""Three houses on one street: the product and two floors, each with the same people and the same server."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path
from typing import Final
from urllib.parse import urlencode
from uuid import uuid4

from tests.bench.floors.sizes import NOTE
from tests.bench.load import Requests
from tests.faults.served import (
    CHECKOUT,
    Installed,
    Server,
    create_databases,
    free_port,
    installed,
    product,
    running,
)
from tests.faults.visitors import Visitor
from unhurried.config.demo.cast import PASSWORD

FLOORS: Final = ("plain", "lean")


@dataclass(frozen=True, kw_only=True)
class House:
    name: str
    port: int
    server: Server
    today: Requests
    note: Requests


@dataclass(frozen=True, kw_only=True)
class Guest:
    """One signed-in client: their cookies, and what their note form holds besides the words."""

    cookies: str
    fields: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Street:
    place: Installed
    houses: Mapping[str, House]
    guests: Sequence[Guest]
    """The product's own clients."""


@contextmanager
def street(engine: str, folder: Path) -> Iterator[Street]:
    with installed(engine, folder, is_demo=False) as place:
        names: list[str] = json.loads(place.run("tests.bench.filled", "fill"))
        with (
            running(product(place)) as server,
            _floor("plain", place) as plain,
            _floor("lean", place) as lean,
        ):
            guests = [_guest(place.port, name) for name in names]
            ours = _house("product", place.port, server, guests, today="/c/", note="/c/journal/new/")
            yield Street(place=place, houses={"product": ours, "plain": plain, "lean": lean}, guests=guests)


def _guest(port: int, name: str) -> Guest:
    with Visitor(port) as visitor:
        visitor.sign_in(name, PASSWORD)
        form = visitor.form("/c/journal/new/", holding="text")
        return Guest(cookies=visitor.cookie_header, fields=form.fields)


@contextmanager
def _floor(name: str, place: Installed) -> Iterator[House]:
    port, environment = free_port(), dict(place.environment)
    environment |= {"FLOOR_PORT": str(port), "FLOOR_DATABASE": str(place.folder / f"{name}.db")}
    if place.postgres:
        create_databases(place.postgres, (name,))
        environment |= {"FLOOR_SOCKETS": str(place.postgres.socket_folder), "FLOOR_DATABASE": name}
    environment["DJANGO_SETTINGS_MODULE"] = f"tests.bench.floors.{name}.settings"
    fill = [sys.executable, "-m", f"tests.bench.floors.{name}.fill"]
    tokens = json.loads(subprocess.check_output(fill, env=environment, cwd=CHECKOUT))
    command = ("tests.bench.floors.serve", name)
    server = Server(command, port=port, log=place.folder / f"{name}.log", environment=environment)
    with running(server):
        guests = [_floor_guest(name, port, token) for token in tokens]
        yield _house(name, port, server, guests, today="/", note="/note/")


def _floor_guest(name: str, port: int, token: str) -> Guest:
    if name == "lean":
        return Guest(cookies=f"token={token}", fields={})
    with Visitor(port) as visitor:
        visitor.cookies["sessionid"] = token
        form = visitor.form("/note/", holding="text")
        return Guest(cookies=visitor.cookie_header, fields=form.fields)


def _house(name: str, port: int, server: Server, guests: Sequence[Guest], *, today: str, note: str) -> House:
    return House(
        name=name, port=port, server=server, today=_page(port, guests, today), note=_note(port, guests, note)
    )


def _page(port: int, guests: Sequence[Guest], path: str) -> Requests:
    prepared = [_head("GET", path, port, guest) + b"\r\n" for guest in guests]
    return cycle(prepared).__next__


def _note(port: int, guests: Sequence[Guest], path: str) -> Requests:
    """Each note is an act of its own; the floors know no acts and leave the two fields aside."""
    heads = [_head("POST", path, port, guest) + _FORM for guest in guests]
    kept = [
        {name: value for name, value in guest.fields.items() if name not in _OF_ONE_SENDING}
        for guest in guests
    ]
    bodies = [urlencode({**fields, "text": NOTE}) for fields in kept]
    waiting, sequence = cycle(zip(heads, bodies, strict=True)), count(len(guests))

    def request() -> bytes:
        head, body = next(waiting)
        whole = f"{body}&act={uuid4()}&sequence={next(sequence) // len(guests)}".encode()
        return head + f"Content-Length: {len(whole)}\r\n\r\n".encode() + whole

    return request


_OF_ONE_SENDING: Final = ("act", "sequence", "page")
"""Without a name of its page, each sending makes an entry of its own."""
_FORM: Final = b"Content-Type: application/x-www-form-urlencoded\r\n"


def _head(method: str, path: str, port: int, guest: Guest) -> bytes:
    return f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {guest.cookies}\r\n".encode()
