from typing import ClassVar

from django.conf import settings
from django.db import models


class Exercise(models.Model):
    objects: ClassVar["models.Manager[Exercise]"]

    title = models.CharField(max_length=80)
    purpose = models.TextField()
    minutes = models.PositiveSmallIntegerField()


class Assignment(models.Model):
    objects: ClassVar["models.Manager[Assignment]"]

    client = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assignments")
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE)
    position = models.PositiveSmallIntegerField()
    let_go_at = models.DateTimeField(null=True)


class Note(models.Model):
    objects: ClassVar["models.Manager[Note]"]

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    text = models.TextField()
    written_at = models.DateTimeField(auto_now_add=True)
