import shutil
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import connection, connections

from unhurried.crypto.keys import KeyGone, KeyStore
from unhurried.crypto.models import WrappedKey
from unhurried.crypto.root import RootKey
from unhurried.storage.backup import Backup, BackupRefused, Manifest, back_up, postgres, restore
from unhurried.storage.transactions import write

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)

MONDAY = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
STORE = KeyStore(RootKey(bytes(range(32))))
COPIES = {"default": "elsewhere", "keys": "elsewhere_keys"}


@dataclass(frozen=True)
class Shelf:
    """Where the copies of these tests lie."""

    home: Path

    @property
    def records(self) -> Path:
        return self.home / "records"

    @property
    def keys(self) -> Path:
        return self.home / "keys"

    def back_up(self, at: datetime = MONDAY) -> Backup:
        return back_up(into=self.records, keys_into=self.keys, at=at)

    def newest(self, part: str) -> Path:
        return max((self.home / part).glob(f"{part}-*"))

    def restore(self) -> Backup:
        source = self.newest("records")
        return restore(source=source, keys_from=self.keys, using="elsewhere", keys_using="elsewhere_keys")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "copies")


@pytest.fixture
def ana(transactional_db: None) -> UUID:
    """Ana, with a key of her own and two rows of records: nobody else's, whichever test came before."""
    WrappedKey.objects.all().delete()
    person = uuid4()
    STORE.current("author", person)
    Group.objects.bulk_create([Group(name="Ana, in the garden"), Group(name="Ben")])
    return person


@pytest.fixture
def elsewhere(ana: UUID, tmp_path: Path) -> Iterator[None]:
    """An empty place of the same engine, as on the morning after a fire."""
    (tmp_path / "elsewhere").mkdir()
    for alias, copy in COPIES.items():
        connections[copy] = connections[alias].copy(alias=copy)
        connections[copy].settings_dict["NAME"] = _new_place(copy, tmp_path / "elsewhere")
    yield
    for copy in COPIES.values():
        connections[copy].close()
        del connections[copy]
        if connection.vendor == "postgresql":
            _statement(f"DROP DATABASE {copy}")


def _new_place(name: str, folder: Path) -> Path | str:
    if connection.vendor == "sqlite":
        return folder / f"{name}.db"
    _statement(f"CREATE DATABASE {name}")
    return name


