"""What is offered instead of something that rests."""

from unhurried.core.gentleness import gentlest_first
from unhurried.core.vocabulary import Scope
from unhurried.library.loading import load_library
from unhurried.library.place import content_root

EXERCISES = load_library(content_root()).exercises


def test_gentlest_stands_first_and_nothing_of_a_ladder_or_of_therapy_is_there() -> None:
    ladders = [one for one in EXERCISES.values() if one.family == "insertion_ladder"]
    therapy = [one for one in EXERCISES.values() if one.scope is Scope.IT]
    assert ladders and therapy, "there is something to leave out"
    offered = [one for _given, one in gentlest_first((None, one) for one in EXERCISES.values())]
    assert not [one.id for one in offered if one in ladders or one in therapy]
    assert len(offered) == len(EXERCISES) - len({one.id for one in ladders + therapy})
    reach = [(one.phases[0].level.depth, one.dosage.minutes[0]) for one in offered]
    assert reach == sorted(reach)
