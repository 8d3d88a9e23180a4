"""The tab Hỏi đáp: a conversation, each answer with its evidence beside it, kept in the library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import gradio as gr
from markupsafe import Markup

from assist.model import Answer
from corpus.provisions import NOTE, VERBATIM
from ui.state import App
from ui.web.dates import DayError, read_day, write_day
from ui.web.escape import conclusion, render
from ui.web.evidence import panel, stored_answer
from ui.web.exports import answer_text
from ui.web.faults import told
from ui.web.progress import counting, reporting

EXAMPLES = (
    "Công an xã chuyển tin báo xâm hại trẻ em trong bao lâu?",
    "Thế nào là xâm hại người dưới 18 tuổi?",
    "Tin về tội phạm xâm hại người dưới 18 tuổi đến từ những nguồn nào?",
    "khoản 1 Điều 5 Thông tư số 43/2021/TT-BCA",
)
FAILED = (
    "Chưa trả lời được vì chương trình gặp lỗi. Câu hỏi vẫn còn đây; hãy thử lại, và nếu lỗi lặp lại hãy chạy "
    "“kholuat check” để xem kho và chỉ mục."
)


@dataclass(frozen=True)
class AskTab:
    """The tab's components that the page wires up."""

    thread: gr.HTML
    question: gr.Textbox
    day: gr.Textbox
    problem: gr.HTML
    send: gr.Button
    fresh: gr.Button
    history: gr.HTML


def build() -> AskTab:
    """Lay out the tab inside the tab being built."""
    with gr.Row(elem_classes="ask-bar"):
        history = gr.HTML(apply_default_css=False, elem_id="history", min_height=0)
        fresh = gr.Button("Cuộc hỏi đáp mới", size="sm", elem_id="new-conversation", scale=0, min_width=160)
    thread = gr.HTML(apply_default_css=False, elem_id="thread")
    with gr.Column(elem_id="composer"):
        problem = gr.HTML(apply_default_css=False, elem_id="ask-problem")
        with gr.Row(equal_height=True):
            question = gr.Textbox(
                label="Câu hỏi",
                placeholder="Gõ câu hỏi hoặc điều khoản cần xem. Enter để gửi, Shift+Enter để xuống dòng.",
                lines=1,
                max_lines=6,
                scale=6,
                min_width=220,
                autofocus=True,
                elem_id="question",
            )
            day = gr.Textbox(
                label="Áp dụng vào ngày",
                placeholder="ngày/tháng/năm",
                scale=1,
                min_width=140,
                max_lines=1,
                elem_id="ask-day",
            )
            send = gr.Button("Gửi", variant="primary", scale=0, min_width=90, elem_id="send")
    return AskTab(thread, question, day, problem, send, fresh, history)


def show_history(app: App, current: str) -> str:
    """The earlier conversations as HTML."""
    return render("conversations.html", conversations=app.library.conversations(), current=current)


def show_thread(app: App, conversation: str, pending: dict[str, Any] | None = None) -> str:
    """A conversation as HTML, its citations as they were given; ``pending`` is the question being worked on."""
    turns = []
    for number, turn in enumerate(app.library.conversation(conversation) if conversation else [], start=1):
        answer = turn["answer"]
        citations = answer["citations"]
        turns.append(
            {
                "question": turn["question"],
                "answer": answer,
                "conclusion": conclusion(answer["answer"], number, len(citations)),
                "panel": Markup(panel(citations, label=f"Căn cứ của câu {number}", prefix=f"c{number}"))
                if citations
                else "",
                "day": write_day(date.fromisoformat(answer["on"])),
                "text": answer_text(turn["question"], answer),
                "export": f"xuat/tra-loi/{conversation}/{number}",
            }
        )
    empty = not turns and pending is None
    return render(
        "thread.html",
        turns=turns,
        pending=pending and {"error": "", "message": "", "text": "", "done": 0, "total": 0} | pending,
        examples=EXAMPLES if empty else (),
        holdings=holdings(app) if empty else "",
    )


def holdings(app: App) -> str:
    """What the library holds, in one sentence."""
    documents = app.documents(date.today())
    whole = sum(d.origin == VERBATIM for d in documents)
    noted = sum(d.origin == NOTE for d in documents)
    if not documents:
        return "Kho đang trống. Hãy nạp văn bản ở tab Kho văn bản."
    words = f"Kho đang có {whole} văn bản nguyên văn và {noted} văn bản mới có tóm lược của kho."
    return words if whole else f"{words} Nạp tệp văn bản ở tab Kho văn bản để câu trả lời trích đúng nguyên văn."


def answer(app: App, question: str, day: str, conversation: str) -> Iterator[tuple[Any, ...]]:
    """Work on a question. Yields (thread, question field, problem, conversation, history) until the answer stands."""
    asked = (question or "").strip()
    if not asked:
        yield gr.skip(), gr.skip(), _problem("Hãy gõ câu hỏi trước khi gửi."), gr.skip(), gr.skip()
        return
    try:
        on = read_day(day)
    except DayError as error:
        yield gr.skip(), question, _problem(str(error)), gr.skip(), gr.skip()
        return
    try:
        waiting = {"question": asked, "message": "Đang tìm căn cứ…"}
        yield show_thread(app, conversation, waiting), "", "", gr.skip(), gr.skip()
        for done, total in counting(app.refresh_index):
            busy = waiting | {"message": "Đang cập nhật chỉ mục tìm kiếm…", "done": done, "total": total}
            yield show_thread(app, conversation, busy), gr.skip(), gr.skip(), gr.skip(), gr.skip()
        found: list[Answer] = []

        def work(report: Callable[[str], None]) -> None:
            found.append(app.answerer.ask(asked, on, on_text=report))

        for text in reporting(work):
            writing = waiting | {"message": "Đang viết câu trả lời…", "text": text}
            yield show_thread(app, conversation, writing), gr.skip(), gr.skip(), gr.skip(), gr.skip()
        conversation = app.library.save_turn(conversation, asked, stored_answer(found[0]))
        yield show_thread(app, conversation), gr.skip(), "", conversation, show_history(app, conversation)
    except Exception as error:
        failed = {"question": asked, "error": told(error, FAILED)}
        yield show_thread(app, conversation, failed), asked, gr.skip(), gr.skip(), gr.skip()


def talk(app: App, action: str, value: str, current: str) -> tuple[Any, ...]:
    """Open, delete or begin a conversation. Returns (thread, problem, conversation, history)."""
    if action == "delete":
        app.library.delete_conversation(value)
        current = "" if value == current else current
    elif action == "open":
        current = value
    else:
        current = ""
    return show_thread(app, current), "", current, show_history(app, current)


def _problem(text: str) -> str:
    return render("problem.html", message=text)
