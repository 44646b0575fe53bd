"""A clinician's pages, by what they are about."""
