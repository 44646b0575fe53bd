"""What happens around every request: who is asking, what time it is, what may be kept by the browser."""

import logging
import re
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from unhurried.config.clock import now
from unhurried.people.account_sessions import SessionStore
from unhurried.people.acts import ActConflict
from unhurried.people.queries import SignedIn, signed_in_by
from unhurried.storage.transactions import StorageBusy, snapshot
from unhurried.web.public.errors import already_sent, button_elsewhere, not_saved

log = logging.getLogger(__name__)
Handler = Callable[[HttpRequest], HttpResponse]


def clock(get_response: Handler) -> Handler:
    def with_time(request: HttpRequest) -> HttpResponse:
        request.now = now()  # type: ignore[attr-defined]
        return get_response(request)

    return with_time


def quiet_headers(get_response: Handler) -> Handler:
    """Nothing of a page stays in a shared browser: it is not stored, and the back button asks again."""

    def quiet(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
            response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    return quiet


_CLOSES_IN = re.compile(rb' data-closes-in="([0-9]+)"')
_WRITTEN_ON = re.compile(rb'<(?:textarea|select|input (?!type="hidden"))')
_COVER = b"<template data-closed>"


def closes_without_scripts(get_response: Handler) -> Handler:
    """What a code opened closes in a browser without scripts too; where something may be typed, it stays."""

    def closing(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "GET" and not response.streaming and (left := _closes_in(response.content)):
            response.headers["Refresh"] = str(left + 1)
        return response

    return closing


def _closes_in(content: bytes) -> int | None:
    page, cover, _ = content.partition(_COVER)
    found = _CLOSES_IN.search(page) if cover else None
    return int(found[1]) if found and not _WRITTEN_ON.search(page) else None


_LEAVING = "/leave/"
"""A plain link that closes the private area: the one page that writes when it is asked for."""


def read_snapshot(get_response: Handler) -> Handler:
    """A page is read from one moment of the records; it never waits for a writer."""

    def seen_at_once(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or request.path_info == _LEAVING:
            return get_response(request)
        with snapshot():
            return get_response(request)

    return seen_at_once


class busy_or_full:  # noqa: N801  middleware are named as what they are for
    """When the records cannot be written just now, say so plainly: nothing was changed."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, StorageBusy | OperationalError):
            return None
        log.error("the records could not be written or read", exc_info=exception)
        return not_saved(request)


def page_for_forms_alone(get_response: Handler) -> Handler:
    """Whoever opens an address that only a form sends to finds a page with a way on, and not an empty one."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.method not in ("GET", "HEAD"):
            return response
        page = button_elsewhere(request)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return answered


class said_otherwise:  # noqa: N801  middleware are named as what they are for
    """A form that was sent before comes with other words, as after going back: neither of them is lost."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return already_sent(request) if isinstance(exception, ActConflict) else None


class SignedInMiddleware(SessionMiddleware):
    """Finds session, account and person in one query."""

    def process_request(self, request: HttpRequest) -> None:
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        store = SessionStore(key)
        request.session = store
        found = signed_in_by(key, request.now) if key else None  # type: ignore[attr-defined]
        if found and not _is_still_valid(store, found):
            store.flush()
            found = None
        request.person = found  # type: ignore[attr-defined]
        request.user = found.account if found else AnonymousUser()


def _is_still_valid(store: SessionStore, found: SignedIn) -> bool:
    """A changed password ends every session that was opened with the old one."""
    store._session_cache = store.decode(found.session_data)  # type: ignore[attr-defined]
    return constant_time_compare(store.get(HASH_SESSION_KEY, ""), found.account.get_session_auth_hash())
