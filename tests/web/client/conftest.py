from tests.web.client.agreeing import pair

__all__ = ["pair"]
