"""The national codification (Bộ pháp điển): one Markdown file a subject, many documents in each."""

from ingest.codification.reader import CodificationReader, is_codification, read_subject

__all__ = ["CodificationReader", "is_codification", "read_subject"]
