"""From a file to its documents: a Haystack pipeline of readers, cleaning, identification and structure.

``parse_file`` runs it for one file; ``ingest.batch`` runs it for many and stores the results.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from haystack import Pipeline, component
from haystack.core.errors import PipelineRuntimeError

from corpus.documents import Document
from corpus.settings import Settings, get_settings
from ingest.attributes import parse_attributes
from ingest.cleaning import Cleaner
from ingest.codification import CodificationReader
from ingest.finals import read_finals
from ingest.identify import Identifier
from ingest.readers.sniff import read
from ingest.source import CleanText, IngestError, ParsedDocument, SourceText
from ingest.structure import parse_structure

# A file that cannot be read is an ordinary outcome here; Haystack would print how it failed to keep a snapshot of it.
logging.getLogger("haystack.utils.base_serialization").setLevel(logging.CRITICAL)


@component
class FileReader:
    """Reads a file with the reader its content calls for and sends it down the branch for its layout."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or get_settings()

    @component.output_types(single=SourceText, codification=SourceText, attributes=SourceText)
    def run(self, path: str) -> dict[str, SourceText]:
        """Read ``path``; IngestError if it cannot be read."""
        source = read(Path(path), self.settings)
        if source.reader == "codification":
            return {"codification": source}
        if parse_attributes(source) is not None:
            return {"attributes": source}
        return {"single": source}


@component
class AttributePage:
    """A saved attribute page: facts about a document, without its text."""

    @component.output_types(documents=list[ParsedDocument])
    def run(self, source: SourceText) -> dict[str, list[ParsedDocument]]:
        """One document without provisions."""
        parsed = parse_attributes(source)
        return {"documents": [parsed] if parsed else []}


@component
class Structurer:
    """Cuts a clean text into provisions and reads its final articles."""

    @component.output_types(documents=list[ParsedDocument])
    def run(self, source: SourceText, clean: CleanText, document: Document) -> dict[str, list[ParsedDocument]]:
        """One parsed document for one file."""
        return {"documents": [structure_document(source, clean, document)]}


def structure_document(source: SourceText, clean: CleanText, document: Document) -> ParsedDocument:
    """Provisions, validity and relations of one document, with every warning met on the way."""
    provisions, warnings = parse_structure(clean, document.number, document.kind)
    finals = read_finals(document, provisions)
    validity = document.validity if finals.validity.effective is None else finals.validity
    return ParsedDocument(
        document=replace(
            document,
            validity=validity,
            relations=(*document.relations, *finals.relations),
            remarks=(*document.remarks, *finals.remarks),
        ),
        provisions=provisions,
        as_of=document.issued,
        validities={str(pid): v for pid, v in finals.partial.items()},
        removed=clean.removed,
        warnings=tuple(dict.fromkeys((*source.warnings, *document.remarks, *finals.remarks, *warnings))),
    )


@lru_cache(maxsize=1)
def parse_pipeline() -> Pipeline:
    """The pipeline of one file; ``parse_pipeline().draw(...)`` shows it."""
    pipeline = Pipeline()
    pipeline.add_component("reader", FileReader())
    pipeline.add_component("cleaner", Cleaner())
    pipeline.add_component("identifier", Identifier())
    pipeline.add_component("structurer", Structurer())
    pipeline.add_component("codification", CodificationReader())
    pipeline.add_component("attributes", AttributePage())
    pipeline.connect("reader.single", "cleaner.source")
    pipeline.connect("reader.single", "identifier.source")
    pipeline.connect("reader.single", "structurer.source")
    pipeline.connect("cleaner.clean", "identifier.clean")
    pipeline.connect("cleaner.clean", "structurer.clean")
    pipeline.connect("identifier.document", "structurer.document")
    pipeline.connect("reader.codification", "codification.source")
    pipeline.connect("reader.attributes", "attributes.source")
    return pipeline


def parse_file(path: Path) -> list[ParsedDocument]:
    """All documents of one file; IngestError, in Vietnamese, if there is none to be had."""
    try:
        results = parse_pipeline().run(
            {"reader": {"path": str(path)}}, include_outputs_from={"reader"}, snapshot_callback=lambda snapshot: None
        )
    except PipelineRuntimeError as error:
        if isinstance(error.__cause__, IngestError):
            raise error.__cause__ from None
        raise
    branch, source = next(iter(results["reader"].items()))
    reader = "attributes" if branch == "attributes" else source.reader
    pages = len(source.pages) if source.pages[0].number is not None else 0
    documents = [
        replace(d, reader=reader, pages=pages) for result in results.values() for d in result.get("documents", ())
    ]
    if not documents:
        raise IngestError("Không tìm thấy văn bản nào trong tệp. Hãy kiểm tra tệp có nội dung chữ hay không.")
    return documents
