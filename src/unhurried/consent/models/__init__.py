"""What a person has said about their own limits and safety, and what people agreed not to do for now."""

from unhurried.consent.models.boundaries import (
    AgreementLine,
    BodyWords,
    Boundary,
    BoundaryAgreement,
    PauseAcceptance,
    PauseAgreement,
    PauseNotKept,
)
from unhurried.consent.models.safety import Caution, Concern, SafetyCheck, Switch
from unhurried.consent.models.worksheets import Worksheet

__all__ = [
    "AgreementLine",
    "BodyWords",
    "Boundary",
    "BoundaryAgreement",
    "Caution",
    "Concern",
    "PauseAcceptance",
    "PauseAgreement",
    "PauseNotKept",
    "SafetyCheck",
    "Switch",
    "Worksheet",
]
