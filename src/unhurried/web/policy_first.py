"""A clinic that changes its policy on secrets, or its limits of confidentiality, puts them to clients again.

They are read before the next private entry, as the first time. It asks at Today as well, so that having read
it tells nobody that something was written. What was typed already is taken; a word to the clinician, "not
yet", limits, Stop and an evening under way wait for nothing.
"""

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from unhurried.people.queries import has_read_policy

if TYPE_CHECKING:
    from unhurried.people.models import Client

BACK: Final = "back"
WAITS_FOR_IT: Final = frozenset(
    f"client:{name}"
    for name in (
        "today",
        "intake",
        "safe_contact",
        "own_words",
        "journal",
        "journal_new",
        "journal_entry",
        "notes",
        "barrier",
        "agreement",
        "private",
        "private_before",
        "private_after",
        "private_afterwards",
        "private_records",
    )
)


def policy_first(request: HttpRequest, client: "Client") -> HttpResponse | None:
    """The way to the page that says what holds now; None where it was read, or waits for another moment.

    In the first run its own screens come to it by themselves.
    """
    page = request.resolver_match.view_name if request.resolver_match else ""
    is_asked_for = request.method == "GET" and page in WAITS_FOR_IT
    if not is_asked_for or client.first_run_done_at is None or has_read_policy(client):
        return None
    return redirect(f"{reverse('client:confidentiality')}?{urlencode({BACK: request.path})}")


def way_back(request: HttpRequest) -> str:
    """Where they were about to go; Today where an address names nothing of ours."""
    back = request.GET.get(BACK, "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/c/")
    return back if is_ours else reverse("client:today")
