"""Readers: one Haystack component a format, each turning a file into a ``SourceText``."""
