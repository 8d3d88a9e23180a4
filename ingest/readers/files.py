"""What every reader does before it reads: is there a file, may it be opened, is it whole enough to have a fingerprint."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ingest.source import IngestError


def checked(path: Path | str) -> Path:
    """The path of a file that exists, can be opened and is not empty.

    Raises:
        IngestError: there is no such file, it is a folder, it may not be read, or it has no bytes.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise IngestError("Đây là một thư mục, không phải tệp; hãy chỉ tới từng tệp văn bản bên trong.")
        with path.open("rb") as stream:
            if not stream.read(1):
                raise IngestError("Tệp rỗng (0 byte); hãy tải lại hoặc sao chép lại tệp gốc.")
    except FileNotFoundError:
        raise IngestError("Không tìm thấy tệp; hãy kiểm tra lại đường dẫn.") from None
    except PermissionError:
        raise IngestError("Không có quyền đọc tệp; hãy cấp quyền đọc cho người chạy chương trình.") from None
    except OSError as error:
        raise IngestError(f"Không mở được tệp ({error.strerror or error}); hãy kiểm tra ổ đĩa hoặc tên tệp.") from error
    return path


def sha256(path: Path) -> str:
    """The file's SHA-256 in hexadecimal, read in blocks so that size does not matter."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
