"""What a clinician may bring up with others of what one person told alone: the clinic's policy, plainly.

A policy that nobody was told of protects nobody: it is read before the first private word, and stands
wherever somebody writes to their clinician. No page shows it to the others, under either policy.
"""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from unhurried.people.models import Client

_POLICIES: Final = {
    "no_secrets": (
        gettext_lazy("This clinic keeps no secrets between people who are treated together."),
        gettext_lazy(
            "What you tell %(name)s alone, or write for %(name)s here, %(name)s may bring up with those you "
            "take part with."
        ),
        gettext_lazy("You can ask %(name)s what would happen with something before you tell it."),
    ),
    "limited_secrets": (
        gettext_lazy("At this clinic each person can tell things alone, within limits."),
        gettext_lazy(
            "What you tell %(name)s alone, or write for %(name)s here, %(name)s does not bring up with those "
            "you take part with, unless it falls under the limits that %(name)s explains to you."
        ),
        gettext_lazy("You can ask %(name)s about those limits before you tell something."),
    ),
}
_BESIDE_WORDS: Final = {
    "no_secrets": gettext_lazy(
        "No secrets at this clinic: %(name)s may bring it up with those you take part with."
    ),
    "limited_secrets": gettext_lazy(
        "Limited secrets at this clinic: %(name)s does not bring it up with those you take part with, "
        "but for the limits that %(name)s explains."
    ),
}


def policy_lines(viewer: "Client") -> list[str]:
    """The policy in full, for whoever has written nothing yet."""
    named = {"name": viewer.clinician.name}
    shown = _("Whatever the policy, no page here shows it to anybody you take part with.")
    return [*(str(line) % named for line in _POLICIES[viewer.clinic.secrets_policy]), shown]


def may_raise(viewer: "Client") -> str:
    """The same in a sentence, beside words that are for the clinician."""
    return former_words(viewer)[viewer.clinic.secrets_policy]


def former_words(viewer: "Client") -> dict[str, str]:
    """Each policy in a sentence, for what was written under another one."""
    return {policy: str(words) % {"name": viewer.clinician.name} for policy, words in _BESIDE_WORDS.items()}
