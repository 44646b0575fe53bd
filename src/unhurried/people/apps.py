from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "unhurried.people"
    label = "people"
