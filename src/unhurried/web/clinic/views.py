"""A clinic manager's pages: members, licences, policies, help-now entries, and who did what when."""

from dataclasses import fields, replace
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unhurried.core.discretion import PresetName
from unhurried.homework.queries.hearing import unread_in
from unhurried.homework.queries.refused import refused_in
from unhurried.people import services
from unhurried.people.queries import (
    audit_for,
    clinician_for,
    credential_for,
    crisis_entries_of,
    crisis_entry_for,
    due_in,
    mailed_at_work,
    may_cover,
    member_for,
    members_for,
)
from unhurried.web.asking import Asked, act_of, for_manager
from unhurried.web.clinic.audit_words import ANOTHER, RULE_WORDS, VERB_WORDS
from unhurried.web.clinic.discretion import GISTS, TITLES, outlooks
from unhurried.web.clinic.forms import (
    ROLES,
    ClinicForm,
    CredentialForm,
    CrisisEntryForm,
    MemberForm,
    PresetForm,
)
from unhurried.web.clinic.words import licence_words
from unhurried.web.words import check_words

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from unhurried.people.models import Clinician, Manager


@for_manager
def settings(request: Asked, viewer: "Manager") -> HttpResponse:
    kept = _kept(viewer.clinic, services.ClinicSettings)
    form = ClinicForm(request.POST or None, initial=kept, may_cover=may_cover(viewer))
    if form.is_valid():
        _change_clinic(request, viewer, form)
        return redirect("clinic:settings")
    named, fitting = viewer.clinic.covered_by, may_cover(viewer)
    context = {
        "here": "settings",
        "form": form,
        "unread": unread_in(viewer, now=request.now),
        "due": due_in(viewer),
        "beyond_scope": named.name if named and named not in fitting else "",
    }
    return render(request, "clinic/settings.html", context)


@for_manager
def discretion(request: Asked, viewer: "Manager") -> HttpResponse:
    """What each preset lets one person learn of another, and what it costs. Episodes keep theirs."""
    form = PresetForm(request.POST or None, initial={"preset": viewer.clinic.preset})
    if form.is_valid() and form.has_changed() and "is_sure" not in request.POST:
        return _preset_asked(request, viewer, form)
    if form.is_valid():
        _change_clinic(request, viewer, form)
        return redirect("clinic:discretion")
    context = {"here": "discretion", "form": form, "gists": GISTS, "titles": TITLES}
    context |= {"outlooks": outlooks()}
    return render(request, "clinic/discretion.html", context)


def _preset_asked(request: Asked, viewer: "Manager", form: PresetForm) -> HttpResponse:
    """Before another preset counts: for whom it does, and for whom it never will."""
    context = {
        "here": "discretion",
        "now": TITLES[PresetName(viewer.clinic.preset)],
        "chosen": form.cleaned_data["preset"],
        "then": TITLES[PresetName(form.cleaned_data["preset"])],
    }
    return render(request, "clinic/preset.html", context)


def _change_clinic(request: Asked, viewer: "Manager", form: ClinicForm | PresetForm) -> None:
    """What the form does not ask for stays as it is."""
    kept = services.ClinicSettings(**_kept(viewer.clinic, services.ClinicSettings))
    services.change_clinic(
        act_of(request, viewer.clinic_id),
        clinic=viewer.clinic,
        settings=replace(kept, **form.cleaned_data),
    )
    messages.success(request, _("Kept."))


@require_safe
@for_manager
def members(request: Asked, viewer: "Manager") -> HttpResponse:
    clinicians, managers = members_for(viewer)
    today = request.now.date()
    context = {
        "here": "members",
        "clinicians": [(one, licence_words(credential_for(one), today=today)) for one in clinicians],
        "managers": managers,
        "mailed": mailed_at_work(viewer.clinic_id),
        "roles": dict(ROLES),
        "zone": ZoneInfo(viewer.clinic.time_zone),
    }
    return render(request, "clinic/members.html", context)


