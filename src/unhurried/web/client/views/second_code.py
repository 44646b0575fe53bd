"""A second code of one's own, which shows a plain day to whoever asks to see what is private."""

from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy

from unhurried.people.services import set_second_code
from unhurried.web.asking import Asked, act_of
from unhurried.web.client.forms.private import SecondCodeForm
from unhurried.web.client.plain_day import is_plain
from unhurried.web.client.unlocking import REFUSED, Tried, code_tried, for_client_in_private, refusal

if TYPE_CHECKING:
    from unhurried.people.models import Client

KEPT: Final = gettext_lazy("Kept. This page looks the same whether you have a second code or not.")


@for_client_in_private
def second_code(request: Asked, viewer: "Client") -> HttpResponse:
    """The same page whether there is one or not: whoever made its owner open this is not told either."""
    assert request.person is not None, "a client's page knows who asks"
    form = SecondCodeForm(request.POST or None)
    if form.is_valid() and _knows_own(request, form):
        set_second_code(
            act_of(request, viewer.clinic_id),
            account=request.person.account,
            password=form.cleaned_data["second_password"],
            tells=form.cleaned_data["tells"],
        )
        messages.success(request, KEPT)
        return redirect("client:private_second")
    return render(request, "client/private/second.html", {"form": form, "viewer": viewer})


def _knows_own(request: Asked, form: SecondCodeForm) -> bool:
    """Their own code once more. Under the plain day the second one is taken for it, as everywhere."""
    found = code_tried(request, form.cleaned_data["code"])
    if found is Tried.PLAIN and not is_plain(request):
        found = Tried.WRONG
    if found in REFUSED:
        form.add_error("code", refusal(found))
    return found not in REFUSED
