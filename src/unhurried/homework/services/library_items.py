from datetime import datetime

from unhurried.homework.models import LibraryItem
from unhurried.library.loading import Library
from unhurried.library.shape import digest_of, to_json


def publish_library(*, library: Library, at: datetime) -> int:
    """Copy every version that is not yet kept into the immutable table. Returns how many were new."""
    versions = {
        digest_of(thing): (kind, thing)
        for kind, things in (("exercise", library.exercises), ("pathway", library.pathways))
        for thing in things.values()
    }
    known = set(LibraryItem.objects.filter(pk__in=versions).values_list("pk", flat=True))
    new = [
        LibraryItem(
            digest=digest,
            kind=kind,
            name=thing.id,
            version=thing.version,
            body=to_json(thing),
            published_at=at,
        )
        for digest, (kind, thing) in versions.items()
        if digest not in known
    ]
    LibraryItem.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)
