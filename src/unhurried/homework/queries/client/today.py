"""What a client has before them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import DateTimeField, Q, QuerySet, UUIDField

from unhurried.core.exercises import Exercise
from unhurried.core.readiness import Answer
from unhurried.crypto.fields import Keyring
from unhurried.homework.evenings import needs_everyone
from unhurried.homework.facts import Place, place_shown
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, Barrier, Occasion, Practice, Readiness, Review
from unhurried.homework.sheets import Sheet, sheet_from
from unhurried.people.models import Client
from unhurried.people.queries import has_given_intake, takes_part
from unhurried.storage.prepared import Given, Prepared

JUST_NOW = timedelta(minutes=2)


@dataclass(frozen=True, kw_only=True)
class Card:
    """One thing that is open to this person, and what is their own about it: a time, a practice under way."""

    assignment: Assignment
    exercise: Exercise
    place: Place
    occasion: Occasion | None = None
    is_begun: bool = False

    @property
    def minutes(self) -> int:
        versions = self.exercise.phase(self.place.phase).versions
        return {version.key: version.minutes for version in versions}[self.place.version]

    @property
    def is_own(self) -> bool:
        """Done by one person alone, whoever else was given it."""
        return self.assignment.client_id is not None or self.exercise.min_people == 1

    @property
    def needs_everyone(self) -> bool:
        return self.exercise.needs_everyone(self.place.phase)


def _mine(viewer: Client | Given, now: datetime | Given) -> "QuerySet[Assignment]":
    """Given to all of a relationship this person takes part in, or to them alone: that stays theirs."""
    rows = Assignment.objects.filter(Q(takes_part(viewer, now=now), client=None) | Q(client=viewer))
    return rows.order_by("position", "pk")


_the_client = Given("client", UUIDField())
_now = Given("now", DateTimeField())
_open = Prepared(
    lambda: (
        _mine(_the_client, _now)
        .filter(
            Q(let_go_at=None) | Q(let_go_at__gt=_now),
            Q(settled_at=None) | Q(settled_at__gt=_now),
            assigned_at__lte=_now,
        )
        .defer("sheet")
    )
)
_always = Prepared(
    lambda: (
        Assignment.objects.filter(Q(let_go_at=None) | Q(let_go_at__gt=_now), client=_the_client)
        .filter(settled_at__lte=_now)
        .order_by("position", "pk")
        .defer("sheet")
    )
)
_begun = Prepared(lambda: Practice.objects.filter(begun_by=_the_client, evening="", ended_at=None))
_ahead = Prepared(
    lambda: Occasion.objects.filter(client=_the_client, block=Occasion.Block.OWN, let_go_at=None).order_by(
        "starts_at"
    )
)


def cards_for(viewer: Client, *, now: datetime) -> list[Card]:
    """What is given, in the plan's order. The order never follows what anybody answered."""
    return _cards(viewer, _open(client=viewer.pk, now=now), now)


def always_for(
    viewer: Client, *, beside: Iterable[Card] = (), now: datetime
) -> list[tuple[Assignment, Exercise]]:
    """What is theirs to begin at any time, alone, whatever anybody answered.

    `beside`: what is given to them just now. Of the same exercise given again only that one is there.
    """
    given = {card.exercise.id for card in beside}
    found = ((row, exercise_by_digest(row.exercise_id)) for row in _always(client=viewer.pk, now=now))
    return [(row, exercise) for row, exercise in found if exercise.id not in given]


def shared_cards_for(viewer: Client, shared: Collection[UUID], *, now: datetime) -> list[Card]:
    """What is given to everybody in what they share, with nothing of this person's own about it."""
    given = [row for row in _open(client=viewer.pk, now=now) if is_shared(row, shared)]
    return [_card(row, now) for row in given]


def is_shared(assignment: Assignment, shared: Collection[UUID]) -> bool:
    """Given to everybody alike, where there are others."""
    return assignment.client_id is None and assignment.relationship_id in shared


def kept_for(viewer: Client, *, now: datetime) -> list[Card]:
    """What was settled with the clinician: theirs to use whenever they like."""
    return [_card(row, now) for row in _kept(viewer, now)]


