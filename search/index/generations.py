"""Generations of an index on disk: one process writes, any number read, nobody waits for a reader.

    index/
      current                 the name of the generation in use, replaced atomically
      write.lock              held by the one process that writes
      gen-000007/meta.json    revision and signature      gen-000007/shard/   the engine's files
      readers/<pid>-<n>/      what one reader has open    readers/<pid>-<n>.lock   held as long as that reader lives

The embedded engine wants a folder to itself. A published generation is never written again, so a reader opens its own folder of hard
links to the generation's files (copies where the file system has no links) and the writer may take the generation away at once: the
links keep the data until the reader lets go. A reader that died leaves its folder; its lock is free then, and the next process that
opens or writes sweeps it. Locks of the operating system are used rather than process numbers, which are used again.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from search.index.base import IndexUnusableError

#: Seconds a writer waits for another one to end.
WRITE_TIMEOUT = 600.0
_PREFIX = "gen-"
_numbers = itertools.count()


@dataclass(frozen=True)
class Meta:
    """What a generation was built from: the library's revision, and the encoders' signature and dense size."""

    revision: str
    signature: str
    dim: int


@dataclass
class Snapshot:
    """A reader's own view of one generation."""

    generation: str
    meta: Meta
    folder: Path
    lock: FileLock

    @property
    def shard(self) -> Path:
        return self.folder / "shard"

    def release(self) -> None:
        """Removes the view; the engine must have closed its files."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.lock.release()
        Path(self.lock.lock_file).unlink(missing_ok=True)


class Generations:
    """The folder of an index."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._readers = folder / "readers"

    def current(self) -> str | None:
        """The name of the generation in use; None if nothing was ever published."""
        try:
            return (self.folder / "current").read_text(encoding="utf-8").strip() or None
        except FileNotFoundError:
            return None

    def meta(self, generation: str | None) -> Meta | None:
        """What the generation was built from; None if it is not there."""
        if generation is None:
            return None
        path = self.folder / generation / "meta.json"
        try:
            return Meta(**json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except (ValueError, TypeError) as error:
            raise IndexUnusableError(damaged(self.folder, error)) from error

    def snapshot(self) -> Snapshot | None:
        """A view of the current generation; None if there is none. The caller releases it."""
        for _ in range(20):
            generation = self.current()
            if generation is None:
                return None
            self._readers.mkdir(parents=True, exist_ok=True)
            self._sweep_readers()
            folder = self._readers / f"{os.getpid()}-{next(_numbers)}"
            lock = FileLock(f"{folder}.lock", thread_local=False)  # released by whichever thread closes
            lock.acquire(timeout=5)
            try:
                shutil.rmtree(folder, ignore_errors=True)  # left by a dead process of the same number
                meta = self.meta(generation)
                if meta is not None:
                    shutil.copytree(self.folder / generation / "shard", folder / "shard", copy_function=_link)
                    return Snapshot(generation, meta, folder, lock)
            except (FileNotFoundError, shutil.Error):
                pass  # taken away while we linked it: a newer one is current now
            shutil.rmtree(folder, ignore_errors=True)
            lock.release()
            Path(lock.lock_file).unlink(missing_ok=True)
            if self.current() == generation:
                break
        raise IndexUnusableError(damaged(self.folder, FileNotFoundError(generation)))

    @contextmanager
    def writing(self) -> Iterator[Path]:
        """Holds the writer's lock and gives an empty folder for the next generation; ``publish`` puts it in use, leaving without
        that throws it away. IndexUnusableError if another process has been writing for ``WRITE_TIMEOUT`` seconds."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / "write.lock")
        try:
            lock.acquire(timeout=WRITE_TIMEOUT)
        except Timeout as error:
            raise IndexUnusableError(
                "Một tiến trình khác đang ghi chỉ mục và chưa xong. Hãy đợi nó kết thúc (hoặc dừng nó) rồi chạy lại."
            ) from error
        try:
            self._prune()  # also what a writer that died left
            last = max((int(p.name.removeprefix(_PREFIX)) for p in self._all()), default=0)
            target = self.folder / f"{_PREFIX}{last + 1:06d}"
            target.mkdir()
            yield target
        finally:
            self._prune()
            lock.release()

    def publish(self, target: Path, meta: Meta) -> None:
        """Puts a finished generation in use; readers switch at their next search."""
        (target / "meta.json").write_text(json.dumps(meta.__dict__, ensure_ascii=False), encoding="utf-8")
        waiting = self.folder / "current.new"
        with waiting.open("w", encoding="utf-8") as out:
            out.write(target.name)
            out.flush()
            os.fsync(out.fileno())
        waiting.replace(self.folder / "current")

    def _all(self) -> list[Path]:
        return [p for p in self.folder.glob(f"{_PREFIX}*") if p.name.removeprefix(_PREFIX).isdigit()]

    def _prune(self) -> None:
        current = self.current()
        for path in self._all():
            if path.name != current:
                # Some systems refuse while a reader's link has the file mapped; the next writer tries again.
                shutil.rmtree(path, ignore_errors=True)
        self._sweep_readers()

    def _sweep_readers(self) -> None:
        for lock_file in self._readers.glob("*.lock"):
            lock = FileLock(lock_file)
            try:
                lock.acquire(timeout=0)
            except Timeout:
                continue  # its reader lives
            shutil.rmtree(lock_file.with_suffix(""), ignore_errors=True)
            lock.release()
            lock_file.unlink(missing_ok=True)


def copy(source: str, target: str) -> None:
    """Copies one file and keeps its holes: the engine reserves tens of megabytes in files that a small library never fills."""
    empty = bytes(1 << 18)
    with Path(source).open("rb") as reading, Path(target).open("wb") as writing:
        while block := reading.read(len(empty)):
            if block == empty:
                writing.seek(len(block), os.SEEK_CUR)
            else:
                writing.write(block)
        writing.truncate()


def _link(source: str, target: str) -> None:
    # Opening a folder, the engine writes its configuration again and tidies the list of versions of a segment that still grows.
    # Small files are copied for good measure; the large ones (vectors, terms, payloads) change only when points do: a test holds that.
    path = Path(source)
    if path.name.startswith("mutable_") or path.stat().st_size < 1 << 20:
        copy(source, target)
        return
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:  # no links on this file system
        copy(source, target)


def damaged(folder: Path, error: Exception) -> str:
    return (
        f"Chỉ mục tìm kiếm trong {folder} hỏng ({error}). Hãy xóa thư mục này rồi chạy lại: chỉ mục được dựng lại từ kho, "
        "văn bản không mất."
    )
