"""Changes to what people said of their limits and their safety. Acts, and parts of acts of homework."""

from unhurried.consent.services.boundaries import put_boundary, put_switch
from unhurried.consent.services.safety import CheckMade, put_concern, record_safety_check, see_concern

__all__ = [
    "CheckMade",
    "put_boundary",
    "put_concern",
    "put_switch",
    "record_safety_check",
    "see_concern",
]
