"""The page of ours that led to this one, as far as the browser says."""

from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from unhurried.web.asking import Asked


@dataclass(frozen=True, kw_only=True)
class Before:
    name: str
    path: str


def page_before(request: Asked) -> Before | None:
    with suppress(ValueError, Resolver404):
        said = urlsplit(request.headers.get("Referer", ""))
        if said.netloc == request.get_host():
            return Before(name=resolve(said.path).view_name, path=said.path)
    return None
