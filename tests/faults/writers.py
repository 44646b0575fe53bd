"""People who write in their journals without pause while the server dies under them."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPException
from itertools import count
from secrets import token_hex
from threading import Event, Thread
from typing import Final
from uuid import uuid4

from tests.faults.ledger import Ledger, Sent
from tests.faults.visitors import PageForm, Visitor
from unhurried.config.demo.cast import PASSWORD

PAGE: Final = "/c/journal/new/"
KEPT: Final = "/c/journal/"
KEPT_UNSEEN: Final = "/c/mine/"
"""Where it leads in company: the journal is read back behind a code."""
PAUSE_SECONDS: Final = 0.01
DRAIN_SECONDS: Final = 60


class Writer(Thread):
    """Sends one act after another, and each one again with the same id until somebody says it is kept."""

    def __init__(self, *, name: str, account: str, port: int, ledger: Ledger) -> None:
        super().__init__(name=name, daemon=True)
        self._visitor, self._account, self._ledger = Visitor(port), account, ledger
        self._enough = Event()
        self._visitor.sign_in(name, PASSWORD)
        self._form = self._visitor.form(PAGE)

    def run(self) -> None:
        with self._visitor:
            for sequence in count(int(self._form.fields["sequence"])):
                if self._enough.is_set():
                    break
                sent = Sent(act=str(uuid4()), writer=self._account, text=f"{self.name} {token_hex(200)}")
                self._ledger.sent[sent.act] = sent
                self._insist(_filled(self._form, sent, sequence))

    def leave(self) -> None:
        """Finish what is being written, and write nothing more."""
        self._enough.set()
        self.join(DRAIN_SECONDS)
        assert not self.is_alive(), f"{self.name} was never told that the last entry is kept"

    def _insist(self, form: PageForm) -> None:
        while not self._is_kept(form):
            time.sleep(PAUSE_SECONDS)
        self._ledger.acknowledged.add(form.fields["act"])

    def _is_kept(self, form: PageForm) -> bool:
        try:
            reply = self._visitor.send(form)
        except ConnectionRefusedError:
            return False
        except (OSError, HTTPException):
            self._ledger.interrupted += 1
            return False
        if reply.status == 302 and reply.location in (KEPT, KEPT_UNSEEN):
            return True
        self._ledger.refused[reply.status] += 1
        return False


def _filled(form: PageForm, sent: Sent, sequence: int) -> PageForm:
    fields = form.fields | {"act": sent.act, "sequence": str(sequence), "text": sent.text}
    return PageForm(action=form.action, fields=fields)


@contextmanager
def writing(names: Sequence[str], accounts: dict[str, str], port: int, ledger: Ledger) -> Iterator[None]:
    writers = [Writer(name=name, account=accounts[name], port=port, ledger=ledger) for name in names]
    for writer in writers:
        writer.start()
    yield
    for writer in writers:
        writer.leave()
