"""A form that a phone sends twice at the same instant happens once, and both answers say that it is kept."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Barrier
from typing import Final
from uuid import uuid4

import pytest

from tests.faults.served import Installed, product, running
from tests.faults.visitors import PageForm, Visitor
from tests.faults.writers import KEPT, PAGE
from unhurried.config.demo.cast import PASSWORD

pytestmark = [pytest.mark.faults, pytest.mark.usefixtures("socket_enabled")]

ROUNDS: Final = 20
TABS: Final = 4


def test_an_act_sent_twice_at_once_is_kept_once_and_acknowledged_twice(place: Installed) -> None:
    with running(product(place)), ExitStack() as open_tabs:
        tabs = [open_tabs.enter_context(Visitor(place.port)) for _ in range(TABS)]
        tabs[0].sign_in("ivo", PASSWORD)
        for tab in tabs[1:]:
            tab.cookies = dict(tabs[0].cookies)
        form = tabs[0].form(PAGE, holding="text")
        told = [answer for _ in range(ROUNDS) for answer in _sent_at_once(tabs, form)]

    texts = [entry["text"] for entry in place.ask("records")["entries"] if entry["text"].startswith("once ")]
    assert set(told) == {(302, KEPT)}
    assert len(texts) == len(set(texts)) == ROUNDS


def _sent_at_once(tabs: list[Visitor], form: PageForm) -> list[tuple[int, str]]:
    act, together = str(uuid4()), Barrier(len(tabs))

    def send(tab: Visitor) -> tuple[int, str]:
        together.wait()
        reply = tab.send(form, act=act, text=f"once {act}")
        return reply.status, reply.location

    with ThreadPoolExecutor(len(tabs)) as hands:
        return list(hands.map(send, tabs))
