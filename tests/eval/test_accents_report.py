import pytest

from eval.accents_report import right
from search.accents import Accents
from search.words import Words

LEARNED = ["Công an hỏi cháu mấy giờ?", "Công an xã chuyển tin báo", "Bố mẹ có được ngồi cùng không?"]


@pytest.mark.parametrize(
    ("questions", "share"),
    [
        (["Công an hỏi cháu"], 1.0),
        (["Công an hỏi cháu", "zét zét zét zét"], 0.5),  # syllables nobody has seen come out bare
    ],
)
def test_right_is_the_share_of_syllables_that_come_out_as_they_were(questions: list[str], share: float) -> None:
    assert right(questions, Accents.of(Words.empty(), LEARNED)) == pytest.approx(share)
