from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "unhurried.web"
    label = "web"