def _statement(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@contextmanager
def changed(file: Path) -> Iterator[bytearray]:
    content = bytearray(file.read_bytes())
    yield content
    file.write_bytes(content)


def names(using: str) -> list[str]:
    return sorted(Group.objects.using(using).values_list("name", flat=True))


def key_ids(using: str) -> set[UUID]:
    return set(WrappedKey.objects.using(using).values_list("id", flat=True))


def test_copies_of_records_and_keys_lie_apart_and_are_closed_to_others(shelf: Shelf, ana: UUID) -> None:
    shelf.back_up()
    stamped = {
        part: [folder.name for folder in (shelf.home / part).iterdir()] for part in ("records", "keys")
    }
    assert stamped == {"records": ["records-20260302T030000Z"], "keys": ["keys-20260302T030000Z"]}
    assert stat.S_IMODE(shelf.newest("records").stat().st_mode) == 0o700
    assert "crypto_wrappedkey" not in Manifest.read(shelf.newest("records")).tables
    assert set(Manifest.read(shelf.newest("keys")).tables) == {"crypto_wrappedkey"}


def test_manifest_counts_what_was_there(shelf: Shelf, ana: UUID) -> None:
    made = shelf.back_up()
    assert made.records.tables["auth_group"].rows == 2
    assert made.keys is not None
    assert made.keys.tables["crypto_wrappedkey"].rows == WrappedKey.objects.count() > 0
    assert made.records == Manifest.read(shelf.newest("records"))
    assert made.records.at == MONDAY


def test_manifest_tells_one_changed_word_in_a_table(shelf: Shelf, ana: UUID) -> None:
    before = shelf.back_up().records.tables
    Group.objects.filter(name="Ben").update(name="Gus")
    after = shelf.back_up(MONDAY + timedelta(hours=1)).records.tables
    assert {name for name in before if before[name] != after[name]} == {"auth_group"}


@pytest.mark.usefixtures("elsewhere")
def test_restored_records_and_keys_are_what_they_were(shelf: Shelf, ana: UUID) -> None:
    key_id, _ = STORE.current("author", ana)
    shelf.back_up()
    shelf.restore()
    assert names("elsewhere") == ["Ana, in the garden", "Ben"]
    assert key_ids("elsewhere_keys") == {key_id}


@pytest.mark.embedded
@pytest.mark.usefixtures("elsewhere")
def test_restore_makes_the_folders_of_a_new_home(shelf: Shelf, ana: UUID, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").rmdir()
    shelf.back_up()
    shelf.restore()
    assert names("elsewhere") == ["Ana, in the garden", "Ben"]


@pytest.mark.usefixtures("elsewhere")
def test_restored_place_can_be_written_to(shelf: Shelf) -> None:
    shelf.back_up()
    shelf.restore()
    with write("elsewhere"):
        Group.objects.using("elsewhere").create(name="Cleo")
    assert names("elsewhere") == ["Ana, in the garden", "Ben", "Cleo"]


@pytest.mark.usefixtures("elsewhere")
def test_copy_holds_what_was_committed_and_nothing_half_done(shelf: Shelf) -> None:
    def copy() -> None:
        shelf.back_up()
        connections.close_all()

    with ThreadPoolExecutor(1) as operator, write():
        Group.objects.create(name="half done")
        operator.submit(copy).result()
    shelf.restore()
    assert names("elsewhere") == ["Ana, in the garden", "Ben"]


@pytest.mark.usefixtures("elsewhere")
def test_restore_uses_the_newest_keys_so_that_the_erased_stay_erased(shelf: Shelf, ana: UUID) -> None:
    key_id, _ = STORE.current("author", ana)
    shelf.back_up()
    STORE.destroy("author", ana)
    back_up(into=shelf.home / "other", keys_into=shelf.keys, at=MONDAY + timedelta(days=1))
    shelf.restore()
    assert key_ids("elsewhere_keys") == set()
    with pytest.raises(KeyGone):
        STORE.by_id(key_id)


@pytest.mark.usefixtures("elsewhere")
def test_older_keys_alone_would_have_brought_the_erased_back(shelf: Shelf, ana: UUID) -> None:
    """The planted fault for the test above: the newer copy of the keys is lost."""
    shelf.back_up()
    STORE.destroy("author", ana)
    shelf.restore()
    assert len(key_ids("elsewhere_keys")) == 1


@pytest.mark.usefixtures("elsewhere")
def test_living_key_store_is_left_as_it_is(shelf: Shelf, ana: UUID) -> None:
    shelf.back_up()
    STORE.destroy("author", ana)
    source = shelf.newest("records")
    restored = restore(source=source, keys_from=shelf.keys, using="elsewhere", keys_using="keys")
    assert restored.keys is None
    assert key_ids("keys") == set()


@pytest.mark.usefixtures("elsewhere")
def test_restore_overwrites_nothing(shelf: Shelf) -> None:
    shelf.back_up()
    shelf.restore()
    Group.objects.using("elsewhere").create(name="written since")
    with pytest.raises(BackupRefused, match="already"):
        shelf.restore()
    assert "written since" in names("elsewhere")


@pytest.mark.embedded
@pytest.mark.usefixtures("elsewhere")
def test_restore_does_not_join_a_copy_to_a_left_over_log(shelf: Shelf) -> None:
    shelf.back_up()
    Path(f"{connections['elsewhere'].settings_dict['NAME']}-wal").write_bytes(b"left over")
    with pytest.raises(BackupRefused, match="already"):
        shelf.restore()


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("part", ["records", "keys"])
def test_copy_with_one_bit_turned_is_refused_before_anything_is_put_back(shelf: Shelf, part: str) -> None:
    made = shelf.back_up()
    with changed(shelf.newest(part) / made.records.file) as content:
        content[len(content) // 2] ^= 1
    with pytest.raises(BackupRefused, match="not the file"):
        shelf.restore()
    if connection.vendor == "sqlite":
        assert list((shelf.home.parent / "elsewhere").iterdir()) == []
    else:
        assert [connections[copy].introspection.table_names() for copy in COPIES.values()] == [[], []]


@pytest.mark.usefixtures("elsewhere")
def test_copy_whose_tables_are_not_those_promised_is_refused(shelf: Shelf) -> None:
    shelf.back_up()
    folder = shelf.newest("records")
    told = (folder / "manifest.json").read_text()
    (folder / "manifest.json").write_text(told.replace('"rows": 2', '"rows": 3'))
    with pytest.raises(BackupRefused, match="not those its manifest describes"):
        shelf.restore()


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("text", ["", "{}", "[]", '{"part": "records"}'])
def test_copy_without_a_readable_manifest_is_refused(shelf: Shelf, text: str) -> None:
    shelf.back_up()
    (shelf.newest("records") / "manifest.json").write_text(text)
    with pytest.raises(BackupRefused, match="no readable manifest"):
        shelf.restore()


@pytest.mark.usefixtures("elsewhere")
def test_keys_are_not_mistaken_for_records(shelf: Shelf) -> None:
    shelf.back_up()
    with pytest.raises(BackupRefused, match="does not fit"):
        restore(
            source=shelf.newest("keys"), keys_from=shelf.keys, using="elsewhere", keys_using="elsewhere_keys"
        )


@pytest.mark.usefixtures("elsewhere")
def test_records_without_any_copy_of_the_keys_are_refused(shelf: Shelf) -> None:
    shelf.back_up()
    shutil.rmtree(shelf.newest("keys"))
    with pytest.raises(BackupRefused, match="no copy of the key store"):
        shelf.restore()


@pytest.mark.parametrize(("records", "keys"), [("one", "one"), ("one", "one/keys"), ("one/records", "one")])
def test_records_and_keys_are_not_copied_to_one_place(tmp_path: Path, records: str, keys: str) -> None:
    with pytest.raises(BackupRefused, match="separate places"):
        back_up(into=tmp_path / records, keys_into=tmp_path / keys, at=MONDAY)
    assert list(tmp_path.iterdir()) == []


def test_copy_is_never_overwritten(shelf: Shelf, ana: UUID) -> None:
    shelf.back_up()
    with pytest.raises(BackupRefused, match="exists already"):
        shelf.back_up()


@pytest.mark.embedded
def test_copy_holds_no_readable_word(shelf: Shelf, ana: UUID) -> None:
    made = shelf.back_up()
    assert b"Ana, in the garden" not in (shelf.newest("records") / made.records.file).read_bytes()


@pytest.mark.embedded
def test_copy_cut_short_while_it_is_made_never_bears_the_name_of_a_backup(
    shelf: Shelf, ana: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(file: Path) -> str:
        raise OSError("no space left")

    monkeypatch.setattr("unhurried.storage.backup.file_sha256", power_cut)
    with pytest.raises(OSError, match="no space"):
        shelf.back_up()
    assert [folder.name for folder in shelf.records.iterdir()] == ["records-20260302T030000Z.unfinished"]


@pytest.mark.embedded
@pytest.mark.usefixtures("elsewhere")
def test_copy_does_not_open_under_another_root_key(shelf: Shelf) -> None:
    shelf.back_up()
    other = RootKey(bytes(32)).derive("file:default").hex()
    connections["elsewhere"].settings_dict["OPTIONS"]["key_hex"] = other
    with pytest.raises(BackupRefused, match="this root key"):
        shelf.restore()


def test_postgresql_without_its_tools_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BackupRefused, match="pg_restore is not installed"):
        postgres.copy_in("default", tmp_path / "database.dump", {})


def test_postgresql_tools_take_the_same_way_and_no_password_on_their_command_line() -> None:
    settings = {
        "HOST": "db.example",
        "PORT": "",
        "USER": "clinic",
        "NAME": "records",
        "PASSWORD": "quite secret",
        "OPTIONS": {"sslmode": "verify-full", "pool": True},
    }
    address = postgres.address_of(settings)
    assert address.split() == ["host=db.example", "user=clinic", "dbname=records", "sslmode=verify-full"]
