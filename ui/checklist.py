"""What ``kholuat checklist`` does: a case file in; the list, what records show of it, and files to take away out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assist.checklists.case import CaseError, read_case
from assist.checklists.model import Line, Result, write_instant
from corpus.citations import cite
from corpus.library import SavedCase
from ui.checklists import as_dicts, checklist_file, judge, propose
from ui.printing import err, out, print_json

if TYPE_CHECKING:
    from assist.records import Proposal
    from ui.state import App

_KINDS = (".docx", ".xlsx", ".ics")
EXAMPLE = """\
# Một vụ việc mẫu. Chỉ ghi điều đã biết; điều chưa biết thì bỏ dòng ấy đi, danh mục sẽ hỏi lại. Không ghi tên người.
code: VA-01                     # mã nội bộ
on: 2026-03-05                  # ngày áp dụng pháp luật; bỏ đi thì lấy ngày của mốc muộn nhất
born: 2014-02-11                # hoặc 2014-02, 2014-Q1 (quý), 2014-H1 (nửa năm), 2014 nếu chỉ biết đến đó
circumstances:
  role: bị hại                  # bị hại | người làm chứng | người bị tố giác | người bị buộc tội
  sex: nữ                       # nữ | nam
  kind: mua bán người           # xâm hại tình dục | mua bán người | bạo lực, hành hạ | khác
  stage: tiếp nhận              # tiếp nhận | kiểm tra, xác minh | khởi tố | điều tra | truy tố | xét xử
  receiver: Công an xã          # Công an xã | Công an phường, thị trấn, Đồn Công an | Trạm Công an | Cơ quan điều tra | …
  remote: true                  # xã ở vùng rừng núi xa xôi, hẻo lánh, hải đảo, đi lại khó khăn
  activities: [lấy lời khai, giám định]
events:
  tiếp nhận tin: 2026-03-05T10:30
"""


def run_checklist(app: App, path: Path, records: Sequence[Path], exports: Sequence[Path], *, as_json: bool) -> None:
    """Print the checklist of a case file. CaseError or RecordError, in Vietnamese, for input that cannot be used."""
    for target in exports:
        if target.suffix.lower() not in _KINDS:
            raise CaseError(f"{target}: chỉ ghi ra được tệp {', '.join(_KINDS)}; đổi đuôi tệp rồi chạy lại.")
    case = read_case(path)
    result = judge(app, case)
    proposals = propose(result, case, records) if records else None
    for problem in app.checklist_problems():
        err.print(f"Chú ý: {problem}", style="yellow", markup=False)
    saved = SavedCase("", case.code, case.model_dump(mode="json"), {}, {}, [], datetime.now())
    for target in exports:
        try:
            target.write_bytes(checklist_file(app, saved, target.suffix.lower()[1:])[0])
        except OSError as error:
            raise CaseError(f"Không ghi được {target}: {error.strerror}. Chọn nơi khác.") from error
        err.print(f"Đã ghi {target}", markup=False)
    if as_json:
        print_json(as_dicts(result, proposals))
    else:
        _print(result, proposals)


def _print(result: Result, proposals: dict[str, Proposal] | None) -> None:
    out.print(f"Danh mục theo quy định áp dụng vào ngày {result.on:%d/%m/%Y}: {len(result.lines)} việc", style="bold")
    for remark in result.remarks:
        out.print(f"Lưu ý: {remark}", style="yellow", markup=False)
    for number, line in enumerate(result.lines, 1):
        _print_line(number, line, proposals)
    if result.questions:
        out.print("\nCòn phải hỏi:", style="yellow")
        for question in result.questions:
            out.print(f"  - {question.text} ({len(question.codes)} việc)", markup=False)
    if result.lapsed:
        out.print("\nCăn cứ không có hiệu lực vào ngày này:", style="yellow")
        for line in result.lapsed:
            out.print(f"  - {line.item.act}: {line.first.status.value}", markup=False)


def _print_line(number: int, line: Line, proposals: dict[str, Proposal] | None) -> None:
    first = line.first
    out.print(f"\n{number}. {line.item.act}", style="cyan", markup=False)
    out.print(f"   {line.item.who} · {first.demand.modality} · {line.procedure}", markup=False)
    out.print(f"   {first.demand.says}", markup=False)
    for rule in (first.demand.limit, first.demand.ceiling):
        if rule:
            out.print(f"   Giới hạn: {rule.words()}", markup=False)
    if first.deadline:
        out.print(f"   Hạn: {write_instant(first.deadline.due)}", style="bold", markup=False)
        if first.deadline.other:
            out.print(f"   Cách đọc khác: {write_instant(first.deadline.other)}", markup=False)
        for step in (*first.deadline.steps, *first.deadline.other_steps, *first.deadline.why):
            out.print(f"     {step}", style="dim", markup=False)
    for basis in first.bases:
        out.print(f"   Căn cứ: {cite(basis.id, basis.document_title or None)} · {basis.status.value}", markup=False)
    if first.demand.unverified:
        out.print(f"   Chưa xác minh: {first.demand.unverified}", style="yellow", markup=False)
    for other in line.others:
        places = "; ".join(cite(basis.id, basis.document_title or None) for basis in other.bases)
        out.print(f"   Quy định khác ({places}): {other.demand.says}", markup=False)
    if line.why_first:
        out.print(f"   Chọn quy định trên vì: {line.why_first}", markup=False)
    proposal = proposals.get(line.code) if proposals else None
    if proposal:
        page = f", trang {proposal.page}" if proposal.page else ""
        out.print(f"   Bản ghi: {proposal.verdict}{page}. {proposal.reason}", style="yellow", markup=False)
        if proposal.passage:
            out.print(f"     “{proposal.passage.text}”", markup=False)
