"""One contract for both engines, and the embedded engine's generations with real processes."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from qdrant_client import QdrantClient

from corpus.settings import Settings
from search.encoding import encode_document, encode_query
from search.index import DEFAULT_FUSION, Fusion, Index, IndexFilter, IndexPoint, IndexUnusableError, open_index
from search.index.edge import EdgeIndex
from search.index.server import ServerIndex

DIM = 8
TEXTS = {
    1: ("1/2020/QH14", "Luật", ("Quốc hội",), "Lấy lời khai trẻ em"),
    2: ("1/2020/QH14", "Luật", ("Quốc hội",), "Bảo vệ trẻ em trên mạng"),
    3: ("2/2021/TT-BCA", "Thông tư", ("Bộ Công an",), "Phân công điều tra viên"),
    4: ("3/2022/TTLT", "Thông tư liên tịch", ("Bộ Công an", "Bộ Y tế"), "Giám định trẻ em bị xâm hại"),
    5: ("4/2023/NĐ-CP", "Nghị định", ("Chính phủ",), "Hỗ trợ nạn nhân bị mua bán"),
}


def vector(seed: int) -> np.ndarray:
    values = np.random.default_rng(seed).normal(size=DIM).astype(np.float32)
    return values / np.linalg.norm(values)


def point(key: int, text: str | None = None) -> IndexPoint:
    document, kind, issuers, words = TEXTS.get(key, ("9/2024/QĐ", "Quyết định", ("Bộ Y tế",), f"khoản thứ {key}"))
    return IndexPoint(
        key, document, kind, issuers, f"{document} điều {key}", vector(key), encode_document("", text or words)
    )


def find(index: Index, question: str, dense: int = 99, limit: int = 10, only: IndexFilter | None = None) -> list[int]:
    return [s.id for s in index.hybrid(vector(dense), encode_query(question), limit, only)]


def breaking_off(last: int) -> Iterator[IndexPoint]:
    """Enough points for a full batch to be on its way, then an error."""
    yield from (point(last) for _ in range(600))
    raise InterruptedError


Maker = Callable[..., Index]


@pytest.fixture(params=["edge", "server"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Maker]:
    """Opens the same index again and again, as restarts of the program do."""
    opened: list[Index] = []
    client = QdrantClient(":memory:") if request.param == "server" else None

    def opener(dim: int = DIM, signature: str = "m1", fusion: Fusion = DEFAULT_FUSION) -> Index:
        index: Index = (
            ServerIndex(client, dim, signature, fusion)
            if client
            else EdgeIndex(tmp_path / "index", dim, signature, fusion)
        )
        opened.append(index)
        return index

    yield opener
    for index in opened:
        index.close()


@pytest.fixture
def index(make: Maker) -> Index:
    index = make()
    index.upsert(map(point, TEXTS), "r1")
    return index


def test_nothing_built_yet(make: Maker) -> None:
    index = make()
    assert index.revision() is None
    assert index.count() == 0
    assert index.ids() == set()
    assert find(index, "trẻ em") == []


def test_build_and_reopen(make: Maker, index: Index) -> None:
    for opened in (index, make()):
        assert opened.revision() == "r1"
        assert opened.count() == 5
        assert opened.ids() == set(TEXTS)
        assert find(opened, "lấy lời khai trẻ em", dense=1)[0] == 1


def test_scores_tell_where_a_hit_came_from(index: Index) -> None:
    by_id = {s.id: s for s in index.hybrid(vector(3), encode_query("giám định"), 10)}
    assert by_id[3].dense_score == pytest.approx(1.0, abs=1e-4)
    assert by_id[3].sparse_score is None
    assert by_id[4].sparse_score is not None
    only_words = index.hybrid(np.zeros(DIM, np.float32), encode_query("giám định"), 10)
    assert [(s.id, s.dense_score) for s in only_words] == [(4, None)]
    only_meaning = index.hybrid(vector(3), encode_query(""), 2)
    assert only_meaning[0].id == 3
    assert len(only_meaning) == 2


def test_idf_makes_rare_terms_count_more(index: Index) -> None:
    """ "trẻ em" stands in three of five texts, "mạng" in one: both engines apply ln((N - n + 0.5) / (n + 0.5) + 1)."""
    scores = {s.id: s.sparse_score for s in index.hybrid(np.zeros(DIM, np.float32), encode_query("mạng"), 5)}
    query, document = encode_query("mạng"), encode_document("", TEXTS[2][3])
    assert scores == {2: pytest.approx(query.dot(document) * np.log((5 - 1 + 0.5) / (1 + 0.5) + 1), rel=1e-3)}


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (IndexFilter(documents=("1/2020/QH14",)), {1, 2}),
        (IndexFilter(kinds=("Thông tư", "Nghị định")), {3, 5}),
        (IndexFilter(issuers=("Bộ Công an",)), {3, 4}),
        (IndexFilter(issuers=("Bộ Y tế", "Chính phủ")), {4, 5}),
        (IndexFilter(documents=("1/2020/QH14",), ids=frozenset({2, 3})), {2}),  # all that is named must hold
        (IndexFilter(ids=frozenset({4})), {4}),
        (IndexFilter(ids=frozenset()), set()),
        (IndexFilter(kinds=("Luật",), issuers=("Bộ Y tế",)), set()),
        (IndexFilter(), {1, 2, 3, 4, 5}),
    ],
)
def test_filters(index: Index, only: IndexFilter, expected: set[int]) -> None:
    assert set(find(index, "trẻ em", only=only)) == expected


def test_replace_and_delete(index: Index) -> None:
    index.upsert([point(1, "Kê biên tài sản"), point(6, "Tạm giữ")], "r2")
    assert (index.revision(), index.count()) == ("r2", 6)
    zero = np.zeros(DIM, np.float32)
    assert [s.id for s in index.hybrid(zero, encode_query("kê biên"), 5)] == [1]
    assert [s.id for s in index.hybrid(zero, encode_query("lời khai"), 5)] == []
    index.delete([1, 777], "r3")
    assert (index.revision(), index.ids()) == ("r3", {2, 3, 4, 5, 6})


def test_several_steps_are_one_change(make: Maker, index: Index) -> None:
    reader = make()
    with index.writing("r2") as writer:
        writer.delete([1, 2])
        writer.upsert([point(7)])
        assert reader.revision() != "r2"
    assert (reader.revision(), reader.ids()) == ("r2", {3, 4, 5, 7})


def test_rebuild_begins_from_nothing(make: Maker, index: Index) -> None:
    reader = make()
    with index.writing("r2", rebuild=True) as writer:
        writer.upsert([point(3)])
        assert reader.count() == 5  # searched as before until the end
    assert (reader.revision(), reader.ids()) == ("r2", {3})


def test_failed_rebuild_leaves_the_index_as_it_was(index: Index) -> None:
    with pytest.raises(InterruptedError), index.writing("r2", rebuild=True) as writer:
        writer.upsert(breaking_off(3))
    assert (index.revision(), index.count()) == ("r1", 5)


def test_failed_update_is_not_taken_for_done(make: Maker, index: Index) -> None:
    with pytest.raises(InterruptedError), index.writing("r2") as writer:
        writer.upsert(breaking_off(6))
    assert make().revision() != "r2"


def test_another_model_means_rebuild(make: Maker, index: Index) -> None:
    for other in (make(signature="m2"), make(dim=DIM * 2)):
        assert other.revision() is None
        assert other.count() == 0
    other = make(signature="m2")
    other.upsert([point(3)], "r1")
    assert (other.revision(), other.ids()) == ("r1", {3})


def test_wrong_size_is_an_error(index: Index) -> None:
    with pytest.raises(ValueError, match="shape"):
        index.hybrid(np.ones(3, np.float32), encode_query("trẻ em"), 5)


def test_limit(index: Index) -> None:
    assert len(find(index, "trẻ em", limit=2)) == 2
    assert find(index, "trẻ em", limit=0) == []


@pytest.mark.parametrize("fusion", [Fusion(), Fusion("rrf", 0.5), Fusion(dense_weight=0.0), Fusion(dense_weight=1.0)])
def test_both_engines_rank_alike(tmp_path: Path, fusion: Fusion) -> None:
    edge: Index = EdgeIndex(tmp_path / "index", DIM, fusion=fusion)
    server: Index = ServerIndex(QdrantClient(":memory:"), DIM, fusion=fusion)
    found = []
    for index in (edge, server):
        index.upsert((point(k) for k in range(1, 60)), "r")
        results = index.hybrid(vector(7), encode_query("bảo vệ trẻ em, khoản thứ 12"), 20)
        found.append([(s.id, round(s.score, 3)) for s in results])
        index.close()
    assert found[0] == found[1]


def test_fusion() -> None:
    dense, sparse = [(1, 0.9), (2, 0.5), (3, 0.1)], [(3, 10.0), (4, 5.0)]
    got = Fusion(dense_weight=0.4).fuse(dense, sparse, 4)
    assert [(s.id, round(s.score, 3)) for s in got] == [(3, 0.644), (1, 0.4), (4, 0.3), (2, 0.222)]
    # Two candidates each is all that was asked for: what a search did not bring may be as good as its last, so that counts 0.
    full = Fusion(dense_weight=0.4, candidates=2).fuse(dense[:2], sparse, 4)
    assert [(s.id, round(s.score, 3)) for s in full] == [(3, 0.3), (1, 0.178), (2, 0.0), (4, 0.0)]
    rrf = Fusion("rrf", dense_weight=0.5).fuse(dense, sparse, 2)
    assert [s.id for s in rrf] == [3, 1]
    assert rrf[0].score == pytest.approx(0.5 / 63 + 0.5 / 61)
    assert [s.id for s in Fusion().fuse([(5, 0.3), (4, 0.3)], [], 2)] == [4, 5]  # equal: by id
    assert Fusion().fuse([], [], 5) == []
    with pytest.raises(ValueError, match="rrf"):
        Fusion("sum").fuse(dense, sparse, 2)


def test_settings_choose_the_engine(tmp_path: Path) -> None:
    index = open_index(Settings(home=tmp_path), DIM, "m1")
    assert isinstance(index, EdgeIndex)
    index.upsert([point(1)], "r1")
    assert (tmp_path / "var" / "index" / "current").is_file()
    index.close()
    server = open_index(Settings.model_validate({"home": tmp_path, "QDRANT_URL": "http://127.0.0.1:9"}), DIM, "m1")
    assert isinstance(server, ServerIndex)
    with pytest.raises(IndexUnusableError, match="QDRANT_URL"):
        server.revision()


# ---- generations of the embedded engine -------------------------------------------------------------------------------------


def _tree(folder: Path) -> dict[str, str]:
    files = (p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_readers_never_write_to_a_generation(tmp_path: Path) -> None:
    """Hard links are only safe because of this; an engine that changed it would fail here."""
    writer = EdgeIndex(tmp_path, DIM)
    writer.upsert((point(k) for k in range(1, 300)), "r1")
    writer.delete(list(range(100, 110)), "r2")
    generation = tmp_path / (tmp_path / "current").read_text()
    before = _tree(generation)
    readers = [EdgeIndex(tmp_path, DIM) for _ in range(3)]
    for reader in readers:
        assert find(reader, "khoản thứ 12")
        assert reader.count() == 289
    assert _tree(generation) == before
    for reader in readers:
        reader.close()
    assert _tree(generation) == before
    assert list((tmp_path / "readers").iterdir()) == []


def test_old_generations_go_and_an_open_reader_moves_on(tmp_path: Path) -> None:
    reader, writer = EdgeIndex(tmp_path, DIM), EdgeIndex(tmp_path, DIM)
    for n in range(1, 5):
        writer.upsert([point(n)], f"r{n}")
        assert reader.count() == n
    assert [p.name for p in tmp_path.glob("gen-*")] == ["gen-000004"]
    assert len([p for p in (tmp_path / "readers").iterdir() if p.is_dir()]) == 1
    reader.close()
    writer.close()


def test_leftovers_of_dead_processes_are_swept(tmp_path: Path) -> None:
    EdgeIndex(tmp_path, DIM).upsert([point(1)], "r1")
    code = f"""
