"""Whoever told something as a secret is named before anything is made that somebody else reads as well."""

from hypothesis import given
from hypothesis import strategies as st

from unhurried.core.secrets import warned_of

some = st.lists(st.sampled_from(["ana", "ben", "gus"]), unique=True)


@given(some, some)
def test_nobody_is_warned_of_who_reads_alone_or_told_nothing(told: list[str], readers: list[str]) -> None:
    found = warned_of(told, readers)
    assert set(found) <= set(told) & set(readers)
    assert not found or len(readers) > 1


def test_each_who_told_is_named() -> None:
    assert warned_of(["ben", "ana"], ["ana", "ben"]) == ["ana", "ben"]
    assert warned_of(["ana"], ["ana", "ben"]) == ["ana"]
    assert warned_of(["ana"], ["ana"]) == []
