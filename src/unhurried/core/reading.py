"""What a clinic's list of things to read may name."""

import re
from typing import Final

_ADULT_MEDIA: Final = re.compile(r"\b(porn\w*|xxx|erotica|hentai|camgirls?|onlyfans|nsfw)", re.IGNORECASE)


def names_adult_media(*texts: str) -> bool:
    """Whoever wants such media chooses their own: on a list, it would be the clinic that chose for them.

    A list of words finds what says so itself. The rest is for whoever has read it before it stands there.
    """
    return any(_ADULT_MEDIA.search(text) for text in texts)
