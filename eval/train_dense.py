"""Trains the small dense model that ships: one vector a syllable, averaged (sentence-transformers' ``StaticEmbedding``).

    python -m eval.train_dense --home DIR --out search/model_files

The library of DIR holds the official texts. Training pairs, with no label by hand but the project's own phrasings:

- heading of an article -> a stretch of its text (what a question is to its answer);
- heading of an article -> text of an article the codification calls related ("Điều này có nội dung liên quan đến …");
- a stretch of an article -> another stretch of it;
- a phrasing (``corpus.phrasings``) -> the clause that answers it, with the article's heading; -> another phrasing of that article.
  One in six is left to ``eval.train_ranker``, which must see how the model does on questions it was not trained on.

The loss is sentence-transformers' MultipleNegativesRankingLoss, both directions: the other pairs of a batch are the wrong answers
(van den Oord et al., 2018, arXiv:1807.03748, eq. 4). Phrasings come in batches of their own, so that each is told from the other
clauses of the field. Vectors start from a truncated SVD of the syllable-article matrix (latent semantic analysis), so a few epochs
on two CPU cores are enough. A share of the questions loses its accents, so that unaccented questions find vectors of their own.
What is saved: rows in int8 with one scale a row, a tokenizer, and the module list; no sentence.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.library import Library
from corpus.library.schema import ProvisionRow, Witness
from corpus.phrasings import load_phrasings
from corpus.provisions import VERBATIM, ProvisionId
from eval.dense_vocabulary import Ids, Vocabulary, tokenizer_of, vocabulary
from eval.home import open_application
from search.encoding import clauses

SEED = 2026
#: One phrasing in so many is not trained on.
LEFT_TO_RANKER = 6
BATCH, LEARNING_RATE, SCALE = 512, 0.03, 14.0


@dataclass
class Article:
    """One article as training material. ``clauses``: path below it -> words; ``related``: places in the list of articles."""

    pid: str
    heading: str
    text: str
    clauses: dict[str, str]
    related: list[int] = field(default_factory=list)


def left_to_ranker(question: str) -> bool:
    """Whether a phrasing is kept out of the dense model's training for the ranker's."""
    return hashlib.sha256(question.encode()).digest()[0] % LEFT_TO_RANKER == 0


def read_articles(library: Library) -> list[Article]:
    """The articles whose official words the library holds, with the codification's links between them."""
    query = (
        select(ProvisionRow)
        .join(Witness, Witness.id == ProvisionRow.witness_id)
        .where(ProvisionRow.preferred, Witness.origin == VERBATIM, Witness.current, ProvisionRow.level == "ARTICLE")
        .order_by(ProvisionRow.pid)
    )
    articles: list[Article] = []
    codified: dict[str, int] = {}
    with Session(library.engine) as session:
        for row in session.scalars(query):
            if len(row.text) <= 40:
                continue
            if row.codified:
                codified[row.codified] = len(articles)
            parts = {path: row.text[start:end] for path, start, end in row.portions}
            articles.append(Article(row.pid, row.heading, row.text, parts))
    for source, target in library.codified_links():
        if source in codified and target in codified:
            articles[codified[source]].related.append(codified[target])
    return articles


def lsa(bags: list[Ids], size: int, dim: int) -> NDArray[np.float32]:
    """Starting vectors: right singular vectors of the TF-IDF matrix, times IDF so that rare syllables weigh more in a mean."""
    from scipy.sparse import csr_matrix
    from sklearn.preprocessing import normalize
    from sklearn.utils.extmath import randomized_svd

    rows = np.repeat(np.arange(len(bags)), [len(b) for b in bags])
    matrix = csr_matrix((np.ones(len(rows), np.float32), (rows, np.concatenate(bags))), shape=(len(bags), size))
    matrix.sum_duplicates()
    idf = np.log((1 + len(bags)) / (1 + np.bincount(matrix.indices, minlength=size))).astype(np.float32)
    matrix.data = (1 + np.log(matrix.data)) * idf[matrix.indices]
    _, values, right = randomized_svd(normalize(matrix), n_components=dim, n_iter=3, random_state=SEED)
    start = right.T / np.sqrt(values)
    start /= np.abs(start).std() * 10
    start[0] = 0  # the unknown token says nothing
    return (start * idf[:, None]).astype(np.float32)


@dataclass(frozen=True)
class Asked:
    """A phrasing as syllable ids, the article it is asked of, and the clause that answers it."""

    question: Ids
    article: int
    clause: Ids


