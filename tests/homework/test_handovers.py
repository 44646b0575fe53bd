"""Care goes to a colleague: with a yes only, what is joint with every yes, and the former reads nothing."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.core.properties import finds_fault
from tests.homework.handing import accepts, answers, asked_of, names_noor, now
from tests.homework.test_caseload import worries
from tests.people import rolled_back, with_people
from tests.promises.stage import FIRST, SECOND, Draws, Stage, colleague, draws, hours, set_up
from tests.promises.worlds import speaks_first
from unhurried.core.disclosure import Tiding
from unhurried.core.handovers import STANDS_FOR, Said
from unhurried.core.holds import HoldReason
from unhurried.core.scopes import Refusal
from unhurried.core.vocabulary import Level
from unhurried.homework import services as homework
from unhurried.homework.models import Hold, LibraryItem
from unhurried.homework.queries import clinician as reads
from unhurried.homework.services import handovers
from unhurried.homework.standing import permission_to_assign
from unhurried.people import services as people
from unhurried.people.acts import Act
from unhurried.people.models import (
    Appointment,
    AuditEntry,
    Clinician,
    Episode,
    Handover,
    Notice,
    Relationship,
)
from unhurried.people.queries import (
    client_for,
    clients_for,
    every_relationship_of,
    handover_for,
    handovers_to,
    shared_by,
)
from unhurried.people.services import HandoverSpent

pytestmark = with_people
AT, SOON, LATER = hours(20), hours(21), FIRST + timedelta(hours=2)
BOTH = ("Ana", "Ben")


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


@pytest.fixture
def noor(stage: Stage) -> Clinician:
    return names_noor(stage, AT)


def held(stage: Stage) -> list[tuple[object, ...]]:
    rows = Hold.objects.filter(relationship=stage.relationship, cause=HoldReason.HANDOVER)
    return list(rows.values_list("client", "raised_at", "effective_at", "lifted_at"))


def joint_hand(stage: Stage) -> object:
    return Episode.objects.get(relationship=stage.relationship).clinician_id


def test_everybody_treated_together_is_asked_and_told_at_the_posting(stage: Stage, noor: Clinician) -> None:
    rows = Handover.objects.values_list("client", "clinician", "colleague", "expires_at", "accepted_at")
    expires = FIRST + STANDS_FOR
    people = {stage.clients[name].pk for name in BOTH}
    assert set(rows) == {(pk, stage.clinician.pk, noor.pk, expires, None) for pk in people}
    told = Notice.objects.filter(tiding=Tiding.ASKED_SOMETHING).values_list("client", "from_at")
    assert set(told) == {(pk, FIRST) for pk in people}
    assert held(stage) == [(None, AT, FIRST, None)]


def test_nothing_new_is_given_meanwhile(stage: Stage, noor: Clinician) -> None:
    item = LibraryItem.objects.get(kind="exercise", name="com.first-talk")
    plan = stage.relationship.plans.get(ended_at=None)
    permission = permission_to_assign(stage.clinician, item, level=Level.L0, plan=plan, now=SOON)
    assert permission.refused_for == (Refusal.HANDOVER,)


def test_with_every_yes_all_goes_over_together(stage: Stage, noor: Clinician) -> None:
    Notice.objects.all().delete()
    for name in BOTH:
        answers(stage, name, Said.YES, SOON)
    accepts(stage, noor, LATER, BOTH)
    assert clients_for(stage.clinician) == []
    assert set(clients_for(noor)) == set(stage.clients.values())
    assert joint_hand(stage) == noor.pk
    assert held(stage) == [(None, AT, FIRST, LATER)]
    assert set(Notice.objects.values_list("client", "tiding", "from_at")) == {
        (one.pk, Tiding.PLAN_HAS_CHANGED.value, SECOND) for one in stage.clients.values()
    }
    assert every_relationship_of(stage.clients["Ana"], now=LATER) == [stage.relationship]


def moved(stage: Stage, noor: Clinician) -> set[str]:
    return {name for name, one in stage.clients.items() if client_for(noor, one.pk)}


def only_yes_moved(stage: Stage, noor: Clinician) -> None:
    assert moved(stage, noor) == {"Ana"}
    assert client_for(stage.clinician, stage.clients["Ben"].pk) == stage.clients["Ben"]


def one_yes(stage: Stage, noor: Clinician) -> None:
    answers(stage, "Ana", Said.YES, SOON)
    answers(stage, "Ben", Said.NO, SOON)
    accepts(stage, noor, LATER, ("Ana",))


def test_with_one_no_the_other_moves_alone_and_what_is_joint_is_read_by_nobody(
    stage: Stage, noor: Clinician
) -> None:
    one_yes(stage, noor)
    only_yes_moved(stage, noor)
    assert joint_hand(stage) is None
    assert held(stage) == [(None, AT, FIRST, None)]
    for viewer in (stage.clinician, noor):
        assert reads.relationship_under(viewer, stage.relationship.pk) is None
        assert reads.assignment_under(viewer, stage.given.pk) is None
    own = [one for one in every_relationship_of(stage.clients["Ana"], now=LATER) if one != stage.relationship]
    assert [one.episodes.get().clinician_id for one in own] == [noor.pk]
    assert shared_by(stage.clients["Ana"], now=LATER) == {stage.relationship.pk}


def test_moving_somebody_who_said_no_is_seen(
    stage: Stage, noor: Clinician, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: an answer is taken for a yes, whatever it is."""
    monkeypatch.setattr(handovers, "_may_move", lambda row, keyring: True)
    answers(stage, "Ben", Said.NO, SOON)
    accepts(stage, noor, LATER, BOTH)
    finds_fault(lambda one: only_yes_moved(one, noor), stage)


