"""Every door of the house, found by walking the URLconf, with what lies behind it and what a form sends.

A new view is swept on the day it is written: one whose parameter no line here knows makes the tests fail.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.people import World
from unhurried.config.demo.cast import PASSWORD
from unhurried.consent.models import Caution, Concern
from unhurried.homework.models import AfterAnswer, Hold, JournalEntry, LibraryItem, Occasion
from unhurried.homework.queries.clinician import unread_in
from unhurried.people.models import Appointment, CrisisEntry
from unhurried.people.queries import reading_entries_for
from unhurried.web.leaflets import leaflet_named, version_of

PUBLIC: Final = {
    "exercise_id": "min.breath",
    "pathway": "p9-solo",
    "code": "too_tired",
    "number": 18,
    "page": "in-between",
    "leaflet": "names-for-things",
}
"""Parameters that name something of the library or a place on the body map: everybody may know them."""

KEYS_IN_HAND: Final = frozenset({"account:join", "poll", "stop_together"})
"""Doors that open to whoever holds the code or the key: `tests/people/test_joining.py` and
`tests/web/client/test_under_way.py` look after them."""

CLOSES: Final = frozenset({"leave"})
"""The way out closes the private area as one goes: `tests/web/public/test_leave.py`."""


@dataclass(frozen=True, kw_only=True)
class Door:
    """One pattern, by its name with its namespaces, and the parameters it takes."""

    name: str
    parameters: frozenset[str]

    @property
    def area(self) -> str:
        return self.name.partition(":")[0] if ":" in self.name else ""

    @property
    def secret(self) -> str | None:
        """The parameter that names somebody's own thing."""
        return next(iter(self.parameters - PUBLIC.keys()), None)

    def url(self, value: Any = None) -> str:
        known = PUBLIC | ({self.secret: value} if self.secret else {})
        return reverse(self.name, kwargs={name: known[name] for name in self.parameters})


@dataclass(frozen=True, kw_only=True)
class Thing:
    """Something real behind a door, and everybody whom it may open to."""

    value: Any
    owners: frozenset[str]


