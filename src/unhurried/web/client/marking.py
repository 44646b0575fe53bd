"""How a mark on one's own body is kept, and when one's own code is asked for first.

Whoever holds the phone may be somebody else. So with a code chosen, pages show no mark before it was typed; a
stricter word is taken as it is, and what would open something waits for the code. Alone, and without a
code, nothing is asked.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse

from unhurried.consent.queries import body_words_for, own_limits_for
from unhurried.core import disclosure
from unhurried.core.boundaries import Direction, Limit, Word, is_looser
from unhurried.homework import services
from unhurried.people.queries import partners_in, relationships_of
from unhurried.web.asking import Asked, act_of
from unhurried.web.client.forms.limits import MarkForm
from unhurried.web.client.plain_day import is_plain, reader_of
from unhurried.web.client.unlocking import code_asked, near

if TYPE_CHECKING:
    from unhurried.people.models import Client, Relationship


@dataclass(frozen=True, kw_only=True)
class Company:
    """Whom this person takes part with, as of the last posting, by id and in the order of names.

    `with_each`: the same by the relationships in which they do. `asks_code`: with others their words are
    behind the code, and alone once they chose one, also after they left.
    """

    with_each: Mapping["Relationship", Collection[str]]
    partners: Mapping[str, "Client"]
    names: Mapping[str, str]
    is_alone: bool
    asks_code: bool

    def relationships_with(self, other: str | None) -> "list[Relationship]":
        """Where a word about this one is concerned, or about anybody."""
        return [one for one, people in self.with_each.items() if not other or other in people]


@dataclass(frozen=True, kw_only=True)
class Own:
    """What a person said of their body, or nothing of it before their code."""

    is_hidden: bool
    limits: frozenset[Limit]
    words: Mapping[str, str]

    def limit_on(self, what: str, direction: str, other: str | None) -> Limit | None:
        return limit_on(self.limits, what, direction, other)


def company_of(request: Asked, viewer: "Client") -> Company:
    mine, here = relationships_of(viewer, now=request.now), near(request, viewer)
    each = partners_in(viewer, mine, now=request.now)
    partners = list({one.pk: one for people in each.values() for one in people}.values())
    request.keyring.prepare(partners, "name")
    named = sorted(((request.keyring.open(one, "name"), one) for one in partners), key=_by_name)
    return Company(
        with_each={one: [str(other.pk) for other in each[one.pk]] for one in mine},
        partners={str(one.pk): one for _name, one in named},
        names={str(one.pk): name for name, one in named},
        is_alone=not here.is_in_company,
        asks_code=here.keeps_behind_code(disclosure.Own.WORDS),
    )


def own_of(request: Asked, viewer: "Client", company: Company) -> Own:
    """Under the plain day, as for somebody who marked nothing: what is kept is asked for before."""
    if not _may_see(request, company) and not is_plain(request):
        return Own(is_hidden=True, limits=frozenset(), words={})
    viewer = reader_of(request, viewer)
    limits = own_limits_for(viewer, at=request.now, keyring=request.keyring)
    return Own(is_hidden=False, limits=limits, words=body_words_for(viewer, request.keyring))


def limit_on(limits: frozenset[Limit], what: str, direction: str, other: str | None) -> Limit | None:
    asked = what, direction, other or None
    return next((one for one in limits if (one.what, one.direction, one.other) == asked), None)


def keep_mark(
    request: Asked, viewer: "Client", company: Company, *, what: str, form: MarkForm
) -> HttpResponse | None:
    """Keep what was tapped. Gives the page that asks for the code where that comes first.

    Under the plain day nothing is loosened, and it is answered as if it were.
    """
    said = form.cleaned_data
    request.keyring.prepare_all_of("author", [viewer.pk])
    limits = own_limits_for(viewer, at=request.now, keyring=request.keyring)
    standing = limit_on(limits, what, said["direction"], said["other"])
    word = _word_to_keep(request, company, Word(said["word"]), standing, what)
    if word is None and is_plain(request):
        return None
    if word is None:
        asked = code_asked(request, viewer)
        if asked:
            return asked
        word = Word(said["word"])
    services.set_boundary(
        act_of(request, viewer.clinic_id),
        client=viewer,
        what=what,
        direction=Direction(said["direction"]),
        word=word,
        other=company.partners.get(said["other"]),
        keyring=request.keyring,
    )
    return None


def _word_to_keep(
    request: Asked, company: Company, word: Word, standing: Limit | None, what: str
) -> Word | None:
    """None: the code first. While marks are hidden, what is answered may not depend on what stands."""
    if _may_loosen(request, company):
        return word
    if not _may_see(request, company):
        words = [word, standing.word] if standing else [word]
        return max(words, key=lambda one: one.care) if word.is_no else None
    return None if is_looser(word, standing, what=what) else word


def _may_loosen(request: Asked, company: Company) -> bool:
    assert request.person is not None, "a client's page knows who asks"
    return not company.asks_code or request.person.is_unlocked(request.now)


def _may_see(request: Asked, company: Company) -> bool:
    assert request.person is not None, "a client's page knows who asks"
    return _may_loosen(request, company) or not request.person.account.private_code


def _by_name(named: tuple[str, "Client"]) -> str:
    return named[0].casefold()
