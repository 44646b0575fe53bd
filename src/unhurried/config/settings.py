"""Django's settings for one installation. Nothing here is chosen twice: see `installation`."""

from pathlib import Path
from typing import Any

import unhurried
from unhurried.config import installation as _installation
from unhurried.config.databases import databases
from unhurried.config.mail import smtp_from
from unhurried.crypto.policy import load_policy, policy_file
from unhurried.crypto.root import RootKey

PACKAGE = Path(unhurried.__file__).parent
INSTALLATION = _installation.from_environment()
ROOT_KEY = RootKey.from_file(INSTALLATION.root_key_file)
FIELD_POLICY = load_policy(policy_file(PACKAGE))

SECRET_KEY = ROOT_KEY.derive("django").hex()
DEBUG = INSTALLATION.is_debug
ALLOWED_HOSTS = list(INSTALLATION.hosts)
ROOT_URLCONF = "unhurried.config.urls"
WSGI_APPLICATION = "unhurried.config.wsgi.application"

DATABASES = databases(INSTALLATION, ROOT_KEY)
DATABASE_ROUTERS = ["unhurried.crypto.router.KeyStoreRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "unhurried.crypto",
    "unhurried.people",
    "unhurried.consent",
    "unhurried.homework",
    "unhurried.notify",
    "unhurried.web",
    "unhurried.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "unhurried.config.middleware.quiet_headers",
    "unhurried.config.middleware.closes_without_scripts",
    "unhurried.config.middleware.clock",
    "unhurried.config.live.polled_first",
    "unhurried.config.middleware.SignedInMiddleware",
    "unhurried.config.live.one_phone",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "unhurried.config.middleware.busy_or_full",
    "unhurried.config.middleware.said_otherwise",
    "unhurried.config.middleware.page_for_forms_alone",
    "unhurried.config.middleware.read_snapshot",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "pages",
        "OPTIONS": {
            "environment": "unhurried.web.pages.environment",
            "context_processors": ["unhurried.web.pages.page_context"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.Jinja2"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["unhurried.config.hashers.OneLaneArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "front"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "unhurried.web.account.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "sign_in_name"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/10m/ip",
    "private_code": "10/10m/key,30/d/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if INSTALLATION.is_https else 0

SESSION_ENGINE = "unhurried.people.account_sessions"
SESSION_COOKIE_NAME = "__Host-unhurried" if INSTALLATION.is_https else "unhurried"
SESSION_COOKIE_AGE = 60 * 60 * (24 * 365 if INSTALLATION.is_demo else 12)  # the demo moves its clock
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = INSTALLATION.is_https
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if INSTALLATION.is_https else "csrf"
CSRF_COOKIE_SECURE = INSTALLATION.is_https
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "unhurried.web.public.errors.stale_page"
SECURE_HSTS_SECONDS = 31_536_000 if INSTALLATION.is_https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if INSTALLATION.is_https else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "throttle"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "microphone", "geolocation", "payment", "usb", "interest-cohort")
} | {"screen-wake-lock": ["self"]}

STATIC_URL = "/static/"
STATIC_ROOT = INSTALLATION.home / "static"
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
USE_I18N = True
LOCALE_PATHS = [PACKAGE / "locale"]

_SMTP = smtp_from(INSTALLATION.smtp_url)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _SMTP else 'dummy'}.EmailBackend"
if _SMTP:
    EMAIL_HOST, EMAIL_PORT = _SMTP.host, _SMTP.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _SMTP.user, _SMTP.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = _SMTP.is_tls, _SMTP.becomes_tls
EMAIL_TIMEOUT = 10

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
FILE_UPLOAD_HANDLERS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"ids_only": {"()": "unhurried.config.logs.IdsOnly"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "ids_only"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
