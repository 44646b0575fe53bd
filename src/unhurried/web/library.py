"""The library as pages read it: whatever was shipped with this release, loaded once."""

from functools import lru_cache

from unhurried.library.loading import Library, load_library
from unhurried.library.place import content_root


@lru_cache(maxsize=1)
def shipped() -> Library:
    return load_library(content_root())