@pytest.mark.parametrize("said", [Said.NO, None])
def test_nobody_is_taken_who_has_not_said_yes(stage: Stage, noor: Clinician, said: Said | None) -> None:
    answers(stage, "Ana", Said.YES, SOON)
    if said:
        answers(stage, "Ben", said, SOON)
    with pytest.raises(homework.NotSaidYes):
        accepts(stage, noor, LATER, BOTH)
    assert moved(stage, noor) == set()


def test_no_said_after_the_colleague_began_to_read_is_heard(stage: Stage, noor: Clinician) -> None:
    for said, at in ((Said.YES, SOON), (Said.NO, LATER)):
        answers(stage, "Ana", said, at)
    with pytest.raises(homework.NotSaidYes):
        accepts(stage, noor, LATER, ("Ana",))


def test_older_yes_undoes_no_newer_no(stage: Stage, noor: Clinician) -> None:
    answers(stage, "Ana", Said.NO, SOON, sequence=9)
    answers(stage, "Ana", Said.YES, LATER, sequence=5)
    with pytest.raises(homework.NotSaidYes):
        accepts(stage, noor, LATER, ("Ana",))


def test_question_lapses_and_only_a_no_is_taken_after_it(stage: Stage, noor: Clinician) -> None:
    over = FIRST + STANDS_FOR
    answers(stage, "Ana", Said.YES, over - timedelta(minutes=1))
    with pytest.raises(HandoverSpent):
        answers(stage, "Ben", Said.YES, over)
    answers(stage, "Ana", Said.NO, over)
    with pytest.raises(homework.NotSaidYes):
        accepts(stage, noor, over, ("Ana",))


def test_second_yes_brings_along_what_is_joint(stage: Stage, noor: Clinician) -> None:
    one_yes(stage, noor)
    answers(stage, "Ben", Said.YES, LATER)
    accepts(stage, noor, LATER + timedelta(hours=1), ("Ben",))
    assert joint_hand(stage) == noor.pk
    assert held(stage) == [(None, AT, FIRST, LATER + timedelta(hours=1))]


def still_read(stage: Stage) -> list[object]:
    """What Cleo finds of Ana."""
    ana = stage.clients["Ana"]
    lines = reads.caseload_for(stage.clinician, stage.keys, today=LATER.date(), now=LATER)
    given = reads.assignment_under(stage.clinician, stage.given.pk)
    happened = reads.happenings_for(stage.clinician, stage.given, stage.keys, now=LATER)
    of_her = [one for one in happened if one.client_id == ana.pk]
    calendar = Appointment.objects.filter(client=ana, clinician=stage.clinician)
    named = [line for line in lines if line.client == ana]
    return [one for one in (client_for(stage.clinician, ana.pk), given, *of_her, *calendar, *named) if one]


def test_former_clinician_reads_nothing_and_the_audit_says_so(stage: Stage, noor: Clinician) -> None:
    worries(stage, "Ana")
    assert len(still_read(stage)) > 2
    one_yes(stage, noor)
    assert still_read(stage) == []
    entry = AuditEntry.objects.get(verb="accept_handover")
    assert (entry.account_id, entry.at) == (noor.account_id, LATER)


