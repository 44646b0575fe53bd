"""All that Hana, her clinician or nobody in particular may have brought about since the last posting."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from tests.homework.evenings import NOT_YET, READY, Night, checked
from unhurried.homework import services as homework
from unhurried.people.models import Credential


def nothing_said(one: Night) -> None:
    """Hana has not answered for the day."""


def not_yet_tonight(one: Night) -> None:
    one.says("Hana", NOT_YET)


def not_yet_to_the_step(one: Night) -> None:
    one.says("Hana", READY)
    one.says_of_the_step("Hana", NOT_YET)


def limit_on_all_of_it(one: Night) -> None:
    one.says("Hana", READY)
    one.tightens("Hana", "hands", one.world.now)


def speak_first(one: Night) -> None:
    one.says("Hana", READY)
    hana = one.world.client("Hana")
    who: dict[str, Any] = {"client": hana, "relationship": one.given.relationship}
    homework.speak_first(one.act("Hana", one.world.now), keyring=one.world.keys, **who)


def concern(one: Night) -> None:
    one.says("Hana", READY)
    said: dict[str, Any] = {"client": one.world.client("Hana"), "words": "", "keyring": one.world.keys}
    homework.raise_concern(one.act("Hana", one.world.now), wish="quiet_tonight", **said)


def clinician_holds(one: Night) -> None:
    one.says("Hana", READY)
    homework.hold_assignment(one.act("Eli", one.world.now), assignment=one.given, keyring=one.world.keys)


def check_not_suitable(one: Night) -> None:
    one.says("Hana", READY)
    checked(one.world, "Hana", "not_suitable", days_ago=0)


def let_go(one: Night) -> None:
    one.says("Hana", READY)
    homework.let_go_of_occasion(
        one.act("Hana", one.world.now), client=one.world.client("Hana"), occasion=one.occasion
    )


def hana_left(one: Night) -> None:
    one.says("Hana", READY)
    who: dict[str, Any] = {"client": one.world.client("Hana"), "relationship": one.given.relationship}
    homework.leave_relationship(one.act("Hana", one.world.now), keyring=one.world.keys, **who)


def licence_ran_out(one: Night) -> None:
    one.says("Hana", READY)
    Credential.objects.filter(clinician=one.given.plan.episode.clinician).update(
        expires_on=one.world.now.date()
    )


CAUSES: Final[Mapping[str, Callable[[Night], None]]] = MappingProxyType(
    {
        cause.__name__: cause
        for cause in (
            nothing_said,
            not_yet_tonight,
            not_yet_to_the_step,
            limit_on_all_of_it,
            speak_first,
            concern,
            clinician_holds,
            check_not_suitable,
            let_go,
            hana_left,
            licence_ran_out,
        )
    }
)
