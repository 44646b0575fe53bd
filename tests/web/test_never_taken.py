"""What is never taken in: no file, no picture, no sound, no place."""

from collections.abc import Iterator

from django import forms
from django.apps import apps
from django.conf import settings
from django.db import models

from tests.people import STRANGER, World, with_people
from unhurried.config.urls import urlpatterns

pytestmark = with_people
NEVER = ("camera", "microphone", "geolocation")


def every(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from every(one)


def takes_files(form: type[forms.BaseForm]) -> bool:
    return any(isinstance(field, forms.FileField) for field in getattr(form, "base_fields", {}).values())


def test_no_form_and_no_record_takes_a_file() -> None:
    assert urlpatterns, "all forms are known once the addresses are"
    house = [form for form in every(forms.BaseForm) if form.__module__.startswith("unhurried.")]
    assert len(house) > 40
    assert [form for form in house if takes_files(form)] == []
    assert settings.FILE_UPLOAD_HANDLERS == []
    fields = [field for model in apps.get_models() for field in model._meta.get_fields()]
    assert [field for field in fields if isinstance(field, models.FileField)] == []


class Planted(forms.Form):
    picture = forms.FileField()


def test_form_that_takes_a_file_is_found() -> None:
    assert takes_files(Planted)


def test_no_page_may_ask_for_a_picture_a_sound_or_a_place(world: World) -> None:
    for name, address in ((STRANGER, "/"), ("Ivo", "/c/"), ("Cleo", "/clinician/")):
        said = world.browser(name).get(address).headers["Permissions-Policy"]
        assert [what for what in NEVER if f"{what}=()" not in said] == []
