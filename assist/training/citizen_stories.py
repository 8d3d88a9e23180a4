"""Situations for those who carry out no procedures: what teachers, members of the women's union and pupils see and hear."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from random import Random

from assist.checklists.case import Case
from assist.training.case_answers import KEY
from assist.training.grounds import Grounds
from assist.training.model import Audience, Line
from assist.training.plain import plain_words
from assist.training.stories import Told
from corpus.circumstances import Kind

_THOUGH_SECRET = re.compile(r"kể cả khi .*giữ kín")
#: Words of a story of trafficking, with what in that story is cause for worry.
_SIGNS = {
    "gửi ảnh giấy tờ": "người quen qua mạng hứa việc nhẹ, lương cao ở nơi xa, dặn giấu cha mẹ và đòi ảnh giấy tờ",
    "lo hết tiền xe": "người chỉ quen ở chợ hứa cho quà và lo hết tiền đi xa, hẹn đón buổi tối, không cho nói với ai",
    "rủ thêm vài em khác": "người quen qua mạng hứa việc nhẹ, lương cao, dặn không nói với ai; em nghỉ học, mất liên lạc; "
    "người ấy còn rủ các em khác",
    "giữ giấy khai sinh": "hứa cho học nghề xa không mất tiền, giữ giấy khai sinh, không cho ai tiễn; em khoe sắp có nhiều tiền; "
    "hai em khác đi theo người ấy chưa về",
}


def story_of_citizens(audience: Audience, case: Case, codes: Sequence[str], rng: Random) -> Told:
    """Four to six sentences for teachers and pupils: what they see and hear, never the harm itself."""
    pupils = audience is Audience.PUPILS
    told = " ".join(_pupils(case, codes, rng) if pupils else _teachers(case, codes, rng))
    sign = next((sign for words, sign in _SIGNS.items() if words in told), "")
    return Told(told, sign=sign, secret=pupils and bool(re.search(r"xin em (?:giữ kín|đừng nói)", told)))


def secret_told(on: date, grounds: Grounds) -> list[Line]:
    """The plain sentence that one tells a grown-up though a friend asks to keep it secret; none if its provision does not apply."""
    for each in plain_words():
        if Audience.PUPILS in each.audience and _THOUGH_SECRET.search(each.imperative):
            ground = grounds.read(each.provisions(), on, each.merged)
            if ground.applies:
                key, text = f"{KEY}.loi-thuong.{each.code}", f"{each.imperative}. {each.text}"
                return [Line(key=key, text=text, sources=ground.sources, who=each.who, doubt=ground.doubt)]
    return []


def _pupils(case: Case, codes: Sequence[str], rng: Random) -> list[str]:
    grade = rng.choice([6, 7, 8])
    if any(code in {"lay-loi-khai", "phong-than-thien"} for code in codes):
        return [
            f"Một bạn lớp {grade} được cơ quan công an mời đến kể lại một việc bạn đã trải qua.",
            "Bạn lo vì chưa từng đến đó và sợ phải gặp lại người làm bạn sợ.",
            "Bạn không biết cha mẹ có được vào cùng hay không.",
            "Bạn cũng sợ mọi người ở trường sẽ biết chuyện.",
        ]
    asks = f"Bạn kể với em và xin em {rng.choice(['giữ kín', 'đừng nói với ai'])}."
    if case.circumstances.kind is Kind.TRAFFICKING:
        lures = (
            [
                f"Một bạn lớp {grade} quen một người qua mạng được vài tuần.",
                "Người ấy hứa tìm cho bạn việc nhẹ, lương cao ở nơi xa.",
                "Người ấy dặn đừng nói với cha mẹ và bảo gửi ảnh giấy tờ.",
            ],
            [
                f"Một chị quen ở chợ rủ một bạn lớp {grade} đi chơi xa mấy ngày.",
                "Chị ấy nói sẽ lo hết tiền xe, tiền ăn và cho bạn một chiếc điện thoại mới.",
                "Chị ấy hẹn đón bạn ở ngã ba vào buổi tối, không cho bạn nói với ai.",
            ],
        )
        return [*rng.choice(lures), asks]
    secrets = (
        [
            f"Một bạn lớp {grade} mấy tuần nay hay buồn và không muốn về nhà.",
            "Bạn kể với em rằng có một người lớn luôn làm bạn sợ và dặn bạn phải giữ kín.",
            "Bạn nghĩ có nói ra cũng không ai tin.",
        ],
        [
            f"Một bạn lớp {grade} hay mặc áo dài tay và ngồi một mình giờ ra chơi.",
            "Bạn nói với em rằng ở nhà bạn hay bị đánh mà không dám kể.",
            "Bạn sợ nói ra thì cha mẹ bị phạt.",
        ],
    )
    return [*rng.choice(secrets), f"Bạn xin em {rng.choice(['giữ kín', 'đừng nói với ai'])}."]


def _teachers(case: Case, codes: Sequence[str], rng: Random) -> list[str]:
    grade = rng.choice([6, 7, 8, 9])
    if any(code in {"lay-loi-khai", "phong-than-thien"} for code in codes):
        return [
            f"Một học sinh lớp {grade} được mời đến cơ quan công an để lấy lời khai về một việc em là bị hại.",
            "Cơ quan điều tra mời nhà trường cử người đến cùng để em bớt sợ.",
            "Em đã quen với cô chủ nhiệm và mong cô đi cùng.",
            "Hôm sau, có phụ huynh và một trang tin gọi điện hỏi cô em đã khai những gì.",
        ]
    if case.circumstances.kind is Kind.TRAFFICKING:
        return rng.choice(
            (
                [
                    f"Một học sinh lớp {grade} nghỉ học ba hôm; gia đình nói em đi làm giúp họ hàng ở xa.",
                    "Bạn cùng lớp kể rằng em được một người quen qua mạng hứa việc nhẹ, lương cao và dặn không nói với ai.",
                    "Điện thoại của em không liên lạc được.",
                    "Chi hội phụ nữ ở thôn cũng nghe nói người ấy đang rủ thêm vài em khác.",
                ],
                [
                    f"Mẹ của một học sinh lớp {grade} kể với chi hội phụ nữ: có người hứa cho con chị đi học nghề xa, không mất tiền.",
                    "Người ấy giữ giấy khai sinh của em, hẹn đón em vào cuối tuần và không cho ai tiễn.",
                    "Ở lớp, em khoe sắp có nhiều tiền gửi về nhà.",
                    "Một phụ huynh nói đã thấy người ấy đón hai em khác, đến nay chưa về.",
                ],
            )
        )
    return rng.choice(
        (
            [
                f"Một học sinh lớp {grade} mấy tuần nay ít nói, hay nghỉ học và không muốn về nhà.",
                "Giờ ra chơi, em kể với cô chủ nhiệm rằng em hay bị người sống cùng nhà đánh.",
                "Em xin cô đừng nói với ai.",
                f"{rng.choice(['Buổi chiều', 'Hôm sau'])}, một phụ huynh khác đăng chuyện của em lên nhóm lớp, kèm tên và ảnh.",
            ],
            [
                f"Hàng xóm báo với chi hội phụ nữ: đêm nào cũng nghe tiếng một em học lớp {grade} khóc và tiếng đập đồ.",
                "Chi hội trưởng đến thăm thì gia đình nói đó là chuyện trong nhà, xin đừng báo ai.",
                "Cô chủ nhiệm thấy em giật mình mỗi khi có người lớn đến gần.",
                "Một trang tin gọi điện hỏi cô tên và trường của em.",
            ],
        )
    )
