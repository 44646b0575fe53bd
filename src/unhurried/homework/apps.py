from django.apps import AppConfig


class HomeworkConfig(AppConfig):
    name = "unhurried.homework"
    label = "homework"
