"""The floors, the one clock, and what a template may hold.

Each check is also run on a copy of the house with faults in it, and has to find every one of them.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[1]
BIN: Final = Path(sys.executable).parent

PLANTED: Final[Mapping[str, str]] = {
    "people/planted.py": "from unhurried.homework import services\nimport cryptography\n",
    "core/planted.py": "import os\n",
    "web/planted.py": "import typst\n",
    "web/client/planted.py": "from unhurried.web.clinician import urls\n"
    "from unhurried.people.models import Client\n"
    "from unhurried.homework.queries.clinician import caseload_for\n",
    "web/clinician/planted.py": "from unhurried.homework.queries.client import journal_for\n",
    "homework/queries/client/planted.py": "from unhurried.homework.queries.clinician import caseload_for\n",
    "homework/planted.py": "from datetime import UTC, date, datetime\n\nfrom django.utils import timezone\n\n"
    "NOW = [datetime.now(UTC), date.today(), timezone.now()]\n",
}


def run(*command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {"PATH": str(BIN), "PYTHONPATH": str(cwd / "src"), **environment}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)


def broken_contracts(house: Path) -> list[str]:
    report = run(str(BIN / "lint-imports"), "--no-cache", cwd=house, NO_COLOR="1", COLUMNS="200").stdout
    assert re.search(r"Contracts: \d+ kept, \d+ broken", report), report
    return sorted(re.findall(r"^(\S.*?) BROKEN", report, flags=re.MULTILINE))


def contracts(house: Path) -> list[str]:
    settings = tomllib.loads((house / "pyproject.toml").read_text())
    return sorted(contract["name"] for contract in settings["tool"]["importlinter"]["contracts"])


def clocks_read(house: Path) -> list[str]:
    """Where the clock is read below `config`, as file and line."""
    command = (str(BIN / "ruff"), "check", "--no-cache", "--select=TID251", "--output-format=concise", "src")
    report = run(*command, cwd=house).stdout
    return re.findall(r"^src/unhurried/(\S+?:\d+):\d+: TID251", report, flags=re.MULTILINE)


@pytest.fixture(scope="module")
def faulty_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = tmp_path_factory.mktemp("house")
    shutil.copytree(
        ROOT / "src/unhurried", house / "src/unhurried", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "pyproject.toml", house)
    for name, text in PLANTED.items():
        (house / "src/unhurried" / name).write_text(text)
    return house


def test_imports_keep_every_contract() -> None:
    assert broken_contracts(ROOT) == []


def test_every_contract_is_broken_by_a_fault_made_for_it(faulty_house: Path) -> None:
    assert broken_contracts(faulty_house) == contracts(ROOT)


def test_clock_is_read_in_config_alone() -> None:
    assert clocks_read(ROOT) == []


def test_clock_read_elsewhere_is_found(faulty_house: Path) -> None:
    assert clocks_read(faulty_house) == [f"homework/planted.py:{line}" for line in (5, 5, 5)]


TEMPLATES: Final = {
    str(path.relative_to(ROOT)): path.read_text() for path in sorted((ROOT / "src/unhurried").rglob("*.html"))
}
NOT_IN_A_TEMPLATE: Final[Mapping[str, str]] = {
    "a style of its own": r"<style|\sstyle\s*=",
    "a script of its own": r"<script(?![^>]*\ssrc=)|javascript:",
    "a handler of its own": r"<[^>]*\son[a-z]+\s*=",
    "something from elsewhere": r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//",
    "unescaped words": r"\|\s*safe\b|autoescape\s+false|Markup\(",
}


FORM: Final = re.compile(r"<form[^>]*method=\"post\".*?(?:</form>|\Z)", re.DOTALL | re.IGNORECASE)


def faults_in(template: str) -> list[str]:
    """What a page of ours never holds: the content policy would refuse it, or somebody's words would run."""
    patterns = NOT_IN_A_TEMPLATE.items()
    found = [what for what, pattern in patterns if re.search(pattern, template, re.IGNORECASE)]
    forms = FORM.findall(template)
    found += ["a form that is no act" for form in forms if "act_fields(" not in form]
    return found + ["a form that is filled in again" for form in forms if 'autocomplete="off"' not in form]


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_holds_nothing_it_may_not(name: str) -> None:
    assert faults_in(TEMPLATES[name]) == []


def test_templates_are_there() -> None:
    audiences = {name.split("/")[3] for name in TEMPLATES if "/web/" in name}
    assert audiences == {"account", "client", "clinic", "clinician", "components", "public"}


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        ("<style>p {}</style>", "a style of its own"),
        ('<p class="x" style="color: red">', "a style of its own"),
        ("<script>go()</script>", "a script of its own"),
        ('<script type="module">go()</script>', "a script of its own"),
        ('<a href="javascript:go()">', "a script of its own"),
        ('<button class="x" onclick="go()">', "a handler of its own"),
        ('<img src="https://elsewhere.example/x.png">', "something from elsewhere"),
        ('<form method="get" action="//elsewhere.example/">', "something from elsewhere"),
        ("{{ words|safe }}", "unescaped words"),
        ('<form method="post" autocomplete="off"><button>Keep</button></form>', "a form that is no act"),
        (
            '<form method="post" autocomplete="off">{{ csrf }}</form> {{ act_fields() }}',
            "a form that is no act",
        ),
        ('<form method="post">{{ act_fields() }}</form>', "a form that is filled in again"),
    ],
)
def test_fault_in_a_template_is_found(template: str, fault: str) -> None:
    assert faults_in(template) == [fault]


@pytest.mark.parametrize(
    "template",
    [
        '<form method="post" action="{{ url("x") }}" autocomplete="off">{{ act_fields() }}</form>',
        '<script type="module" src="{{ static("js/forms.js") }}"></script>',
        '<form method="get" action="{{ url("clinician:library") }}">',
        "<p>Lie down on a mat = a blanket, once only.</p>",
    ],
)
def test_template_without_a_fault_is_let_be(template: str) -> None:
    assert faults_in(template) == []
