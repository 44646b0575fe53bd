from uuid import uuid4

import pytest
from django.db import connections, models
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from unhurried.crypto import envelope
from unhurried.crypto.fields import Keyring, SealedField, miscast_fields
from unhurried.crypto.keys import KeyGone, KeyStore
from unhurried.crypto.policy import FieldPolicy, Policy, PolicyUnclear
from unhurried.crypto.root import RootKey

ANA, BEN = uuid4(), uuid4()


class Letter(models.Model):
    """A row with two sealed fields and one readable, for these tests only."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    author_id = models.UUIDField()
    words = SealedField()
    answer = SealedField()
    language = models.CharField(max_length=5)

    class Meta:
        app_label = "tests_crypto"


def line(sealed_with: str, owner: str = "author_id") -> FieldPolicy:
    return FieldPolicy(sealed_with, owner, read_by=("self",), kept="until erased", leaves_as="none")


LINES = {"id": "none", "author_id": "none", "words": "author", "answer": "author", "language": "none"}
POLICY = Policy({("tests_crypto.Letter", name): line(sealed_with) for name, sealed_with in LINES.items()})

with_keys = pytest.mark.django_db(databases=["default", "keys"])


def a_keyring() -> Keyring:
    return Keyring(KeyStore(RootKey(bytes(range(32)))), POLICY)


def letter(words: str, author: object = ANA) -> Letter:
    row = Letter(author_id=author, language="en")
    row.words = a_keyring().seal(row, "words", words)
    return row


@with_keys
@given(words=st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_words_sealed_in_one_request_open_in_the_next(words: str) -> None:
    assert a_keyring().open(letter(words), "words") == words


@with_keys
def test_field_holds_none_of_its_words() -> None:
    assert b"quite private" not in bytes(letter("quite private").words)


@pytest.mark.parametrize("nothing", [None, b""])
def test_nothing_stored_opens_to_nothing(nothing: bytes | None) -> None:
    assert a_keyring().open(Letter(author_id=ANA, words=nothing), "words") == ""


@with_keys
def test_envelope_moved_to_another_row_field_or_person_does_not_open() -> None:
    row = letter("only mine")
    moved = [
        (Letter(author_id=ANA, words=row.words), "words"),
        (Letter(id=row.id, author_id=ANA, answer=row.words), "answer"),
        (Letter(id=row.id, author_id=BEN, words=row.words), "words"),
    ]
    for elsewhere, field in moved:
        with pytest.raises(envelope.SealBroken):
            a_keyring().open(elsewhere, field)
    assert a_keyring().open(row, "words") == "only mine"


@with_keys
def test_words_of_an_erased_person_open_no_more_and_the_other_s_do() -> None:
    of_ana, of_ben = letter("mine", ANA), letter("his", BEN)
    KeyStore(RootKey(bytes(range(32)))).destroy("author", ANA)
    with pytest.raises(KeyGone):
        a_keyring().open(of_ana, "words")
    assert a_keyring().open(of_ben, "words") == "his"


@with_keys
def test_field_that_the_policy_leaves_readable_is_neither_sealed_nor_opened() -> None:
    row = letter("words")
    for act in (lambda: a_keyring().seal(row, "language", "en"), lambda: a_keyring().open(row, "language")):
        with pytest.raises(PolicyUnclear):
            act()


@with_keys
@pytest.mark.parametrize("people", [1, 30])
def test_prepared_rows_of_many_people_open_with_one_query(
    people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [letter(f"word {number}", uuid4()) for number in range(people)]
    keyring = a_keyring()
    with django_assert_num_queries(1, connection=connections["keys"]):
        keyring.prepare(rows, "words", "answer")
        assert [keyring.open(row, "words") for row in rows] == [f"word {number}" for number in range(people)]


@with_keys
def test_rows_of_one_person_are_sealed_and_opened_with_one_look_at_the_key_store(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    letter("so that the key exists")
    keyring, rows = a_keyring(), [Letter(author_id=ANA) for _ in range(30)]
    with django_assert_num_queries(1, connection=connections["keys"]):
        for row in rows:
            row.words = keyring.seal(row, "words", "again")
        assert {keyring.open(row, "words") for row in rows} == {"again"}


def test_column_and_policy_must_agree_on_what_is_sealed() -> None:
    key = ("tests_crypto.Letter", "language")
    disagreeing = Policy({**POLICY.lines, key: line("author")})
    assert miscast_fields(POLICY, [Letter]) == []
    assert miscast_fields(disagreeing, [Letter]) == ["tests_crypto.Letter.language"]
