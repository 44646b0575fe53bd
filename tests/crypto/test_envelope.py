from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhurried.crypto.envelope import SMALL_BUCKETS, SealBroken, key_id_of, open_, pad, seal, unpad

KEY = bytes(range(32))
KEY_ID = UUID("6f0c4a52-8d55-4c5f-9a4c-2f6a4b1d7e90")
CONTEXT = "homework_note|b1a7c1c0-0000-4000-8000-000000000001|words|a1a7c1c0-0000-4000-8000-000000000002"

VECTORS = {
    "": (
        "016f0c4a528d554c5f9a4c2f6a4b1d7e908edb84490bbb0481152a014b0ceb475a060ba6d24445fd80b7578abb17d280"
        "fb7344592b8152d8182c3ff315afe6f5002ed962ca2f3e91986cc3c08ea7328a0b7a724aa94f6d4af39020264578fd4d"
        "675fb7a4e0fd05144789b4c16a"
    ),
    "not yet": (
        "016f0c4a528d554c5f9a4c2f6a4b1d7e90156f311a869b6937e3d714bad32fd15b87cbb0d48a30d07be7e83e5dd256da"
        "d554953e5560103e11176f4615b9b1ee2678e08536049c20b9c6f61b3cc7087df1ddd150aa0a756f5acd348caa8dffd8"
        "384d34bfae34084827d857bdd4"
    ),
}
"""Sealed once and kept: as long as these open, so do the records of every earlier release."""


@pytest.mark.parametrize(("text", "envelope"), VECTORS.items())
def test_envelope_of_an_earlier_release_still_opens(text: str, envelope: str) -> None:
    assert open_(KEY, bytes.fromhex(envelope), CONTEXT).decode() == text


@given(st.binary(max_size=5000), st.text())
def test_envelope_opens_to_what_was_sealed(plaintext: bytes, context: str) -> None:
    try:
        context.encode()
    except UnicodeEncodeError:
        return
    assert open_(KEY, seal(KEY, KEY_ID, plaintext, context), context) == plaintext


@given(st.binary(max_size=5000))
def test_padding_comes_off_as_it_went_on(plaintext: bytes) -> None:
    assert unpad(pad(plaintext)) == plaintext


def test_envelope_never_repeats() -> None:
    assert len({seal(KEY, KEY_ID, b"ready", CONTEXT) for _ in range(50)}) == 50


def test_envelope_names_its_key() -> None:
    assert key_id_of(seal(KEY, KEY_ID, b"ready", CONTEXT)) == KEY_ID


def test_envelope_altered_in_any_bit_does_not_open() -> None:
    envelope = seal(KEY, KEY_ID, b"ready", CONTEXT)
    for place in range(len(envelope) * 8):
        altered = bytearray(envelope)
        altered[place // 8] ^= 1 << place % 8
        with pytest.raises(SealBroken):
            open_(KEY, bytes(altered), CONTEXT)


def test_envelope_cut_short_anywhere_does_not_open() -> None:
    envelope = seal(KEY, KEY_ID, b"ready", CONTEXT)
    for length in range(len(envelope)):
        with pytest.raises(SealBroken):
            open_(KEY, envelope[:length], CONTEXT)


def test_envelope_opens_neither_elsewhere_nor_with_another_key() -> None:
    envelope = seal(KEY, KEY_ID, b"ready", CONTEXT)
    for key, context in [(KEY, CONTEXT + "x"), (KEY, ""), (KEY[::-1], CONTEXT)]:
        with pytest.raises(SealBroken):
            open_(key, envelope, context)


def test_envelope_under_another_key_id_does_not_open() -> None:
    """The id is authenticated: an envelope cannot be re-labelled as sealed under someone else's key."""
    envelope = seal(KEY, KEY_ID, b"ready", CONTEXT)
    with pytest.raises(SealBroken):
        open_(KEY, envelope[:1] + UUID(int=1).bytes + envelope[17:], CONTEXT)


def test_short_answers_are_all_of_one_length() -> None:
    answers = ["", "ready", "lighter", "not_yet", "welcome", "ask_first", "never", "10", "é" * 20]
    assert len({len(seal(KEY, KEY_ID, answer.encode(), CONTEXT)) for answer in answers}) == 1


def test_length_tells_only_the_bucket() -> None:
    lengths = {len(pad(b"x" * length)) for length in range(10_000)}
    assert lengths == {*SMALL_BUCKETS, *range(3072, 10_241, 1024)}


def test_note_of_one_kilobyte_is_stored_in_well_under_two_thousand_bytes() -> None:
    assert len(seal(KEY, KEY_ID, b"x" * 1024, CONTEXT)) < 1_300
