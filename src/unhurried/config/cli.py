"""The `unhurried` command. Each subcommand is a few lines that call a service."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from unhurried.config.mail import MailUnclear
from unhurried.crypto.root import RootKeyUnusable
from unhurried.people.refusals import NoSuchAccount
from unhurried.storage.backup.manifest import BackupRefused


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = _parser().parse_args(arguments)
    try:
        if chosen.needs_django:
            _prepare()
        return int(chosen.run(chosen) or 0)
    except (BackupRefused, RootKeyUnusable, NoSuchAccount, MailUnclear) as refusal:
        print(refusal, file=sys.stderr)
        return 1


def _prepare() -> None:
    """Django, once the installation has a root key. Raises a clear error when it has none."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unhurried.config.settings")
    import django

    django.setup()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="unhurried", description="Homework for sex therapy.")
    commands = parser.add_subparsers(required=True, metavar="command")
    _installation_commands(commands)
    _clinic_commands(commands)
    _demo_commands(commands)
    _content_commands(commands)
    return parser


def _installation_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    _add(commands, "setup", _setup, "make keys and databases, or bring them up to date", needs_django=False)
    _add(commands, "serve", _serve, "serve this installation", needs_django=False)
    backup = _add(commands, "backup", _backup, "copy records and keys, each to its own place, and verify")
    backup.add_argument("into", type=Path, help="a folder for the records")
    backup.add_argument("keys_into", type=Path, help="another folder, kept elsewhere, for the key store")
    restore = _add(commands, "restore", _restore, "bring a backup into an empty installation")
    restore.add_argument("source", type=Path, help="the folder of one backup of the records")
    restore.add_argument("keys_from", type=Path, help="the folder that holds the key store's backups")
    _add(commands, "verify", _verify, "check every audit entry against its seal")
    _add(commands, "notify", _notify, "put up the regular notices and mail what is due; run it every hour")
    password = _add(commands, "new-password", _new_password, "print a new password for one account")
    password.add_argument("sign_in_name")


def _clinic_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    clinic = _add(commands, "open-clinic", _open_clinic, "open a clinic and print its manager's joining code")
    clinic.add_argument("name")
    clinic.add_argument("--manager", required=True, metavar="NAME")
    clinic.add_argument("--time-zone", default="Europe/London")
    clinic.add_argument("--country", default="GB")


def _demo_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    demo = _add(commands, "demo", _demo, "serve a lit-up clinic of invented people", needs_django=False)
    demo.add_argument("--check", action="store_true", help="open every page as everybody, then stop")
    demo.add_argument("--port", type=int, default=8000)
    demo.add_argument("--folder", type=Path, default=Path("build/demo"))


def _content_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    content = _add(commands, "content", _content, "work on the library", needs_django=False)
    content.add_argument("what", choices=["lint", "schema", "publish", "coverage"])
    content.add_argument("--root", type=Path, help="another content folder")


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: object,
    summary: str,
    *,
    needs_django: bool = True,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=summary, description=summary)
    command.set_defaults(run=run, needs_django=needs_django)
    return command


def _setup(_: argparse.Namespace) -> None:
    from unhurried.config.commands.setup import set_up

    set_up(sys.stdout)


def _serve(_: argparse.Namespace) -> int:
    from unhurried.config.commands.serve import serve

    return serve(sys.stderr)


def _backup(chosen: argparse.Namespace) -> None:
    from unhurried.config.clock import now
    from unhurried.storage.backup import back_up

    back_up(into=chosen.into, keys_into=chosen.keys_into, at=now())
    print("Backed up and verified.")


def _restore(chosen: argparse.Namespace) -> None:
    from unhurried.storage.backup import restore

    restore(source=chosen.source, keys_from=chosen.keys_from)
    print("Restored and verified.")


def _verify(_: argparse.Namespace) -> int:
    from unhurried.people.acts import broken_entries

    broken = broken_entries()
    for entry_id in broken:
        print(f"{entry_id}: not as it was written")
    print(f"{len(broken)} changed." if broken else "Every audit entry is as it was written.")
    return 1 if broken else 0


def _notify(_: argparse.Namespace) -> None:
    from unhurried.config.commands.notify import notify

    notify(sys.stdout)


def _new_password(chosen: argparse.Namespace) -> None:
    from unhurried.config.clock import now
    from unhurried.people.services import replace_password

    password = replace_password(sign_in_name=chosen.sign_in_name.lower(), at=now())
    print(f"A new password, for {chosen.sign_in_name} alone:\n\n    {password}\n")


def _open_clinic(chosen: argparse.Namespace) -> None:
    from unhurried.config.commands.clinics import open_clinic

    open_clinic(
        sys.stdout,
        name=chosen.name,
        manager=chosen.manager,
        time_zone=chosen.time_zone,
        country=chosen.country.upper(),
    )


def _demo(chosen: argparse.Namespace) -> int:
    from unhurried.config.demo.command import check, run

    return check(chosen.folder, sys.stdout) if chosen.check else run(chosen.folder, chosen.port, sys.stdout)


def _content(chosen: argparse.Namespace) -> int:
    from unhurried.library import commands
    from unhurried.library.place import content_root

    chosen_command = {
        "lint": commands.lint_command,
        "schema": commands.schema_command,
        "publish": commands.publish_command,
        "coverage": commands.coverage_command,
    }
    return chosen_command[chosen.what](chosen.root or content_root(), sys.stdout)


if __name__ == "__main__":
    sys.exit(main())
