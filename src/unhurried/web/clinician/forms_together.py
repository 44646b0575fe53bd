"""Forms about people together: safety records, releases, versions, and somebody who joins."""

from datetime import date, timedelta
from typing import Any, ClassVar, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from unhurried.web.clinician.forms import (
    ADULT,
    CHOOSE,
    COMMUNICATION_WAYS,
    day_field,
    longer,
    needs,
    not_ahead,
    set_choices,
    set_regions,
)

LONGEST: Final = timedelta(days=366)
USUAL_REVIEW: Final = timedelta(weeks=8)
MOST: Final = 6
"""How many are treated together at most."""
OUTCOMES = [
    ("current", _("No reason found to wait")),
    ("follow_up", _("Follow up first")),
    ("not_suitable", _("Not suitable for touch together now")),
]
PRESENCE = [("alone", _("Alone with them")), ("together", _("Somebody else was there"))]


class SafetyForm(forms.Form):
    """What was asked and what it came to. It never says that somebody is out of danger."""

    checked_on = day_field(_("Asked on"))
    presence = forms.ChoiceField(
        label=_("How you spoke"),
        choices=PRESENCE,
        widget=forms.RadioSelect,
        error_messages=needs(_("Please say whether you were alone with them.")),
    )
    tool = forms.CharField(
        label=_("Tool, with its version"),
        help_text=_("Leave it empty if you asked in your own words."),
        max_length=120,
        required=False,
    )
    outcome = forms.ChoiceField(
        label=_("What it came to"),
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages=needs(_("Please choose what it came to.")),
    )
    review_on = day_field(
        _("To be looked at again on"),
        required=False,
        help_text=_(
            "Left empty: eight weeks from now, where you found no reason to wait. Else, when you follow up."
        ),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["checked_on"].initial = today

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        checked_on, review_on = found.get("checked_on"), found.get("review_on")
        if checked_on and checked_on > self.today:
            self.add_error("checked_on", _("Please choose a day that has been."))
        if review_on is None and "review_on" not in self.errors:
            self._set_usual_review(found)
        if review_on and not timedelta(0) < review_on - self.today <= LONGEST:
            self.add_error("review_on", _("Please choose a day that is still to come, within a year."))
        if found.get("outcome") == "current" and found.get("presence") == "together":
            self.add_error("outcome", _("This can only come out of a conversation alone with them."))
        return found

    def _set_usual_review(self, found: dict[str, Any]) -> None:
        if found.get("outcome") == "current":
            found["review_on"] = self.today + USUAL_REVIEW
        else:
            self.add_error("review_on", _("Please choose the day on which you follow up."))


class AsOfForm(forms.Form):
    """As of when something was read: what came in meanwhile stays unread."""

    as_of = forms.DateTimeField()


class CloseForm(forms.Form):
    """A part is closed beside an open concern only by somebody who says of each that they know of it."""

    known = forms.TypedMultipleChoiceField(
        label=_("Or close it all the same"), coerce=UUID, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, concerns: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "known", [(str(pk), words) for pk, words in concerns])


class EndingForm(forms.Form):
    """What stays with people once their care has ended; and what is left open on purpose, said of each."""

    kept = forms.TypedMultipleChoiceField(
        label=_("What stays open to them"),
        help_text=_("Words, and what each does alone. What you leave out leaves their pages."),
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    farewell = longer(
        _("A sheet to keep: your words for all of them"),
        help_text=_("Each of them reads the same. It may stay empty."),
    )
    known = forms.TypedMultipleChoiceField(
        label=_("Or close it all the same"), coerce=UUID, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        keepable: list[tuple[UUID, str]],
        unheard: list[tuple[UUID, str]],
        is_for_several: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if not is_for_several:
            self.fields["kept"].help_text = _("What you leave out leaves their pages.")
            self.fields["farewell"].label = _("A sheet to keep: your words for them")
            self.fields["farewell"].help_text = _("It may stay empty.")
        set_choices(self, "kept", [(str(pk), words) for pk, words in keepable])
        self.fields["kept"].initial = [str(pk) for pk, _title in keepable]
        set_choices(self, "known", [(str(pk), words) for pk, words in unheard])


class HeardForm(forms.Form):
    """What is still open may have been said aloud: then the clinician says when."""

    heard_on = day_field(_("Heard in the appointment on"))

    def __init__(self, *args: Any, today: date, is_asked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if not is_asked:
            del self.fields["heard_on"]

    def clean_heard_on(self) -> date:
        return not_ahead(self.cleaned_data["heard_on"], self.today)


class VersionForm(forms.Form):
    version = forms.ChoiceField(label=_("Version for everyone"), error_messages=CHOOSE)

    def __init__(self, *args: Any, versions: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "version", versions)


class CommunicationForm(forms.Form):
    communication = forms.ChoiceField(
        label=_("How they let one another know"),
        choices=COMMUNICATION_WAYS,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )


class ArrangerForm(forms.Form):
    arranged_by = forms.ChoiceField(label=_("Who arranges it"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "arranged_by", [("", _("Each in turn")), *people])


class SureForm(forms.Form):
    """Only somebody sure asks whoever is treated together with others already, or would rather not."""

    whom: ClassVar[str]
    is_sure = forms.BooleanField(
        label=_("I have spoken of it with them alone, and they want to be asked."), required=False
    )

    def __init__(
        self,
        *args: Any,
        people: list[tuple[str, str]],
        in_company: set[UUID],
        declined: set[UUID],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.named = people
        self.in_company = {str(pk) for pk in in_company}
        self.declined = {str(pk) for pk in declined}

    @property
    def with_others(self) -> list[str]:
        """Names of those among the chosen who are treated together with others already."""
        return self._chosen_among(self.in_company)

    @property
    def would_rather_not(self) -> list[str]:
        """Names of those among the chosen who said so when they were asked last."""
        return self._chosen_among(self.declined)

    @property
    def asks_once_more(self) -> bool:
        return bool(self.with_others or self.would_rather_not)

    def _chosen_among(self, ids: set[str]) -> list[str]:
        said = self[self.whom].value() if self.is_bound else ()
        chosen = {said} if isinstance(said, str) else set(said or ())
        return [name for pk, name in self.named if pk in chosen & ids]

    def clean_is_sure(self) -> bool:
        if self.asks_once_more and not self.cleaned_data["is_sure"]:
            raise forms.ValidationError(_("Please say that you have spoken of it, or choose otherwise."))
        return bool(self.cleaned_data["is_sure"])


class BringTogetherForm(SureForm):
    """People in care who are asked to be treated together."""

    whom = "people"
    people = forms.MultipleChoiceField(
        label=_("Who"),
        widget=forms.CheckboxSelectMultiple,
        error_messages=needs(_("Please choose two to six people.")),
    )
    goal = longer(_("What they would like, in their words"))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, people=people, **kwargs)
        set_choices(self, "people", people)

    def clean_people(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["people"]
        if not 2 <= len(chosen) <= MOST:
            raise forms.ValidationError(_("Please choose two to six people."))
        return chosen


class AskForm(SureForm):
    whom = "client"
    client = forms.ChoiceField(label=_("Somebody in your care"), widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, people=people, **kwargs)
        set_choices(self, "client", people)


class JoinsForm(forms.Form):
    name = forms.CharField(
        label=_("Name, as you call them"),
        max_length=120,
        error_messages=needs(_("Please write the name by which you call them.")),
    )
    region = forms.ChoiceField(
        label=_("Where they say they are"),
        help_text=_("Your licence has to hold there."),
        error_messages=CHOOSE,
    )
    is_adult_attested = forms.BooleanField(
        label=_("I know who this is, and that they are an adult."), error_messages=ADULT
    )

    def __init__(self, *args: Any, regions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_regions(self, "region", regions)
