from unhurried.crypto.seals import mac


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
