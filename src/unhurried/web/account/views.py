from typing import TYPE_CHECKING, Any, Final

from allauth.account.views import LoginView, LogoutView, PasswordChangeView
from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from unhurried.crypto.fields import sealer
from unhurried.notify.sentences import ENDING, FOR_STAFF, SUBJECT
from unhurried.people import services
from unhurried.people.queries import SignedIn, mailed_at_work
from unhurried.web.account.forms import (
    AdultForm,
    ChangePasswordForm,
    ClientJoinForm,
    CodeForm,
    JoinForm,
    SignInForm,
    WorkMailForm,
)
from unhurried.web.asking import Asked, act_of, for_anyone_signed_in, for_everyone

if TYPE_CHECKING:
    from unhurried.people.models import JoiningLink

CODE_REFUSED: Final = gettext_lazy(
    "This code does not open anything. Please check it against your sheet, letter by letter: it has no 0, 1, "
    "i, l or o. If it is the same, ask your clinician, or whoever gave you the sheet, for a new one."
)
"""The same for a code that was never made, was used, or is too old: it tells of nobody."""
_BACKEND: Final = "allauth.account.auth_backends.AuthenticationBackend"

sign_in = for_everyone(LoginView.as_view(form_class=SignInForm))
sign_out = for_everyone(LogoutView.as_view())
change_password = for_everyone(
    PasswordChangeView.as_view(form_class=ChangePasswordForm, success_url=reverse_lazy("front"))
)


@for_everyone
def type_code(request: Asked) -> HttpResponse:
    """Where a person types the code from their printed sheet."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        code = "-".join(form.cleaned_data["code"].replace("-", " ").lower().split())
        try:
            services.link_for(code=code, at=request.now)
            return redirect("account:join", code=code)
        except services.JoiningLinkSpent:
            form.add_error("code", CODE_REFUSED)
    return render(request, "account/type_code.html", {"form": form})


@for_everyone
def join(request: Asked, code: str) -> HttpResponse:
    try:
        link = services.link_for(code=code, at=request.now)
    except services.JoiningLinkSpent:
        return _spent(request, code)
    if request.person:
        return _join_signed_in(request, request.person, link, code)
    form = (ClientJoinForm if link.client else JoinForm)(request.POST or None)
    if form.is_valid() and _joined(request, link, code, form):
        return redirect("front")
    return render(request, "account/join.html", {"form": form, "link": link})


def _spent(request: Asked, code: str) -> HttpResponse:
    """Whoever goes back to the sheet they joined by is led on; to all others a spent code tells nothing."""
    if request.person and services.has_joined_by(code=code, account=request.person.account):
        return redirect("front")
    return render(request, "account/link_spent.html", status=404)


def _join_signed_in(request: Asked, person: SignedIn, link: "JoiningLink", code: str) -> HttpResponse:
    """The sheet of whoever signs in already, unless their account stands for another like it."""
    is_taken = (
        (link.client and person.client)
        or (link.clinician and person.clinician)
        or (link.manager and person.manager)
    )
    form = AdultForm(request.POST or None) if link.client else forms.Form(request.POST or None)
    if not is_taken and request.method == "POST" and form.is_valid():
        services.join_signed_in(act_of(request, link.clinic_id), code=code, account=person.account)
        login(request, person.account, _BACKEND)
        return redirect("front")
    context = {"form": form, "link": link, "is_taken": is_taken, "account": person.account}
    return render(request, "account/join_signed_in.html", context)


def _joined(request: Asked, link: "JoiningLink", code: str, form: JoinForm) -> bool:
    words: dict[str, Any] = {key: form.cleaned_data[key] for key in ("sign_in_name", "password")}
    try:
        account_id = services.join(act_of(request, link.clinic_id), code=code, **words)
    except services.SignInNameTaken:
        form.add_error("sign_in_name", _("Please choose another name; this one is in use."))
        return False
    login(request, services.account_of(account_id), _BACKEND)
    return True


@for_anyone_signed_in
def work_mail(request: Asked, person: SignedIn) -> HttpResponse:
    """For those who work here. It says whether an address is set, and shows it to nobody."""
    if not (person.clinic and (person.clinician or person.manager)):
        raise Http404
    form = WorkMailForm(request.POST or None)
    if form.is_valid():
        act = act_of(request, person.clinic.pk)
        address = form.cleaned_data["address"]
        services.set_work_address(act, account=person.account, address=address, sealer=sealer())
        messages.success(request, _("Kept.") if address else _("No mail goes to you any more."))
        return redirect("account:work_mail")
    context = {
        "form": form,
        "has_address": person.account.pk in mailed_at_work(person.clinic.pk),
        "subject": SUBJECT,
        "sentences": [*FOR_STAFF.values(), ENDING],
    }
    return render(request, "account/work_mail.html", context)


@require_POST
@for_anyone_signed_in
def choose_theme(request: Asked, person: SignedIn) -> HttpResponse:
    theme = request.POST.get("theme", "")
    if person.clinic and theme in ("", "light", "dark"):
        services.choose_theme(act_of(request, person.clinic.pk), account=person.account, theme=theme)
    return redirect("client:more" if person.client else "front")
