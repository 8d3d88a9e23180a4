"""How people ask for a provision: questions in our own words, one YAML file a document in ``phrasings/``.

Search matches a question against these beside the words of the law, in which people seldom ask. A phrasing is never shown as law and
states none: some hold a wrong presumption on purpose, as questions do.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, field_validator, model_validator

from corpus.catalogue import check_number, check_place
from corpus.provisions import ProvisionId
from corpus.yamlfiles import Strict, read_folder

FOLDER = Path(__file__).with_name("phrasings")


class Phrasings(Strict):
    """The questions of a document: ``asked`` leads from a place in it ("điều 5 khoản 1") to the questions it answers."""

    document: str
    asked: dict[str, tuple[str, ...]] = Field(min_length=1)

    _number = field_validator("document")(check_number)

    @model_validator(mode="after")
    def _places(self) -> Phrasings:
        for place in self.asked:
            check_place(self.document, place, ("asked", place))
        return self

    def questions(self) -> list[tuple[ProvisionId, str]]:
        """Every question with the provision that answers it."""
        return [
            (check_place(self.document, place), question)
            for place, questions in self.asked.items()
            for question in questions
        ]


def load_phrasings(folder: Path = FOLDER) -> tuple[list[Phrasings], list[str]]:
    """All phrasings of a folder and its problems in Vietnamese (file, place in the file, what is wrong)."""
    return read_folder(folder, Phrasings, "document")
