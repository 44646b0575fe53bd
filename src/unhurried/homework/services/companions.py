"""What is there for each person always: small things beside the way that nobody's answer opens or closes."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from unhurried.core.exercises import Exercise, Phase
from unhurried.crypto.fields import Keyring
from unhurried.homework.library_items import exercise_by_digest, pathway_by_digest
from unhurried.homework.models import Assignment, LibraryItem, Plan
from unhurried.homework.queries.clinician.shelf import exercise_items
from unhurried.homework.sheets import prefilled
from unhurried.homework.standing import permission_to_assign
from unhurried.people.acts import Act
from unhurried.people.models import Client

_STANDS_FOR: Final = timedelta(weeks=52)


def give_companions(act: Act, *, plan: Plan, people: Iterable[Client], keyring: Keyring) -> None:
    """Give each of these people, alone, what lies beside the plan's way and can be done by one person.

    It is theirs to use from the start, as if it had been settled: it asks nothing, hangs on nobody's answer
    and stays whatever becomes of their seat. What a person has already is not given twice; what their
    clinician may not give them is left out.
    """
    fitting = list(_companions_of(plan))
    for client in people:
        kept = Assignment.objects.filter(client=client, settled_at__isnull=False, let_go_at=None)
        has = set(kept.values_list("exercise__name", flat=True))
        for item, exercise in fitting:
            if exercise.id not in has and _may_be_given(act, plan, item, exercise.phases[0], client):
                _give(act, plan, item, exercise, client, keyring)


def _companions_of(plan: Plan) -> Iterable[tuple[LibraryItem, Exercise]]:
    """In the order of the pathway."""
    shelf = {exercise.id: (item, exercise) for item, exercise in exercise_items()}
    named = (shelf.get(name) for name in pathway_by_digest(plan.pathway_id).companions)
    return (found for found in named if found and found[1].is_for_one_at_any_time)


def _may_be_given(act: Act, plan: Plan, item: LibraryItem, phase: Phase, client: Client) -> bool:
    giver = plan.episode.clinician
    return giver is not None and bool(
        permission_to_assign(giver, item, level=phase.level, plan=plan, now=act.at, alone=client).is_given
    )


def _give(
    act: Act, plan: Plan, item: LibraryItem, exercise: Exercise, client: Client, keyring: Keyring
) -> None:
    starts, phase = act.at.date(), exercise_by_digest(item.pk).phases[0]
    row = Assignment(
        clinic_id=plan.clinic_id,
        relationship_id=plan.relationship_id,
        plan=plan,
        client=client,
        exercise=item,
        position=Assignment.objects.filter(plan=plan).count(),
        phase=phase.key,
        version=phase.versions[0].key,
        placed_at=act.at,
        from_on=starts,
        until_on=starts + _STANDS_FOR,
        assigned_at=act.at,
        settled_at=act.at,
    )
    row.sheet = keyring.seal(row, "sheet", prefilled(exercise).as_json())
    row.save(force_insert=True)
