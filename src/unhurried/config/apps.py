from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "unhurried.config"
    label = "config"
