"""Make an installation, or bring it up to date: root key, databases, library, static files."""

import os
from typing import TextIO

from unhurried.config.installation import from_environment
from unhurried.crypto.root import RootKey


def set_up(out: TextIO) -> None:
    installation = from_environment()
    for folder in (installation.records_file.parent, installation.key_store_file.parent):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not installation.root_key_file.exists():
        installation.root_key_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        RootKey.create(installation.root_key_file)
        out.write(f"Made a root key: {installation.root_key_file}\n")
        out.write("Keep a copy of it on paper, apart from any backup.\n")
    _bring_up_to_date()
    out.write("Ready.\n")


def _bring_up_to_date() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unhurried.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    from unhurried.config.clock import now
    from unhurried.crypto.router import KEYS, RECORDS
    from unhurried.homework.services import publish_library
    from unhurried.library.loading import load_library
    from unhurried.library.place import content_root

    call_command("migrate", "crypto", database=KEYS, verbosity=0, interactive=False)
    call_command("migrate", database=RECORDS, verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False, clear=False)
    publish_library(library=load_library(content_root()), at=now())