import os
from pathlib import Path
from search.index.edge import EdgeIndex
index = EdgeIndex(Path({str(tmp_path)!r}), {DIM})
assert index.count() == 1
with index.writing("r2"):
    os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    assert len(list((tmp_path / "readers").iterdir())) == 2  # folder and lock of the dead reader
    index = EdgeIndex(tmp_path, DIM)
    assert (index.revision(), index.count()) == ("r1", 1)
    index.close()
    assert list((tmp_path / "readers").iterdir()) == []
    index.upsert([point(2)], "r2")
    assert len(list(tmp_path.glob("gen-*"))) == 1


def test_damaged_index_says_the_mend(tmp_path: Path) -> None:
    EdgeIndex(tmp_path, DIM).upsert([point(1)], "r1")
    generation = tmp_path / (tmp_path / "current").read_text()
    for path in (generation / "shard" / "segments").rglob("segment.json"):
        path.write_text("{")
    index = EdgeIndex(tmp_path, DIM)
    with pytest.raises(IndexUnusableError, match="dựng lại"):
        index.count()
    with index.writing("r2", rebuild=True) as writer:
        writer.upsert([point(1)])
    assert index.count() == 1
    index.close()


def test_threads_search_while_another_writes(tmp_path: Path) -> None:
    index = EdgeIndex(tmp_path, DIM)
    index.upsert((point(k) for k in range(1, 50)), "r0")
    errors: list[BaseException] = []
    stop = threading.Event()

    def search() -> None:
        try:
            while not stop.is_set():
                assert find(index, "trẻ em", dense=1)[0] == 1
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for n in range(5):
        index.upsert([point(100 + n)], f"r{n + 1}")
    stop.set()
    for thread in threads:
        thread.join()
    assert errors == []
    assert index.count() == 54
    index.close()


