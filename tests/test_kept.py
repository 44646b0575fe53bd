"""What is put back is what was told, row by row, and each test has it for itself."""

import pytest
from django.apps import apps
from django.db import models

from tests.kept import keep
from tests.people import rolled_back, with_people
from tests.promises.stage import set_up

pytestmark = with_people


def everything() -> dict[type[models.Model], list[tuple[object, ...]]]:
    return {model: sorted(model._base_manager.values_list(), key=str) for model in apps.get_models()}


def test_every_row_comes_back() -> None:
    with rolled_back():
        kept = keep(lambda: set_up(("Fay", "Gus", "Hana"), change=lambda one: one))
        told = everything()
    assert everything() != told
    again = kept.put_back()
    assert everything() == told
    assert again.relationship == kept.told.relationship and again.relationship is not kept.told.relationship


@pytest.mark.parametrize("_time", [1, 2])
def test_second_of_the_same_in_one_test_is_another_clinic(_time: int) -> None:
    first, second = set_up(), set_up()
    assert first.clinician.clinic_id != second.clinician.clinic_id
