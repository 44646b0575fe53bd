"""The product's own settings, in a temporary home; UNHURRIED_TEST_ENGINE is `embedded` or `postgresql`."""

import os

from tests import engines
from unhurried.crypto.root import RootKey

ENGINE = os.environ.get("UNHURRIED_TEST_ENGINE", "embedded")
_HOME = engines.temporary_home()
ROOT_KEY_FILE = _HOME / "root.key"
DATA_FOLDER = _HOME / "data"
RootKey.create(ROOT_KEY_FILE)
os.environ["UNHURRIED_HOME"] = str(DATA_FOLDER)
os.environ["UNHURRIED_ROOT_KEY"] = str(ROOT_KEY_FILE)
os.environ["UNHURRIED_DEMO"] = "1"

from unhurried.config.settings import *  # noqa: E402, F403  the environment above decides what they say
from unhurried.config.settings import MIDDLEWARE, ROOT_KEY  # noqa: E402

DATABASES = engines.databases(ENGINE, home=_HOME, root=ROOT_KEY)
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
