"""What can be said on a client's pages, by what it is about."""
