"""How much every house holds, so that all of them are measured on the same."""

from typing import Final

CLIENTS: Final = 8
EXERCISES: Final = 10
PURPOSE: Final = "To notice what is there, for a few minutes, and to leave it as it is."
NOTE: Final = "What was there today. " * 47
"""1,034 characters."""
