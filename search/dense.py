"""Dense vectors: the small model that ships, or any other sentence-transformers model, loaded offline.

The shipped model is a ``StaticEmbedding`` (a vector a syllable, averaged, made unit length). It is read here with numpy and
tokenizers alone, which gives the same vectors as ``SentenceTransformer(folder)`` (a test holds that) without the seconds that
importing torch costs a command line. Other models go through sentence-transformers.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: The model that ships with the code.
SHIPPED = Path(__file__).parent / "model_files"

_STATIC = "StaticEmbedding"
_PLAIN_MODULES = {_STATIC, "Normalize"}
_CHUNK = 512  # texts at a time: bounds memory to some 100 MB for long articles


class DenseModelError(RuntimeError):
    """The dense model cannot be loaded; the message says why and how to mend it, in Vietnamese."""


class DenseEncoder:
    """Turns texts into unit vectors.

    :param folder: A folder in sentence-transformers' format; None: the shipped model. It is never looked for on the network.

    >>> DenseEncoder().encode(["lấy lời khai người dưới 18 tuổi"]).shape == (1, DenseEncoder().dim)
    True
    """

    def __init__(self, folder: Path | str | None = None) -> None:
        self.folder = Path(folder) if folder else SHIPPED
        if not (self.folder / "modules.json").is_file():
            raise DenseModelError(
                f"Không có mô hình sentence-transformers trong {self.folder} (thiếu modules.json). Hãy sửa KHOLUAT_EMBEDDING_MODEL "
                "thành thư mục của mô hình đã tải về, hoặc bỏ trống để dùng mô hình đi kèm."
            )

    @cached_property
    def signature(self) -> str:
        """Name and fingerprint of the model: an index made by another model must be rebuilt.

        Small files count whole, large ones by size and their first megabyte, so that a model of gigabytes costs no seconds.
        """
        digest = hashlib.sha256()
        for path in sorted(
            p for p in self.folder.rglob("*") if p.suffix in {".json", ".safetensors", ".bin", ".model", ".txt"}
        ):
            digest.update(f"{path.relative_to(self.folder).as_posix()}:{path.stat().st_size}\n".encode())
            with path.open("rb") as file:
                digest.update(file.read(1 << 20))
        return f"{self.folder.name}-{digest.hexdigest()[:16]}"

    @property
    def dim(self) -> int:
        """Size of a vector."""
        return self._model.dim

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of shape (len(texts), dim), float32, unit length; a text with no known syllable gives zeros."""
        if not texts:
            return np.empty((0, self.dim), np.float32)
        return self._model.encode(list(texts))

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """The vector of one question, shape (dim,). Models trained with prompts get theirs for questions."""
        return self._model.encode_query(text)

    @cached_property
    def _model(self) -> _Static | _SentenceTransformer:
        modules = json.loads((self.folder / "modules.json").read_text(encoding="utf-8"))
        kinds = [m["type"].rsplit(".", 1)[-1] for m in modules]
        try:
            if kinds[0] == _STATIC and set(kinds) <= _PLAIN_MODULES:
                return _Static(self.folder / modules[0].get("path", ""))
            return _SentenceTransformer(self.folder)
        except (
            Exception
        ) as error:  # safetensors, tokenizers and torch each raise their own, some of them bare Exception
            raise DenseModelError(
                f"Không nạp được mô hình trong {self.folder}: {error}. Hãy tải lại mô hình, hoặc bỏ KHOLUAT_EMBEDDING_MODEL để "
                "dùng mô hình đi kèm."
            ) from error


class _Static:
    """A mean of token vectors, made unit length."""

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        weights = load_file(folder / "model.safetensors")
        if "embedding.weight" in weights:
            vectors = weights["embedding.weight"].astype(np.float32)
        else:  # model2vec's way, which sentence-transformers reads too: small integers, and a factor a row
            vectors = weights["embeddings"].astype(np.float32)
            if "mapping" in weights:
                vectors = vectors[weights["mapping"].astype(np.int64)]
            if "weights" in weights:
                vectors = vectors * weights["weights"].astype(np.float32)[:, None]
        self._vectors: NDArray[np.float32] = vectors
        self.dim = int(vectors.shape[1])

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        result = np.zeros((len(texts), self.dim), np.float32)
        for start in range(0, len(texts), _CHUNK):
            encodings = self._tokenizer.encode_batch(texts[start : start + _CHUNK], add_special_tokens=False)
            for row, encoding in enumerate(encodings, start=start):
                if encoding.ids:
                    # The direction of the mean is the direction of the sum.
                    result[row] = self._vectors[encoding.ids].sum(axis=0)
        return _unit(result)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        return self.encode([text])[0]


class _SentenceTransformer:
    """Any other model, through sentence-transformers."""

    def __init__(self, folder: Path) -> None:
        # Set before the import: the libraries read them once. Nothing leaves the machine.
        for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
            os.environ[name] = "1"
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        from sentence_transformers import SentenceTransformer

        self._model: Any = SentenceTransformer(str(folder), local_files_only=True)
        self.dim = len(self._model.encode("a", show_progress_bar=False))

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        return _unit(np.asarray(self._model.encode_document(texts, show_progress_bar=False), np.float32))

    def encode_query(self, text: str) -> NDArray[np.float32]:
        return _unit(np.asarray(self._model.encode_query([text], show_progress_bar=False), np.float32))[0]


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(norms > 0, norms, 1)).astype(np.float32)
