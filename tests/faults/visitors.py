"""Somebody with a browser: cookies, one connection kept open, and forms as they stand in the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import Self
from urllib.parse import urlencode


@dataclass(frozen=True, kw_only=True)
class Reply:
    status: int
    location: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class PageForm:
    """A form with what is already in it; `open_to_words` names the fields somebody may write into."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    open_to_words: list[str] = field(default_factory=list)


class Visitor:
    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[str, str] = {}

    def get(self, path: str, **headers: str) -> Reply:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, fields: Mapping[str, str]) -> Reply:
        sent = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(fields), sent)

    def form(self, path: str, *, holding: str = "act", to: str = "") -> PageForm:
        """The page's first form that has such a field, and leads `to` this address where one is named.

        It is addressed to the page itself unless it says else.
        """
        reply = self.get(path)
        assert reply.status == 200, f"{path} answered {reply.status} {reply.location}"
        found = next(
            form for form in forms_in(reply.text) if holding in form.fields and to in ("", form.action)
        )
        found.action = found.action or path
        return found

    def send(self, form: PageForm, **words: str) -> Reply:
        return self.post(form.action, form.fields | words)

    def sign_in(self, name: str, password: str) -> None:
        form = self.form("/account/sign-in/", holding="login")
        reply = self.send(form, login=name, password=password)
        assert reply.status == 302, f"{name} could not sign in: {reply.status}"

    @property
    def cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def _ask(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> Reply:
        """Raises OSError or HTTPException when the server goes away meanwhile."""
        try:
            self._connection.request(method, path, body, {**headers, "Cookie": self.cookie_header})
            reply = self._connection.getresponse()
            content = reply.read()
        except Exception:
            self._connection.close()
            raise
        self._keep(reply.headers.get_all("Set-Cookie") or [])
        location = reply.headers.get("Location", "")
        return Reply(status=reply.status, location=location, headers=dict(reply.headers), body=content)

    def _keep(self, said: list[str]) -> None:
        for line in said:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value


def forms_in(page: str) -> list[PageForm]:
    reader = _FormReader()
    reader.feed(page)
    return reader.forms


class _FormReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._inside: PageForm | None = None
        self._textarea = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = PageForm(action=told.get("action", ""))
            self.forms.append(self._inside)
        elif self._inside and tag == "input":
            self._input(self._inside, told)
        elif self._inside and tag == "textarea":
            self._textarea = told["name"]
            self._inside.open_to_words.append(told["name"])
            self._inside.fields[told["name"]] = ""
        elif tag == "select":
            self._select = told["name"]
        elif self._inside and tag == "option" and self._select:
            self._option(self._inside, told)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = None
        elif tag == "textarea":
            self._textarea = ""
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._inside and self._textarea:
            self._inside.fields[self._textarea] += data

    def _option(self, form: PageForm, told: dict[str, str]) -> None:
        if "selected" in told or self._select not in form.fields:
            form.fields[self._select] = told.get("value", "")

    def _input(self, form: PageForm, told: dict[str, str]) -> None:
        kind, name = told.get("type", "text"), told.get("name", "")
        if not name or (kind in {"radio", "checkbox"} and "checked" not in told):
            return
        form.fields[name] = told.get("value", "on" if kind == "checkbox" else "")
        if kind == "text":
            form.open_to_words.append(name)
