"""The second unlock. A change towards open, or a look at one's own words, asks for one's own code first.

What was typed meanwhile goes on with the code. "Not yet", a stricter limit and Stop never come here. Wherever
a code is asked for, the second one is taken as well: see `plain_day`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, Final, ParamSpec

from allauth.core import ratelimit
from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unhurried.core.disclosure import Own, is_behind_code
from unhurried.crypto.seals import carried, handed_back
from unhurried.homework import services as homework
from unhurried.people import services
from unhurried.people.acts import Act, further
from unhurried.people.queries import shared_by
from unhurried.web.asking import Asked, act_of, for_client
from unhurried.web.client.forms.private import CodeForm, NewCodeForm
from unhurried.web.client.plain_day import is_plain, reader_of

if TYPE_CHECKING:
    from uuid import UUID

    from django_stubs_ext import StrOrPromise

    from unhurried.people.models import Account, Client

Rest = ParamSpec("Rest")
GOES_TO: Final[Mapping[str, "StrOrPromise"]] = {
    "handover": gettext_lazy("Somebody else to treat you?"),
    "joining": gettext_lazy("Being treated together"),
    "private_records": gettext_lazy("What is kept about you"),
    "private_joint_record": gettext_lazy("The joint record"),
    "private_switches": gettext_lazy("Two switches"),
    "private_mail": gettext_lazy("A neutral mail"),
    "private_part": gettext_lazy("End your part"),
}
GOES_ON = "goes_on"
CARRIED = "carried"
_OF_THE_CODE = {*NewCodeForm.base_fields, GOES_ON, "csrfmiddlewaretoken", "act", "sequence"}


class Tried(Enum):
    """What a try came to. PLAIN: the second code, which looks right and opens nothing."""

    RIGHT = auto()
    PLAIN = auto()
    WRONG = auto()
    TOO_OFTEN = auto()


REFUSED: Final = frozenset({Tried.WRONG, Tried.TOO_OFTEN})
_CAME_TO: Final = {
    services.Code.OWN: Tried.RIGHT,
    services.Code.SECOND: Tried.PLAIN,
    services.Code.NEITHER: Tried.WRONG,
}


@dataclass(frozen=True, kw_only=True)
class Near:
    """What this phone may tell whoever holds it. `shared`: the relationships in which there are others."""

    shared: "frozenset[UUID]"
    has_code: bool
    is_open: bool

    @property
    def is_in_company(self) -> bool:
        return bool(self.shared)

    def keeps_behind_code(self, own: Own) -> bool:
        return is_behind_code(own, is_in_company=self.is_in_company, has_code=self.has_code)

    def hides(self, own: Own) -> bool:
        return self.keeps_behind_code(own) and not self.is_open


def near(request: Asked, viewer: "Client") -> Near:
    assert request.person is not None, "a client's page knows who asks"
    return Near(
        shared=shared_by(viewer, now=request.now),
        has_code=bool(request.person.account.private_code),
        is_open=request.person.is_unlocked(request.now),
    )


def for_client_own(
    own: Own,
) -> Callable[
    [Callable[Concatenate[Asked, "Client", Rest], HttpResponse]],
    Callable[Concatenate[Asked, Rest], HttpResponse],
]:
    """A client's page that shows what is their own, wherever `core.disclosure` puts that behind the code."""

    def guarded(
        view: Callable[Concatenate[Asked, "Client", Rest], HttpResponse],
    ) -> Callable[Concatenate[Asked, Rest], HttpResponse]:
        @for_client
        @wraps(view)
        def opened(
            request: Asked, viewer: "Client", /, *args: Rest.args, **kwargs: Rest.kwargs
        ) -> HttpResponse:
            if not near(request, viewer).hides(own):
                return view(request, viewer, *args, **kwargs)
            return _in_private(request, viewer, view, *args, **kwargs)

        return opened

    return guarded


def code_before(request: Asked, viewer: "Client", own: Own) -> HttpResponse | None:
    """The page that asks for the code, where it comes before this."""
    return code_asked(request, viewer) if near(request, viewer).hides(own) else None


