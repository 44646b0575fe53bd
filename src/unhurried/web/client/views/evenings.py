"""A time set aside together: before it, while it settles, and how it begins. The same for everybody."""

from math import ceil
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unhurried.core.disclosure import Evening, Own
from unhurried.core.evenings import SETTLING, Way
from unhurried.core.meeting import Kind
from unhurried.core.readiness import Answer, ReadinessKind
from unhurried.homework import services
from unhurried.homework.queries import client as queries
from unhurried.web.asking import Asked, act_of, for_client
from unhurried.web.client.calendar_lines import KIND_LABELS
from unhurried.web.client.evening_words import IDEAS, WAY_HINTS
from unhurried.web.client.forms.evenings import BeginForm, DayForm
from unhurried.web.client.reading_first import read_first, reading_for
from unhurried.web.client.unlocking import REFUSED, Tried, code_asked, code_given, near
from unhurried.web.client.words import readers, zone_of
from unhurried.web.live import ON_THIS_PHONE

if TYPE_CHECKING:
    from unhurried.people.models import Client


def time_of(request: Asked, viewer: "Client", occasion_id: UUID) -> queries.TimeTogether:
    found = queries.time_together_for(viewer, occasion_id, now=request.now)
    if found is None:
        raise Http404
    return found


@require_safe
@for_client
def evening(request: Asked, viewer: "Client", occasion_id: UUID) -> HttpResponse:
    """What the clock says, and nothing that anybody said; once begun, what it came to."""
    time = time_of(request, viewer, occasion_id)
    if time.practice:
        return redirect("client:evening_now", occasion_id=occasion_id)
    return _page(request, viewer, time, DayForm())


def _page(
    request: Asked,
    viewer: "Client",
    time: queries.TimeTogether,
    form: DayForm,
    *,
    is_resting: bool = False,
    status: int = 200,
) -> HttpResponse:
    assert request.person is not None, "a client's page knows who asks"
    hour, left = time.hour(request.now), time.occasion.starts_at + SETTLING - request.now
    context = {
        "time": time,
        "kind": KIND_LABELS[Kind(time.occasion.block)],
        "asks": time.asks(request.now),
        "seconds_left": ceil(left.total_seconds()),
        "seconds_ahead": ceil((time.occasion.starts_at - request.now).total_seconds()),
        "form": form,
        "is_resting": is_resting,
        "begin_form": BeginForm(),
        "way_hints": WAY_HINTS,
        "needs_code": not request.person.stays_unlocked(request.now),
        "reading": reading_for(request, viewer),
        "ideas": IDEAS,
        "readers": readers(request, viewer),
        "zone": zone_of(viewer),
    }
    return render(request, f"client/evening/{hour.value}.html", context, status=status)


@require_POST
@for_client
def evening_answer(request: Asked, viewer: "Client", occasion_id: UUID) -> HttpResponse:
    """Keep the private answer for the day; every answer leads to one address. "Not yet" asks for nothing.

    It is taken for as long as the evening lasts: a no may come while it is under way.
    """
    time, back = time_of(request, viewer, occasion_id), reverse("client:evening", args=[occasion_id])
    return read_first(request, viewer, back=back) or _answered(request, viewer, time)


def _answered(request: Asked, viewer: "Client", time: queries.TimeTogether) -> HttpResponse:
    form, occasion_id = DayForm(request.POST), time.occasion.pk
    if not form.is_valid() or time.occasion.assignment is None or not time.asks(request.now):
        return redirect("client:evening", occasion_id=occasion_id)
    answer = Answer(form.cleaned_data["answer"])
    said = Tried.RIGHT if answer is Answer.NOT_YET else _code_of(request, viewer, form)
    if said in REFUSED:
        return _page(request, viewer, time, form, status=422)
    if said is Tried.PLAIN:
        return redirect("client:evening_kept", occasion_id=occasion_id)
    services.record_readiness(
        act_of(request, viewer.clinic_id),
        client=viewer,
        assignment=time.occasion.assignment,
        kind=ReadinessKind.DAY,
        answer=answer,
        day=time.day,
        keyring=request.keyring,
    )
    return redirect("client:evening_kept", occasion_id=occasion_id)


def _code_of(request: Asked, viewer: "Client", form: DayForm) -> Tried:
    """What the code beside the answer came to. Without one the form says where it is chosen."""
    assert request.person is not None, "a client's page knows who asks"
    is_open = bool(request.person.stays_unlocked(request.now))
    if not is_open and not request.person.account.private_code:
        form.add_error("code", _("Choose your own code first, under Only for you. “Not yet” needs none."))
        return Tried.WRONG
    return code_given(request, viewer, form)


@require_safe
@for_client
def evening_kept(request: Asked, viewer: "Client", occasion_id: UUID) -> HttpResponse:
    """The same page after each answer, and for a look at it without one."""
    context = {"time": time_of(request, viewer, occasion_id), "viewer": viewer}
    return render(request, "client/evening/kept.html", context)


@require_POST
@for_client
def evening_begin(request: Asked, viewer: "Client", occasion_id: UUID) -> HttpResponse:
    """Begin, once for all phones. A talk may be refused by what is its beginner's own: it asks the code."""
    time = time_of(request, viewer, occasion_id)
    is_closed = time.is_talk and near(request, viewer).hides(Own.GIVEN)
    asked = code_asked(request, viewer) if is_closed else None
    return asked or _begin(request, viewer, time)


def _begin(request: Asked, viewer: "Client", time: queries.TimeTogether) -> HttpResponse:
    """Too early or too late leads back to the page, whatever anybody said."""
    form, occasion_id = BeginForm(request.POST), time.occasion.pk
    try:
        services.begin_evening(
            act_of(request, viewer.clinic_id),
            client=viewer,
            occasion=time.occasion,
            way=form.cleaned_data["way"] if form.is_valid() else Way.ONE_PHONE.value,
            keyring=request.keyring,
        )
    except services.NotTheTime:
        return redirect("client:evening", occasion_id=occasion_id)
    except services.NotJustNow:
        return _page(request, viewer, time, DayForm(), is_resting=True, status=409)
    _hold_this_phone(request, viewer, time_of(request, viewer, occasion_id))
    return redirect("client:evening_now", occasion_id=occasion_id)


def _hold_this_phone(request: Asked, viewer: "Client", time: queries.TimeTogether) -> None:
    """In a practice on one phone, that phone shows no other page of this person's: see `config.live`."""
    begun = time.practice
    is_shared = begun is not None and begun.way == Way.ONE_PHONE and begun.begun_by_id == viewer.pk
    if begun and is_shared and begun.evening != Evening.WITHOUT_TOUCH:
        request.session[ON_THIS_PHONE] = str(begun.pk)
