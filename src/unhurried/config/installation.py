"""Where one installation keeps its things, read once from the environment.

`UNHURRIED_HOME` holds the records and the key store; `UNHURRIED_ROOT_KEY` is a file outside of it.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Installation:
    home: Path
    root_key_file: Path
    records_url: str
    key_store_url: str
    address: str
    port: int
    hosts: tuple[str, ...]
    workers: int
    is_https: bool
    is_debug: bool
    is_demo: bool
    smtp_url: str
    mail_from: str
    mail_link: str

    @property
    def records_file(self) -> Path:
        return self.home / "records" / "unhurried.db"

    @property
    def key_store_file(self) -> Path:
        return self.home / "keystore" / "keys.db"

    @property
    def clock_file(self) -> Path:
        return self.home / "demo-clock"

    @property
    def is_embedded(self) -> bool:
        return not self.records_url


def from_environment(env: Mapping[str, str] = os.environ) -> Installation:
    home = Path(env.get("UNHURRIED_HOME", Path.home() / "unhurried")).absolute()
    return Installation(
        home=home,
        root_key_file=Path(env.get("UNHURRIED_ROOT_KEY", Path.home() / ".unhurried" / "root.key")).absolute(),
        records_url=env.get("UNHURRIED_DATABASE", ""),
        key_store_url=env.get("UNHURRIED_KEY_STORE", ""),
        address=env.get("UNHURRIED_ADDRESS", "127.0.0.1"),
        port=int(env.get("UNHURRIED_PORT", "8000")),
        hosts=tuple(env.get("UNHURRIED_HOSTS", "127.0.0.1,localhost").split(",")),
        workers=int(env.get("UNHURRIED_WORKERS", "2")),
        is_https=env.get("UNHURRIED_HTTPS", "") == "1",
        is_debug=env.get("UNHURRIED_DEBUG", "") == "1",
        is_demo=env.get("UNHURRIED_DEMO", "") == "1",
        smtp_url=env.get("UNHURRIED_SMTP_URL", ""),
        mail_from=env.get("UNHURRIED_MAIL_FROM", ""),
        mail_link=env.get("UNHURRIED_MAIL_LINK", ""),
    )