def for_client_in_private(
    view: Callable[Concatenate[Asked, "Client", Rest], HttpResponse],
) -> Callable[Concatenate[Asked, Rest], HttpResponse]:
    """A client's page that opens with their own code, and for five minutes after it."""

    @for_client
    @wraps(view)
    def opened(request: Asked, viewer: "Client", /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        return _in_private(request, viewer, view, *args, **kwargs)

    return opened


def _in_private(
    request: Asked,
    viewer: "Client",
    view: Callable[Concatenate[Asked, "Client", Rest], HttpResponse],
    *args: Rest.args,
    **kwargs: Rest.kwargs,
) -> HttpResponse:
    asked = either_code_asked(request, viewer)
    return asked or view(request, reader_of(request, viewer), *args, **kwargs)


def code_asked(request: Asked, viewer: "Client") -> HttpResponse | None:
    """The page that asks for the code; None once it is open on this device, and the view goes on.

    The plain day leads to its own front instead: nothing begins, changes or shows by the second code.
    """
    asked = either_code_asked(request, viewer)
    return asked or (redirect("client:private") if is_plain(request) else None)


def either_code_asked(request: Asked, viewer: "Client") -> HttpResponse | None:
    assert request.person is not None, "a client's page knows who asks"
    if request.person.stays_unlocked(request.now):
        return None
    is_sent = any(name in request.POST for name in CodeForm.base_fields)
    form, typed = code_form(request, is_sent=is_sent), _typed(request)
    if form.is_valid() and is_opened(request, viewer, form):
        request.POST = typed  # type: ignore[assignment]  # Django names the class that a request begins with
        return None if GOES_ON in request.POST else redirect(request.path)
    context = {
        "form": form,
        "has_code": bool(request.person.account.private_code),
        "goes_on": GOES_ON in request.POST or (request.method == "POST" and not is_sent),
        "carried": _carried(request, typed),
        "goes_to": _place_named(request),
        "same_act": {"id": request.POST.get("act", ""), "sequence": request.POST.get("sequence", "")},
        "viewer": viewer,
        "is_with_others": bool(shared_by(viewer, now=request.now)),
    }
    return render(request, "client/private/code.html", context)


def _place_named(request: Asked) -> "StrOrPromise":
    """Where what goes on with the code changes more than words: somebody else may have pressed it."""
    name = request.resolver_match.url_name if request.resolver_match else ""
    return GOES_TO.get(name or "", "")


def _typed(request: Asked) -> QueryDict:
    """What is sent, with what was typed before the code was asked for."""
    found = request.POST.copy()
    token = found.pop(CARRIED, [""])[-1]
    before = QueryDict(handed_back(token, to=_page_of(request)))
    for name, values in before.lists():
        found.setlistdefault(name, values)
    return found


def _carried(request: Asked, typed: QueryDict) -> str:
    """For the page to hand back. Whoever goes back to it later, or looks into it, reads none of it."""
    kept = typed.copy()
    for name in _OF_THE_CODE:
        kept.pop(name, None)
    return carried(kept.urlencode(), to=_page_of(request)) if kept else ""


def _page_of(request: Asked) -> str:
    return f"{_account(request).pk} {request.path}"


def code_form(request: Asked, *, is_sent: bool) -> CodeForm:
    """Whoever has no code yet chooses one here."""
    data = request.POST if is_sent else None
    return CodeForm(data) if _account(request).private_code else NewCodeForm(data)


def is_opened(request: Asked, viewer: "Client", form: CodeForm) -> bool:
    """Try what was typed. Right: the area is open on this device. Else the form says what is the matter."""
    secret = form.cleaned_data[form.opens_with]
    by_sign_in = isinstance(form, NewCodeForm)
    found = _sign_in_tried(request, secret) if by_sign_in else code_tried(request, secret)
    if found in REFUSED:
        form.add_error(form.opens_with, refusal(found))
        return False
    _open(further(act_of(request, viewer.clinic_id)), request, form, is_plain=found is Tried.PLAIN)
    if found is Tried.PLAIN:
        tell_if_chosen(request, viewer)
    return True


def _open(act: Act, request: Asked, form: CodeForm, *, is_plain: bool) -> None:
    here, account = str(request.session.session_key), _account(request)
    if isinstance(form, NewCodeForm):
        code = form.cleaned_data["private_password"]
        services.set_private_code(act, account=account, password=code, session_key=here)
    else:
        services.unlock_private(act, account=account, session_key=here, is_plain=is_plain)
    assert request.person is not None, "a client's page knows who asks"
    request.person = replace(request.person, unlocked_at=request.now, is_plain=is_plain)


def tell_if_chosen(request: Asked, viewer: "Client") -> None:
    """The second code was typed: their clinician hears it where they chose so, and no page tells."""
    if _account(request).second_code_tells:
        act = further(act_of(request, viewer.clinic_id))
        homework.tell_asked_to_see(act, client=viewer, keyring=request.keyring)


def code_given(request: Asked, viewer: "Client", form: forms.Form) -> Tried:
    """For an answer with `code` beside it. PLAIN: it is answered as if it were kept, and is not."""
    assert request.person is not None, "a client's page knows who asks"
    if request.person.stays_unlocked(request.now):
        return Tried.PLAIN if is_plain(request) else Tried.RIGHT
    found = code_tried(request, form.cleaned_data["code"])
    if found in REFUSED:
        form.add_error("code", refusal(found))
    if found is Tried.PLAIN:
        tell_if_chosen(request, viewer)
    return found


def code_tried(request: Asked, code: str) -> Tried:
    return tried(request, lambda: _CAME_TO[services.code_found(_account(request), code)])


def _sign_in_tried(request: Asked, password: str) -> Tried:
    return tried(request, lambda: Tried.RIGHT if _account(request).check_password(password) else Tried.WRONG)


def tried(request: Asked, comes_to: Callable[[], Tried]) -> Tried:
    """One try at a secret. Counted for this device's own sign-in: nobody can use up anybody else's tries.

    Only wrong ones count, and a right one clears nothing: else whoever tries wrong codes could tell whether
    the right one was used in between.
    """
    action, key = "private_code", f"{_account(request).pk}:{request.session.session_key}"
    if not ratelimit.consume(request, action=action, key=key, dry_run=True):
        return Tried.TOO_OFTEN
    found = comes_to()
    if found is Tried.WRONG:
        ratelimit.consume(request, action=action, key=key)
    return found


def refusal(found: Tried) -> str:
    if found is Tried.TOO_OFTEN:
        return _("That was tried many times on this device. Please wait a while, or sign out and in again.")
    return _("That does not match. Nothing was changed.")


def _account(request: Asked) -> "Account":
    assert request.person is not None, "a client's page knows who asks"
    return request.person.account
