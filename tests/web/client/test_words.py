"""The places of a body as pages list them, and the page that says who reads what."""

import re
from pathlib import Path

import unhurried
from unhurried.core.vocabulary import ZONES
from unhurried.core.wording import word_count
from unhurried.web.client.words import ZONE_GROUPS

WHO_READS = Path(unhurried.__file__).parent / "web/client/templates/first/who_reads.html"
MOST_WORDS = 150
FOR_THE_CLINICS_OWN_HOURS = 40


def zones_in(groups: object) -> list[str]:
    return sorted(zone for _heading, zones in groups for zone, _words in zones)  # type: ignore[attr-defined]


def words_said(template: str) -> int:
    return word_count(re.sub(r"\{[{%#].*?[}%#]\}|<[^>]*>", " ", template, flags=re.DOTALL))


def test_zone_groups_name_every_zone_once() -> None:
    assert zones_in(ZONE_GROUPS) == sorted(ZONES)


def test_zone_groups_without_the_last_are_found_wanting() -> None:
    assert zones_in(ZONE_GROUPS[:-1]) != sorted(ZONES)


def test_who_reads_page_leaves_room_for_the_clinics_hours() -> None:
    assert words_said(WHO_READS.read_text()) <= MOST_WORDS - FOR_THE_CLINICS_OWN_HOURS


def test_who_reads_page_said_twice_is_too_long() -> None:
    assert words_said(WHO_READS.read_text() * 2) > MOST_WORDS
