"""The tokens of the dense model: what becomes a word of two syllables, and how a text is cut."""

from __future__ import annotations

import pytest

from eval.dense_vocabulary import spellings, tokenizer_of, vocabulary

#: Two syllables that mostly stand together, two that meet by chance, and one that is rare.
TEXTS = [
    *[["tạm", "giam"]] * 60,
    *[["và", other] for other in ("tội", "án", "tù", "hòa", "giải") for _ in range(45)],
    *[["tội", "và"], ["án", "và"], ["tù", "và"]] * 45,
    *[["hiếm"]] * 3,
]


def test_what_stands_together_more_than_by_chance_is_a_word() -> None:
    found = vocabulary(TEXTS, size=100, pairs=100)
    assert "tạm giam" in found.tokens
    assert "và tội" not in found.tokens
    assert "hiếm" not in found.tokens
    assert found.tokens[0] == "[UNK]"
    # without accents too, with a row of its own
    number = found.tokens.index("tạm giam")
    assert found.tokens[found.bare[number]] == "tam giam"
    # another spelling shares the row
    assert found.tokens[found.canonical[found.tokens.index("hoà")]] == "hòa"


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Tạm giam", ["tạm giam"]),
        ("tạm, giam", ["tạm", "giam"]),
        ("TAM GIAM", ["tam giam"]),
        # what has no token is unknown whole, though its beginning has one
        ("tạmx giam", ["tạmx", "giam"]),
    ],
)
def test_how_a_text_is_cut(text: str, tokens: list[str]) -> None:
    cut = tokenizer_of(vocabulary(TEXTS, size=100, pairs=100)).encode(text, add_special_tokens=False)
    assert [token.strip("▁").replace("▁▁", " ") for token in cut.tokens] == tokens
    assert [number == 0 for number in cut.ids] == [token == "tạmx" for token in tokens]


def test_other_spellings_of_a_word() -> None:
    assert spellings("hòa giải") == ["hoà giải"]
    assert spellings("tạm giam") == []
