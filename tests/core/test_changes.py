"""What somebody says of their life waits until it was read, or is over."""

from itertools import product

from unhurried.core.changes import Change, is_to_read


def test_read_or_over_it_waits_no_longer() -> None:
    for change, was_read, is_over in product(Change, (True, False), (True, False)):
        waits = is_to_read(change, was_read=was_read, is_over=is_over, gaps={"a gap"})
        assert waits == (not was_read and not is_over)


def test_a_move_asks_for_nothing_where_the_licence_holds() -> None:
    assert not is_to_read(Change.MOVED, was_read=False, is_over=False)
    assert is_to_read(Change.LIFE, was_read=False, is_over=False)
