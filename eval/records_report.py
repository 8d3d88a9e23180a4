"""How well are records of a case read? ``python -m eval.records_report [--held] [--detail] [--shipped]``.

Makes the invented records of ``eval/records`` into files, reads each and checks it against the rules of ``eval/records/rules.yaml``:
for every rule whose sign is read in records of that kind the source says whether it is kept, breached, or not to be seen at all.

- breaches flagged: planted breaches proposed as ``không thấy ghi`` or ``cần xem``; target 95 % or more.
- false ``có ghi``: breached or absent ones proposed as ``có ghi``; target 5 % or less.
- kept recognised: kept ones proposed as ``có ghi``; no target, since a person reads the rest.

``--held``: the last five records, written after the reader met the others. What they showed at first sight is told where the figures
are reported; since then what they brought to light was mended, so a fresh check needs fresh records. ``--shipped``: no figures, but
what the items of ``corpus/checklists`` are proposed as, to be read by eye.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from assist.records import Proposal, Record, Verdict, check, read_record
from corpus.checklists import Checklist, Item, load_checklists
from eval.records.make import HERE, Made, Source, make

BREACHES, FALSE = 0.95, 0.05


@dataclass(frozen=True)
class Score:
    """Of one record (or all): planted breaches and those flagged, the rest not shown and false ``có ghi``, kept and recognised."""

    name: str
    breaches: int = 0
    flagged: int = 0
    unshown: int = 0  # breached or absent
    false: int = 0
    kept: int = 0
    recognised: int = 0
    kind_right: bool = True

    def row(self) -> str:
        """The line of the Markdown table."""
        kind = "" if self.kind_right else " (kind not recognised)"
        cells = (f"{self.flagged}/{self.breaches}", f"{self.false}/{self.unshown}", f"{self.recognised}/{self.kept}")
        return f"| {self.name}{kind} | {' | '.join(cells)} |"


def rules() -> tuple[Item, ...]:
    """The rules the sources speak of."""
    return Checklist.model_validate(yaml.safe_load((HERE / "rules.yaml").read_text(encoding="utf-8"))).items


def score(made: Made, record: Record, proposals: Sequence[Proposal]) -> Score:
    """Compare proposals with what the source expects. Raises ValueError if it speaks of a rule not read in its kind of record."""
    shown = {p.item.code for p in proposals if p.verdict is Verdict.SHOWN}
    asked = {item.code for item in rules() if item.sign and made.source.kind in item.sign.records}
    kept, breached = set(made.source.kept), set(made.source.breached)
    if not kept | breached <= asked or kept & breached:
        raise ValueError(
            f"{made.name}: {sorted((kept | breached) - asked | kept & breached)} không hợp với loại biên bản."
        )
    return Score(
        made.name,
        len(breached),
        len(breached - shown),
        len(asked - kept),
        len((asked - kept) & shown),
        len(kept),
        len(kept & shown),
        record.kind is made.source.kind,
    )


def total(scores: Sequence[Score]) -> Score:
    """The sums of all records."""
    names = ("breaches", "flagged", "unshown", "false", "kept", "recognised")
    return Score("all", *(sum(getattr(s, name) for s in scores) for name in names))


def _tell(proposals: Sequence[Proposal], source: Source | None) -> None:
    """A line a proposal, marked where it is not as the source expects."""
    for p in proposals:
        expected = ""
        if source:
            expected = (
                "kept" if p.item.code in source.kept else "breached" if p.item.code in source.breached else "absent"
            )
        wrong = "!" if source and (p.verdict is Verdict.SHOWN) != (expected == "kept") else " "
        words = f"“{p.passage.text[:110]}” (tr. {p.page})" if p.passage else ""
        print(f"  {wrong} {p.item.code:18} {expected:9} {p.verdict:15} {p.reason} {words}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; exit status 0 if both targets are met."""
    parser = argparse.ArgumentParser(description="Đọc biên bản thử và đối chiếu với điều đã biết.")
    parser.add_argument("--held", action="store_true", help="các biên bản viết sau khi mã đã xong")
    parser.add_argument("--detail", action="store_true", help="in từng đề xuất")
    parser.add_argument("--shipped", action="store_true", help="dùng danh mục đi kèm, chỉ in đề xuất")
    options = parser.parse_args(arguments)
    items = rules()
    if options.shipped:
        items = tuple(item for checklist in load_checklists()[0] for item in checklist.items)
    scores: list[Score] = []
    with TemporaryDirectory() as folder:
        for made in make(HERE / ("held" if options.held else "sources"), Path(folder)):
            record = read_record(made.path)
            proposals = check(record, items)
            if options.detail or options.shipped:
                print(f"{made.name} ({record.kind or 'không rõ loại'})")
                _tell(proposals, None if options.shipped else made.source)
            if not options.shipped:
                scores.append(score(made, record, proposals))
    if options.shipped:
        return 0
    whole = total(scores)
    print("| record | breaches flagged | false “có ghi” | kept recognised |\n|---|---|---|---|")
    print("\n".join(s.row() for s in [*scores, whole]))
    return 0 if whole.flagged >= BREACHES * whole.breaches and whole.false <= FALSE * whole.unshown else 1


if __name__ == "__main__":
    sys.exit(main())
