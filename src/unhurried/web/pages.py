"""How pages are made: Jinja2, one folder of templates per audience, strict about names it does not know."""

from datetime import datetime
from functools import lru_cache
from math import ceil
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from jinja2 import BaseLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

from unhurried.library.rendering import rendered, rendered_as_page
from unhurried.people.acts import next_sequence
from unhurried.people.queries import SignedIn

HERE = Path(__file__).parent
AUDIENCES = ("client", "clinician", "clinic", "account", "public")
AWAY = "https://www.bbc.co.uk/weather"
"""Where the quick way out leads: a page that nobody wonders about."""


def environment(**options: Any) -> Environment:
    """The Jinja2 environment; Django hands its own options in."""
    options |= {"loader": loader(), "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    env = Environment(extensions=["jinja2.ext.i18n"], **options)  # noqa: S701  Django passes autoescape=True
    env.globals |= {
        "static": lru_cache(static),
        "url": _url,
        "_": gettext,
        "away": AWAY,
        "is_demo": settings.INSTALLATION.is_demo,
    }
    env.filters |= {"day": _day, "dated": _dated, "clock_time": _clock_time}
    env.filters |= {"prose": rendered, "chapters": rendered_as_page}
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    return env


def loader() -> BaseLoader:
    folders = {name: FileSystemLoader(HERE / name / "templates") for name in AUDIENCES}
    demo = FileSystemLoader(HERE.parent / "config" / "demo" / "templates")
    return PrefixLoader({"components": FileSystemLoader(HERE / "components"), "demo": demo, **folders})


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What every page may need: who asks, notices, whether the phone is held, and the act of its form."""
    person = getattr(request, "person", None)
    return {
        "person": person,
        "notices": get_messages(request),
        "is_held": getattr(request, "is_held", False),
        "closes_in": _closes_in(request, person),
        "is_sent": request.method == "POST",
        "new_act": lambda: {"id": uuid4(), "sequence": _sequence(request, person)},
    }


def _closes_in(request: HttpRequest, person: SignedIn | None) -> int | None:
    """The seconds until a page that may show what the code opened asks anew; None: nothing is open."""
    left = person.stays_unlocked(request.now) if person else None  # type: ignore[attr-defined]
    return ceil(left.total_seconds()) if left else None


def _sequence(request: HttpRequest, person: SignedIn | None) -> int:
    now: datetime = request.now  # type: ignore[attr-defined]
    return next_sequence(person.account.last_sequence, now) if person else 0


@lru_cache(maxsize=4096)
def _url(name: str, *args: Any, **kwargs: Any) -> str:
    """An address stays the same for as long as the server runs."""
    return reverse(name, args=args, kwargs=kwargs)


def _day(value: Any) -> str:
    return date_format(value, "l j F")


def _dated(value: Any) -> str:
    return date_format(value, "l j F Y")


def _clock_time(value: Any) -> str:
    return date_format(value, "H:i")
