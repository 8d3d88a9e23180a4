"""What is told of amendments: what changed and not only that it did, each law and day under one heading."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import lesson_texts as texts

from assist.checklists.bases import Bases
from assist.training import changes
from assist.training.amendments import Amendments
from assist.training.changes import Changes
from assist.training.grounds import Grounds
from assist.training.model import Line, Source
from corpus.documents import Status
from corpus.library import Amendment, Library
from corpus.notes import Notes
from corpus.provisions import ProvisionId

OLD, NEW = texts.NUMBER, texts.NEW
PLACE = ProvisionId.parse(f"{NEW} điều 1")
PORTION = ProvisionId.parse(f"{OLD} điều 3")


def noted(*, statements: tuple[str, ...] = (), duties: tuple[dict[str, Any], ...] = ()) -> Notes:
    """Notes on the article that amends."""
    article = {
        "provision": "điều 1",
        "heading": "Sửa chỗ về sách quý",
        "gist": "Sửa chỗ về sách quý.",
        "partial": True,
        "statements": [{"text": text, "evidence": "điều 1"} for text in statements],
        "duties": [{"modality": "phải", "evidence": "điều 1", **duty} for duty in duties],
    }
    return Notes.model_validate({"document": NEW, "articles": [article]})


@pytest.fixture
def found(tmp_path: Path) -> Callable[..., list[Line]]:
    library = Library.open(f"sqlite:///{tmp_path}/library.sqlite")
    texts.fill(library)

    def find(*notes: Notes, since: date | None = None) -> list[Line]:
        return Changes(Grounds(Bases(library)), notes).find([PORTION], [], texts.ON, since)

    return find


def test_an_amendment_that_nothing_tells_says_that_it_was_made(found: Callable[..., list[Line]]) -> None:
    (line,) = found()
    assert line.text == "Điều 3 được sửa đổi."
    assert line.group == "Từ 01/09/2025, Thông tư số 22/2025/TT-ABC sửa Thông tư số 11/2020/TT-ABC"
    assert [s.id for s in line.sources] == [str(PLACE)]


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        ("Điều 3 mới: sách quý được mượn về", "Điều 3 được sửa đổi: sách quý được mượn về."),
        ("Sách quý được mượn về (Điều 3 sau khi sửa)", "Điều 3 được sửa đổi: sách quý được mượn về."),
        (
            "Ủy ban nhân dân xã giữ sách quý (khoản 2 Điều 3)",
            "Điều 3 được sửa đổi: Ủy ban nhân dân xã giữ sách quý (khoản 2 Điều 3).",
        ),
        (
            "Ở Điều 3, “phòng đọc” được thay bằng “thư viện”",
            "Điều 3 được sửa đổi: “phòng đọc” được thay bằng “thư viện”.",
        ),
        (
            "Bỏ cụm từ “, phòng đọc” ở nhiều nơi, trong đó có Điều 1 (khoản 2), Điều 3",
            "Điều 3 được sửa đổi: bỏ cụm từ “phòng đọc”.",
        ),
        ("Điều 3 Thông tư số 11/2020/TT-ABC được sửa đổi", "Điều 3 được sửa đổi."),
        ("Điều 9 mới: thư viện mở cửa cả ngày nghỉ", "Điều 3 được sửa đổi."),
    ],
)
def test_a_line_tells_what_changed_without_naming_the_place_twice(
    found: Callable[..., list[Line]], statement: str, text: str
) -> None:
    assert [line.text for line in found(noted(statements=(statement,)))] == [text]


def test_a_place_that_rewrites_much_is_told_in_two_lines(found: Callable[..., list[Line]]) -> None:
    acts = (
        "ghi sổ vàng",
        "thay bìa da",
        "đóng dấu nổi",
        "khóa tủ kính",
        "kiểm kê hằng quý",
        "mời người thẩm định",
        "in bản sao",
    )
    lines = found(noted(duties=tuple({"who": f"ban {n}", "act": act} for n, act in enumerate(acts))))
    assert [line.text.partition(":")[0] for line in lines] == ["Điều 3 được sửa đổi", "Cũng ở Điều 3"]
    assert len({line.key for line in lines}) == 2
    assert sum(act in line.text for line in lines for act in acts) == 4


def test_news_from_a_later_day_only_leaves_the_earlier_out(found: Callable[..., list[Line]]) -> None:
    assert not found(since=date(2025, 10, 1))


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Người giữ sách ghi sổ mỗi lần cho mượn.", True),
        ("Sách quý chỉ xem trong phòng đọc.", False),
        ("Phòng có chỗ đọc thì mở tối.", False),  # it may mean the exchanged words
    ],
)
def test_exchanged_words_leave_a_sentence_right_that_does_not_use_them(text: str, stands: bool) -> None:
    told = Amendments([noted(statements=("Ở Điều 3, “phòng đọc” được thay bằng “thư viện”",))])
    amendment = Amendment(NEW, str(PLACE), str(PORTION), date(2025, 9, 1))
    assert told.leaves(text, amendment) == stands
    assert not told.leaves(text, replace(amendment, provision=""))
    more = Amendments(
        [noted(statements=("Ở Điều 3, “phòng đọc” được thay bằng “thư viện”", "Điều 3 mới: mở cửa cả đêm"))]
    )
    assert not more.leaves(text, amendment)


def test_a_bare_amendment_beside_a_told_one_of_the_same_law_and_day_is_no_news() -> None:
    day, source = date(2026, 1, 1), Source(id=str(PLACE), pinpoint="Điều 1", status=Status.IN_FORCE)
    line = Line(key="sua", text="Điều 3 được sửa đổi.", sources=(source,))
    told = changes._Change(day, 0, line, by=NEW, portions=frozenset({PORTION}))
    bare = replace(told, weight=3, portions=frozenset({ProvisionId.parse(f"{OLD} điều 2")}))
    assert changes._tells(told, bare)
    assert not changes._tells(replace(told, by="21/2025/TT-ABC"), bare)
    assert not changes._tells(replace(told, on=date(2026, 2, 1)), bare)
    assert not changes._tells(told, replace(bare, portions=frozenset()))


def before(*duties: dict[str, Any], merged: tuple[str, ...] = ()) -> Notes:
    """Notes on the article as it was."""
    told = [{"modality": "phải", "evidence": "điều 3", **duty} for duty in duties]
    article = {"provision": "điều 3", "heading": "Sách quý", "gist": "Chuyện sách quý.", "duties": told}
    return Notes.model_validate({"document": OLD, "merged": list(merged), "articles": [article]})


OLD_BODY, NEW_BODY = "Công an cấp huyện", "Công an cấp tỉnh"
GIVES = {"act": "cấp thẻ đọc cho người xem sách quý"}


def test_what_stood_in_the_article_before_is_no_news(found: Callable[..., list[Line]]) -> None:
    now = noted(duties=({"who": "ban thư viện", **GIVES}, {"who": "ban thư viện", "act": "khóa tủ kính mỗi tối"}))
    (line,) = found(now, before({"who": "ban thư viện", "act": "cấp thẻ đọc cho những người xem sách quý"}))
    assert line.text == "Điều 3 được sửa đổi: ban thư viện phải khóa tủ kính mỗi tối."
    (merged,) = found(now, before({"who": "ban thư viện", **GIVES}, merged=(NEW,)))
    assert "cấp thẻ đọc" in merged.text  # notes that follow the new words tell nothing of the old


def test_a_duty_that_passed_to_another_body_names_both(found: Callable[..., list[Line]]) -> None:
    limit = {"number": 3, "unit": "ngày", "counted_from": "ngày nhận đơn"}
    now = noted(duties=({"who": NEW_BODY, **GIVES, "limit": limit}, {"who": NEW_BODY, "act": "trả lời thư bạn đọc"}))
    was = before({"who": OLD_BODY, **GIVES}, {"who": OLD_BODY, "act": "trả lời thư của bạn đọc"})
    (line,) = found(now, was)
    assert line.text == (
        f"Điều 3 được sửa đổi: {NEW_BODY} thay cho {OLD_BODY} làm các việc: "
        "cấp thẻ đọc cho người xem sách quý, không quá 3 ngày kể từ ngày nhận đơn; trả lời thư bạn đọc."
    )


def test_a_body_that_is_still_there_loses_no_duty_by_a_chance_likeness(found: Callable[..., list[Line]]) -> None:
    now = noted(duties=({"who": "Bộ Văn hóa", "act": "cấp thẻ đọc cho người ngoài trường"},))
    (line,) = found(now, before({"who": "ban thư viện", "act": "cấp thẻ đọc cho học sinh mượn sách quý về nhà"}))
    assert "thay cho" not in line.text


def test_a_new_addressee_is_told_with_the_one_before(found: Callable[..., list[Line]]) -> None:
    now = noted(duties=({"who": "thủ thư", "act": "báo ngay việc mất sách", "object": f"cho {NEW_BODY}"},))
    was = before({"who": "thủ thư", "act": "báo ngay việc mất sách", "object": f"cho {OLD_BODY}"})
    (line,) = found(now, was)
    assert line.text.endswith(f"cho {NEW_BODY} (trước là cho {OLD_BODY}).")


def test_another_figure_is_news_though_the_words_are_the_same(found: Callable[..., list[Line]]) -> None:
    now = noted(duties=({"who": "thủ thư", "act": "trả lời bạn đọc", "limit": {"number": 5, "unit": "ngày"}},))
    was = before({"who": "thủ thư", "act": "trả lời bạn đọc", "limit": {"number": 3, "unit": "ngày"}})
    (line,) = found(now, was)
    assert line.text.endswith("trả lời bạn đọc trong vòng không quá 5 ngày (trước là không quá 3 ngày).")
