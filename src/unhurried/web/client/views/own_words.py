"""What one wrote for oneself in the steps of a practice: changed, or taken away."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unhurried.core.disclosure import Own
from unhurried.core.exercises import Step
from unhurried.core.vocabulary import Audience
from unhurried.homework import services
from unhurried.homework.library_items import exercise_by_digest
from unhurried.web.asking import Asked, act_of, for_client
from unhurried.web.client.forms.practices import StepForm
from unhurried.web.client.practising import practice_of
from unhurried.web.client.step_words import form_of_step, kept_on, words_of
from unhurried.web.client.unlocking import code_before
from unhurried.web.client.words import readers

if TYPE_CHECKING:
    from unhurried.homework.models import Practice
    from unhurried.people.models import Client

STEP: Final = "of_step"


@dataclass(frozen=True, kw_only=True)
class OwnWords:
    """What somebody wrote on one step, in the fields it asks for."""

    step: Step
    form: StepForm


def of_own_words(
    view: Callable[[Asked, "Client", "Practice"], HttpResponse],
) -> Callable[[Asked, UUID], HttpResponse]:
    """Behind the code, as the page is on which they are read."""

    @for_client
    @wraps(view)
    def found(request: Asked, viewer: "Client", practice_id: UUID) -> HttpResponse:
        practice = practice_of(request, viewer, practice_id)
        return code_before(request, viewer, Own.WORDS) or view(request, viewer, practice)

    return found


@of_own_words
def own_words(request: Asked, viewer: "Client", practice: "Practice") -> HttpResponse:
    written = _written_in(request, viewer, practice)
    sent = next((one.form for one in written if one.form.is_bound), None)
    if sent and sent.is_valid():
        _change(request, viewer, practice, sent)
        messages.success(request, _("Kept. Only you can read it here."))
    if request.method == "POST" and (sent is None or sent.is_valid()):
        return redirect("client:look_back", practice_id=practice.pk)
    context = {
        "practice": practice,
        "exercise": exercise_by_digest(practice.assignment.exercise_id),
        "written": written,
        "reader": readers(request, viewer)[Audience.SELF],
    }
    return render(request, "client/practice/own_words.html", context)


def _written_in(request: Asked, viewer: "Client", practice: "Practice") -> list[OwnWords]:
    """Every step of it that holds words for oneself alone, in the order in which they were asked."""
    exercise = exercise_by_digest(practice.assignment.exercise_id)
    found = []
    for step in exercise.phase(practice.phase).steps:
        kept = kept_on(request, viewer, practice, step) if step.audience is Audience.SELF else {}
        words = {key: said for key, said in words_of(kept).items() if key.startswith(f"{step.key}.")}
        if words:
            data = request.POST if request.POST.get(STEP) == step.key else None
            form = form_of_step(request, viewer, practice, step, exercise, data, initial=words)
            found.append(OwnWords(step=step, form=form))
    return found


def _change(request: Asked, viewer: "Client", practice: "Practice", form: StepForm) -> None:
    """Only what is different now, so that the rest stands with the time at which it was written."""
    changed = {name: form.cleaned_data[name] for name in form.changed_data if name in form.data}
    services.change_own_words(
        act_of(request, viewer.clinic_id),
        client=viewer,
        practice=practice,
        written={
            name: services.Written(text="" if said is None else str(said), audience=Audience.SELF)
            for name, said in changed.items()
        },
        keyring=request.keyring,
    )


@of_own_words
@require_POST
def remove_own_words(request: Asked, viewer: "Client", practice: "Practice") -> HttpResponse:
    steps = exercise_by_digest(practice.assignment.exercise_id).phase(practice.phase).steps
    if request.POST.get(STEP) in {step.key for step in steps}:
        act = act_of(request, viewer.clinic_id)
        services.remove_own_words(act, client=viewer, practice=practice, step=request.POST[STEP])
        messages.success(request, _("Those words are gone from here."))
    return redirect("client:look_back", practice_id=practice.pk)
