from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import connections, transaction
from pytest_django import DjangoAssertNumQueries

from unhurried.crypto.envelope import SealBroken
from unhurried.crypto.keys import KeyGone, KeyStore
from unhurried.crypto.models import KeyKind, WrappedKey
from unhurried.crypto.root import RootKey

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

ROOT = RootKey(bytes(range(32)))


@pytest.fixture
def store() -> KeyStore:
    return KeyStore(ROOT)


def test_key_is_made_on_first_need_and_stays(store: KeyStore) -> None:
    ana = uuid4()
    key_id, key = store.current(KeyKind.AUTHOR, ana)
    assert len(key) == 32
    assert store.current(KeyKind.AUTHOR, ana) == (key_id, key)
    assert store.by_id(key_id) == key


def test_keys_differ_by_owner_and_by_kind(store: KeyStore) -> None:
    ana, ben = uuid4(), uuid4()
    keys = {store.current(kind, owner) for kind in KeyKind for owner in (ana, ben)}
    assert len(keys) == 2 * len(KeyKind)


def test_new_epoch_leaves_the_old_key_to_what_it_sealed(store: KeyStore) -> None:
    ana_and_ben = uuid4()
    old_id, old = store.current(KeyKind.RELATIONSHIP, ana_and_ben)
    new_id, new = store.new_epoch(KeyKind.RELATIONSHIP, ana_and_ben)
    assert new != old
    assert store.current(KeyKind.RELATIONSHIP, ana_and_ben) == (new_id, new)
    assert store.by_id(old_id) == old


def test_destroyed_key_is_gone_in_every_epoch_and_nobody_else_s_is(store: KeyStore) -> None:
    ana, ben = uuid4(), uuid4()
    first, _ = store.current(KeyKind.AUTHOR, ana)
    second, _ = store.new_epoch(KeyKind.AUTHOR, ana)
    of_ben, _ = store.current(KeyKind.AUTHOR, ben)
    store.destroy(KeyKind.AUTHOR, ana)
    for key_id in (first, second):
        with pytest.raises(KeyGone):
            store.by_id(key_id)
    assert store.by_id(of_ben)


def test_many_keys_cost_one_query(store: KeyStore, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    kept = dict(store.current(KeyKind.AUTHOR, uuid4()) for _ in range(30))
    with django_assert_num_queries(1, connection=connections["keys"]):
        assert store.by_ids([*kept, uuid4()]) == kept


def test_key_store_opens_with_no_other_root(store: KeyStore) -> None:
    key_id, _ = store.current(KeyKind.AUTHOR, uuid4())
    with pytest.raises(SealBroken):
        KeyStore(RootKey(bytes(32))).by_id(key_id)


@pytest.mark.parametrize("change", [{"owner_id": UUID(int=1)}, {"epoch": 9}, {"kind": KeyKind.CLINIC}])
def test_key_given_to_another_owner_in_the_table_does_not_open(
    store: KeyStore, change: dict[str, object]
) -> None:
    key_id, _ = store.current(KeyKind.AUTHOR, uuid4())
    WrappedKey.objects.filter(id=key_id).update(**change)
    with pytest.raises(SealBroken):
        store.by_id(key_id)


def test_key_lies_in_the_table_only_wrapped(store: KeyStore) -> None:
    key_id, key = store.current(KeyKind.AUTHOR, uuid4())
    assert key not in bytes(WrappedKey.objects.get(id=key_id).wrapped)


def test_two_first_needs_at_once_agree_on_one_key(store: KeyStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both look before either has written: the second must take the first's key, not its own."""
    ana = uuid4()
    first = store.current(KeyKind.AUTHOR, ana)
    monkeypatch.setattr(store, "_newest", lambda kind, owner_id: None)
    assert store.current(KeyKind.AUTHOR, ana) == first


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_many_first_needs_at_once_agree_on_one_key(store: KeyStore) -> None:
    ana, together = uuid4(), Barrier(6)

    def ask(_: int) -> tuple[UUID, bytes]:
        together.wait()
        try:
            return store.current(KeyKind.AUTHOR, ana)
        finally:
            connections["keys"].close()

    with ThreadPoolExecutor(6) as people:
        assert len(set(people.map(ask, range(6)))) == 1
    assert WrappedKey.objects.filter(owner_id=ana).count() == 1


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_key_is_committed_before_its_first_use(store: KeyStore) -> None:
    """An act that is rolled back leaves its key behind: never the other way round."""
    with transaction.atomic():
        key_id, _ = store.current(KeyKind.AUTHOR, uuid4())
        transaction.set_rollback(True)
    assert store.by_id(key_id)


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_key_is_not_made_where_it_could_be_rolled_back(store: KeyStore) -> None:
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic(using="keys"):
        store.current(KeyKind.AUTHOR, uuid4())