@for_manager
def new_member(request: Asked, viewer: "Manager") -> HttpResponse:
    form = MemberForm(request.POST or None)
    if form.is_valid():
        act, name, role = (
            act_of(request, viewer.clinic_id),
            form.cleaned_data["name"],
            form.cleaned_data["role"],
        )
        if role == "manager":
            services.add_manager(act, name=name)
        else:
            services.add_clinician(act, name=name, discipline=role)
        return redirect("clinic:members")
    return render(request, "clinic/new_member.html", {"here": "members", "form": form})


def _member(viewer: "Manager", member_id: UUID) -> "Clinician | Manager":
    member = member_for(viewer, member_id)
    if member is None:
        raise Http404
    return member


@require_POST
@for_manager
def link(request: Asked, viewer: "Manager", member_id: UUID) -> HttpResponse:
    """Make and show a member's joining sheet, once."""
    member = _member(viewer, member_id)
    act = act_of(request, viewer.clinic_id)
    code = services.code_of(act)
    try:
        services.make_joining_link(act, person=member, code=code)
    except services.HasJoined:
        return redirect("clinic:members")
    context = {"here": "members", "member": member, "code": code, "days": services.LIVES_FOR.days}
    return render(request, "clinic/joining_sheet.html", context)


@for_manager
def credential(request: Asked, viewer: "Manager", member_id: UUID) -> HttpResponse:
    """A licence as somebody checked it. Each check is a new record; earlier ones stay."""
    member = clinician_for(viewer, member_id)
    if member is None:
        raise Http404
    as_known = _kept(credential_for(member), services.Licence) | {"checked_by": "", "checked_on": None}
    form = CredentialForm(request.POST or None, initial=as_known, today=request.now.date())
    if form.is_valid():
        services.record_credential(
            act_of(request, viewer.clinic_id), clinician=member, licence=services.Licence(**form.cleaned_data)
        )
        return redirect("clinic:members")
    return render(request, "clinic/credential.html", {"here": "members", "form": form, "member": member})


@require_safe
@for_manager
def crisis_entries(request: Asked, viewer: "Manager") -> HttpResponse:
    context = {
        "here": "crisis_entries",
        "entries": crisis_entries_of(viewer.clinic),
        "check_words": partial(check_words, today=request.now.date()),
    }
    return render(request, "clinic/crisis_entries.html", context)


@for_manager
def crisis_entry(request: Asked, viewer: "Manager", entry_id: UUID | None = None) -> HttpResponse:
    entry = crisis_entry_for(viewer, entry_id) if entry_id else None
    if entry_id and entry is None:
        raise Http404
    form = CrisisEntryForm(request.POST or None, initial=_kept(entry, services.CrisisLine))
    if form.is_valid():
        line = services.CrisisLine(**form.cleaned_data)
        services.put_crisis_entry(act_of(request, viewer.clinic_id), line=line, entry=entry)
        return redirect("clinic:crisis_entries")
    context = {"here": "crisis_entries", "form": form, "entry": entry}
    return render(request, "clinic/crisis_entry.html", context)


def _kept(row: object, shape: type["DataclassInstance"]) -> dict[str, Any]:
    """What a form begins with: the row's own values, or nothing where there is no row yet."""
    return {field.name: getattr(row, field.name) for field in fields(shape)} if row else {}


@require_POST
@for_manager
def remove_crisis_entry(request: Asked, viewer: "Manager", entry_id: UUID) -> HttpResponse:
    entry = crisis_entry_for(viewer, entry_id)
    if entry is None:
        raise Http404
    services.remove_crisis_entry(act_of(request, viewer.clinic_id), entry=entry)
    return redirect("clinic:crisis_entries")


@require_safe
@for_manager
def audit(request: Asked, viewer: "Manager") -> HttpResponse:
    """Who did what when. There is no content in it to show, but what a rule refused."""
    entries = audit_for(viewer)
    context = {
        "here": "audit",
        "entries": entries,
        "refused": refused_in(viewer, entries),
        "rules": RULE_WORDS,
        "verbs": VERB_WORDS,
        "another": ANOTHER,
        "zone": ZoneInfo(viewer.clinic.time_zone),
    }
    return render(request, "clinic/audit.html", context)
