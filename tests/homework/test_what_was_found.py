"""Ways in which one partner could once learn of another, each found by trying; they stay shut."""

from datetime import timedelta

from tests.people import with_people
from tests.promises.stage import FIRST, TONIGHT, Draws, Stage, clock_at, draws, hours, set_up
from unhurried.core.disclosure import Evening
from unhurried.core.evenings import SETTLING
from unhurried.core.readiness import Answer, ReadinessKind
from unhurried.homework import services as homework
from unhurried.homework.models import Assignment, Occasion, Practice
from unhurried.homework.queries.client import offer_of
from unhurried.people import services as people

pytestmark = with_people


def both_ready(stage: Stage) -> None:
    for name in stage.clients:
        stage.says(name, Answer.READY, hours(1))


def begins(stage: Stage, minutes: int) -> str:
    """Ben sets a time aside so many minutes after eight, and begins it."""
    ben, at = stage.clients["Ben"], TONIGHT + timedelta(minutes=minutes)
    block = homework.Block(kind="closeness", starts_at=at, minutes=30, place="", assignment=stage.given)
    words = {"client": ben, "keyring": stage.keys}
    occasion_id = homework.set_block(
        stage.act(ben, at), relationship=stage.relationship, block=block, **words
    )
    occasion = Occasion.objects.get(pk=occasion_id)
    act = stage.act(ben, at + SETTLING)
    pk = homework.begin_evening(act, occasion=occasion, way="one_phone", **words)
    return Practice.objects.get(pk=pk).evening


def ready_tonight(stage: Stage) -> None:
    for name in stage.clients:
        stage.says(name, Answer.READY, TONIGHT - timedelta(hours=2), kind=ReadinessKind.DAY)


def test_no_for_tonight_holds_on_every_page_of_the_evening(db: None) -> None:
    """Said about another exercise of the same evening, it is a no for the evening."""
    with draws(Draws()):
        stage = set_up()
        both_ready(stage)
        ready_tonight(stage)
        touch, talk = (
            stage.given,
            Assignment.objects.get(
                relationship=stage.relationship, exercise__name="com.reflective-listening"
            ),
        )
        stage.given = talk
        stage.says("Ana", Answer.NOT_YET, TONIGHT - timedelta(hours=1), kind=ReadinessKind.DAY)
        stage.given = touch
        assert begins(stage, 0) == Evening.WITHOUT_TOUCH


def test_one_beginning_settles_the_day(db: None) -> None:
    """A second time on the same evening would tell a draw from somebody's silence."""
    with draws(Draws()):
        stage = set_up()
        both_ready(stage)
        assert begins(stage, 0) == Evening.WITHOUT_TOUCH
        ready_tonight(stage)
        assert begins(stage, 5) == Evening.WITHOUT_TOUCH


def test_words_about_oneself_sent_again_close_nothing(db: None) -> None:
    with draws(Draws()):
        stage = set_up()
        both_ready(stage)
        before = offer_of(stage.given, stage.keys, now=FIRST + timedelta(hours=3))
        ana = stage.clients["Ana"]
        act = stage.act(ana, FIRST + timedelta(hours=1))
        people.give_intake(act, client=ana, answers={"hopes": "The same."}, keyring=stage.keys)
        assert offer_of(stage.given, stage.keys, now=FIRST + timedelta(hours=3)) == before
        assert before is not None and not before.is_resting


def test_trying_to_begin_touch_by_hand_shows_no_other_page(db: None) -> None:
    with draws(Draws()):
        stage = set_up()
        url = f"/c/a/{stage.given.pk}/"
        with clock_at(FIRST + timedelta(hours=3)):
            reply = stage.browser("Ben").post(f"{url}begin/")
        assert (reply.status_code, reply.headers["Location"]) == (302, url)


def test_clinicians_answer_to_a_talk_waits_for_the_posting(db: None) -> None:
    with draws(Draws()):
        stage = set_up()
        talk = Assignment.objects.get(
            relationship=stage.relationship, exercise__name="com.reflective-listening"
        )
        url, ben = f"/c/a/{talk.pk}/", stage.browser("Ben")
        answer = homework.Answer(next_step="lighter", words="Smaller topics.")
        act = stage.act(stage.clinician, FIRST + timedelta(hours=1))
        homework.review(act, clinician=stage.clinician, assignment=talk, answer=answer, keyring=stage.keys)
        with clock_at(FIRST + timedelta(hours=2)):
            meanwhile = ben.get(url).content.decode()
        with clock_at(FIRST + timedelta(days=5)):
            after = ben.get(url).content.decode()
        said = [("Smaller topics." in page, "About 25 minutes" in page) for page in (meanwhile, after)]
        assert said == [(False, True), (True, False)]
