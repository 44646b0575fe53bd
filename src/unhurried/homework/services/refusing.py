"""What is refused leaves nothing behind but that it was refused, in an act of its own."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from unhurried.core.scopes import Refusal
from unhurried.homework.models import LibraryItem, RefusedGiving
from unhurried.people.acts import Act, beside, is_act
from unhurried.people.models import Clinician

Said = ParamSpec("Said")


class MayNotAssign(Exception):
    """The exercise is outside of what this clinician may give; the reasons are for the clinician."""

    def __init__(self, reasons: tuple[Refusal, ...], *, clinician: Clinician, exercise: LibraryItem) -> None:
        super().__init__(*reasons)
        self.reasons, self.clinician, self.exercise = reasons, clinician, exercise


def keeps_refusals(service: Callable[Concatenate[Act, Said], UUID]) -> Callable[Concatenate[Act, Said], UUID]:
    """Over an act that may raise MayNotAssign: what it wrote is undone, and that it was refused is kept."""

    @wraps(service)
    def tried(act: Act, /, *args: Said.args, **said: Said.kwargs) -> UUID:
        try:
            return service(act, *args, **said)
        except MayNotAssign as refused:
            note_refusal(beside(act, "refusal"), refused=_said_of(refused))
            raise

    return tried


@is_act
def note_refusal(act: Act, *, refused: dict[str, Any]) -> UUID:
    return RefusedGiving.objects.create(clinic_id=act.clinic_id, refused_at=act.at, **refused).pk


def _said_of(refused: MayNotAssign) -> dict[str, Any]:
    rules = [reason.value for reason in refused.reasons]
    return {"clinician": refused.clinician, "exercise": refused.exercise, "rules": rules}
