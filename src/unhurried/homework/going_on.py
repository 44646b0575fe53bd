"""What is changed from time to time, not begun anew: a plan, a map, a list. It stands with its last time."""

from django.db.models import QuerySet

from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, Note
from unhurried.people.models import Client


def notes_going_on(author: Client, given: Assignment) -> dict[str, Note]:
    """By question, over every time this exercise was given among the same people; never somebody else's."""
    exercise = exercise_by_digest(given.exercise_id)
    rows = notes_of_every_time(author, given).order_by("written_at", "pk")
    return {row.key: row for row in rows if exercise.goes_on_in(row.key)}


def notes_of_every_time(author: Client, given: Assignment) -> "QuerySet[Note]":
    return Note.objects.filter(
        author=author,
        practice__assignment__relationship=given.relationship_id,
        practice__assignment__exercise__name=exercise_by_digest(given.exercise_id).id,
    )
