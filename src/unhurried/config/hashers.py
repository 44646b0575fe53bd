from django.contrib.auth.hashers import Argon2PasswordHasher


class OneLaneArgon2(Argon2PasswordHasher):
    """46 MiB, one pass, one lane: a setting that OWASP counts as equal to its others, for few cores."""

    time_cost = 1
    memory_cost = 47104
    parallelism = 1
