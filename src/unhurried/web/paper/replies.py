"""The reply to whoever prints."""

from django.http import HttpResponse

from unhurried.web.paper.forms import PaperForm
from unhurried.web.paper.handouts import Printed, handout_of
from unhurried.web.paper.note_sheets import note_sheet_of
from unhurried.web.paper.typesetting import pdf_of


def printed_reply(printed: Printed, form: PaperForm) -> HttpResponse:
    """Shown where it was asked for, under a name that says nothing, and stored by nobody on the way."""
    sheet = note_sheet_of(printed) if form.cleaned_data["what"] == "notes" else handout_of(printed)
    reply = HttpResponse(pdf_of(sheet, form.look), content_type="application/pdf")
    reply.headers["Content-Disposition"] = 'inline; filename="page.pdf"'
    reply.headers["Cache-Control"] = "no-store"
    return reply
