"""A lit-up clinic of invented people, written by the same services that the pages use."""
