from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import CharField, DateTimeField, QuerySet, UUIDField
from django.test.utils import CaptureQueriesContext

from unhurried.people.models import Clinic, Clinician, JoiningLink
from unhurried.storage.prepared import Given, Prepared, PreparedAmong

KIT, ELI = "Kit, met here only", "Eli, met here only"
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def link_of(name: str, *, made_at: datetime = NOW) -> JoiningLink:
    clinic = Clinic.objects.create(name=f"{name}'s clinic", time_zone="Europe/London", country="GB")
    clinician = Clinician.objects.create(clinic=clinic, name=name, discipline="coach")
    return JoiningLink.objects.create(
        clinic=clinic, clinician=clinician, code_mac=uuid4().bytes, made_at=made_at, expires_at=NOW
    )


def links() -> "QuerySet[JoiningLink]":
    named = JoiningLink.objects.filter(
        clinician__name=Given("name", CharField()), made_at__lte=Given("at", DateTimeField())
    )
    return named.select_related("clinician__clinic", "client").order_by("-made_at")


def test_a_prepared_query_gives_what_the_same_queryset_gives() -> None:
    kit, _eli = link_of(KIT), link_of(ELI)
    link_of(KIT, made_at=NOW + timedelta(days=1))
    ask = Prepared(links)

    (found,) = ask(name=KIT, at=NOW)

    assert found == kit
    assert (found.pk, found.clinic_id, found.made_at) == (kit.pk, kit.clinic_id, kit.made_at)
    assert bytes(found.code_mac) == kit.code_mac


def test_a_prepared_query_brings_related_rows_along_without_asking_again() -> None:
    link_of(KIT)

    (found,) = Prepared(links)(name=KIT, at=NOW)

    with CaptureQueriesContext(connection) as asked:
        assert found.clinician and found.clinician.clinic.name == f"{KIT}'s clinic"
        assert found.client is None
    assert len(asked) == 0


def test_each_question_is_answered_with_its_own_values_in_one_query() -> None:
    kit, eli = link_of(KIT), link_of(ELI)
    ask = Prepared(links)
    ask(name=KIT, at=NOW)

    with CaptureQueriesContext(connection) as asked:
        told = [ask(name=name, at=NOW) for name in (KIT, ELI, "Jo' OR 1=1 --")]

    assert told == [[kit], [eli], []]
    assert len(asked) == 3


def test_a_value_that_was_not_told_is_an_error() -> None:
    with pytest.raises(KeyError):
        Prepared(links)(name=KIT)


def test_deferred_fields_stay_deferred() -> None:
    kit = link_of(KIT)
    rows = Prepared(lambda: JoiningLink.objects.filter(pk=Given("id", UUIDField())).defer("code_mac"))

    (found,) = rows(id=kit.pk)

    assert found.get_deferred_fields() == {"code_mac"}
    assert bytes(found.code_mac) == kit.code_mac


def among(ids: list[Any]) -> "QuerySet[JoiningLink]":
    found = JoiningLink.objects.filter(pk__in=ids, made_at__lte=Given("at", DateTimeField()))
    return found.order_by("made_at")


def test_as_many_as_are_asked_for_are_found_in_one_query_each_time() -> None:
    early, late = link_of(KIT, made_at=NOW - timedelta(days=1)), link_of(ELI)
    ask = PreparedAmong(among)
    wanted: list[list[UUID]] = [[late.pk, early.pk], [late.pk], [late.pk, uuid4(), early.pk], []]

    with CaptureQueriesContext(connection) as asked:
        told = [ask(ids, at=NOW) for ids in wanted]

    assert told == [[early, late], [late], [early, late], []]
    assert len(asked) == 3
