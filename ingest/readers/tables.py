"""How a table becomes lines: data rows as "cell | cell", tables that only place text (letterhead, signatures) cell by cell."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Words that stand in the frames of official documents: the motto at the head, the recipients and the signer at the foot.
_FRAME = re.compile(r"CỘNG\s+H(?:ÒA|OÀ|Ò̀A)\s+XÃ\s+HỘI|Độc\s+lập\s*[-–—]\s*Tự\s+do|^\s*Nơi\s+nhận\s*:", re.M | re.I)


def table_lines(rows: Sequence[Sequence[Sequence[str]]]) -> list[str]:
    """The lines of a table given as rows of cells of lines.

    A table of one row or one column holds no data to compare; it places paragraphs side by side, and so do letterheads and
    signature blocks: their cells come one after the other, left to right, each line by itself. Any other row is one line.
    """
    kept = [row for row in rows if any(any(line.strip() for line in cell) for cell in row)]
    whole = "\n".join(line for row in kept for cell in row for line in cell)
    if len(kept) == 1 or all(len(row) == 1 for row in kept) or (len(kept) <= 4 and _FRAME.search(whole)):
        return [line for row in kept for cell in row for line in cell if line.strip()]
    return [" | ".join(" ".join(filter(None, map(str.strip, cell))) for cell in row) for row in kept]
