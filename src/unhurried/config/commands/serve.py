"""Serve the installation, unless something about it would put people at risk."""

import os
from typing import TextIO

from unhurried.config.installation import Installation, from_environment


def serve(err: TextIO) -> int:
    installation = from_environment()
    reasons = reasons_not_to(installation)
    err.writelines(f"Not starting: {reason}\n" for reason in reasons)
    if reasons:
        return 1
    _run(installation)
    return 0


def reasons_not_to(installation: Installation) -> list[str]:
    from unhurried.storage.refusals import live_engine, refusals

    if not installation.root_key_file.exists():
        return [f"there is no root key at {installation.root_key_file}; run `unhurried setup` first"]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unhurried.config.settings")
    import django
    from django.db import connections

    django.setup()
    engines = [live_engine(alias) for alias in ("default", "keys")]
    connections.close_all()  # the workers are forks of this process, and neither engine survives being shared
    return refusals(
        engines=engines,
        root_key_file=installation.root_key_file,
        data_folder=installation.home,
        debug=installation.is_debug,
        addresses=(installation.address, *installation.hosts),
    )


def _run(installation: Installation) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "unhurried.config.wsgi:application",
        interface=Interfaces.WSGI,
        address=installation.address,
        port=installation.port,
        workers=installation.workers,
        blocking_threads=1,
        respawn_failed_workers=True,
        log_access=False,
    ).serve()
