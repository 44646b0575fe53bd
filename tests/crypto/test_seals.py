from base64 import urlsafe_b64decode

import pytest

from unhurried.crypto.seals import carried, handed_back, mac


def test_mac_is_the_same_for_the_same_parts_whether_text_or_bytes() -> None:
    assert mac("audit", "Ana", b"read") == mac("audit", b"Ana", "read")


def test_mac_differs_when_anything_differs() -> None:
    told = [
        ("audit", "ab", "c"),
        ("audit", "a", "bc"),
        ("audit", "abc"),
        ("audit", "ab", "c", ""),
        ("joining_link", "ab", "c"),
        ("auditab", "c"),
    ]
    assert len({mac(purpose, *parts) for purpose, *parts in told}) == len(told)


def test_mac_is_256_bits() -> None:
    assert len(mac("audit")) == 32


def test_what_is_carried_comes_back_to_its_own_page_alone() -> None:
    token = carried("Tea, hot.", to="gus /c/own/")
    assert handed_back(token, to="gus /c/own/") == "Tea, hot."
    assert [handed_back(token, to=other) for other in ("hana /c/own/", "gus /c/journal/")] == ["", ""]
    assert b"Tea" not in urlsafe_b64decode(token)


@pytest.mark.parametrize("token", ["", "Tea", "!!!", "AAAA" * 40, "é"])
def test_token_that_is_none_of_ours_brings_nothing(token: str) -> None:
    assert handed_back(token, to="gus /c/own/") == ""
