"""Reads of homework. What a client's pages read and what a clinician's read lie apart, and never meet."""
