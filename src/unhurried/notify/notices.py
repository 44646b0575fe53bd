from datetime import datetime

from unhurried.homework.queries import posted_last
from unhurried.people.services import tell_of_postings


def put_up_regular_line(now: datetime) -> None:
    """At each posting everybody with homework is told that something may be here; asked again, nothing more.

    It comes whether anything changed or not, and whatever anybody said: so that its coming says nothing.
    """
    tell_of_postings((client, one.posting) for one in posted_last(now) for client in one.people)
