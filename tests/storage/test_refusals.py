from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from unhurried.storage.refusals import Embedded, Postgres, live_engine, refusals

SOUND = Embedded(
    alias="default", sqlite_version=(3, 53, 4), cipher_version="4.19.0", journal_mode="wal", synchronous=2
)
SOUND_POSTGRES = Postgres(alias="default", fsync="on", synchronous_commit="on")


class Place:
    """A data folder, a root key outside it, and what else a sound installation says of itself."""

    def __init__(self, home: Path) -> None:
        self.data, self.key = home / "data", home / "root.key"
        self.data.mkdir()
        self.key.write_text("ab" * 32)
        self.key.chmod(0o400)

    def refusals(self, **changed: Any) -> list[str]:
        sound: dict[str, Any] = {
            "data_folder": self.data,
            "root_key_file": self.key,
            "debug": False,
            "addresses": ["clinic.example"],
            "engines": [SOUND, SOUND_POSTGRES],
        }
        return refusals(**sound | changed)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_sound_settings_are_not_refused(place: Place) -> None:
    assert place.refusals() == []


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"sqlite_version": (3, 51, 2)}, "SQLite 3.51.2 can damage"),
        ({"sqlite_version": (3, 40, 1)}, "SQLite 3.40.1 can damage"),
        ({"cipher_version": ""}, "not encrypted"),
        ({"synchronous": 1}, "does not wait for the disk"),
        ({"synchronous": 0}, "does not wait for the disk"),
        ({"journal_mode": "delete"}, "'delete' instead of WAL"),
        ({"journal_mode": "memory"}, "'memory' instead of WAL"),
    ],
)
def test_embedded_engine_that_could_lose_or_show_words_is_refused(
    place: Place, fault: dict[str, Any], reason: str
) -> None:
    (refusal,) = place.refusals(engines=[SOUND, replace(SOUND, **fault)])
    assert reason in refusal


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 53, 4), (4, 0, 0)])
def test_sqlite_with_the_repair_is_not_refused(place: Place, version: tuple[int, ...]) -> None:
    assert place.refusals(engines=[replace(SOUND, sqlite_version=version)]) == []


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"fsync": "off"}, "fsync off"),
        ({"synchronous_commit": "off"}, "before 'default' is on disk"),
        ({"synchronous_commit": "remote_write"}, "before 'default' is on disk"),
    ],
)
def test_postgresql_that_could_lose_words_is_refused(
    place: Place, fault: dict[str, Any], reason: str
) -> None:
    (refusal,) = place.refusals(engines=[replace(SOUND_POSTGRES, **fault)])
    assert reason in refusal


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o420, 0o600 | 0o001])
def test_root_key_that_others_can_reach_is_refused(place: Place, mode: int) -> None:
    place.key.chmod(mode)
    (refusal,) = place.refusals()
    assert "reached by others" in refusal


def test_root_key_that_its_owner_may_also_write_is_not_refused(place: Place) -> None:
    place.key.chmod(0o600)
    assert place.refusals() == []


def test_root_key_inside_the_data_folder_is_refused(place: Place) -> None:
    inside = place.data / "deep" / "root.key"
    inside.parent.mkdir()
    place.key.rename(inside)
    (refusal,) = place.refusals(root_key_file=inside)
    assert "lies in the data folder" in refusal


def test_root_key_linked_into_the_data_folder_is_refused(place: Place, tmp_path: Path) -> None:
    inside = place.data / "root.key"
    place.key.rename(inside)
    place.key.symlink_to(inside)
    (refusal,) = place.refusals()
    assert "lies in the data folder" in refusal


def test_data_folder_behind_a_link_hides_nothing(place: Place, tmp_path: Path) -> None:
    place.key.rename(place.data / "root.key")
    linked = tmp_path / "linked"
    linked.symlink_to(place.data)
    (refusal,) = place.refusals(data_folder=linked, root_key_file=place.data / "root.key")
    assert "lies in the data folder" in refusal


def test_root_key_missing_is_refused(place: Place, tmp_path: Path) -> None:
    (refusal,) = place.refusals(root_key_file=tmp_path / "absent")
    assert "no root key" in refusal


def test_root_key_too_short_is_refused(place: Place) -> None:
    place.key.chmod(0o600)
    place.key.write_text("ab" * 15)
    (refusal,) = place.refusals()
    assert "too short" in refusal


@pytest.mark.parametrize("address", ["clinic.example", "*", "0.0.0.0", "192.168.1.4", ".localhost.example"])
def test_debug_pages_to_others_are_refused(place: Place, address: str) -> None:
    (refusal,) = place.refusals(debug=True, addresses=["localhost", address])
    assert address in refusal


@pytest.mark.parametrize("imitation", ["localhost.example", "127.example", "127.0.0.1.example"])
def test_debug_pages_to_a_name_that_only_sounds_local_are_refused(place: Place, imitation: str) -> None:
    assert len(place.refusals(debug=True, addresses=[imitation])) == 1


def test_debug_pages_to_oneself_are_not_refused(place: Place) -> None:
    assert (
        place.refusals(debug=True, addresses=["localhost", "127.0.0.1", "[::1]", "::1", "demo.localhost"])
        == []
    )


def test_every_reason_is_told_at_once(place: Place) -> None:
    place.key.chmod(0o444)
    assert len(place.refusals(debug=True, engines=[replace(SOUND, synchronous=1, journal_mode="off")])) == 4


@pytest.mark.embedded
@pytest.mark.django_db(databases=["default", "keys"])
def test_this_engine_says_that_it_is_sound(place: Place) -> None:
    assert place.refusals(engines=[live_engine("default"), live_engine("keys")]) == []


@pytest.mark.embedded
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("PRAGMA synchronous = NORMAL", "does not wait for the disk"),
        ("PRAGMA journal_mode = DELETE", "instead of WAL"),
    ],
)
def test_weaker_setting_on_the_open_connection_is_seen(place: Place, statement: str, reason: str) -> None:
    """Planted in the connection itself, where no settings file would show it."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
    (refusal,) = place.refusals(engines=[live_engine("default")])
    connection.close()
    assert reason in refusal


@pytest.mark.django_db
def test_live_engine_tells_which_engine_it_is() -> None:
    assert isinstance(live_engine("default"), Embedded if connection.vendor == "sqlite" else Postgres)
