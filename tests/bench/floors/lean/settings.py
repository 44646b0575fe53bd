"""As little as a careful Django program can be: no ORM, no session, Jinja2, one key."""

from tests.bench.floors.databases import database

SECRET_KEY = "only-on-loopback"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "tests.bench.floors.lean.views"
DATABASES = {"default": database()}
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
USE_TZ = True
LOGGING_CONFIG = None