def test_former_clinician_who_still_reads_is_seen(
    stage: Stage, noor: Clinician, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: the episode of those who parted ways stays where it was."""
    monkeypatch.setattr(handovers.people, "put_in_hand", lambda *_: None)
    one_yes(stage, noor)
    assert still_read(stage) != []


def test_taken_back_it_goes_on_as_it_was(stage: Stage, noor: Clinician) -> None:
    answers(stage, "Ana", Said.YES, SOON)
    homework.take_back_handover(stage.act(stage.clinician, LATER), client=stage.clients["Ben"])
    assert held(stage) == [(None, AT, FIRST, LATER)]
    told = Notice.objects.filter(tiding=Tiding.ASKED_NO_MORE).values_list("client", "from_at")
    assert set(told) == {(one.pk, LATER) for one in stage.clients.values()}
    assert (handovers_to(noor), handover_for(stage.clients["Ana"])) == ([], None)


def test_handover_is_of_those_who_said_yes_and_of_nobody_else(stage: Stage, noor: Clinician) -> None:
    for name in BOTH:
        worries(stage, name)
    speaks_first(stage, AT)
    answers(stage, "Ana", Said.YES, SOON)
    (circle,) = reads.circles_to(noor, stage.keys, now=LATER)
    (brief,) = circle.briefs
    assert (brief.handover.client_id, circle.asked, circle.is_whole) == (stage.clients["Ana"].pk, 2, False)
    assert [one.client_id for one in brief.unread] == [stage.clients["Ana"].pk]
    assert [one.reason for one in brief.rests] == [HoldReason.SPEAK_FIRST]
    assert (brief.goals, brief.given) == ((), ()), "what is joint waits for Ben's yes"
    answers(stage, "Ben", Said.YES, SOON)
    (circle,) = reads.circles_to(noor, stage.keys, now=LATER)
    assert circle.is_whole
    assert [one.id for one in circle.briefs[0].given] != []


def test_colleague_out_of_reach_is_not_named(stage: Stage) -> None:
    coach, physio = colleague(stage, "Kit", "coach"), colleague(stage, "Pia", "pelvic_physiotherapist")
    fitting = dict(reads.fitting_colleagues(stage.clinician, [now(stage, "Ana")], now=AT))
    found = {coach: (), physio: (Refusal.OUT_OF_SCOPE,)}
    assert {one: fit.refused_for for one, fit in fitting.items()} == found
    act, ana = stage.act(stage.clinician, AT), stage.clients["Ana"]
    with pytest.raises(homework.DoesNotFit) as refused:
        homework.name_colleague(act, client=ana, clinician=stage.clinician, colleague=physio)
    assert refused.value.reasons == (Refusal.OUT_OF_SCOPE,)
    assert list(Handover.objects.all()) == []


def test_manager_names_without_looking_at_anybody(stage: Stage) -> None:
    noor, coach = colleague(stage, "Noor"), colleague(stage, "Kit", "coach")
    act = stage.act(stage.clinician, AT)
    with pytest.raises(homework.DoesNotFit):
        homework.name_for_absent(act, clinician=stage.clinician, colleague=coach)
    homework.name_for_absent(stage.act(noor, AT), clinician=stage.clinician, colleague=noor)
    assert Clinician.objects.get(pk=stage.clinician.pk).away_since == AT
    assert {asked_of(stage, name).colleague_id for name in BOTH} == {noor.pk}


def test_for_somebody_alone_it_rests_and_goes_on_at_once() -> None:
    with draws(Draws()):
        stage = set_up(("Ivo",))
        noor = names_noor(stage, AT, "Ivo")
        assert held(stage) == [(None, AT, AT, None)]
        answers(stage, "Ivo", Said.YES, SOON)
        accepts(stage, noor, LATER, ("Ivo",))
        assert held(stage) == [(None, AT, AT, LATER)]
        assert joint_hand(stage) == noor.pk


def told_to_ben(stage: Stage, noor: Clinician, *, has_ana_moved: bool) -> set[tuple[object, ...]]:
    """What Ben's pages tell him once the question was taken back."""
    with rolled_back():
        if has_ana_moved:
            answers(stage, "Ana", Said.YES, SOON)
            accepts(stage, noor, LATER, ("Ana",))
        taken_back = LATER + timedelta(hours=1)
        homework.take_back_handover(stage.act(stage.clinician, taken_back), client=stage.clients["Ben"])
        rows = Notice.objects.filter(client=stage.clients["Ben"])
        return set(rows.values_list("tiding", "from_at"))


def prove_taking_back_tells_nothing_of_who_moved(stage: Stage, noor: Clinician) -> None:
    lives = [told_to_ben(stage, noor, has_ana_moved=one) for one in (False, True)]
    assert lives[0] == lives[1]
    assert (Tiding.PLAN_HAS_CHANGED.value, SECOND) in lives[0]


def test_taking_back_tells_nothing_of_who_moved(
    stage: Stage, noor: Clinician, monkeypatch: pytest.MonkeyPatch
) -> None:
    prove_taking_back_tells_nothing_of_who_moved(stage, noor)
    monkeypatch.setattr(handovers, "_tell_of_change", lambda *_: None)
    real = handovers._lift

    def tells_only_where_it_goes_on(act: Act, relationship: Relationship) -> bool:
        lifted = real(act, relationship)
        if lifted:
            people.tell(act, stage.clients.values(), Tiding.PLAN_HAS_CHANGED, from_at=SECOND)
        return lifted

    monkeypatch.setattr(handovers, "_lift", tells_only_where_it_goes_on)
    finds_fault(lambda one: prove_taking_back_tells_nothing_of_who_moved(one, noor), stage)


def test_whoever_stays_is_in_care_for_themselves(stage: Stage, noor: Clinician) -> None:
    one_yes(stage, noor)
    ben = now(stage, "Ben")
    own = [one for one in every_relationship_of(ben, now=LATER) if one != stage.relationship]
    assert [one.episodes.get().clinician_id for one in own] == [stage.clinician.pk]
