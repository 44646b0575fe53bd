"""What a clinic tells people of secrets and of confidentiality, and who has read it as it is now."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from unhurried.people.models import Client, Clinic, FormerPolicy

LATELY: Final = timedelta(weeks=8)


def policy_digest(policy: Clinic | FormerPolicy) -> str:
    """Of the text and of which policy. A browser's line endings make no other wording."""
    text = "\n".join(policy.confidentiality_text.splitlines())
    return sha256(f"{text}\n{policy.secrets_policy}".encode()).hexdigest()


def has_read_policy(client: Client) -> bool:
    """As it stands now. Every page that waits for it asks, so no row is fetched."""
    return client.confidentiality_digest == policy_digest(client.clinic)


def has_changed_lately(viewer: Client, *, now: datetime) -> bool:
    """Whether it was read since or not: somebody else may have read it in their place."""
    return any(row.until_at > now - LATELY for row in former_policies_for(viewer))


def former_policies_for(viewer: Client) -> list[FormerPolicy]:
    """What stood since they first read it and stands no more, the newest first."""
    rows = FormerPolicy.objects.filter(clinic=viewer.clinic_id).order_by("-until_at", "pk")
    since = viewer.confidentiality_acknowledged_at
    return [row for row in rows if since and row.until_at > since]
