"""When it has been quiet for long, and who hears of it: two notes at most, then the clinician.

It follows what everybody treated together knows of, and nothing that one of them did or left undone alone.
"""

from datetime import datetime, timedelta
from typing import Final

from unhurried.core.postings import Schedule

NOTED_AFTER: Final = (timedelta(weeks=3), timedelta(weeks=4))
CLINICIAN_AFTER: Final = timedelta(weeks=5)


def notes_of(quiet_since: datetime, schedule: Schedule) -> tuple[datetime, ...]:
    """The postings at which a gentle note goes to everybody. There is no third."""
    return tuple(schedule.next(quiet_since + after) for after in NOTED_AFTER)


def is_for_clinician(quiet_since: datetime, *, now: datetime) -> bool:
    return now - quiet_since >= CLINICIAN_AFTER
