"""Sentences written for those who do not work with the law: pupils, teachers, members of the women's union. Each has its provision.

Items and notes speak the language of who carries out a procedure; where that does not suit the listener, these say the same rule
from the listener's side. They were written from the provisions they name; ``eval.training_report`` sets their figures beside them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import Field, field_validator

from assist.training.material import Piece
from assist.training.model import Audience
from assist.training.topics import Topic
from assist.training.words import content, covered
from corpus.notes import Modality
from corpus.provisions import ProvisionId
from corpus.yamlfiles import Strict, read_file

FILE = Path(__file__).with_name("plain_words.yaml")
#: How near a sentence lies that suits every topic.
_GENERAL = 0.45


class PlainWords(Strict):
    """One sentence. ``fits``: codes of procedures and numbers of documents whose lessons it belongs to, "chung" for any lesson;
    ``words``: what it is about, beside its own words; ``imperative``: for the list of dos (``do``) and don'ts.
    """

    code: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    audience: tuple[Audience, ...] = Field(min_length=1, alias="for")
    fits: tuple[str, ...] = Field(min_length=1)
    group: str = Field(min_length=1)
    text: str = Field(min_length=1)
    basis: tuple[str, ...] = Field(min_length=1)
    who: str = ""
    modality: Modality | None = None
    imperative: str = ""
    do: bool = True
    limit: str = ""
    words: str = ""
    weight: float = Field(default=1.0, gt=0, le=2)
    merged: tuple[str, ...] = ()  # documents whose amendments its words already contain

    @field_validator("basis")
    @classmethod
    def _canonical(cls, basis: tuple[str, ...]) -> tuple[str, ...]:
        for text in basis:
            pid = ProvisionId.parse(text)
            if not pid.path or str(pid) != text:
                raise ValueError(f"căn cứ {text!r} phải là mã điều khoản chuẩn, như '53/2024/QH15 điều 22 khoản 1'.")
        return basis

    def provisions(self) -> tuple[ProvisionId, ...]:
        return tuple(ProvisionId.parse(text) for text in self.basis)


class _File(Strict):
    sentences: tuple[PlainWords, ...]


@cache
def plain_words() -> tuple[PlainWords, ...]:
    """All sentences that ship. ValueError if the file was broken."""
    data, problems = read_file(FILE, _File)
    if data is None:
        raise ValueError(f"{FILE.name}: {' '.join(problems)}")
    return data.sentences


def plain_pieces(topic: Topic, audience: Audience) -> list[Piece]:
    """The sentences for an audience that belong to a topic, in the order of the file; none if only general ones would."""
    documents = frozenset(pid.document for pid in (*topic.named, *topic.close))
    pieces = []
    near = False
    for place, sentence in enumerate(plain_words()):
        if audience not in sentence.audience:
            continue
        close = _close(topic, sentence, documents)
        near |= close > _GENERAL
        if close > 0:
            pieces.append(_piece(sentence, place, close))
    return pieces if near else []


def _close(topic: Topic, sentence: PlainWords, documents: frozenset[str]) -> float:
    if set(sentence.fits) & set(topic.checklists):
        return 1.0
    if set(sentence.fits) & documents:
        return 0.9
    if content(topic.words) and covered(topic.words, f"{sentence.words} {sentence.text}") >= 0.7:
        return 0.8
    return _GENERAL if "chung" in sentence.fits else 0.0


def _piece(sentence: PlainWords, place: int, close: float) -> Piece:
    return Piece(
        key=f"loi-thuong.{sentence.code}",
        text=sentence.text,
        provisions=sentence.provisions(),
        order=(place,),
        group=sentence.group,
        close=close,
        weight=sentence.weight,
        who=sentence.who,
        modality=sentence.modality,
        limit=sentence.limit,
        imperative=sentence.imperative,
        do=sentence.do,
        merged=sentence.merged,
    )
