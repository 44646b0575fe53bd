"""What somebody chose of how they may be reached comes back as it was chosen."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from tests.core.properties import finds_fault, searching
from unhurried.core.contact import Channel, ContactChoices, Use
from unhurried.core.meeting import Part
from unhurried.people.contact import opened_choices, sealed_choices

SAID = st.dictionaries(st.sampled_from(Channel), st.sampled_from(Use))


@st.composite
def choices(draw: st.DrawFn) -> ContactChoices:
    said = draw(SAID)
    return ContactChoices(
        may=frozenset(one for one, use in said.items() if use is Use.MAY),
        ruled_out=frozenset(one for one, use in said.items() if use is Use.NOT),
        weekdays=draw(st.frozensets(st.integers(0, 6))),
        parts=draw(st.frozensets(st.sampled_from(Part))),
        message=draw(st.none() | st.sampled_from(Use)),
    )


def prove_nothing_is_lost(opened: Callable[[str], ContactChoices]) -> None:
    @searching
    @given(choices())
    def nothing_is_lost(chosen: ContactChoices) -> None:
        assert opened(sealed_choices(chosen)) == chosen
        ruled_out = {one for one in Channel if not opened(sealed_choices(chosen)).may_use(one)}
        assert ruled_out == chosen.ruled_out

    nothing_is_lost()


def _forgets_what_is_ruled_out(text: str) -> ContactChoices:
    return opened_choices(text.replace(f'"{Use.NOT}"', '""'))


def test_choices_come_back_as_they_were_chosen() -> None:
    prove_nothing_is_lost(opened_choices)
    finds_fault(prove_nothing_is_lost, _forgets_what_is_ruled_out)


def test_nothing_said_rules_nothing_out() -> None:
    assert opened_choices("") == ContactChoices()
    assert all(ContactChoices().may_use(channel) for channel in Channel)