def doors(patterns: list[Any] | None = None, namespace: str = "") -> Iterator[Door]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from doors(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            parameters = frozenset(pattern.pattern.converters)
            yield Door(name=f"{namespace}{pattern.name}", parameters=parameters)


def guarded_doors() -> list[Door]:
    """The doors behind which lies something that is somebody's own."""
    return [door for door in doors() if door.secret and door.name not in KEYS_IN_HAND]


def things_behind(door: Door, world: World) -> list[Thing]:
    """Raises KeyError for a parameter nobody has thought of yet."""
    return _BEHIND[door.area, door.secret](world)


def _of(owners: str, *values: Any) -> list[Thing]:
    return [Thing(value=value, owners=frozenset(owners.split())) for value in values]


def _assignments(world: World) -> list[Thing]:
    return _of("Ivo", world.given("Ivo").pk) + _of("Gus Hana", world.given("Gus").pk)


def _given(world: World) -> list[Thing]:
    return _of("Cleo", world.given("Ivo").pk) + _of("Eli", world.given("Gus").pk)


def _practices(world: World) -> list[Thing]:
    under_way = world.practices("Gus", ended_at=None)[0]
    return _of("Gus", under_way.pk, world.practices("Gus")[0].pk) + _of("Ivo", world.practices("Ivo")[0].pk)


def _blocks(world: World) -> list[Thing]:
    rows = Occasion.objects.filter(relationship__clients=world.client("Gus")).exclude(block="own")
    return _of("Gus Hana", *rows.order_by("starts_at").values_list("pk", flat=True))


def _entries(world: World) -> list[Thing]:
    rows = {name: JournalEntry.objects.filter(author=world.client(name)).first() for name in ("Ivo", "Gus")}
    return [thing for name, row in rows.items() if row for thing in _of(name, row.pk)]


def _clients(world: World) -> list[Thing]:
    return _of("Cleo", world.client("Ivo").pk) + _of("Eli", world.client("Fay").pk, world.client("Gus").pk)


def _relationships(world: World) -> list[Thing]:
    own = {name: world.client(name).relationships.get().pk for name in ("Ivo", "Gus")}
    return _of("Cleo", own["Ivo"]) + _of("Eli", own["Gus"])


def _taking_part(world: World) -> list[Thing]:
    own = {name: world.client(name).relationships.get().pk for name in ("Ivo", "Gus")}
    return _of("Gus Hana", own["Gus"]) + _of("Ivo", own["Ivo"])


def _concerns(world: World) -> list[Thing]:
    own = {"Cleo": "Dov", "Eli": "Hana"}
    rows = {name: Concern.objects.get(client=world.client(client)) for name, client in own.items()}
    return [thing for name, row in rows.items() for thing in _of(name, row.pk)]


def _cautions(world: World) -> list[Thing]:
    own = {"Cleo": "Dov", "Eli": "Gus"}
    rows = {name: Caution.objects.get(client=world.client(client)) for name, client in own.items()}
    return [thing for name, row in rows.items() for thing in _of(name, row.pk)]


def _with_cover(world: World) -> list[Thing]:
    return _of("Eli", Concern.objects.get(client=world.client("Dov")).pk)


def _after_answers(world: World) -> list[Thing]:
    return _of("Cleo", AfterAnswer.objects.get(client=world.client("Ivo")).pk)


def _holds(world: World) -> list[Thing]:
    return _of("Cleo", Hold.objects.get(client=world.client("Dov")).pk)


def _appointments(world: World) -> list[Thing]:
    rows = {name: Appointment.objects.filter(clinician__name=name).first() for name in ("Cleo", "Eli")}
    return [thing for name, row in rows.items() if row for thing in _of(name, row.pk)]


def _members(world: World) -> list[Thing]:
    return _of("Jo", world.clinician("Cleo").pk) + _of("Lou", world.clinician("Max").pk)


def _lines_of_help(world: World) -> list[Thing]:
    rows = {name: CrisisEntry.objects.get(clinic=world.manager(name).clinic_id) for name in ("Jo", "Lou")}
    return [thing for name, row in rows.items() for thing in _of(name, row.pk)]


def _lines_of_reading(world: World) -> list[Thing]:
    rows = {name: reading_entries_for(world.manager(name)) for name in ("Jo", "Lou")}
    return [thing for name, entries in rows.items() for thing in _of(name, entries[0].pk)]


_BEHIND: Final[Mapping[tuple[str, str | None], Callable[[World], list[Thing]]]] = {
    ("client", "assignment_id"): _assignments,
    ("client", "practice_id"): _practices,
    ("client", "entry_id"): _entries,
    ("client", "occasion_id"): _blocks,
    ("client", "relationship_id"): _taking_part,
    ("clinician", "client_id"): _clients,
    ("clinician", "assignment_id"): _given,
    ("clinician", "relationship_id"): _relationships,
    ("clinician", "concern_id"): _concerns,
    ("clinician", "caution_id"): _cautions,
    ("clinician", "item_id"): _with_cover,
    ("clinician", "hold_id"): _holds,
    ("clinician", "answer_id"): _after_answers,
    ("clinician", "appointment_id"): _appointments,
    ("clinic", "member_id"): _members,
    ("clinic", "entry_id"): _lines_of_help,
    ("clinic", "reading_id"): _lines_of_reading,
}

SHEET: Final = {
    part: f"For {part}."
    for part in ("purpose", "why_it_helps", "when_where", "obstacles", "smallest_version", "stopping")
} | {"takes_on": "on"}


def what_is_sent(door: Door, world: World) -> dict[str, str]:
    """What a person would fill in at this door, without the act; {} where a button is all there is."""
    return dict(_SENT[door.name](world)) if door.name in _SENT else {}


def forms() -> list[Door]:
    """The doors at which something can be sent; a test holds this against what the views accept."""
    return [door for door in doors() if door.name in _SENT or door.name in BUTTONS]


BUTTONS: Final = frozenset(
    {
        "client:see_notices",
        "client:let_go_of_time",
        "client:let_go_together",
        "client:evening_begin",
        "client:begin",
        "client:draft",
        "client:stop",
        "client:smaller",
        "client:journal_remove",
        "client:take_back",
        "client:agreement_summary",
        "client:accept_pause",
        "client:pause_happened",
        "client:answer_wanted",
        "client:honesty",
        "client:joining",
        "client:limits_seen",
        "client:private_alone",
        "client:private_close",
        "clinician:link",
        "clinician:cancel_appointment",
        "clinician:take_back_question",
        "clinician:end_pause",
        "clinician:concern",
        "clinician:answer_concern",
        "clinician:as_cover",
        "clinician:answer_as_cover",
        "clinician:release",
        "clinician:hold",
        "clinician:invite",
        "clinician:lift",
        "clinician:open_again",
        "clinic:link",
        "clinic:remove_crisis_entry",
        "clinic:remove_reading_entry",
        "account_logout",
        "demo:next_morning",
    }
)


def with_act(fields: Mapping[str, str], sequence: int) -> dict[str, str]:
    """The same with the hidden fields of a fresh page."""
    return {**fields, "act": str(uuid4()), "sequence": str(sequence)}


def _in_days(days: int) -> Callable[[World], str]:
    return lambda world: str((world.now + timedelta(days=days)).date())


_A_LINE: Final = {"country": "GB", "name": "A line", "what_for": "Nights", "phone": "123", "hours": "Always"}
_A_BOOK: Final = {"title": "A book", "author": "N. One", "about": "Rivers.", "read_by": "Cleo"}
_MARK: Final = {"direction": "being_touched", "word": "not_now"}
_TOMORROW, _NEXT_YEAR = _in_days(1), _in_days(365)
TOGETHER: Final = frozenset({"client:new_time", "client:windows"})
"""Doors without a secret that are there only for people who are treated together."""


def _signs(world: World, name: str) -> dict[str, str]:
    return {"do": "sign", "digest": LibraryItem.objects.get(name=name).pk, "is_read": "on"}


def _time_together(world: World) -> dict[str, str]:
    when = {"day": _TOMORROW(world), "at": "19:00", "minutes": "30"}
    return {"kind": "connection", "exercise": "", "place": "At home", **when}


_SENT: Final[Mapping[str, Callable[[World], Mapping[str, str]]]] = {
    "client:who_reads": lambda world: {"has_read": "on"},
    "client:confidentiality": lambda world: {"has_read": "on"},
    "client:safe_contact": lambda world: {"words": "By letter."},
    "client:own_words": lambda world: {"region": "England", "own_words": "Plain ones."},
    "client:intake": lambda world: {"history": "A while.", "hopes": "Rest."},
    "client:answer": lambda world: {"answer": "ready"},
    "client:time": lambda world: {"day": _TOMORROW(world), "at": "19:00", "place": "At home"},
    "client:new_time": _time_together,
    "client:change_time": _time_together,
    "client:evening_answer": lambda world: {"answer": "not_yet"},
    "client:evening_go": lambda world: {"do": "pause", "place": "0"},
    "client:put_back": lambda world: {"what": str(uuid4())},
    "client:windows": lambda world: {"windows": "5"},
    "client:barrier": lambda world: {"code": "too_tired", "words": "Late again."},
    "client:on_paper": lambda world: {"day": str(world.now.date()), "outcome": "stopped"},
    "client:before": lambda world: {"rating.tension": "4"},
    "client:step": lambda world: {"place": "0", "go": "on"},
    "client:own_words_written": lambda world: {"of_step": "mark", "mark.map.hands": "good"},
    "client:own_words_removed": lambda world: {"of_step": "mark"},
    "client:notes": lambda world: {"reader": "clinician", "prompt.noticed": "Warm feet.", "rating.ease": "5"},
    "client:journal_new": lambda world: {"text": "A quiet day."},
    "client:journal_draft": lambda world: {"text": "A quiet d"},
    "client:journal_entry_draft": lambda world: {"text": "A quieter d"},
    "client:journal_entry": lambda world: {"text": "A quieter day."},
    "client:agreement": lambda world: {"heading": "signals", "words": "Two taps."},
    "client:limits": lambda world: {"what": "feet", **_MARK},
    "client:limits_place": lambda world: _MARK,
    "client:limits_quick": lambda world: _MARK,
    "client:limits_word": lambda world: {"own_word": "Paws"},
    "client:limits_kept": lambda world: {"choice": "rest", "what": "feet", "direction": "being_touched"},
    "client:private_code": lambda world: {
        "sign_in_password": PASSWORD,
        "private_password": "a quiet door",
        "again_password": "a quiet door",
    },
    "client:private_second": lambda world: {"code": "a quiet door", "second_password": "a plain day"},
    "client:private_line": lambda world: {"words": "Not as it was.", "wish": "you_decide"},
    "client:private_after": lambda world: {"practice": "", "felt_pressed": "2", "wanted": "yes"},
    "client:private_switches": lambda world: {"name": "erotic", "is_on": "no"},
    "client:private_afterwards": lambda world: {"steadying": "feet", "aftercare": "Tea."},
    "client:private_lines": lambda world: {"line": str(uuid4())},
    "client:private_part": lambda world: {"relationship": "", "is_sure": "on"},
    "client:private_before": lambda world: {"occasion": "", "worry": "3", "presence": "6"},
    "client:private_records": lambda world: {"asked": "copy", "do": "ask", "words": "For myself."},
    "client:private_joint_record": lambda world: {"authorisation": str(uuid4()), "answer": "yes"},
    "client:private_mail": lambda world: {"address": "ivo@example.org"},
    "client:handover": lambda world: {"said": "yes"},
    "clinician:hand_over": lambda world: {"colleague": str(world.clinician("Eli").pk)},
    "clinician:handover": lambda world: {"people": str(uuid4())},
    "clinic:colleague": lambda world: {"colleague": str(world.clinician("Eli").pk)},
    "clinician:new_client": lambda world: {
        "name": "Noor",
        "region": "England",
        "time_zone": "Europe/London",
        "goal": "Ease.",
        "is_adult_attested": "on",
    },
    "clinician:bring_together": lambda world: {
        "people": [str(world.client(name).pk) for name in ("Ivo", "Dov")],
        "goal": "To find out.",
    },
    "clinician:ask_to_join": lambda world: {"client": str(world.client("Dov").pk)},
    "clinician:room": lambda world: {"room": "off", "back": "/clinician/calendar/"},
    "clinician:plan_with": lambda world: {"goal": "Ease.", "ends_another": "on"},
    "clinician:library_exercise": lambda world: _signs(world, "min.breath"),
    "clinician:library_pathway": lambda world: _signs(world, "p9-solo"),
    "clinician:leaflet": lambda world: {
        "do": "sign",
        "digest": version_of(leaflet_named("names-for-things")).digest,
        "is_read": "on",
    },
    "clinician:leave_out": lambda world: {"leave_out": "yes"},
    "clinician:compose": lambda world: {**SHEET, "version": "full", "words": "Gently.", "weeks": "2"},
    "clinician:pause": lambda world: {
        "activities": "insertion_by_partner",
        "strength": "full",
        "is_known": "on",
        "starts_on": _TOMORROW(world),
        "review_on": _in_days(15)(world),
    },
    "clinician:read_changes": lambda world: {"as_of": world.now.isoformat()},
    "clinician:read_afterwards": lambda world: {"as_of": world.now.isoformat()},
    "clinician:version": lambda world: {"version": "full"},
    "clinician:communication": lambda world: {"communication": "words"},
    "clinician:arranger": lambda world: {"arranged_by": ""},
    "clinician:joins": lambda world: {"name": "Noor", "region": "England", "is_adult_attested": "on"},
    "clinician:close_part": lambda world: {"client": str(world.client("Hana").pk)},
    "clinician:safety": lambda world: {
        "checked_on": str(world.now.date()),
        "presence": "alone",
        "tool": "In my own words",
        "outcome": "current",
        "review_on": _NEXT_YEAR(world),
    },
    "clinician:mark_concern": lambda world: {"mark": "yes"},
    "clinician:mark_notes": lambda world: {
        "mark": "yes",
        "practice": str(world.practices("Ivo")[0].pk),
        "client": str(world.client("Ivo").pk),
    },
    "clinician:worksheet": lambda world: {
        "told_on": str(world.now.date()),
        "said": "A neighbour’s child.",
        "consulted": "",
        "report": "open",
        "reported_to": "",
    },
    "clinician:cautions": lambda world: {"kind": "recent_loss", "heard_on": str(world.now.date())},
    "clinician:close_episode": lambda world: {
        "farewell": "Go gently.",
        "known": [
            str(AfterAnswer.objects.get(client=world.client("Ivo")).pk),
            *(str(one.pk) for one in unread_in(world.client("Ivo").relationships.get().pk, now=world.now)),
        ],
    },
    "clinician:records": lambda world: {"request": str(uuid4()), "words": "We spoke."},
    "clinician:joint_record": lambda world: {"words": "A court asks for it."},
    "clinician:under_age": lambda world: {"is_sure": "on"},
    "clinician:lift_caution": lambda world: {"on": str(world.now.date()), "words": "We spoke alone."},
    "clinician:new_appointment": lambda world: {
        "day": _TOMORROW(world),
        "at": "10:00",
        "minutes": "50",
        "place": "room",
        "repeats": "weekly",
    },
    "clinician:appointment": lambda world: {"region": "England"},
    "clinician:given": lambda world: {"next_step": "repeat", "words": "Thank you.", "effort": "steady"},
    "clinic:settings": lambda world: {
        "name": "Harbour Lane",
        "time_zone": "Europe/London",
        "country": "GB",
        "confidentiality_text": "What you write is read by your clinician.",
        "secrets_policy": "limited_secrets",
        "retention_text": "Seven years.",
        "cover": "Eli.",
        "reading_days": "3",
        "reads_until": "16:30",
        "time_alone_weeks": "6",
        "covered_by_id": "",
        "reading_hours": "Weekdays.",
    },
    "clinic:discretion": lambda world: {"preset": "strong", "is_sure": "on"},
    "clinic:new_member": lambda world: {"name": "Noor", "role": "coach"},
    "clinic:credential": lambda world: {
        "licence_number": "7",
        "body": "A register",
        "jurisdiction": "England",
        "training": "Long.",
        "register_url": "https://register.example/7",
        "expires_on": _NEXT_YEAR(world),
        "checked_by": "Jo",
        "checked_on": str(world.now.date()),
    },
    "clinic:new_crisis_entry": lambda world: _A_LINE,
    "clinic:crisis_entry": lambda world: _A_LINE,
    "clinic:new_reading_entry": lambda world: _A_BOOK,
    "clinic:reading_entry": lambda world: _A_BOOK,
    "account_login": lambda world: {"login": "ivo", "password": "not the one"},
    "account_change_password": lambda world: {
        "oldpassword": "not the one",
        "password1": "three-unusual-words",
        "password2": "three-unusual-words",
    },
    "account:type_code": lambda world: {"code": "2222-2222-2222-2222-2222"},
    "account:theme": lambda world: {"theme": "dark"},
    "account:work_mail": lambda world: {"do": "keep", "address": "notices@post.example"},
    "demo:as": lambda world: {"sign_in_name": "dov"},
}
