"""What one person told alone: when a clinician is warned of it. Nothing in here passes anything on."""

from collections.abc import Collection


def warned_of(told: Collection[str], readers: Collection[str]) -> list[str]:
    """Who told something as a secret, of those who would not be the only ones to read what is made now."""
    return sorted(one for one in set(told) & set(readers) if set(readers) - {one})
