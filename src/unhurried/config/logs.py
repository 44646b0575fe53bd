"""Logs carry where something went wrong, never what anybody wrote."""

import logging
import traceback
from types import TracebackType


class IdsOnly(logging.Formatter):
    """Level, logger, the message's fixed part, and for an error its type and the lines it passed through.

    The arguments of a message, the text of an exception and local variables are left out: any of them may
    hold somebody's words.
    """

    def format(self, record: logging.LogRecord) -> str:
        head = f"{self.formatTime(record)} {record.levelname} {record.name} {record.msg}"
        if not record.exc_info or record.exc_info[0] is None:
            return head
        kind, _, trace = record.exc_info
        return "\n".join([head, kind.__qualname__, *_places(trace)])


def _places(trace: TracebackType | None) -> list[str]:
    return [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
