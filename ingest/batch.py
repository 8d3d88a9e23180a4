"""Taking in many files: which ones to read, reading them side by side, storing each in one transaction, saying what happened."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from enum import StrEnum
from multiprocessing import get_context
from pathlib import Path

from corpus.library import FileFacts, Library, Text
from corpus.settings import Settings
from ingest.source import IngestError, ParsedDocument

#: What a folder is searched for; anything else in it is counted as passed over. A file named outright is always tried.
DOCUMENT_SUFFIXES = frozenset({".pdf", ".docx", ".doc", ".html", ".htm", ".txt", ".md", ".markdown"})


_WORTH_WORKERS = 2_000_000  # bytes


class Outcome(StrEnum):
    """What became of a file."""

    STORED = "đã nạp"
    KNOWN = "đã có"
    FAILED = "lỗi"
    SKIPPED = "bỏ qua"


@dataclass(frozen=True)
class FileResult:
    """One line of the report."""

    path: Path
    outcome: Outcome
    message: str = ""
    documents: tuple[str, ...] = ()
    provisions: int = 0
    warnings: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """For ``--json``."""
        return {
            "path": str(self.path),
            "outcome": self.outcome.value,
            "message": self.message,
            "documents": list(self.documents),
            "provisions": self.provisions,
            "warnings": list(self.warnings),
        }


def find_files(paths: Iterable[Path]) -> tuple[list[Path], list[FileResult]]:
    """The files to read, and those a folder holds that are no documents (by name)."""
    files: list[Path] = []
    passed: list[FileResult] = []
    for path in paths:
        if path.is_dir():
            for inner in sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith((".", "~$"))):
                if inner.suffix.lower() in DOCUMENT_SUFFIXES:
                    files.append(inner)
                else:
                    passed.append(
                        FileResult(inner, Outcome.SKIPPED, f"không phải tệp văn bản ({inner.suffix or 'không đuôi'})")
                    )
        else:
            files.append(path)
    return list(dict.fromkeys(files)), passed


def ingest(
    paths: Iterable[Path],
    library: Library,
    settings: Settings,
    *,
    workers: int | None = None,
    progress: Callable[[int, int, FileResult], None] | None = None,
) -> list[FileResult]:
    """Read and store files; one that fails does not stop the rest. ``progress(done, total, result)`` is called per file.

    Interrupted, it goes on where it stopped: files already stored are known by their hash.
    """
    files, results = find_files(paths)
    known = library.hashes()
    done = 0

    def report(result: FileResult) -> None:
        nonlocal done
        done += 1
        results.append(result)
        if progress:
            progress(done, len(files), result)

    fresh: list[tuple[Path, str]] = []
    twins: dict[str, list[Path]] = {}  # files of this run with the same bytes as one read before them
    for path in files:
        try:
            digest = file_hash(path)
        except OSError as error:
            report(FileResult(path, Outcome.FAILED, _os_message(path, error)))
            continue
        if digest in known:
            report(FileResult(path, Outcome.KNOWN, "nội dung này đã có trong kho"))
        elif digest in twins:
            twins[digest].append(path)
        else:
            twins[digest] = []
            fresh.append((path, digest))
    # the largest first, so that two workers finish together
    fresh.sort(key=lambda item: -item[0].stat().st_size)
    for path, digest, parsed in _parse_all(fresh, workers):
        result = _store(path, digest, parsed, library, settings)
        report(result)
        for twin in twins[digest]:
            if result.outcome is Outcome.FAILED:
                report(replace(result, path=twin))
            else:
                report(FileResult(twin, Outcome.KNOWN, f"trùng nội dung với tệp {path.name}"))
    return results


def _parse_all(
    files: list[tuple[Path, str]], workers: int | None
) -> Iterator[tuple[Path, str, list[ParsedDocument] | Exception]]:
    count = workers or min(os.cpu_count() or 1, 4)
    size = sum(path.stat().st_size for path, _ in files)
    # starting workers takes seconds: a few small files are read sooner without
    if count == 1 or len(files) < 2 or (workers is None and size < _WORTH_WORKERS):
        for path, digest in files:
            yield path, digest, _parse_safely(path)
        return
    # spawn: torch and the web server's threads do not survive a fork
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        waiting: list[tuple[Path, str, Future[list[ParsedDocument] | Exception]]] = []
        todo = iter(files)
        for path, digest in todo:
            waiting.append((path, digest, pool.submit(_parse_safely, path)))
            if len(waiting) < count + 2:  # few parsed files at a time are kept in memory
                continue
            yield _collect(waiting.pop(0))
        while waiting:
            yield _collect(waiting.pop(0))


def _collect(
    item: tuple[Path, str, Future[list[ParsedDocument] | Exception]],
) -> tuple[Path, str, list[ParsedDocument] | Exception]:
    path, digest, future = item
    try:
        return path, digest, future.result()
    except BrokenProcessPool:
        return (
            path,
            digest,
            IngestError("Chương trình đọc tệp dừng đột ngột (thường do hết bộ nhớ). Hãy nạp riêng tệp này."),
        )


def _parse_safely(path: Path) -> list[ParsedDocument] | Exception:
    from ingest.pipeline import parse_file

    try:
        return parse_file(path)
    except IngestError as error:
        return error
    except Exception as error:  # a reader's own fault must not lose the rest of the batch
        return IngestError(
            f"Gặp lỗi ngoài dự kiến khi đọc tệp ({type(error).__name__}: {error}). "
            "Hãy thử lưu lại tệp ở định dạng khác (DOCX hoặc PDF) rồi nạp lại."
        )


def _store(
    path: Path, digest: str, parsed: list[ParsedDocument] | Exception, library: Library, settings: Settings
) -> FileResult:
    if isinstance(parsed, Exception):
        return FileResult(path, Outcome.FAILED, str(parsed))
    try:
        kept = keep_original(path, digest, settings)
        result = library.store(
            FileFacts(
                sha256=digest,
                name=path.name,
                source=str(path.resolve()),
                size=path.stat().st_size,
                reader=parsed[0].reader,
                pages=parsed[0].pages,
                stored=kept,
                warnings=tuple(dict.fromkeys(w for p in parsed for w in p.warnings)),
                removed=tuple((r.reason, r.text, r.page) for p in parsed for r in p.removed),
            ),
            [Text(p.document, p.provisions, p.as_of, p.amended, p.validities, p.related) for p in parsed],
        )
    except OSError as error:
        return FileResult(path, Outcome.FAILED, _os_message(path, error))
    warnings = [w for p in parsed for w in p.warnings]
    warnings.extend(_other_texts(parsed, library, digest))
    message = f"bản mới thay bản cũ của {result.superseded}" if result.superseded else ""
    return FileResult(
        path, Outcome.STORED, message, result.documents, result.provisions, tuple(dict.fromkeys(warnings))
    )


def _other_texts(parsed: list[ParsedDocument], library: Library, digest: str) -> list[str]:
    """Warnings where a file brings one document whose number another file already told differently."""
    if len(parsed) != 1 or not parsed[0].provisions:
        return []
    number = parsed[0].document.number
    others = [
        f for f in library.files(number) if f.current and f.sha256 != digest and f.reader not in {"note", "catalogue"}
    ]
    if not others:
        return []
    differing = 0
    for provision in parsed[0].provisions:
        texts = {_words(v.text) for v in library.versions(provision.id) if v.current and v.origin}
        differing += len(texts) > 1
    if not differing:
        return []
    return [
        f"Số hiệu {number} đã có từ tệp {others[0].name}; {differing} mục có lời văn khác nhau. "
        "Kho giữ cả hai bản và trích bản có sửa đổi mới hơn; hãy xem phần Các bản ở trang văn bản."
    ]


def _words(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def keep_original(path: Path, digest: str, settings: Settings) -> str:
    """Copy a file into var/files so that it can be downloaded later; returns the path below var/."""
    relative = Path("files") / digest[:2] / f"{digest}{path.suffix.lower()}"
    target = settings.var / relative
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_suffix(target.suffix + ".part")
        shutil.copyfile(path, partial)
        partial.replace(target)
    return relative.as_posix()


def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _os_message(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"Không tìm thấy tệp {path}. Hãy kiểm tra lại đường dẫn."
    if isinstance(error, PermissionError):
        return f"Không có quyền đọc tệp {path}. Hãy kiểm tra quyền truy cập của tệp."
    return f"Không đọc được tệp {path}: {error.strerror}."
