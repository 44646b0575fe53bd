from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "unhurried.notify"
    label = "notify"
