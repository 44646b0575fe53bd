"""Guides: the words of an exercise or pathway. One `## key` heading per text, Markdown below it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from unhurried.library.findings import Finding


@dataclass(frozen=True, kw_only=True)
class Guide:
    """`lines` says where each key's heading stands."""

    name: str
    language: str
    texts: Mapping[str, str]
    lines: Mapping[str, int]
    faults: tuple[Finding, ...]

    def finding(self, rule: str, message: str, key: str = "") -> Finding:
        return Finding(self.name, self.lines.get(key, 1), rule, message)


def read_guide(path: Path, name: str) -> Guide:
    texts: dict[str, str] = {}
    lines: dict[str, int] = {}
    faults: list[Finding] = []
    for line, key, text in _parts(path.read_text(encoding="utf-8")):
        if not key:
            faults.append(Finding(name, line, "guide", "words stand before the first `## key` heading"))
        elif key in texts:
            faults.append(Finding(name, line, "guide", f"`{key}` stands here twice"))
        else:
            texts[key], lines[key] = text, line
    language = path.name.split(".")[1]
    return Guide(name=name, language=language, texts=texts, lines=lines, faults=tuple(faults))


def _parts(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, key and text of each part; the key is empty for words above the first heading."""
    start, key, body = 1, "", list[str]()
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("## "):
            body.append(line)
            continue
        if key or any(map(str.strip, body)):
            yield start, key, "\n".join(body).strip()
        start, key, body = number, line.removeprefix("## ").strip(), []
    if key or any(map(str.strip, body)):
        yield start, key, "\n".join(body).strip()
