"""What people agree to leave out for now, what holds because of it, and what follows if it happened."""

from datetime import date
from uuid import UUID

from unhurried.consent import services as consent
from unhurried.consent.agreements import Wanted
from unhurried.consent.models import PauseAgreement, PauseNotKept
from unhurried.core.disclosure import Tiding
from unhurried.core.holds import HoldReason
from unhurried.crypto.fields import Keyring
from unhurried.homework.boards import lands_in
from unhurried.homework.services.holds import raise_hold
from unhurried.homework.services.running import heed
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client, Relationship
from unhurried.people.queries import people_seen_in, relationship_under_lock
from unhurried.people.services import tell


@is_act
def set_pause(act: Act, *, relationship: Relationship, terms: consent.PauseTerms, keyring: Keyring) -> UUID:
    """For bodies it holds at once, whoever has accepted it; pages show it from the next posting."""
    relationship_under_lock(relationship.pk)
    pause_id = consent.put_pause(act, relationship=relationship, terms=terms, keyring=keyring)
    heed(act, relationship_id=relationship.pk, keyring=keyring)
    _tell_plan_changed(act, relationship)
    return pause_id


@is_act
def end_pause(act: Act, *, pause: PauseAgreement) -> UUID:
    relationship_under_lock(pause.relationship_id)
    _tell_plan_changed(act, pause.relationship)
    return consent.put_end_of_pause(act, pause=pause)


@is_act
def note_pause_not_kept(act: Act, *, client: Client, pause: PauseAgreement, happened_on: date) -> UUID:
    """It happened after all. Nothing follows from this alone, and nobody but the clinician reads it."""
    return consent.put_not_kept(act, client=client, pause=pause, happened_on=happened_on)


@is_act
def answer_pause_not_kept(act: Act, *, not_kept: PauseNotKept, answer: Wanted, keyring: Keyring) -> UUID:
    """Keep the private answer; all lead to the same page. What was not wanted rests touch together."""
    relationship = relationship_under_lock(not_kept.agreement.relationship_id)
    if answer is Wanted.NO:
        raise_hold(act, relationship, HoldReason.WANTED, client=not_kept.client, keyring=keyring)
    return consent.put_wanted(act, not_kept=not_kept, answer=answer, keyring=keyring)


def _tell_plan_changed(act: Act, relationship: Relationship) -> None:
    from_at = lands_in(relationship.pk, now=act.at)
    tell(act, people_seen_in(relationship.pk, now=from_at), Tiding.PLAN_HAS_CHANGED, from_at=from_at)
