"""Only for one person: behind a code of their own, and a line to their clinician that needs none."""

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from unhurried.core.contact import Channel
from unhurried.core.disclosure import is_told_before_code
from unhurried.core.history import SwitchName
from unhurried.homework import services
from unhurried.homework.queries import client as queries
from unhurried.notify.sentences import ENDING, MAILED, SUBJECT, lines_of
from unhurried.people import services as people
from unhurried.people.acts import further
from unhurried.people.contact import contact_choices_of
from unhurried.people.queries import authorisations_for, has_changed_lately, notices_for
from unhurried.web.asking import Asked, act_of, for_client
from unhurried.web.client.at_the_clinic import times_alone
from unhurried.web.client.calendar_lines import KIND_LABELS
from unhurried.web.client.forms.private import (
    ABOUT,
    ANSWER_LABELS,
    STEADYING,
    WISHES,
    AfterForm,
    ConcernForm,
    LandingForm,
    MailForm,
    NewCodeForm,
    PartForm,
    SwitchForm,
)
from unhurried.web.client.plain_day import is_plain, on_today, question_for, whole
from unhurried.web.client.unlocking import for_client_in_private, is_opened, near
from unhurried.web.client.which import named_if_several
from unhurried.web.client.words import heard_words, no_longer_heard_words, readers, zone_of

if TYPE_CHECKING:
    from unhurried.homework.models import Practice
    from unhurried.people.models import Client


STANDS: Final = gettext_lazy("Kept. This page says what stands now.")
"""It lies in a cookie until it is shown, so it names nothing: what was chosen stands on the page alone."""


@for_client_in_private
def private(request: Asked, viewer: "Client") -> HttpResponse:
    """What there is. A code sent here while it is open leads in: another tab may have opened it meanwhile."""
    if request.method == "POST":
        return redirect("client:private")
    myself = whole(request)
    is_in_company = near(request, myself).is_in_company
    tidings = notices_for(viewer, now=request.now)
    context = {
        "viewer": viewer,
        "is_with_others": bool(queries.seats_for(myself, now=request.now)),
        "today": on_today(request, myself),
        "kinds": KIND_LABELS,
        "is_in_company": is_in_company,
        "times_alone": times_alone(request, viewer) if is_in_company else [],
        "is_asked": question_for(request, viewer) is not None,
        "asked_to_authorise": authorisations_for(myself, now=request.now),
        "told": lines_of(
            [one for one in tidings if not is_told_before_code(one, is_in_company=is_in_company)]
        ),
    }
    return render(request, "client/private/inside.html", context)


@for_client
def new_code(request: Asked, viewer: "Client") -> HttpResponse:
    """Another code, for whoever knows the sign-in password: also where the old one is forgotten."""
    form = NewCodeForm(request.POST or None)
    if form.is_valid() and is_opened(request, viewer, form):
        messages.success(request, _("Kept. Your new code opens these pages from now on."))
        return redirect("client:private")
    return render(request, "client/private/new_code.html", {"form": form})


@require_POST
@for_client
def close(request: Asked, viewer: "Client") -> HttpResponse:
    assert request.person is not None, "a client's page knows who asks"
    people.lock_private(
        act_of(request, viewer.clinic_id),
        account=request.person.account,
        session_key=str(request.session.session_key),
    )
    return redirect("client:today")


@require_safe
@for_client
def kept(request: Asked, viewer: "Client") -> HttpResponse:
    """What follows whatever was sent, at one address, the same for every choice."""
    return render(request, "client/private/kept.html", {"viewer": viewer, **_who_hears(request, viewer)})


def _who_hears(request: Asked, viewer: "Client") -> dict[str, Any]:
    """These pages ask for no code, so in company they follow what is shared, and nothing besides."""
    shared = near(request, viewer).shared
    goes_on = queries.has_care(viewer, shared, now=request.now)
    return {"goes_on": goes_on, "heard": heard_words(viewer) if goes_on else no_longer_heard_words(viewer)}


@for_client_in_private
@require_safe
def answers(request: Asked, viewer: "Client") -> HttpResponse:
    """The only page that shows a person what they answered."""
    context = {
        "answers": queries.own_answers_for(viewer, now=request.now, keyring=request.keyring),
        "labels": ANSWER_LABELS,
        "readers": readers(request, viewer),
        "zone": zone_of(viewer),
    }
    return render(request, "client/private/answers.html", context)


@for_client_in_private
def after(request: Asked, viewer: "Client") -> HttpResponse:
    """Private questions about an evening, from the next day on. What was said is not shown again."""
    evenings = {str(one.pk): one for one in queries.evenings_to_answer_for(whole(request), now=request.now)}
    if request.method == "POST" and not evenings:
        return redirect("client:private")
    form = AfterForm(
        request.POST or None,
        evenings=[(key, _when(viewer, one)) for key, one in evenings.items()],
        initial={"practice": next(iter(evenings), None)},
    )
    if form.is_valid():
        services.answer_afterwards(
            act_of(request, viewer.clinic_id),
            client=viewer,
            practice=evenings[form.cleaned_data["practice"]],
            answers=form.answers(),
            ratings=form.ratings(),
            keyring=request.keyring,
        )
        return redirect("client:private_kept")
    context = {"form": form, "evenings": evenings, "viewer": viewer, "readers": readers(request, viewer)}
    return render(request, "client/private/after.html", context)


