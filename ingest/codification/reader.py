"""The Haystack component that reads one subject of the national codification as the many documents it holds."""

from __future__ import annotations

from haystack import component

from ingest.codification.assemble import assemble
from ingest.codification.scan import BODY_MARK, INDEX_MARK, split_subject
from ingest.source import IngestError, ParsedDocument, SourceText


def is_codification(text: str) -> bool:
    """Whether a Markdown text is a subject of the codification: it has its marks and at least one codified source line."""
    return BODY_MARK in text and INDEX_MARK in text and "có hiệu lực" in text


def read_subject(text: str, file: str) -> list[ParsedDocument]:
    """All documents of one subject. ``text``: the file as read, front matter included; ``file``: its name, for evidence.

    IngestError if the text holds no codified article.
    """
    subject = split_subject(text)
    if not subject.entries:
        raise IngestError(
            f"{file}: không thấy điều pháp điển nào (dạng “Điều 37.7.TT.8.5. …”). Kiểm tra lại tệp có phải đề mục của"
            " Bộ pháp điển, còn nguyên phần “## VĂN BẢN” hay không."
        )
    return assemble(subject, file)


@component
class CodificationReader:
    """Reads a subject of the codification into its documents.

    >>> # CodificationReader().run(source)["documents"] -> list[ParsedDocument], one per document number
    """

    @component.output_types(documents=list[ParsedDocument])
    def run(self, source: SourceText) -> dict[str, list[ParsedDocument]]:
        """``source.pages`` joined is the file's text; offsets in the provisions count from its first character."""
        text = "".join(page.text for page in source.pages)
        return {"documents": read_subject(text, source.path.name)}
