"""A property is written once and asked twice: of the rule, and of a planted fault that it has to find."""

from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from hypothesis import Phase, settings

Rule = TypeVar("Rule", bound=Callable[..., Any])

searching = settings(
    max_examples=80,
    deadline=None,
    database=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    report_multiple_bugs=False,
)
"""The same examples on every run, so that a planted fault is found every time or never."""


def finds_fault(prove: Callable[[Rule], None], faulty: Rule) -> None:
    """Fails unless the property notices that this rule is wrong."""
    with pytest.raises(AssertionError):
        prove(faulty)
