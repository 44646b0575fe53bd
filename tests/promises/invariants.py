"""What must hold in every state of the small world, each rule by its name; and nothing else is asked."""

from collections.abc import Mapping
from typing import Final

from tests.promises.exploring import PHASES, Rule, Sight, Walk
from tests.promises.records import evenings_between
from tests.promises.stage import GIVEN_AT
from unhurried.core.disclosure import Evening, Shown
from unhurried.homework import services as homework
from unhurried.homework.models import Readiness


def offer_has_every_key(walk: Walk, before: Sight, now: Sight) -> bool:
    """on offer only with everyone's yes, the clinician's key and no hold, as of the posting"""
    return now.shown is not Shown.ON_OFFER or _may_stand_at_posting(walk, now)


def _may_stand_at_posting(walk: Walk, now: Sight) -> bool:
    assert now.posted is not None
    return walk.record.may_stand(now.phase, now.posted)


def offer_was_asked_in_time(walk: Walk, before: Sight, now: Sight) -> bool:
    """it opens only if everybody had said yes by nine on an evening before"""
    if now.shown is not Shown.ON_OFFER or before.shown is Shown.ON_OFFER or now.posted is None:
        return True
    return any(walk.record.all_agree(now.phase, at) for at in evenings_between(GIVEN_AT, now.posted))


def card_stands_still(walk: Walk, before: Sight, now: Sight) -> bool:
    """the card never changes between two postings"""
    is_same = (before.shown, before.phase, before.version) == (now.shown, now.phase, now.version)
    return is_same or before.posted != now.posted


def limit_rests_all_of_it(walk: Walk, before: Sight, now: Sight) -> bool:
    """what somebody marked off-limits since it was given rests all that holds it, from the next posting"""
    if now.shown is not Shown.ON_OFFER or now.version != "full" or now.posted is None:
        return True
    return not walk.record.anybody_keeps_hands_out(now.posted)


def begins_by_the_facts_now(walk: Walk, before: Sight, now: Sight) -> bool:
    """touch begins only if all of that stands now as well"""
    return not _began_with_touch(walk, now) or walk.record.may_stand(now.phase, walk.now)


def begins_with_tonights_yes(walk: Walk, before: Sight, now: Sight) -> bool:
    """touch begins only with everybody's yes for tonight"""
    return not _began_with_touch(walk, now) or walk.record.all_agree_tonight(walk.now.date(), walk.now)


def begins_only_on_offer(walk: Walk, before: Sight, now: Sight) -> bool:
    """touch begins only while it is on offer"""
    return not _began_with_touch(walk, now) or now.shown is Shown.ON_OFFER


def _began_with_touch(walk: Walk, now: Sight) -> bool:
    return walk.has_begun and now.practice is not None and now.practice.evening != Evening.WITHOUT_TOUCH


def no_moment_off_limits(walk: Walk, before: Sight, now: Sight) -> bool:
    """no moment holds a place that somebody keeps out, from the instant it was marked"""
    practice = now.practice
    if practice is None or not now.is_touching or practice.paused_at:
        return True
    here = homework.steps_of(practice)[1][practice.step]
    return not (here.zones and walk.record.anybody_keeps_hands_out(walk.now))


def a_no_ends_it(walk: Walk, before: Sight, now: Sight) -> bool:
    """nothing goes on after a no, a hold or a leaving that was kept"""
    one, other = before.practice, now.practice
    if walk.last != "moves on" or one is None or other is None or other.step == one.step:
        return True
    day = other.begun_at.date()
    return walk.record.may_stand(other.phase, walk.now) and walk.record.all_agree_tonight(day, walk.now)


def forward_only_by_release(walk: Walk, before: Sight, now: Sight) -> bool:
    """nothing goes forward without the clinician's release"""
    if not before.given[0] or PHASES.index(now.given[0]) <= PHASES.index(before.given[0]):
        return True
    return any(of == now.given[0] and at >= walk.now for of, at in walk.record.releases)


def without_touch_is_empty(walk: Walk, before: Sight, now: Sight) -> bool:
    """an evening without touch has no steps"""
    one = now.practice
    if not walk.has_begun or one is None or one.evening != Evening.WITHOUT_TOUCH:
        return True
    return not homework.steps_of(one)[1]


def one_beginning_a_day(walk: Walk, before: Sight, now: Sight) -> bool:
    """one beginning settles the day: a second is without touch"""
    one, other = before.practice, now.practice
    if one is None or other is None or not _began_with_touch(walk, now):
        return True
    return other.begun_at.date() != one.begun_at.date()


def kept_once(walk: Walk, before: Sight, now: Sight) -> bool:
    """what a phone sends twice is kept once"""
    if walk.last != "delivers":
        return True
    return Readiness.objects.filter(assignment=walk.stage.given).count() == walk.record.kept


INVARIANTS: Final[Mapping[Rule, str]] = {
    rule: rule.__doc__ or ""
    for rule in (
        offer_has_every_key,
        offer_was_asked_in_time,
        card_stands_still,
        limit_rests_all_of_it,
        begins_by_the_facts_now,
        begins_with_tonights_yes,
        begins_only_on_offer,
        no_moment_off_limits,
        a_no_ends_it,
        forward_only_by_release,
        without_touch_is_empty,
        one_beginning_a_day,
        kept_once,
    )
}
