"""Looking for something in the library: what was typed, as the rules take it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from unhurried.core.finding import MANY, Sought, languages_of
from unhurried.core.vocabulary import Level, Scope
from unhurried.web.asking import Asked
from unhurried.web.clinician.forms import set_choices
from unhurried.web.clinician.library_words import CONCERN_WORDS, MODALITY_WORDS, SCOPE_WORDS
from unhurried.web.clinician.room import is_in_room

if TYPE_CHECKING:
    from unhurried.homework.queries.clinician import Shelved

PEOPLE: Final = [("", _("Any number")), ("1", _("One")), ("2", _("Two")), (str(MANY), _("Three or more"))]
MINUTES: Final = [
    ("", _("Any length")),
    *((str(minutes), _("At most %(count)d minutes") % {"count": minutes}) for minutes in (5, 10, 20, 30, 60)),
]
LEVEL_WORDS: Final = {
    Level.L0: _("L0, words"),
    Level.L1: _("L1, near, without touch"),
    Level.L2: _("L2, first touch"),
    Level.L3: _("L3, all but chest and personal areas"),
    Level.L4: _("L4, with them"),
    Level.L5: _("L5, touch of one another at once"),
    Level.L6: _("L6, joined and still"),
    Level.L7: _("L7, as they choose"),
    Level.S0: _("S0, alone, without touch"),
    Level.S1: _("S1, alone, own skin"),
    Level.S2: _("S2, alone, with personal areas"),
    Level.S3: _("S3, alone, inside"),
}


def _one_of(label: Any, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, help_text=help_text, required=False)


class FindForm(forms.Form):
    """Sent by its address, so that a search can be kept, and gone back to. What it cannot read leaves all in.

    `concern`: for the clinician's eyes alone, so it is not asked while somebody sits beside the screen.
    """

    q = forms.CharField(
        label=_("Look for"),
        help_text=_("From the title, the purpose, what else it is called, or anywhere in its text."),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    concern = _one_of(_("Concern"))
    modality = _one_of(_("Kind"))
    people = _one_of(_("For how many"))
    minutes = _one_of(_("Smallest version"), _("What fits whole comes first."))
    level = _one_of(_("Level"))
    scope = _one_of(_("Scope"))
    language = _one_of(_("Language"))

    def __init__(self, *args: Any, languages: list[str], is_in_room: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        any_of = [("", _("Any"))]
        set_choices(self, "concern", [*any_of, *CONCERN_WORDS.items()])
        set_choices(self, "modality", [*any_of, *MODALITY_WORDS.items()])
        set_choices(self, "people", PEOPLE)
        set_choices(self, "minutes", MINUTES)
        set_choices(self, "level", [*any_of, *((level.value, words) for level, words in LEVEL_WORDS.items())])
        set_choices(self, "scope", [*any_of, *((scope.name, words) for scope, words in SCOPE_WORDS.items())])
        set_choices(self, "language", [*any_of, *((one, _named(one)) for one in languages)])
        if is_in_room:
            del self.fields["concern"]

    @property
    def filters(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name != "q"]

    @property
    def is_narrowed(self) -> bool:
        return any(self.data.get(bound.html_name) for bound in self.filters)

    @property
    def is_sought(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    @property
    def has_words(self) -> bool:
        return bool(self.data.get("q", "").strip())

    @property
    def sought(self) -> Sought:
        self.full_clean()
        said = {name: words for name, words in self.cleaned_data.items() if words}
        return Sought(
            words=said.get("q", ""),
            concern=said.get("concern", ""),
            modality=said.get("modality", ""),
            people=int(said["people"]) if "people" in said else None,
            minutes=int(said["minutes"]) if "minutes" in said else None,
            level=Level(said["level"]) if "level" in said else None,
            scope=Scope[said["scope"]] if "scope" in said else None,
            language=said.get("language", ""),
        )


def _named(language: str) -> str:
    """As its own speakers call it."""
    return str(LANG_INFO.get(language, {}).get("name_local", language))


def find_form(request: Asked, shelf: "Iterable[Shelved]") -> FindForm:
    languages = languages_of(exercise for _item, exercise in shelf)
    return FindForm(request.GET, languages=languages, is_in_room=is_in_room(request))
