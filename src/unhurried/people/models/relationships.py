from django.db import models

from unhurried.people.models.rows import ClinicalRow


class Relationship(ClinicalRow):
    """People treated together: one, two or more. Somebody on their own is a relationship of one."""

    time_zone = models.CharField(max_length=64)
    clients = models.ManyToManyField(
        "people.Client", through="people.Participation", related_name="relationships"
    )


class Participation(ClinicalRow):
    relationship = models.ForeignKey(Relationship, on_delete=models.CASCADE, related_name="participations")
    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="participations")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["relationship", "client"], name="one_participation_each")
        ]