class Pairs:
    """Draws training pairs (question side, text side) as syllable ids."""

    def __init__(
        self,
        articles: list[Article],
        headings: list[Ids],
        texts: list[Ids],
        asked: list[Asked],
        unaccented: Ids,
        seed: int,
    ) -> None:
        self._headings, self._texts, self._asked, self._unaccented = headings, texts, asked, unaccented
        self._rng = np.random.default_rng(seed)
        self._related = [(i, n) for i, a in enumerate(articles) for n in a.related[:6]]
        self._beside: dict[int, list[int]] = {}
        for n, phrasing in enumerate(asked):
            self._beside.setdefault(phrasing.article, []).append(n)

    def batches(self, train: Ids, asked: Ids, size: int) -> Iterator[tuple[list[Ids], list[Ids]]]:
        """One pass over the articles and two over the phrasings, in random order; what does not fill a batch is left out."""
        parts = [(self._pair, self._rng.permutation(train))] + [
            (self._answer, self._rng.permutation(asked)) for _ in range(2) if len(asked) >= size
        ]
        starts = [(draw, order[n : n + size]) for draw, order in parts for n in range(0, len(order) - size + 1, size)]
        for which in self._rng.permutation(len(starts)):
            draw, chosen = starts[which]
            pairs = [draw(int(i)) for i in chosen]
            yield [self._worn(a) for a, _ in pairs], [b for _, b in pairs]

    def _pair(self, i: int) -> tuple[Ids, Ids]:
        draw = self._rng.random()
        if draw < 0.2 and self._related:
            i, other = self._related[self._rng.integers(len(self._related))]
            return self._headings[i], np.concatenate([self._headings[other], self._stretch(other, 150, 151)])
        if draw < 0.4:
            return self._stretch(i, 8, 30), np.concatenate([self._headings[i], self._stretch(i, 60, 200)])
        return self._headings[i], self._stretch(i, 40, 250)

    def _answer(self, n: int) -> tuple[Ids, Ids]:
        phrasing = self._asked[n]
        draw = self._rng.random()
        if draw < 0.2:
            beside = self._beside[phrasing.article]
            return phrasing.question, self._asked[beside[self._rng.integers(len(beside))]].question
        if draw < 0.5:
            return phrasing.question, self._texts[phrasing.article][:600]
        return phrasing.question, np.concatenate([self._headings[phrasing.article], phrasing.clause])

    def _stretch(self, i: int, shortest: int, longest: int) -> Ids:
        text, length = self._texts[i], int(self._rng.integers(shortest, longest))
        start = int(self._rng.integers(0, max(1, len(text) - length + 1)))
        return text[start : start + length]

    def _worn(self, ids: Ids) -> Ids:
        """As people type: one in five without accents, one syllable in ten left out."""
        if self._rng.random() < 0.2:
            ids = self._unaccented[ids]
        return ids[self._rng.random(len(ids)) > 0.1] if len(ids) > 3 else ids


def train(
    articles: list[Article], phrasings: list[tuple[ProvisionId, str]], vocab: Vocabulary, dim: int, epochs: int
) -> tuple[NDArray[np.float32], dict[str, float]]:
    """Rows of the vocabulary (len(vocab), dim), and what was measured on articles kept out of the pairs."""
    import torch
    from torch.nn import functional

    torch.manual_seed(SEED)
    cut = tokenizer_of(vocab)

    def encode(texts: list[str]) -> list[Ids]:
        return [vocab.canonical[e.ids or [0]] for e in cut.encode_batch(texts, add_special_tokens=False)]

    headings, texts = encode([a.heading for a in articles]), encode([a.text for a in articles])
    where = {a.pid: i for i, a in enumerate(articles)}
    placed = [(pid, question, where[str(pid.unit())]) for pid, question in phrasings if str(pid.unit()) in where]
    words = []
    for pid, _, i in placed:
        path = str(pid)[len(articles[i].pid) :].strip()
        words.append(articles[i].clauses.get(path, articles[i].text))
    asked = [
        Asked(question, i, answer[:300])
        for (_, _, i), question, answer in zip(placed, encode([q for _, q, _ in placed]), encode(words), strict=True)
    ]
    unaccented = vocab.bare
    # Every third article once more without accents, so that unaccented rows start near their accented ones.
    whole = [np.concatenate(pair) for pair in zip(headings, texts, strict=True)]
    for phrasing in asked:  # what people say stands in no law: it is learnt from the texts it asks for
        whole[phrasing.article] = np.concatenate([whole[phrasing.article], phrasing.question])
    start = lsa(whole + [unaccented[b] for b in whole[::3]], len(vocab.tokens), dim)
    embedding = torch.nn.EmbeddingBag.from_pretrained(torch.from_numpy(start), freeze=False, mode="mean", padding_idx=0)

    def vectors(bags: list[Ids]) -> torch.Tensor:
        offsets = np.cumsum([0, *(len(b) for b in bags[:-1])])
        return functional.normalize(embedding(torch.from_numpy(np.concatenate(bags)), torch.from_numpy(offsets)), dim=1)

    kept_out = np.arange(len(articles)) % 40 == 7
    pairs = Pairs(articles, headings, texts, asked, unaccented, SEED)
    train_ids = np.flatnonzero(~kept_out & np.array([bool(a.heading) for a in articles]))
    # phrasings of one article in twenty are kept out of training and measured
    asked_out = np.array([a.article % 20 == 3 for a in asked], bool)
    asked_in = np.flatnonzero(~asked_out)
    optimizer = torch.optim.Adam(embedding.parameters(), lr=LEARNING_RATE)
    size = min(BATCH, len(train_ids))
    steps = epochs * (len(train_ids) // size + 2 * (len(asked_in) // size))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1.0, (s + 1) / 50) * (1 - s / steps))
    for epoch in range(epochs):
        total = 0.0
        for questions, answers in pairs.batches(train_ids, asked_in, size):
            scores = vectors(questions) @ vectors(answers).T * SCALE
            right = torch.arange(size)
            loss = (functional.cross_entropy(scores, right) + functional.cross_entropy(scores.T, right)) / 2
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1}/{epochs}: loss {total * epochs / steps:.3f}", flush=True)
    found = _measured(vectors, headings, texts, asked, np.flatnonzero(kept_out), asked_out, unaccented)
    return embedding.weight.detach().numpy().copy(), found


