"""Printed pages, as PDF: what stands on them, and how they are set. Nothing of them is kept anywhere."""

from unhurried.web.paper.forms import PaperForm
from unhurried.web.paper.handouts import Printed, about_minutes, handout_of
from unhurried.web.paper.help_lines import help_lines_of
from unhurried.web.paper.note_sheets import note_sheet_of
from unhurried.web.paper.replies import printed_reply
from unhurried.web.paper.typesetting import Look, pdf_of

__all__ = [
    "Look",
    "PaperForm",
    "Printed",
    "about_minutes",
    "handout_of",
    "help_lines_of",
    "note_sheet_of",
    "pdf_of",
    "printed_reply",
]
