from uuid import UUID

from django import forms


class SecretForm(forms.Form):
    mark = forms.ChoiceField(choices=[("yes", ""), ("no", "")])

    @property
    def is_secret(self) -> bool:
        return bool(self.cleaned_data["mark"] == "yes")


class NotesForm(SecretForm):
    practice = forms.UUIDField()
    client = forms.UUIDField()

    @property
    def whose(self) -> dict[str, UUID]:
        return {"practice_id": self.cleaned_data["practice"], "author_id": self.cleaned_data["client"]}
