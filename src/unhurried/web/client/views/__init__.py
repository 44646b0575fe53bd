"""A client's pages, by what they are about."""
