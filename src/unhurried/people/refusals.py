"""What a command may refuse; known without Django, so that it can be said in one line."""


class NoSuchAccount(Exception):
    """Nobody signs in with that name."""
