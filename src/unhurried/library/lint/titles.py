"""A title may stand on a shared calendar or a lit-up phone, so it gives nothing away."""

import re
from collections.abc import Iterator
from itertools import chain

from unhurried.library.findings import Finding
from unhurried.library.loading import Shelf
from unhurried.library.pages import page_id

_GIVEAWAYS = re.compile(
    r"\b(sex\w*|intima\w+|erotic\w*|desires?|libido|arous\w+|orgasm\w*|climax|fantas\w+|pleasure\w*|touch\w*|"
    r"naked|nude|undress\w*|genital\w*|vagin\w+|penis|erecti\w+|ejaculat\w+|insert\w+|dilator\w*|pelvi\w+|"
    r"trauma\w*|abuse\w*|assault\w*|therap\w+|clinic\w*|homework|treatment|disorder|dysfunction\w*|personal)\b",
    re.IGNORECASE,
)


def discreet(shelf: Shelf) -> Iterator[Finding]:
    for guide in (*(guide for sheet in shelf.worded for guide in sheet.guides), *chain(*shelf.read_only)):
        for key in guide.texts:
            if key == "title" or (key.startswith("phase.") and key.endswith(".title")):
                for word in _GIVEAWAYS.findall(guide.texts[key]):
                    yield guide.finding("title", f"“{word}” tells a bystander too much", key)


def discreet_addresses(shelf: Shelf) -> Iterator[Finding]:
    for guide in chain(*shelf.read_only):
        for word in _GIVEAWAYS.findall(page_id(guide).replace("-", " ")):
            yield guide.finding("title", f"“{word}” in the address tells a bystander too much")
