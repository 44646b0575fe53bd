from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from tests.bench.floors.plain.models import Assignment, Note


class NoteForm(forms.Form):
    text = forms.CharField(max_length=50_000, widget=forms.Textarea)


@login_required
def today(request: HttpRequest) -> HttpResponse:
    mine = Assignment.objects.filter(client=request.user, let_go_at=None).order_by("position")
    return render(request, "today.html", {"cards": mine.select_related("exercise"), "now": now()})


@login_required
def note(request: HttpRequest) -> HttpResponse:
    form = NoteForm(request.POST or None)
    if form.is_valid():
        Note.objects.create(author=request.user, text=form.cleaned_data["text"])
        messages.success(request, "Kept.")
        return redirect("today")
    return render(request, "note.html", {"form": form})
