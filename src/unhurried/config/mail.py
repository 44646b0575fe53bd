"""Where mail goes out, from `UNHURRIED_SMTP_URL`, and what stands on it."""

from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
USUAL_PORTS = {"smtp": 587, "smtps": 465}


class MailUnclear(Exception):
    """The settings for mail do not say where it goes out, from whom, or with which address in it."""


@dataclass(frozen=True, kw_only=True)
class Smtp:
    """`is_tls`: encrypted from the first byte; `becomes_tls`: once greeted. Plain on this machine alone."""

    host: str
    port: int
    user: str
    password: str
    is_tls: bool
    becomes_tls: bool


def smtp_from(url: str) -> Smtp | None:
    """From `smtp[s]://user:password@host:port`; None when it is empty. Raises MailUnclear."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in USUAL_PORTS or not parts.hostname:
        raise MailUnclear("UNHURRIED_SMTP_URL is written smtp://user:password@host:port, or with smtps.")
    return Smtp(
        host=parts.hostname,
        port=_port_of(parts) or USUAL_PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_tls=parts.scheme == "smtps",
        becomes_tls=parts.scheme == "smtp" and parts.hostname not in THIS_MACHINE,
    )


def front_address(link: str) -> str:
    """The address itself: where it leads further in, it would say something. Raises MailUnclear."""
    parts = urlsplit(link)
    is_front = parts.path in ("", "/") and not (parts.query or parts.fragment or parts.username)
    if parts.scheme not in ("http", "https") or not parts.hostname or not is_front or not link.isprintable():
        raise MailUnclear("UNHURRIED_MAIL_LINK is the front address alone, such as https://your.name/.")
    return link


def _port_of(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise MailUnclear("The port in UNHURRIED_SMTP_URL is no number.") from None
