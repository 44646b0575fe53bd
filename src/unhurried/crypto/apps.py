from django.apps import AppConfig


class CryptoConfig(AppConfig):
    name = "unhurried.crypto"
    label = "crypto"