def shared_kept_for(viewer: Client, shared: Collection[UUID], *, now: datetime) -> list[Card]:
    return [_card(row, now) for row in _kept(viewer, now) if is_shared(row, shared)]


def _kept(viewer: Client, now: datetime) -> "QuerySet[Assignment]":
    rows = _mine(viewer, now).filter(Q(let_go_at=None) | Q(let_go_at__gt=now), settled_at__lte=now)
    return rows.defer("sheet")


def open_beside(viewer: Client, beside: Assignment, *, now: datetime) -> list[Card]:
    """What this person may turn to instead, as soon as they say so: it waits for nobody else.

    It follows nothing that anybody answered, whoever asks. Before the few words about oneself nothing opens.
    """
    cards, is_told = cards_for(viewer, now=now), has_given_intake(viewer)
    return [card for card in cards if is_told and card.assignment.pk != beside.pk and not card.needs_everyone]


def shared_beside(
    viewer: Client, shared: Collection[UUID], beside: Assignment, *, now: datetime
) -> list[Card]:
    """The same for whoever holds the phone: of what everybody was given, told about oneself or not."""
    cards = shared_cards_for(viewer, shared, now=now)
    return [card for card in cards if card.assignment.pk != beside.pk and not card.needs_everyone]


def opens_by_itself(viewer: Client, assignment: Assignment, *, now: datetime) -> bool:
    """Whether this one opens with this person's own word alone."""
    return has_given_intake(viewer) and not needs_everyone(assignment, now)


def _cards(viewer: Client, assignments: Iterable[Assignment], now: datetime) -> list[Card]:
    """Of several times set aside for one assignment the nearest is shown."""
    ahead = {one.assignment_id: one for one in reversed(_ahead(client=viewer.pk))}
    begun = {one.assignment_id for one in _begun(client=viewer.pk)}
    return [
        replace(_card(row, now), occasion=ahead.get(row.pk), is_begun=row.pk in begun) for row in assignments
    ]


def _card(row: Assignment, now: datetime) -> Card:
    return Card(assignment=row, exercise=exercise_by_digest(row.exercise_id), place=place_shown(row, now))


def assignment_for(viewer: Client, assignment_id: UUID, *, now: datetime) -> Assignment | None:
    stands = Q(let_go_at=None) | Q(let_go_at__gt=now)
    rows = _mine(viewer, now).filter(stands, pk=assignment_id, assigned_at__lte=now)
    return rows.select_related("plan__episode__clinician", "relationship").first()


def sheet_for(viewer: Client, assignment: Assignment, keyring: Keyring) -> Sheet:
    """What the clinician composed; everybody in the relationship reads the same."""
    return sheet_from(keyring.open(assignment, "sheet"))


def just_answered(viewer: Client, assignment: Assignment, *, at: datetime, keyring: Keyring) -> Answer | None:
    """One's own answer, for the moment after it was given; later not even the person's phone is told."""
    rows = Readiness.objects.filter(client=viewer, assignment=assignment, answered_at__gt=at - JUST_NOW)
    newest = rows.order_by("-answered_at", "-sequence").first()
    return Answer(keyring.open(newest, "answer")) if newest else None


def just_told_barrier(viewer: Client, assignment: Assignment, *, at: datetime, keyring: Keyring) -> str:
    """What one said got in the way, for the moment after saying it."""
    rows = Barrier.objects.filter(client=viewer, assignment=assignment, told_at__gt=at - JUST_NOW)
    newest = rows.order_by("-told_at").first()
    return keyring.open(newest, "code") if newest else ""


def occasion_for(viewer: Client, assignment: Assignment) -> Occasion | None:
    own = {"client": viewer, "assignment": assignment, "block": Occasion.Block.OWN}
    return Occasion.objects.filter(**own, let_go_at=None).first()


def review_words_for(
    viewer: Client, assignment: Assignment, keyring: Keyring, *, by: datetime
) -> list[tuple[Review, str]]:
    """What the clinician wrote back, newest first; of a joint step, what had been written by the posting."""
    rows = Review.objects.filter(assignment=assignment, reviewed_at__lte=by)
    reviews = rows.select_related("clinician").order_by("-reviewed_at")
    return [(row, keyring.open(row, "words")) for row in reviews]
