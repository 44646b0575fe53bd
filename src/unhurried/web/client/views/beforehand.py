"""Before an evening, for one person alone: two numbers, if they like. Nothing on it is shown again."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format

from unhurried.homework import services
from unhurried.homework.queries import client as queries
from unhurried.web.asking import Asked, act_of
from unhurried.web.client.forms.private import BeforeForm
from unhurried.web.client.plain_day import whole
from unhurried.web.client.unlocking import for_client_in_private
from unhurried.web.client.words import readers, zone_of

if TYPE_CHECKING:
    from unhurried.people.models import Client


@for_client_in_private
def before(request: Asked, viewer: "Client") -> HttpResponse:
    """It opens nothing and delays nothing; whoever leaves it out misses nothing."""
    to_come = queries.evenings_to_come_for(whole(request), now=request.now)
    evenings = {str(one.occasion.pk): one for one in to_come}
    if request.method == "POST" and not evenings:
        return redirect("client:private")
    form = BeforeForm(
        request.POST or None,
        evenings=[(key, _when(viewer, one)) for key, one in evenings.items()],
        initial={"evening": next(iter(evenings), None)},
    )
    if form.is_valid():
        services.rate_beforehand(
            act_of(request, viewer.clinic_id),
            client=viewer,
            occasion=evenings[form.cleaned_data["evening"]].occasion,
            ratings=form.ratings(),
            keyring=request.keyring,
        )
        return redirect("client:private_kept")
    context = {"form": form, "evenings": evenings, "readers": readers(request, viewer)}
    return render(request, "client/private/before.html", context)


def _when(viewer: "Client", evening: queries.TimeTogether) -> str:
    starts_at = evening.occasion.starts_at.astimezone(zone_of(viewer))
    return f"{date_format(starts_at, 'l j F')}, {date_format(starts_at, 'H:i')}"
