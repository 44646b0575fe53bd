from tests.people import told, world

__all__ = ["told", "world"]