def _measured(
    vectors: Callable[[list[Ids]], Any],
    headings: list[Ids],
    texts: list[Ids],
    asked: list[Asked],
    kept_out: NDArray[np.intp],
    asked_out: NDArray[np.bool_],
    unaccented: Ids,
) -> dict[str, float]:
    """How well headings, headings without accents and phrasings that were kept out of training find their articles among all."""
    import torch

    found: dict[str, float] = {}
    with torch.no_grad():
        documents = vectors(texts)

        def ranks(questions: list[Ids], own: list[int]) -> Any:
            scores = vectors(questions) @ documents.T
            return (scores > scores[torch.arange(len(own)), torch.tensor(own)][:, None]).sum(dim=1) + 1

        for name, change in (("", np.arange(len(unaccented))), ("_unaccented", unaccented)):
            found_at = ranks([change[headings[i]] for i in kept_out], kept_out.tolist())
            found[f"mrr{name}"] = float((1 / found_at).mean())
            found[f"recall_at_10{name}"] = float((found_at <= 10).float().mean())
        held = [a for a, out in zip(asked, asked_out, strict=True) if out]
        if held:
            found_at = ranks([a.question for a in held], [a.article for a in held])
            found["recall_at_10_asked"] = float((found_at <= 10).float().mean())
    return found


def save(folder: Path, vocab: Vocabulary, rows: NDArray[np.float32]) -> None:
    """Writes a folder that ``SentenceTransformer(folder)`` loads: int8 rows with a factor each, tokenizer, module list."""
    from safetensors.numpy import save_file

    rows = rows[vocab.canonical]
    scale = np.maximum(np.abs(rows).max(axis=1), 1e-9) / 127
    folder.mkdir(parents=True, exist_ok=True)
    save_file(
        {"embeddings": np.round(rows / scale[:, None]).astype(np.int8), "weights": scale.astype(np.float32)},
        folder / "model.safetensors",
    )
    (folder / "model.safetensors").chmod(0o644)  # the library writes it for its owner alone
    tokenizer_of(vocab).save(str(folder / "tokenizer.json"), pretty=False)
    package = "sentence_transformers.sentence_transformer.modules"
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": f"{package}.StaticEmbedding"},
        {"idx": 1, "name": "1", "path": "1_Normalize", "type": f"{package}.Normalize"},
    ]
    (folder / "1_Normalize").mkdir(exist_ok=True)
    (folder / "1_Normalize" / "config.json").write_text("{}\n", encoding="utf-8")
    (folder / "modules.json").write_text(json.dumps(modules, indent=2) + "\n", encoding="utf-8")
    config = {"model_type": "SentenceTransformer", "similarity_fn_name": "cosine", "prompts": {}}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Trains and saves; prints how long it took and how well it finds articles it did not see."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="where var/ lives (default: KHOLUAT_HOME)")
    parser.add_argument("--out", type=Path, required=True, help="folder of the model")
    parser.add_argument("--dim", type=int, default=256)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--vocabulary", type=int, default=8_000)
    parser.add_argument("--pairs", type=int, default=12_000)
    options = parser.parse_args()
    begun = time.monotonic()
    articles = read_articles(open_application(options.home).library)
    if not articles:
        raise SystemExit("kho chưa có điều luật nào; hãy nạp văn bản trước: kholuat ingest THƯ_MỤC")
    phrasings = [
        (pid, question)
        for of_document in load_phrasings()[0]
        for pid, question in of_document.questions()
        if not left_to_ranker(question)
    ]
    texts = [[s for c in clauses(f"{a.heading}\n{a.text}") for s in c] for a in articles]
    spoken = [[s for c in clauses(question) for s in c] for _, question in phrasings]
    vocab = vocabulary(texts + spoken, options.vocabulary, options.pairs)
    print(f"{len(articles)} articles, {len(phrasings)} phrasings, {len(vocab.tokens)} tokens", flush=True)
    rows, found = train(articles, phrasings, vocab, options.dim, options.epochs)
    save(options.out, vocab, rows)
    print(json.dumps({"seconds": round(time.monotonic() - begun), **{k: round(v, 3) for k, v in found.items()}}))


if __name__ == "__main__":
    main()