@for_client
def line(request: Asked, viewer: "Client") -> HttpResponse:
    """A word to the clinician. It asks for no code, and shows nothing that was said before."""
    form = ConcernForm(request.POST or None)
    if form.is_valid():
        services.raise_concern(
            act_of(request, viewer.clinic_id), client=viewer, keyring=request.keyring, **form.cleaned_data
        )
        return redirect("help_now" if form.cannot_wait else "client:private_kept")
    hints = {value: words for value, (_name, words) in {**ABOUT, **WISHES}.items()}
    context = {"form": form, "viewer": viewer, "readers": readers(request, viewer), "hints": hints}
    context["has_changed"] = has_changed_lately(viewer, now=request.now)
    return render(request, "client/private/line.html", context | _who_hears(request, viewer))


@for_client
def alone(request: Asked, viewer: "Client") -> HttpResponse:
    """Touch rests until this person has spoken with their clinician alone: one tap, and no code."""
    if request.method == "POST":
        act = act_of(request, viewer.clinic_id)
        for seat in queries.seats_for(viewer, now=request.now):
            services.speak_first(act, client=viewer, relationship=seat.relationship, keyring=request.keyring)
            act = further(act)
        return redirect("client:private_kept")
    return render(request, "client/private/alone.html", {"viewer": viewer})


@for_client_in_private
def switches(request: Asked, viewer: "Client") -> HttpResponse:
    form = SwitchForm(request.POST or None)
    if form.is_valid():
        services.set_switch(
            act_of(request, viewer.clinic_id),
            client=viewer,
            name=SwitchName(form.cleaned_data["name"]),
            is_on=form.cleaned_data["is_on"] == "yes",
            keyring=request.keyring,
        )
        messages.success(request, STANDS)
        return redirect("client:private_switches")
    context = {"switches": queries.own_switches_for(viewer), "readers": readers(request, viewer)}
    return render(request, "client/private/switches.html", context)


@for_client_in_private
def afterwards(request: Asked, viewer: "Client") -> HttpResponse:
    """Chosen beforehand: what steadies, and how to land."""
    chosen = queries.landing_for(viewer, request.keyring)
    form = LandingForm(request.POST or None, initial=vars(chosen))
    if form.is_valid():
        services.plan_for_afterwards(
            act_of(request, viewer.clinic_id), client=viewer, keyring=request.keyring, **form.cleaned_data
        )
        messages.success(request, STANDS)
        return redirect("client:private_afterwards")
    hints = {key: words for key, (_name, words) in STEADYING.items()}
    context = {"form": form, "readers": readers(request, viewer), "hints": hints}
    return render(request, "client/private/afterwards.html", context)


@for_client_in_private
def part(request: Asked, viewer: "Client") -> HttpResponse:
    """End one's own part in a relationship. One's own things stay."""
    own_seats = queries.seats_for(whole(request), now=request.now)
    open_seats = (seat for seat in own_seats if seat.ended_at is None or is_plain(request))
    seats = {str(seat.relationship_id): seat for seat in open_seats}
    if request.method == "POST" and not seats:
        return redirect("client:private")
    form = PartForm(request.POST or None, relationships=seats)
    if form.is_valid():
        services.leave_relationship(
            act_of(request, viewer.clinic_id),
            client=viewer,
            relationship=seats[form.cleaned_data["relationship"]].relationship,
            keyring=request.keyring,
        )
        return redirect("client:private_kept")
    context = {
        "form": form,
        "seats": seats,
        "names": named_if_several(request, whole(request), [seat.relationship for seat in seats.values()]),
        "viewer": viewer,
        "zone": zone_of(viewer),
    }
    return render(request, "client/private/part.html", context)


@for_client_in_private
def mail(request: Asked, viewer: "Client") -> HttpResponse:
    form = MailForm(request.POST or None, initial={"address": request.keyring.open(viewer, "mail_address")})
    if form.is_valid():
        people.set_mail_address(
            act_of(request, viewer.clinic_id), client=viewer, keyring=request.keyring, **form.cleaned_data
        )
        messages.success(request, STANDS)
        return redirect("client:private_mail")
    chosen = contact_choices_of(viewer, request.keyring)
    context = {
        "form": form,
        "subject": SUBJECT,
        "sentences": [*MAILED, ENDING],
        "is_ruled_out": not chosen.may_use(Channel.MAIL),
    }
    return render(request, "client/private/mail.html", context)


def _when(viewer: "Client", evening: "Practice") -> str:
    begun_at = evening.begun_at.astimezone(zone_of(viewer))
    return f"{date_format(begun_at, 'l j F')}, {date_format(begun_at, 'H:i')}"
