"""A clinician's own sheets about a child at risk. No client and no manager is among the viewers."""

from dataclasses import dataclass

from unhurried.consent.models import Worksheet
from unhurried.crypto.fields import Keyring
from unhurried.people.models import Client, Clinician

WORDS = ("said", "consulted", "reported_to")


@dataclass(frozen=True, kw_only=True)
class SheetWritten:
    row: Worksheet
    said: str
    consulted: str
    reported_to: str


def worksheets_under(viewer: Clinician, client: Client, keyring: Keyring) -> list[SheetWritten]:
    """About one person in this care, the newest first."""
    found = Worksheet.objects.filter(client=client, client__clinician=viewer).select_related("clinician")
    rows = list(found.order_by("-written_at", "pk"))
    keyring.prepare(rows, *WORDS)
    return [SheetWritten(row=row, **{word: keyring.open(row, word) for word in WORDS}) for row in rows]
