"""A lesson about a school library, invented from end to end, for the files that are made of lessons."""

from __future__ import annotations

from datetime import date

from assist.training.model import (
    Audience,
    CaseStudy,
    Lesson,
    Line,
    QuizItem,
    QuizKind,
    Section,
    SectionKind,
    Source,
    SourceDocument,
)
from corpus.documents import Status

ON = date(2026, 3, 2)


def source(article: int, clause: int = 1, status: Status = Status.IN_FORCE, words: str = "") -> Source:
    return Source(
        id=f"05/2018/TT-MS điều {article} khoản {clause}",
        pinpoint=f"khoản {clause} Điều {article}, 05/2018/TT-MS",
        status=status,
        quote=words or f"{clause}. Thủ thư giữ gìn sách quý theo điều thứ {article} của quy định mượn sách.",
        origin="nguyên văn",
        remarks=("Khoản này được sửa năm 2022.",) if article == 3 else (),
    )


def line(key: str, text: str, article: int = 1, **others: object) -> Line:
    return Line.model_validate({"key": key, "text": text, "sources": (source(article),), **others})


LONG = (
    "Thủ thư ghi vào sổ ngày mượn, ngày trả, tình trạng bìa sách và chữ ký của người mượn; sách rách thì ghi rõ trang nào rách. "
    "Người mượn xem lại sách trước khi ký nhận, thấy trang thiếu thì báo ngay để thủ thư ghi thêm vào sổ theo dõi. "
)
RULES = (
    line("nhan.ghi-so", "Ghi đơn mượn sách quý vào sổ ngay khi nhận.", 1, group="Nhận đơn mượn"),
    line("nhan.hoi-lai", LONG, 2, group="Nhận đơn mượn"),
    line("nhan.giay-hen", "Viết giấy hẹn trả lời cho người mượn, ghi rõ ngày và tên sách.", 3, group="Nhận đơn mượn"),
    line("chuyen.hieu-truong", "Chuyển đơn cho hiệu trưởng.", 4, group="Chuyển đơn"),
    line("tra.nhac", "Nhắc người mượn trước ngày trả.", 5, group="Nhận sách trả"),
    line("tra.lau", LONG * 4, 6, group="Sách mượn lâu năm", doubt="Quy định mới về sách quý chưa có trong kho."),
)
LIMITS = tuple(
    line(
        f"han.{n}",
        f"Việc thứ {n}.",
        n,
        who="thủ thư" if n % 2 else "hiệu trưởng hoặc người được hiệu trưởng giao quản lý phòng đọc",
        act=f"Chuyển đơn mượn sách quý loại {n} cho người có quyền quyết định",
        modality="phải",
        limit=f"không quá {n * 12} giờ kể từ lúc nhận đơn",
    )
    for n in range(1, 10)
)
DO_DONT = (
    line("nen.1", "Hỏi người mượn cần sách để làm gì.", 1),
    line("nen.2", "Gói sách bằng giấy mềm trước khi giao.", 2),
    line("nen.3", LONG, 3),
    line("khong.1", "Không viết vào sách.", 4, do=False),
    line("khong.2", "Không cho mượn sách quý khi phòng đọc đã đóng cửa.", 5, do=False),
)
CASE = CaseStudy(
    facts={},
    story="Một học sinh lớp 7 xin mượn cuốn từ điển cũ. Thủ thư đang nghỉ, người trực phòng đọc nhận đơn lúc 16 giờ thứ Sáu.",
    questions=("Người trực làm gì trước tiên?", "Đơn phải được chuyển đi chậm nhất lúc nào?"),
    answers=(
        line("dap.1", "Ghi đơn vào sổ rồi viết giấy hẹn.", 1, group="Trước tiên"),
        line("dap.2", "Chuyển đơn chậm nhất 16 giờ thứ Bảy.", 2, group="Thời hạn"),
    ),
)
QUIZ = (
    QuizItem(
        key="cau.1",
        kind=QuizKind.CHOICE,
        level=1,
        stem="Thủ thư phải chuyển đơn mượn sách quý cho hiệu trưởng trong thời hạn nào?",
        options=("12 giờ", "24 giờ", "36 giờ", "48 giờ"),
        answer=1,
        explanation="Thời hạn chuyển đơn là 24 giờ kể từ lúc nhận.",
        wrong=("Ngắn hơn thời hạn của khoản này.", "", "Không khoản nào nêu.", "Không khoản nào nêu."),
        sources=(source(4),),
    ),
    QuizItem(
        key="cau.2",
        kind=QuizKind.TRUE_FALSE,
        level=2,
        stem=LONG,
        options=("Đúng", "Sai"),
        answer=0,
        explanation=LONG,
        wrong=("", "Khoản này nói đúng như vậy."),
        sources=(source(2),),
    ),
    QuizItem(
        key="cau.3",
        kind=QuizKind.CASE,
        level=3,
        stem=LONG + LONG,
        options=(LONG, LONG, LONG),
        answer=2,
        explanation="Làm theo khoản 2.",
        sources=(source(2, 2),),
    ),
)
DOCUMENTS = (
    SourceDocument(
        number="05/2018/TT-MS",
        kind="Thông tư",
        title="Quy định về việc mượn, giữ gìn và trả sách quý trong phòng đọc của trường học và của thư viện xã",
        issued=date(2018, 2, 1),
        effective=date(2018, 4, 1),
        status=Status.PARTLY,
    ),
    SourceDocument(number="Luật Mượn sách", kind="Luật", status=Status.UNVERIFIED),
)
LESSON = Lesson(
    topic="nhận đơn mượn sách quý",
    title="Nhận và chuyển đơn mượn sách quý trong phòng đọc của trường",
    audience=Audience.COMMUNE_POLICE,
    minutes=45,
    on=ON,
    sections=(
        Section(
            kind=SectionKind.OBJECTIVES,
            title="Mục tiêu",
            lines=(line("mt.1", "Nêu được thời hạn chuyển đơn."),),
            minutes=3,
        ),
        Section(
            kind=SectionKind.RULES,
            title="Quy định cốt lõi",
            lines=RULES,
            minutes=20,
            notes="Hỏi lớp trước khi mở trang.",
        ),
        Section(kind=SectionKind.LIMITS, title="Bảng thời hạn", lines=LIMITS, minutes=5),
        Section(kind=SectionKind.DO_DONT, title="Nên và không nên", lines=DO_DONT, minutes=5),
        Section(kind=SectionKind.CASE, title="Tình huống thảo luận", minutes=8),
        Section(kind=SectionKind.QUIZ, title="Câu hỏi kiểm tra", minutes=4),
        Section(kind=SectionKind.SOURCES, title="Nguồn"),
    ),
    case=CASE,
    quiz=QUIZ,
    documents=DOCUMENTS,
    remarks=("Quy định mới về sách quý chưa có trong kho; dòng nào dựa vào quy định cũ thì ghi rõ chưa xác minh.",),
)
