"""What the calendar brings: a regular line, and two gentle ones where it has been quiet."""

from datetime import datetime

from unhurried.core.disclosure import Tiding
from unhurried.homework.queries.postings import posted_last, quiet_posted_last
from unhurried.people.services import tell_of_postings


def put_up_regular_line(now: datetime) -> None:
    """At each posting everybody with homework is told that something may be here; asked again, nothing more.

    It comes whether anything changed or not, and whatever anybody said: so that its coming says nothing.
    """
    told = [(client, one.posting) for one in posted_last(now) for client in one.people]
    tell_of_postings(told, Tiding.SOMETHING_MAY_BE_HERE)


def put_up_gentle_notes(now: datetime) -> None:
    """Where nothing was begun or set aside for three weeks, and once more after four; then never again."""
    told = [(client, one.posting) for one in quiet_posted_last(now) for client in one.people]
    tell_of_postings(told, Tiding.STILL_HERE)
