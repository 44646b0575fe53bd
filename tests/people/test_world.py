from tests.people import CANARIES, NAMES, STRANGER, World, with_people

pytestmark = with_people


def test_everybody_in_the_world_can_sign_in(world: World) -> None:
    assert [name for name in NAMES if name != STRANGER and not world.account(name).is_active] == []


def test_canaries_are_read_by_people_of_the_world() -> None:
    assert frozenset().union(*CANARIES.values()) <= set(NAMES)


def test_gus_and_hana_are_treated_together(world: World) -> None:
    assert world.given("Gus") == world.given("Hana")
    assert len(world.practices("Gus", ended_at=None)) == 1
