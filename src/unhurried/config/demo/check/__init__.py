"""`unhurried demo --check`: every page that anybody in the demo can reach, opened in a real browser."""

from unhurried.config.demo.check.report import pages_are_well
from unhurried.config.demo.check.server import free_port, served

__all__ = ["free_port", "pages_are_well", "served"]
