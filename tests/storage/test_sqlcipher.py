from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, IntegrityError, connection, models

from tests.engines import embedded
from unhurried.crypto.root import RootKey
from unhurried.storage.sqlcipher.base import DatabaseWrapper

pytestmark = pytest.mark.django_db

ROOT = RootKey(bytes(range(32)))
CANARY = "Ana and Ben in the garden"


class Line(models.Model):
    """One column of each kind that changes shape between Python and the file."""

    words = models.CharField(max_length=200, unique=True)
    at = models.DateTimeField(null=True)
    on = models.DateField(null=True)
    hour = models.TimeField(null=True)
    length = models.DurationField(null=True)
    share = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    is_read = models.BooleanField(default=False)
    seal = models.BinaryField(null=True)
    facts = models.JSONField(null=True)

    class Meta:
        app_label = "tests_storage"


def opened(folder: Path, root: RootKey = ROOT) -> DatabaseWrapper:
    settings: dict[str, Any] = {
        "AUTOCOMMIT": True,
        "CONN_HEALTH_CHECKS": False,
        "CONN_MAX_AGE": 0,
        "TIME_ZONE": None,
        **embedded("default", folder, root),
    }
    return DatabaseWrapper(settings, "default")


def with_words(folder: Path) -> DatabaseWrapper:
    wrapper = opened(folder)
    with wrapper.cursor() as cursor:
        cursor.execute("CREATE TABLE line (words text UNIQUE)")
        cursor.execute("INSERT INTO line VALUES (%s)", [CANARY])
    return wrapper


def test_every_connection_has_the_settings_that_keep_what_was_saved(tmp_path: Path) -> None:
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "busy_timeout": 20_000,
        "query_only": 0,
    }
    wrapper = opened(tmp_path)
    for _ in range(2):
        with wrapper.cursor() as cursor:
            found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in expected}
            mapped = cursor.execute("PRAGMA mmap_size").fetchall()
        wrapper.close()
        assert found == expected
        assert mapped in ([], [(0,)])


def test_file_and_its_log_hold_no_readable_word(tmp_path: Path) -> None:
    wrapper = with_words(tmp_path)
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["default.db", "default.db-shm", "default.db-wal"]
    held = b"".join(file.read_bytes() for file in files)
    assert CANARY.encode() not in held
    assert b"CREATE TABLE" not in held
    wrapper.close()
    assert not (tmp_path / "default.db").read_bytes().startswith(b"SQLite format 3")


def test_search_for_readable_words_would_find_them_in_a_plain_file(tmp_path: Path) -> None:
    """The planted fault for the test above: the same words, without encryption."""
    import sqlite3

    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute("CREATE TABLE line (words text)")
    plain.execute("INSERT INTO line VALUES (?)", [CANARY])
    plain.commit()
    plain.close()
    assert CANARY.encode() in (tmp_path / "plain.db").read_bytes()


def test_file_opens_with_no_other_key(tmp_path: Path) -> None:
    with_words(tmp_path).close()
    with pytest.raises(DatabaseError, match="not a database"):
        opened(tmp_path, RootKey(bytes(32))).ensure_connection()


@pytest.mark.parametrize("key_hex", ["", "ab" * 31, "zz" * 32, "'; --" + "a" * 59])
def test_file_is_not_made_without_a_whole_key(tmp_path: Path, key_hex: str) -> None:
    wrapper = opened(tmp_path)
    wrapper.settings_dict["OPTIONS"] = {"key_hex": key_hex}
    with pytest.raises(ImproperlyConfigured):
        wrapper.ensure_connection()
    assert list(tmp_path.iterdir()) == []


def test_driver_errors_arrive_as_django_s(tmp_path: Path) -> None:
    wrapper = with_words(tmp_path)
    with wrapper.cursor() as cursor:
        with pytest.raises(IntegrityError):
            cursor.execute("INSERT INTO line VALUES (%s)", [CANARY])
        with pytest.raises(DatabaseError):
            cursor.execute("SELECT * FROM nowhere")
    wrapper.close()


def test_placeholders_of_every_style_reach_the_file(tmp_path: Path) -> None:
    wrapper = with_words(tmp_path)
    with wrapper.cursor() as cursor:
        cursor.executemany("INSERT INTO line VALUES (%s)", (("one%",), ("two",)))
        cursor.executemany("INSERT INTO line VALUES (%(words)s)", [{"words": "three"}])
        cursor.executemany("INSERT INTO line VALUES (%s)", [])
        cursor.execute(
            "SELECT words FROM line WHERE words LIKE '%%%%' AND words = %(words)s", {"words": "one%"}
        )
        assert cursor.fetchall() == [("one%",)]
        assert cursor.execute("SELECT count(*) FROM line").fetchone() == (4,)
    wrapper.close()


@pytest.fixture
def stored_lines(transactional_db: None) -> Iterator[None]:
    with connection.schema_editor() as editor:
        editor.create_model(Line)
    yield
    with connection.schema_editor() as editor:
        editor.delete_model(Line)


@pytest.mark.usefixtures("stored_lines")
def test_every_kind_of_value_comes_back_as_it_went_in() -> None:
    """Both engines: what a service stores is what a page reads."""
    told = {
        "words": "Ça va?",
        "at": datetime(2026, 3, 29, 0, 59, 59, 123456, tzinfo=UTC),
        "on": date(2024, 2, 29),
        "hour": time(23, 59, 59, 1),
        "length": timedelta(days=3, microseconds=5),
        "share": Decimal("12.50"),
        "is_read": True,
        "facts": {"zones": ["hands"], "pain": 4},
    }
    line = Line._default_manager.create(seal=b"\x00\x01\xff", **told)
    found = Line._default_manager.get(pk=line.pk, at__year=2026, words__regex="^Ç", on__month=2)
    assert {name: getattr(found, name) for name in told} == told
    assert bytes(found.seal or b"") == b"\x00\x01\xff"
