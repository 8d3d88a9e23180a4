"""Another embedding model by setting: loaded from its folder, searched with, and an index of the model before counts as behind."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpus.documents import Document, Evidence, Validity
from corpus.library import FileFacts, Library, Text
from corpus.provisions import Provision, ProvisionId
from corpus.settings import Settings
from search.dense import DenseEncoder
from search.model import Query
from search.service import Searcher

NUMBER = "43/2021/TT-BCA"
DAY = date(2026, 11, 21)
ARTICLES = {"20": "Lấy lời khai trẻ em ở nơi an toàn", "5": "Chuyển tin báo trong 24 giờ"}
SIZE = 16


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A folder with a Transformer of random weights that knows the words of the articles."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    special = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    words = sorted({word for text in ARTICLES.values() for word in text.lower().split()})
    vocabulary = {word: n for n, word in enumerate([*special.values(), *words])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        "[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=SIZE,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=SIZE,
        max_position_embeddings=64,
    )
    parts = tmp_path / "parts"
    BertModel(config).save_pretrained(parts)
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=64, **special).save_pretrained(parts)
    transformer = Transformer(str(parts))
    SentenceTransformer(modules=[transformer, Pooling(SIZE)], device="cpu").save(str(tmp_path / "model"))
    return tmp_path / "model"


@pytest.fixture
def library(settings: Settings) -> Library:
    """Two articles; of the phrasings, which every model encodes anew, the few of all tests."""
    library = Library.open(settings.database)
    validity = Validity(date(2021, 6, 8), effective_evidence=Evidence(f"{NUMBER} điều 9"))
    document = Document(NUMBER, "Thông tư", "Thân thiện", ("Bộ Công an",), issued=date(2021, 6, 8), validity=validity)
    units = tuple(
        Provision(ProvisionId.parse(f"{NUMBER} điều {n}"), f"Điều {n}. {heading}\n{heading}.", heading)
        for n, heading in ARTICLES.items()
    )
    library.store(FileFacts("a" * 64, "tt", "/tt", 1, "docx"), [Text(document, units)])
    return library


@pytest.mark.slow
def test_a_transformer_takes_the_place_of_the_shipped_model(
    library: Library, settings: Settings, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Searcher(library, settings)
    assert before.refresh() == len(ARTICLES)
    assert not before.behind()

    monkeypatch.setenv("KHOLUAT_EMBEDDING_MODEL", str(model))
    searcher = Searcher(library, Settings())
    assert searcher.dense.folder == model
    assert searcher.dense.dim == SIZE != before.dense.dim
    assert searcher.behind(), "the vectors of the model before are no use to this one"
    assert searcher.refresh() == len(ARTICLES)
    assert not searcher.behind()
    for article, heading in ARTICLES.items():
        assert str(searcher.search(Query(heading, DAY))[0].id) == f"{NUMBER} điều {article}"

    monkeypatch.delenv("KHOLUAT_EMBEDDING_MODEL")
    assert Searcher(library, Settings()).behind(), "the way back is a change too"


@pytest.mark.slow
def test_the_vectors_are_those_of_sentence_transformers(model: Path) -> None:
    from sentence_transformers import SentenceTransformer

    texts = list(ARTICLES.values())
    expected = SentenceTransformer(str(model), device="cpu").encode(texts, normalize_embeddings=True)
    encoder = DenseEncoder(model)
    np.testing.assert_allclose(encoder.encode(texts), expected, atol=1e-5)
    np.testing.assert_allclose(encoder.encode_query(texts[0]), expected[0], atol=1e-5)
    assert abs(float(expected[0] @ expected[1])) < 0.999, "the texts are told apart"
