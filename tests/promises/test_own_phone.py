"""What one's own phone would tell without each of its guards: NI-8 sees every one of them fall."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final
from unittest.mock import patch

import pytest

from tests.people import with_people
from tests.promises import watching
from tests.promises.alone import NOTHING, OWN
from tests.promises.printing import says
from tests.promises.runs import faults_among
from tests.promises.stage import Draws, Stage, set_up
from tests.promises.strategies import picks_it_up
from unhurried.config import middleware
from unhurried.consent import agreement_queries
from unhurried.consent.models import Concern
from unhurried.core.disclosure import Own
from unhurried.homework.services import tidings
from unhurried.people.services import appointments
from unhurried.web.client import at_the_clinic, unlocking
from unhurried.web.client.given import Given
from unhurried.web.client.unlocking import Near
from unhurried.web.client.views import places, private, writing

pytestmark = with_people


@pytest.fixture
def stage(db: None) -> Stage:
    return set_up()


@contextmanager
def nothing_behind_the_code() -> Iterator[None]:
    """The rule says of nothing that it stands behind the code."""
    with patch.object(unlocking, "is_behind_code", lambda own, **_: False):
        yield


@contextmanager
def open_area() -> Iterator[None]:
    """The private area asks for no code."""
    with patch.object(unlocking, "either_code_asked", lambda request, viewer: None):
        yield


@contextmanager
def page_that_follows_the_answer() -> Iterator[None]:
    """After a word about a talk comes a page that fits it."""
    with patch.object(Given, "is_shared", False), patch.object(Given, "is_hidden", False):
        yield


@contextmanager
def page_that_goes_on_with_it() -> Iterator[None]:
    """A page for writing goes on with what was begun, whoever holds the phone."""
    with patch.object(writing, "near", lambda *_: Near(shared=frozenset(), has_code=True, is_open=True)):
        yield


@contextmanager
def notice_for_one() -> Iterator[None]:
    """Whoever was given something alone is told so, and nobody else."""
    with patch.object(tidings, "_concerned", lambda assignment, at: [assignment.client]):
        yield


@contextmanager
def line_gone_at_once() -> Iterator[None]:
    """A line leaves its owner's page when it is taken back."""

    def seen(row: Any, own: Any, here: Any, posted_at: Any) -> bool:
        return row.taken_back_at is None

    with patch.object(agreement_queries, "_is_seen", seen):
        yield


@contextmanager
def question_without_a_code() -> Iterator[None]:
    """A question stands under Together, whoever does things with others already."""
    with patch.object(
        at_the_clinic, "near", lambda *_: Near(shared=frozenset(), has_code=True, is_open=False)
    ):
        yield


@contextmanager
def question_asked_without_a_code() -> Iterator[None]:
    """Its own page asks for no code."""
    real = unlocking.is_behind_code
    with patch.object(
        unlocking, "is_behind_code", lambda own, **on: own is not Own.ASKED and real(own, **on)
    ):
        yield


@contextmanager
def taken_back_on_today() -> Iterator[None]:
    """Today says that a question was taken back."""
    with patch.object(places, "is_told_before_code", lambda *_, **__: True):
        yield


@contextmanager
def taken_back_by_mail() -> Iterator[None]:
    """A mail says so."""
    with patch.object(watching, "ON_PAGES_ALONE", ()):
        yield


@contextmanager
def time_alone_on_together() -> Iterator[None]:
    """Together has every appointment of the one whose phone it is."""
    with patch.object(at_the_clinic, "is_time_alone", lambda *_: False):
        yield


@contextmanager
def told_like_a_time_for_all() -> Iterator[None]:
    """Today and mail say that there is something new about an appointment."""
    with patch.object(appointments, "is_time_alone", lambda *_: False):
        yield


@contextmanager
def code_page_that_knows() -> Iterator[None]:
    """The page that asks for the code says otherwise where there is a second one that tells."""
    real = unlocking.code_form

    def knows(request: Any, *, is_sent: bool) -> Any:
        form = real(request, is_sent=is_sent)
        if request.person.account.second_code_tells:
            form.fields["private_password"].label = "One of your codes"
        return form

    with patch.object(unlocking, "code_form", knows):
        yield


@contextmanager
def line_that_remembers() -> Iterator[None]:
    """The line to the clinician comes with what was chosen last."""
    real = private.ConcernForm

    def remembers(data: Any) -> Any:
        until_now = Concern.objects.filter(raised_at__lte=middleware.now()).order_by("raised_at")
        last = until_now.values_list("about", flat=True).last()
        return real(data, initial={"about": last or "word"})

    with patch.object(private, "ConcernForm", remembers):
        yield


PLANTED: Final[Mapping[Callable[[], Any], Sequence[str]]] = {
    nothing_behind_the_code: (
        "wrote in her journal",
        "wrote notes and ratings",
        "told the clinic something else",
        "may be reached otherwise",
        "moved abroad",
        "was given something alone",
        "is ready to talk",
        "left it in the middle",
        "set a time for herself",
        "said what came between",
        "offered other parts of the week",
        "took a line back",
    ),
    page_that_goes_on_with_it: ("began to write in her journal",),
    open_area: ("set a mail address",),
    page_that_follows_the_answer: ("does not want to talk",),
    notice_for_one: ("was given something alone",),
    line_gone_at_once: ("took a line back",),
    question_without_a_code: ("is asked to be treated with somebody else too",),
    question_asked_without_a_code: ("is asked to be treated with somebody else too",),
    taken_back_on_today: ("was asked, and it was taken back",),
    taken_back_by_mail: ("was asked, and it was taken back",),
    time_alone_on_together: ("is to meet her clinician alone",),
    code_page_that_knows: ("has a second code", "typed her second code"),
    line_that_remembers: ("said that somebody asks to see", "typed her second code"),
    told_like_a_time_for_all: ("is to meet her clinician alone", "was to meet her clinician alone"),
}


@pytest.mark.parametrize("fault", PLANTED, ids=lambda one: one.__name__)
def test_fault_is_seen_on_ones_own_phone(stage: Stage, fault: Callable[[], Any]) -> None:
    """In each of these worlds, held against one life without them."""
    worlds = {name: OWN[name] for name in PLANTED[fault]}
    with fault():
        differences = faults_among(stage, worlds, (picks_it_up,), (Draws(),), like=NOTHING, whose="Ana")
        found = {world: one for one in differences for world in worlds if one.startswith(f"{world}, ")}
    for world in worlds:
        seen = found.get(world, "nothing")[:160]
        says(f"planted: {fault.__name__}, {world}", seen, "caught by NI-8", held=world in found)
    assert found.keys() == worlds.keys()
