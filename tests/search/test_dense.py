"""The dense encoder: shapes, the shipped model, and the same vectors as sentence-transformers gives."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import numpy as np
import pytest

from corpus.numbers import fold
from search.dense import SHIPPED, DenseEncoder, DenseModelError

TEXTS = [
    "Lấy lời khai người dưới 18 tuổi",
    "lay loi khai nguoi duoi 18 tuoi",
    "UỶ BAN nhân dân; hoà giải: Điều 5/2021\ncấp xã",
    unicodedata.normalize("NFD", "\u00d0iều kiện bảo vệ nạn nhân"),
    "xyzzyq",
    "",
]


@pytest.fixture(scope="module")
def encoder() -> DenseEncoder:
    return DenseEncoder()


def test_unit_vectors(encoder: DenseEncoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dim)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1, 1, 0, 0], abs=1e-5)
    assert encoder.encode([]).shape == (0, encoder.dim)
    np.testing.assert_allclose(encoder.encode_query(TEXTS[0]), vectors[0], atol=1e-6)


def test_order_and_batches_do_not_matter(encoder: DenseEncoder) -> None:
    many = [f"điều {i} về trẻ em" for i in range(1100)]
    np.testing.assert_allclose(encoder.encode(many)[[0, 600, 1099]], encoder.encode([many[0], many[600], many[1099]]))


@pytest.mark.parametrize(
    ("question", "near", "far"),
    [
        ("cháu bé bị xâm hại tình dục", "Người dưới 18 tuổi bị dâm ô, hiếp dâm", "Nộp thuế thu nhập doanh nghiệp"),
        ("hỏi cung", "Lấy lời khai bị can", "Giấy phép xây dựng nhà ở"),
        ("vợ chồng bỏ nhau", "Ly hôn, chấm dứt hôn nhân", "Đăng ký tàu biển"),
    ],
)
def test_meaning_without_shared_words(encoder: DenseEncoder, question: str, near: str, far: str) -> None:
    q, n, f = encoder.encode([question, near, far])
    assert q @ n > q @ f
    bare = encoder.encode_query(fold(question))
    assert bare @ n > bare @ f


def test_other_spelling_is_the_same_word(encoder: DenseEncoder) -> None:
    one, other = encoder.encode(["hòa giải ủy ban kĩ thuật", "hoà giải uỷ ban kỹ thuật"])
    assert one @ other > 0.999


@pytest.mark.slow
def test_same_vectors_as_sentence_transformers(encoder: DenseEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(SHIPPED), device="cpu")
    np.testing.assert_allclose(encoder.encode(TEXTS[:4]), model.encode(TEXTS[:4]), atol=1e-5)


@pytest.mark.slow
def test_any_other_model_goes_through_sentence_transformers(tmp_path: Path, encoder: DenseEncoder) -> None:
    """A module the numpy reader does not know hands the whole folder to sentence-transformers."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Dense, StaticEmbedding

    static = StaticEmbedding.load(str(SHIPPED))
    other = SentenceTransformer(modules=[static, Dense(encoder.dim, 8)], device="cpu")
    other.save(str(tmp_path / "model"))
    loaded = DenseEncoder(tmp_path / "model")
    assert loaded.dim == 8
    assert loaded.signature != encoder.signature
    expected = other.encode(TEXTS[:2], normalize_embeddings=True)
    np.testing.assert_allclose(loaded.encode(TEXTS[:2]), expected, atol=1e-5)
    np.testing.assert_allclose(loaded.encode_query(TEXTS[0]), expected[0], atol=1e-5)


def test_shipped_model_needs_no_torch() -> None:
    code = (
        "import sys; from search.dense import DenseEncoder; DenseEncoder().encode(['a']); print('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_missing_model_says_the_mend(tmp_path: Path) -> None:
    with pytest.raises(DenseModelError, match="KHOLUAT_EMBEDDING_MODEL"):
        DenseEncoder(tmp_path)


def test_damaged_model_says_the_mend(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "model")
    (tmp_path / "model" / "model.safetensors").write_bytes(b"\0" * 20)
    with pytest.raises(DenseModelError, match="KHOLUAT_EMBEDDING_MODEL"):
        DenseEncoder(tmp_path / "model").encode(["a"])


def test_shipped_files_are_small_and_hold_no_sentences() -> None:
    files = [p for p in SHIPPED.rglob("*") if p.is_file()]
    assert sum(p.stat().st_size for p in files) < 10_000_000
    tokens = [
        token for token, _ in json.loads((SHIPPED / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    ]
    assert len(tokens) > 10_000
    # syllables between marks, and words of two
    assert max(token.count("▁") for token in tokens) == 4


CUT = [
    ("Lời khai bị hại", ["lời khai", "bị hại"]),
    ("loi khai bi hai", ["loi khai", "bi hai"]),
    # a word does not go over a mark
    ("bị, hại", ["bị", "hại"]),
    ("  tạm\ngiam.  ", ["tạm giam"]),
    # the older way to set the tone mark
    ("hoà giải", ["hoà giải"]),
    # no syllable is cut
    ("tạm giamx", ["tạm", "giamx"]),
]


@pytest.mark.parametrize(("text", "tokens"), CUT)
def test_a_text_is_cut_into_words(text: str, tokens: list[str]) -> None:
    from tokenizers import Tokenizer

    cut = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
    found = cut.encode(text, add_special_tokens=False).tokens
    assert [token.strip("▁").replace("▁▁", " ") for token in found] == tokens
