"""Pages for when something is not there or does not work. They say what to do, and nothing about anybody."""

import re
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same page for what never existed and for what is somebody else's."""
    return render(request, "public/not_found.html", status=404)


def not_working(request: HttpRequest) -> HttpResponse:
    return render(request, "public/not_working.html", status=500)


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's guard did not fit, as after signing in again elsewhere; what was typed is shown back."""
    return render(request, "public/stale_page.html", {"typed": _typed(request)}, status=403)


def not_saved(request: HttpRequest) -> HttpResponse:
    """The records could not be written just now: nothing was changed, and what was typed is shown back."""
    return render(request, "public/not_saved.html", {"typed": _typed(request)}, status=503)


def already_sent(request: HttpRequest) -> HttpResponse:
    """The same form was sent before with other words; those stand, and what was typed now is shown back."""
    return render(request, "public/already_sent.html", {"typed": _typed(request)}, status=409)


def button_elsewhere(request: HttpRequest) -> HttpResponse:
    """An address that a form sends to was opened by itself, as after going back or signing in again."""
    return render(request, "public/button_elsewhere.html", status=405)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent is too large to be taken in, or is no form of ours."""
    return render(request, "public/unreadable.html", status=400)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "public/too_many.html", status=429)


def _typed(request: HttpRequest) -> list[str]:
    """What a person may want back: their words; no passwords and codes, nor what a form says by itself."""
    shown = ((name, str(text)) for name, text in request.POST.items() if not _is_kept_back(name))
    return [text for name, text in shown if len(text) > 2 and (_is_prose(name) or not _MARK.fullmatch(text))]


def _is_kept_back(name: str) -> bool:
    return "password" in name or name in _NOT_TYPED


def _is_prose(name: str) -> bool:
    return name in {"text", "words"} or name.startswith("prompt.")


_NOT_TYPED: Final = {"csrfmiddlewaretoken", "act", "sequence", "login", "code", "before", "carried", "as_of"}
_MARK: Final = re.compile(r"[a-z0-9_.:/-]+|[A-Z]{2}(-[A-Z0-9]+)?|[A-Z][A-Za-z_]+(/[A-Z][A-Za-z_-]+)+|/\S*")
"""The key of a choice, an id, a number, a day or time, a place from a list, an address of ours."""
