"""Reads what LibreOffice converts to DOCX: Word's older binary DOC, RTF, ODT."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from haystack import component

from ingest.readers.docx import DocxReader
from ingest.readers.files import checked, sha256
from ingest.source import IngestError, SourceText


@component
class DocReader:
    """Converts a file with LibreOffice and reads the result as DOCX.

    Args of the constructor:
        timeout: seconds LibreOffice may take for one file before it is stopped.

    Example:
        DocReader().run(path="luat.doc")["source"].reader  # "doc"
    """

    def __init__(self, timeout: float = 120.0) -> None:
        self.timeout = timeout

    @component.output_types(source=SourceText)
    def run(self, path: Path | str) -> dict[str, SourceText]:
        """Read ``path``. Raises IngestError if LibreOffice is missing, fails or takes too long."""
        path = checked(path)
        office = shutil.which("soffice") or shutil.which("libreoffice")
        if office is None:
            raise IngestError(
                "Cần LibreOffice để đọc tệp DOC, RTF, ODT nhưng máy chưa cài; hãy cài gói libreoffice-writer "
                "(sudo apt install libreoffice-writer), hoặc mở bằng Word và lưu thành DOCX."
            )
        with tempfile.TemporaryDirectory(prefix="kholuat-doc-") as folder:
            converted = self._convert(office, path, Path(folder))
            source = DocxReader().run(path=converted)["source"]
        return {"source": replace(source, path=path, sha256=sha256(path), reader="doc")}

    def _convert(self, office: str, path: Path, folder: Path) -> Path:
        # Its own profile: LibreOffice refuses to start twice on one, and a user may have it open.
        command = [
            office,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--convert-to", "docx", "--outdir", str(folder)),
            str(path.absolute()),
        ]
        try:
            done = subprocess.run(command, capture_output=True, timeout=self.timeout, check=False)
        except subprocess.TimeoutExpired:
            raise IngestError(
                f"LibreOffice không chuyển xong tệp sau {self.timeout:.0f} giây; hãy mở tệp bằng Word và lưu thành DOCX."
            ) from None
        converted = folder / f"{path.stem}.docx"
        if not converted.exists():
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            reason = f" ({said[-1]})" if said else ""
            raise IngestError(
                f"LibreOffice không đọc được tệp{reason}; tệp có thể bị hỏng hoặc có mật khẩu, hãy lưu lại bằng Word."
            )
        return converted