PAGE = """
import sys
from pathlib import Path
import numpy as np
from search.encoding import encode_query
from search.index.edge import EdgeIndex

index = EdgeIndex(Path(sys.argv[1]), 8)
for line in sys.stdin:  # one question a line, like requests to the page
    print([s.id for s in index.hybrid(np.zeros(8, np.float32), encode_query(line), 5)], index.revision(), flush=True)
index.close()
"""
COMMAND_LINE = """
import sys
from pathlib import Path
import numpy as np
from search.encoding import encode_document, encode_query
from search.index import IndexPoint
from search.index.edge import EdgeIndex

index = EdgeIndex(Path(sys.argv[1]), 8)
print([s.id for s in index.hybrid(np.zeros(8, np.float32), encode_query("lấy lời khai"), 5)])
new = IndexPoint(50, "5/2025/TT", "Thông tư", ("Bộ Y tế",), "u", np.ones(8, np.float32), encode_document("", "giám định pháp y"))
index.upsert([new], "r2")
print([s.id for s in index.hybrid(np.zeros(8, np.float32), encode_query("giám định pháp y"), 1)])
"""


def test_page_and_command_line_side_by_side(tmp_path: Path) -> None:
    """The page holds the index open; a command line searches and writes; the page sees what it wrote."""
    first = EdgeIndex(tmp_path, DIM)
    first.upsert(map(point, TEXTS), "r1")
    first.close()
    arguments = [sys.executable, "-c", PAGE, str(tmp_path)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as page:
        assert page.stdin is not None

        def ask(question: str) -> str:
            assert page.stdout is not None
            print(question, file=page.stdin, flush=True)
            return page.stdout.readline().strip()

        assert ask("lấy lời khai") == "[1] r1"
        done = subprocess.run(
            [sys.executable, "-c", COMMAND_LINE, str(tmp_path)], capture_output=True, text=True, check=True
        )
        assert done.stdout.splitlines() == ["[1]", "[50]"]
        assert ask("giám định pháp y") == "[50, 4] r2"
        page.stdin.close()
        assert page.wait(30) == 0
    assert list((tmp_path / "readers").iterdir()) == []
