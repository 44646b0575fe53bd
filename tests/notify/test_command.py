"""`unhurried notify`, and the settings that mail goes out with."""

from collections.abc import Iterator
from io import StringIO
from typing import Final

import pytest
from django.core import mail

from tests.notify.test_sentences import BODIES
from tests.people import World, with_people
from unhurried.config.cli import main
from unhurried.config.commands.notify import SETTINGS, letterhead_of, notify
from unhurried.config.installation import Installation, from_environment
from unhurried.config.mail import MailUnclear, Smtp, front_address, smtp_from
from unhurried.people import services
from unhurried.people.models import Notice
from unhurried.people.queries import appointments_for_clinician

GIVEN: Final = {
    "UNHURRIED_SMTP_URL": "smtps://notices:s%40crow@post.example:465",
    "UNHURRIED_MAIL_FROM": "notices@front.example",
    "UNHURRIED_MAIL_LINK": "https://front.example/",
}


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    for name, value in GIVEN.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def said() -> str:
    out = StringIO()
    notify(out)
    return out.getvalue()


@pytest.fixture
def gus_asked(world: World) -> None:
    Notice.objects.all().delete()
    services.set_mail_address(
        world.act("Gus"), client=world.client("Gus"), address="gus@post.example", keyring=world.keys
    )
    appointment = appointments_for_clinician(world.clinician("Eli"))[0]
    services.cancel_appointment(world.act("Eli"), appointment=appointment)


def told(tiding: str) -> set[str]:
    """Who was told this, by sign-in name."""
    rows = Notice.objects.filter(tiding=tiding)
    return set(rows.values_list("client__account__sign_in_name", flat=True))


@with_people
def test_command_puts_up_the_line_and_mails_it_once(
    world: World, gus_asked: None, given: pytest.MonkeyPatch
) -> None:
    assert said() == "The notices are up. 1 mailed.\n"
    assert said() == "The notices are up. 0 mailed.\n"
    assert [(one.to, one.body in BODIES) for one in mail.outbox] == [(["gus@post.example"], True)]
    assert told("something_may_be_here") >= {"gus", "hana", "ivo"}


@with_people
@pytest.mark.parametrize("missing", SETTINGS)
def test_command_mails_nothing_and_says_so_when_a_setting_is_missing(
    world: World, gus_asked: None, given: pytest.MonkeyPatch, missing: str
) -> None:
    given.delenv(missing)
    assert said() == f"The notices are up. Nothing is mailed without {missing}.\n"
    assert mail.outbox == []
    assert "gus" in told("something_may_be_here")
    assert not Notice.objects.exclude(mailed_at=None).exists()


@with_people
def test_unclear_setting_is_said_in_one_line_and_sends_nothing(
    world: World, gus_asked: None, given: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given.setenv("UNHURRIED_MAIL_LINK", "https://front.example/c/a/1/")
    assert main(["notify"]) == 1
    assert capsys.readouterr().err.startswith("UNHURRIED_MAIL_LINK is the front address alone")
    assert mail.outbox == []


# Where mail goes out


def smtp(**changed: object) -> Smtp:
    plain = {
        "host": "post.example", "port": 587, "user": "", "password": "", "is_tls": False, "becomes_tls": True,
    }  # fmt: skip
    return Smtp(**{**plain, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", None),
        ("smtp://post.example", smtp()),
        ("smtp://a%40b:c%2Fd@post.example:2525", smtp(port=2525, user="a@b", password="c/d")),
        ("smtps://n:s@post.example", smtp(port=465, user="n", password="s", is_tls=True, becomes_tls=False)),
        ("smtp://localhost:25", smtp(host="localhost", port=25, becomes_tls=False)),
        ("smtp://[::1]:25", smtp(host="::1", port=25, becomes_tls=False)),
    ],
)
def test_address_of_a_mail_server_is_read(url: str, expected: Smtp | None) -> None:
    assert smtp_from(url) == expected


def test_mail_goes_plain_on_this_machine_alone() -> None:
    for host in ("post.example", "10.0.0.1", "localhost.example", "127.0.0.1.example"):
        found = smtp_from(f"smtp://{host}:25")
        assert found is not None and found.becomes_tls, host


@pytest.mark.parametrize(
    "url", ["post.example:25", "http://post.example", "smtp://", "smtp://post.example:many", "smtp://:25"]
)
def test_address_that_is_no_mail_servers_is_refused(url: str) -> None:
    with pytest.raises(MailUnclear):
        smtp_from(url)


@pytest.mark.parametrize("link", ["https://front.example", "https://front.example/", "http://127.0.0.1:8000"])
def test_front_address_is_taken_as_it_is(link: str) -> None:
    assert front_address(link) == link


@pytest.mark.parametrize(
    "link",
    [
        "https://front.example/c/",
        "https://front.example/?from=mail",
        "https://front.example/#today",
        "https://noor@front.example/",
        "front.example",
        "javascript:alert(1)",
        "https://front.example/\nBcc: a@b.example",
    ],
)
def test_link_that_leads_further_in_is_refused(link: str) -> None:
    with pytest.raises(MailUnclear):
        front_address(link)


def installed(**env: str) -> Installation:
    return from_environment({**GIVEN, **env})


def test_letterhead_is_the_address_and_the_link() -> None:
    found = letterhead_of(installed())
    assert (found.address, found.link) == ("notices@front.example", "https://front.example/")


@pytest.mark.parametrize(
    "address", ["Harbour Lane Therapy <a@front.example>", "front.example", "a@fröhnt.example"]
)
def test_sender_brings_no_name_of_its_own(address: str) -> None:
    with pytest.raises(MailUnclear):
        letterhead_of(installed(UNHURRIED_MAIL_FROM=address))
