import pytest
from django.contrib.auth.models import Group
from django.db import connections

from unhurried.crypto.models import WrappedKey
from unhurried.crypto.router import KeyStoreRouter

router = KeyStoreRouter()


def test_keys_live_in_their_own_database_and_all_else_in_the_other() -> None:
    homes = [(router.db_for_read(model), router.db_for_write(model)) for model in (WrappedKey, Group)]
    assert homes == [("keys", "keys"), ("default", "default")]


def test_no_relation_crosses_between_keys_and_records() -> None:
    assert not router.allow_relation(WrappedKey(), Group())
    assert router.allow_relation(Group(), Group())


@pytest.mark.django_db(databases=["default", "keys"])
def test_each_database_has_only_its_own_tables() -> None:
    keys = set(connections["keys"].introspection.table_names())
    records = set(connections["default"].introspection.table_names())
    assert keys == {"crypto_wrappedkey"}
    assert "crypto_wrappedkey" not in records
    assert "auth_group" in records
