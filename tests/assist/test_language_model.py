"""What a language model says is shown only as far as the retrieved bases carry it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from assist.language_model import MARK, LanguageModelError, Worder, check_sentence, make_generator
from assist.model import Quote
from corpus.documents import Status
from corpus.provisions import NOTE, ProvisionId
from corpus.settings import Settings


def quote(pid: str, text: str) -> Quote:
    return Quote(ProvisionId.parse(pid), text, NOTE, Status.IN_FORCE)


QUOTES = [
    quote("43/2021/TT-BCA điều 5 khoản 1", "Công an xã chuyển tin trong 24 giờ; vùng xa 48 giờ."),
    quote("101/2015/QH13 điều 421 khoản 3", "Hỏi cung không quá 02 lần trong 01 ngày, theo Điều 183."),
]

SENTENCES = [
    # carried by its basis
    ("Công an xã chuyển tin trong 24 giờ [1].", "Công an xã chuyển tin trong 24 giờ [1]."),
    ("Mỗi ngày hỏi cung tối đa 2 lần [2].", "Mỗi ngày hỏi cung tối đa 2 lần [2]."),
    ("Xem cả hai [1, 2].", "Xem cả hai [1][2]."),
    # a provision the basis itself names
    ("Thủ tục theo Điều 183 [2].", "Thủ tục theo Điều 183 [2]."),
    # an id retrieval did not give is dropped and the sentence marked
    ("Phải có luật sư [7].", f"Phải có luật sư. {MARK}"),
    ("Công an xã chuyển tin trong 24 giờ [1][9].", f"Công an xã chuyển tin trong 24 giờ [1]. {MARK}"),
    # no citation at all
    ("Nên hỏi nhẹ nhàng.", f"Nên hỏi nhẹ nhàng. {MARK}"),
    # an amount that stands in none of the bases cited
    ("Công an xã chuyển tin trong 72 giờ [1].", f"Công an xã chuyển tin trong 72 giờ [1]. {MARK}"),
    ("Mỗi ngày hỏi cung tối đa 2 lần [1].", f"Mỗi ngày hỏi cung tối đa 2 lần [1]. {MARK}"),
    # a provision nobody retrieved
    ("Theo Điều 999 thì được [1].", f"Theo Điều 999 thì được [1]. {MARK}"),
]


@pytest.mark.parametrize(("said", "shown"), SENTENCES)
def test_check_sentence(said: str, shown: str) -> None:
    assert check_sentence(said, QUOTES) == shown


class Fake:
    """A generator that answers with fixed text, streamed in pieces or whole."""

    def __init__(self, text: str, pieces: int = 0) -> None:
        self.text = text
        self.pieces = pieces
        self.messages: list = []

    def run(self, messages: list, streaming_callback=None) -> dict:
        self.messages = messages
        if self.pieces:
            for start in range(0, len(self.text), self.pieces):
                streaming_callback(SimpleNamespace(content=self.text[start : start + self.pieces]))
        return {"replies": [SimpleNamespace(text=self.text)]}


TEXT = "Công an xã chuyển tin trong 24 giờ [1]. Phải có luật sư [7]."
CHECKED = f"Công an xã chuyển tin trong 24 giờ [1]. Phải có luật sư. {MARK}"


@pytest.mark.parametrize("pieces", [0, 3, 1000])
def test_streamed_or_whole_the_text_is_checked_alike(pieces: int) -> None:
    grown: list[str] = []
    assert Worder(Fake(TEXT, pieces)).word("hỏi", QUOTES, grown.append) == CHECKED
    assert grown[-1] == CHECKED
    # nothing unchecked is ever shown
    assert all("[7]" not in text for text in grown)


def test_the_model_sees_the_question_and_the_numbered_bases_only() -> None:
    fake = Fake(TEXT)
    Worder(fake).word("Trong bao lâu?", QUOTES)
    asked = fake.messages[1].text
    assert "[1]" in asked
    assert "[2]" in asked
    assert "Trong bao lâu?" in asked


def test_a_failing_endpoint_is_told_in_vietnamese() -> None:
    class Broken:
        def run(self, messages: list, streaming_callback=None) -> dict:
            raise ConnectionError("refused")

    with pytest.raises(LanguageModelError, match="không trả lời"):
        Worder(Broken()).word("hỏi", QUOTES)
    with pytest.raises(LanguageModelError, match="câu trống"):
        Worder(Fake("  ")).word("hỏi", QUOTES)


def test_no_endpoint_no_generator() -> None:
    assert make_generator(Settings(llm_url="")) is None
    generator = make_generator(Settings(llm_url="http://127.0.0.1:9/v1", llm_model="m"))
    assert generator is not None
