"""What a person says in private afterwards, or raises at any time, and what rests because of it."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from uuid import UUID
from zoneinfo import ZoneInfo

from unhurried.consent import services as consent
from unhurried.consent.models import Concern
from unhurried.consent.safety_queries import unread_asking_of
from unhurried.consent.services import CheckMade
from unhurried.core.cautions import Caution
from unhurried.core.holds import HoldReason
from unhurried.core.progression import AFTER_QUESTIONS, rests_after
from unhurried.core.scheduling import instant_of
from unhurried.crypto.fields import Keyring
from unhurried.homework.models import AfterAnswer, AfterPlan, Hold, Practice
from unhurried.homework.services.hearing import rests_since
from unhurried.homework.services.holds import raise_hold
from unhurried.homework.services.ratings import keep_ratings
from unhurried.homework.services.running import heed
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client, Clinician, Relationship

_MORNING = time(5)


@is_act
def answer_afterwards(
    act: Act,
    *,
    client: Client,
    practice: Practice,
    answers: Mapping[str, str],
    ratings: Mapping[str, int] = MappingProxyType({}),
    keyring: Keyring,
) -> UUID:
    """Keep the private answers; all lead to the same page. What was pressed or not kept rests touch.

    A number left out leaves standing what was noted on the evening itself.
    """
    where = {"practice": practice, "author_id": client.pk, "moment": "after"}
    keep_ratings(act, where, ratings, keyring)
    row = AfterAnswer.objects.filter(practice=practice, client=client).first()
    row = row or AfterAnswer(clinic_id=act.clinic_id, practice=practice, client=client)
    for question in AFTER_QUESTIONS:
        setattr(row, question, keyring.seal(row, question, answers.get(question, "")))
    causes = _causes(answers)
    row.answered_at, row.rests_at = act.at, rests_since(row, act.at) if causes else row.rests_at
    row.save()
    for cause in causes:
        raise_hold(act, practice.assignment.relationship, cause, client=client, keyring=keyring)
    return row.pk


@is_act
def see_after_answer(act: Act, *, answer: AfterAnswer, as_of: datetime) -> UUID:
    """The clinician has read what stood there at `as_of`. It is no answer, and reaches nobody's page."""
    AfterAnswer.objects.filter(pk=answer.pk, answered_at__lte=as_of).update(seen_at=act.at)
    return answer.pk


def _causes(answers: Mapping[str, str]) -> tuple[HoldReason, ...]:
    pressed = answers.get("felt_pressed", "")
    return rests_after(
        felt_pressed=int(pressed) if pressed else None,
        limits_kept=answers.get("limits_kept", ""),
        wanted=answers.get("wanted", ""),
        drifted=answers.get("drifted", ""),
    )


@is_act
def raise_concern(
    act: Act,
    *,
    client: Client,
    wish: str,
    words: str,
    about: str = Concern.About.WORD,
    keyring: Keyring,
) -> UUID:
    """Tell one's clinician, who hears the same working day. Meanwhile it is as this person asks."""
    said = {"about": about, "wish": wish, "words": words}
    concern_id = consent.put_concern(act, client=client, **said, keyring=keyring)
    for relationship in Relationship.objects.filter(clients=client).distinct().order_by("pk"):
        if wish == Concern.Wish.YOU_DECIDE:
            raise_hold(act, relationship, HoldReason.CONCERN, client=client, keyring=keyring)
        if wish == Concern.Wish.QUIET_TONIGHT:
            _quiet_until_morning(act, relationship, client, keyring)
    return concern_id


@is_act
def tell_asked_to_see(act: Act, *, client: Client, keyring: Keyring) -> UUID:
    """The second code was typed, and its owner chose that this is told. Nothing rests because of it.

    What nobody has opened yet stands for every further time: a code may be typed often.
    """
    standing = unread_asking_of(client.pk)
    if standing:
        return standing
    kind = {"about": Concern.About.ASKED_TO_SEE, "wish": Concern.Wish.KEEP_THE_SAME}
    return consent.put_concern(act, client=client, **kind, words="", keyring=keyring)


def _quiet_until_morning(act: Act, relationship: Relationship, client: Client, keyring: Keyring) -> None:
    """Tonight is time without touch, also where it has begun; tomorrow everything is as it was."""
    zone = ZoneInfo(relationship.time_zone)
    tomorrow = act.at.astimezone(zone).date() + timedelta(days=1)
    morning = instant_of(datetime.combine(tomorrow, _MORNING), zone)
    Hold.objects.create(
        clinic_id=act.clinic_id,
        relationship=relationship,
        client=client,
        cause=HoldReason.CONCERN.value,
        raised_at=act.at,
        effective_at=morning,
        lifted_at=morning,
    )
    heed(act, relationship_id=relationship.pk, keyring=keyring)


@is_act
def record_safety_check(
    act: Act, *, clinician: Clinician, client: Client, check: CheckMade, keyring: Keyring
) -> UUID:
    """Keep what the clinician's check came to. For bodies it counts at once, also in an evening."""
    check_id = consent.put_safety_check(act, clinician=clinician, client=client, check=check)
    for relationship in Relationship.objects.filter(participations__client=client).order_by("pk"):
        heed(act, relationship_id=relationship.pk, keyring=keyring)
    return check_id


@is_act
def note_caution(
    act: Act, *, clinician: Clinician, client: Client, kind: Caution, heard_on: date, keyring: Keyring
) -> UUID:
    """Keep on file what speaks for waiting. For bodies it counts at once, also in an evening."""
    caution_id = consent.put_caution(act, clinician=clinician, client=client, kind=kind, heard_on=heard_on)
    for relationship in Relationship.objects.filter(participations__client=client).order_by("pk"):
        heed(act, relationship_id=relationship.pk, keyring=keyring)
    return caution_id


@is_act
def plan_for_afterwards(
    act: Act, *, client: Client, steadying: str, aftercare: str, keyring: Keyring
) -> UUID:
    """Choose beforehand what steadies, and how to land."""
    row = AfterPlan.objects.filter(client=client).first() or AfterPlan(clinic_id=act.clinic_id, client=client)
    row.steadying, row.chosen_at = steadying, act.at
    row.aftercare = keyring.seal(row, "aftercare", aftercare)
    row.save()
    return row.pk
