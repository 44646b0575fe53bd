"""What an author is told before anybody reads: form, words, order and promises of the whole library."""

from pathlib import Path

from unhurried.library.findings import Finding
from unhurried.library.lint import (
    graph,
    helplines,
    leaflets,
    lengths,
    levels,
    naming,
    order,
    pages,
    published,
    titles,
    vocabulary,
    wording,
    words,
)
from unhurried.library.loading import read_shelf

RULES = (
    graph.ids, graph.references, graph.circles, graph.endings,
    order.requirements, order.ways_back,
    vocabulary.known_words, vocabulary.version_numbers, vocabulary.also_called,
    words.present, words.short_enough, wording.kind, wording.easy, titles.discreet, titles.discreet_addresses,
    naming.by_title,
    lengths.steps_whole, lengths.shared_screens, lengths.words_shown,
    lengths.versions_fit, lengths.smallest, levels.limits,
    pages.names, pages.english, pages.length, pages.for_anybody, leaflets.sources, leaflets.beside,
    helplines.numbers_have_a_source, helplines.words_hold_no_number,
    published.unchanged,
)  # fmt: skip


def lint(root: Path) -> list[Finding]:
    """Everything found in `root`, in order of file and line. An empty list: ready to publish."""
    shelf = read_shelf(root)
    return sorted({*shelf.faults, *(finding for rule in RULES for finding in rule(shelf))})
