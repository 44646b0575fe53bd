from datetime import datetime

from django.db import models

from unhurried.people.models.rows import ClinicalRow


class Relationship(ClinicalRow):
    """People treated together: one, two or more. Somebody on their own is a relationship of one."""

    time_zone = models.CharField(max_length=64)
    clients = models.ManyToManyField(
        "people.Client", through="people.Participation", related_name="relationships"
    )


class Participation(ClinicalRow):
    """One person's part in a relationship.

    `ended_at`: they ended it themselves, which counts for bodies at once and is told to nobody.
    `left_at`: the clinician closed it, once it had been spoken of, and from this posting on no page shows
    it. Until then everything stays as it was, or the hour of closing would be told. Whoever comes back has
    another.
    """

    relationship = models.ForeignKey(Relationship, on_delete=models.CASCADE, related_name="participations")
    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="participations")
    joined_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["relationship", "client"],
                condition=models.Q(left_at=None),
                name="one_open_participation_each",
            ),
            models.CheckConstraint(
                condition=models.Q(left_at=None)
                | models.Q(ended_at__isnull=False, ended_at__lte=models.F("left_at")),
                name="ended_before_pages_follow",
            ),
        ]

    def is_seen_at(self, at: datetime) -> bool:
        return self.left_at is None or self.left_at > at
