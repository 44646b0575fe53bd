from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "unhurried.consent"
    label = "consent"
