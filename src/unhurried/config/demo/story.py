"""What has happened at Harbour Lane so far. Everybody in it is invented."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from unhurried.config.demo import stage as on
from unhurried.config.demo import together
from unhurried.config.demo.stage import Stage, Told
from unhurried.core.readiness import Answer as Ready
from unhurried.homework import services as homework
from unhurried.people import queries, services


def tell(now: datetime) -> None:
    """The whole of it: people on their own, two together midway, three at the start."""
    stage, cleo, eli = begin(now)
    _dov_worries(stage)
    together.ana_and_ben(stage, cleo)
    together.fay_gus_and_hana(stage, eli)


def _dov_worries(stage: Stage) -> None:
    """Cleo has not opened it in time: it is with Eli, who covers, and Jo reads of an unread item."""
    (account,) = queries.demo_people(["dov"])
    homework.raise_concern(
        stage.act(5, account.pk),
        client=account.clients.get(),
        wish="keep_the_same",
        words="Could you ring me, at lunchtime and not in the evening?",
        keyring=stage.keys,
    )


def begin(now: datetime) -> tuple[Stage, UUID, UUID]:
    """The clinic and those on their own, as it stood last evening at half past seven: people practise then.

    Gives the stage with Cleo and Eli, for whoever comes to them next.
    """
    stage = on.set_stage((now - timedelta(days=1)).replace(hour=19, minute=30, second=0, microsecond=0))
    on.manager(stage, "Jo")
    cleo = on.clinician(stage, "Cleo", "sex_therapist", _licence(stage, "ST-20418"))
    eli = on.clinician(stage, "Eli", "sex_therapist", _licence(stage, "ST-19907"))
    on.clinician(stage, "Kit", "coach", _licence(stage, "CO-0113", body="Register of coaches (invented)"))
    on.covers(stage, eli)
    on.names_reading(stage)
    _ivo(stage, cleo)
    _dov(stage, cleo)
    return stage, cleo, eli


def _licence(
    stage: Stage, number: str, body: str = "Council of sex therapists (invented)"
) -> services.Licence:
    return services.Licence(
        licence_number=number,
        body=body,
        jurisdiction="England, Wales",
        training="Postgraduate training in psychosexual therapy, supervised practice",
        register_url="",
        expires_on=(stage.now + timedelta(days=300)).date(),
        checked_by="Jo",
        checked_on=(stage.now - timedelta(days=40)).date(),
    )


def _ivo(stage: Stage, cleo: UUID) -> None:
    goal = "To be in my body without watching myself."
    (client,) = on.taken_on(stage, cleo, ["Ivo"], days_ago=38, goal=goal)
    client = on.joined(stage, client, "Ivo", days_ago=37, own_words="He. Plain words, please.")
    on.told(stage, client, _IVO_ABOUT_HIMSELF, days_ago=36)
    on.planned(stage, client, days_ago=35, goal=goal)
    _ivo_breathes(stage, client)
    _ivo_scans(stage, client)
    _ivo_writes_thoughts(stage, client)
    _ivo_has_before_him(stage, client)
    on.meets(stage, client, days_ahead=3, repeats="weekly")


def _ivo_breathes(stage: Stage, client: Any) -> None:
    breath = on.given(
        stage, client, "min.breath", days_ago=35, words="Three minutes is plenty to begin with."
    )
    on.said(stage, client, breath, Ready.READY, days_ago=34)
    for days_ago, before, after, noticed in _IVO_BREATH:
        on.practised(
            stage,
            client,
            breath,
            Told(
                days_ago=days_ago,
                notes={"prompt.noticed": noticed},
                before={"tension": before, "worry": before - 1},
                after={"tension": after, "worry": after, "ease": 10 - after},
            ),
        )
    words = (
        "You noticed the breath before the thoughts took over, and you let one evening go. Keep it as yours."
    )
    on.reviewed(stage, client, breath, "release", words, days_ago=24)


def _ivo_scans(stage: Stage, client: Any) -> None:
    scan = on.given(
        stage, client, "min.body-scan", days_ago=24, words="Sitting is fine. Leave out what you like."
    )
    on.said(stage, client, scan, Ready.LIGHTER, days_ago=23)
    noticed = "Feet were easy. I jumped over the middle and came back at the hands."
    scanned = Told(
        days_ago=21,
        notes={"prompt.noticed": noticed},
        before={"tension": 6},
        after={"presence": 5, "kindness": 4},
    )
    on.practised(stage, client, scan, scanned)
    stopped = Told(
        days_ago=18,
        minutes=4,
        is_stopped=True,
        notes={"prompt.noticed": "Stopped at the belly. Got up and made tea, which was the right thing."},
        before={"tension": 7},
        after={"distress": 5},
    )
    on.practised(stage, client, scan, stopped)
    _told_barrier(stage, client, scan, "too_tired", "Late shifts all week.", days_ago=15)
    words = "Stopping where it became too much is exactly what this is for. Let us take the five minutes."
    on.reviewed(stage, client, scan, "lighter", words, days_ago=14)
    again = Told(
        days_ago=12,
        minutes=5,
        notes={"prompt.noticed": "Five minutes went by faster than I thought. Warm hands."},
        before={"tension": 5},
        after={"presence": 7, "kindness": 6},
    )
    on.practised(stage, client, scan, again)
    on.reviewed(stage, client, scan, "release", "Warm hands. Take that with you.", days_ago=10)


def _ivo_writes_thoughts(stage: Stage, client: Any) -> None:
    record = on.given(
        stage, client, "cbt.thought-record", days_ago=10, words="One thought at a time is enough."
    )
    on.said(stage, client, record, Ready.READY, days_ago=10)
    for days_ago, words in _IVO_THOUGHTS:
        on.practised(
            stage, client, record, Told(days_ago=days_ago, notes=words, before={}, after={"kindness": 6})
        )
    on.reviewed(
        stage, client, record, "repeat", "The third column is where it turned. Once more.", days_ago=4.5
    )
    last = Told(days_ago=1.5, notes=_IVO_LAST_THOUGHT, before={}, after={"ease": 6, "kindness": 7})
    on.practised(stage, client, record, last)


def _ivo_has_before_him(stage: Stage, client: Any) -> None:
    words = "Only for you. Bring what you want to talk about, or nothing."
    body_map = on.given(stage, client, "bod.body-map", days_ago=3, words=words)
    tomorrow = (stage.now + timedelta(days=2)).replace(hour=19, minute=0, second=0, microsecond=0)
    homework.set_occasion(
        stage.act(2, client.account_id),
        client=client,
        assignment=body_map,
        starts_at=tomorrow,
        place="The small room, door shut",
        keyring=stage.keys,
    )
    for days_ago, text in _IVO_JOURNAL:
        act = stage.act(days_ago, client.account_id)
        homework.write_journal_entry(
            act, author=client, writing=homework.Writing(page=act.id, text=text), keyring=stage.keys
        )


def _dov(stage: Stage, cleo: UUID) -> None:
    goal = "To stop going along with things."
    (client,) = on.taken_on(stage, cleo, ["Dov"], days_ago=8, goal=goal)
    client = on.joined(stage, client, "Dov", days_ago=7)
    on.told(
        stage,
        client,
        {"history": "I say yes and notice later that I meant no.", "hopes": "Room."},
        days_ago=6,
    )
    on.planned(stage, client, days_ago=6, goal=goal)
    breath = on.given(
        stage, client, "min.breath", days_ago=6, words="Try it once, sitting on the stairs if you like."
    )
    on.said(stage, client, breath, Ready.READY, days_ago=5)
    stopped = Told(
        days_ago=4,
        minutes=2,
        is_stopped=True,
        notes={"prompt.noticed": "I got dizzy and opened my eyes."},
        before={"tension": 6, "worry": 6},
        after={"tension": 6, "worry": 5},
    )
    on.practised(stage, client, breath, stopped)
    _told_barrier(stage, client, breath, "worried", "That it would be like last time.", days_ago=2)
    on.meets(stage, client, days_ahead=2, repeats="weekly")


def _told_barrier(stage: Stage, client: Any, given: Any, code: str, words: str, *, days_ago: float) -> None:
    act = stage.act(days_ago, client.account_id)
    homework.tell_barrier(act, client=client, assignment=given, code=code, words=words, keyring=stage.keys)


_IVO_ABOUT_HIMSELF = {
    "relationships_now": "On my own since spring. Friends nearby.",
    "wellbeing": "Tired. Not as low as last winter.",
    "medical": "Blood pressure tablets. My doctor knows I am here.",
    "history": "I watch myself instead of being there. It began two years ago and is worse when I am tired.",
    "hopes": "To be in it, whatever it is.",
}
_IVO_BREATH = (
    (33, 7, 5, "My shoulders were up by my ears. They came down a little."),
    (31, 6, 4, "Counted, lost count, counted again."),
    (28, 8, 7, "A noisy evening. I did it on the stairs."),
    (26, 6, 3, "The out-breath is longer than I thought."),
)
_IVO_THOUGHTS = (
    (8, {
        "situation.situation": "Lying awake, thinking of next time.",
        "feeling.feeling": "Dread",
        "feeling.feeling_before": "75",
        "thought.thought": "It will go the way it always goes.",
        "evidence_for.evidence_for": "It did, in March.",
        "evidence_against.evidence_against": "It did not in May, and nobody minded but me.",
        "balanced.balanced": "Sometimes it does. It is one evening.",
        "balanced.belief": "40",
        "again.feeling_after": "60",
    }),
    (5.5, {
        "situation.situation": "A friend asked whether I am seeing anybody.",
        "feeling.feeling": "Shame",
        "feeling.feeling_before": "65",
        "thought.thought": "They can tell.",
        "evidence_for.evidence_for": "I went red.",
        "evidence_against.evidence_against": "They asked because they like me.",
        "balanced.balanced": "A question is not an inspection.",
        "balanced.belief": "60",
        "again.feeling_after": "40",
    }),
)  # fmt: skip
_IVO_LAST_THOUGHT = {
    "situation.situation": "Before sleep, tablets on the table.",
    "feeling.feeling": "Worry",
    "feeling.feeling_before": "60",
    "thought.thought": "My body is against me.",
    "evidence_for.evidence_for": "The tablets.",
    "evidence_against.evidence_against": "It breathes all night without me.",
    "balanced.balanced": "It is tired, as I am. We are on the same side.",
    "balanced.belief": "55",
    "again.feeling_after": "35",
    "prompt.learned": "Being on the same side as my body is new.",
}
_IVO_JOURNAL = (
    (30, "Walked home the long way. Nothing to report, and that was good."),
    (16, "I do not want to talk about the middle of the body yet. Writing that down is already something."),
    (2, "Thursday: laughed on the phone. Forgot to watch."),
)
