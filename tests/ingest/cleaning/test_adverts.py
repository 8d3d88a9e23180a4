"""Stage 4: banners go, sentences about betting and logging in stay whole."""

import pytest

from ingest.cleaning.adverts import cut_adverts


@pytest.mark.parametrize(
    ("read", "clean", "cut"),
    [
        # glued to a line's end, as on a portal that was broken into
        ("Ban Chỉ đạo huyện Đăng Nhập Xy88", "Ban Chỉ đạo huyện", ["Đăng Nhập Xy88"]),
        ("Nhà cái Abc789 uy tín", "", ["Nhà cái Abc789 uy tín"]),
        ("Buổi tập huấn kéo dài hai ngày. Link vào 789xbet", "Buổi tập huấn kéo dài hai ngày.", ["Link vào 789xbet"]),
        # set in title capitals in mid-sentence
        ("Công an xã Đăng Ký Qq88 mở lớp học", "Công an xã mở lớp học", ["Đăng Ký Qq88"]),
    ],
)
def test_cut(read: str, clean: str, cut: list[str]) -> None:
    assert cut_adverts(read) == (clean, cut)


@pytest.mark.parametrize(
    "line",
    [
        "Người dân đăng nhập VNeID để gửi tin báo.",
        "Bị can đăng nhập Xy88 để cá cược bóng đá nhiều lần trong năm.",
        "Tổ chức đánh bạc, cá độ, chơi casino trái phép",
        "Đăng ký khai sinh trước ngày 30/4/2025",
        "Truy cập cơ sở dữ liệu theo Nghị định số 13/2023/NĐ-CP",
        "Nạp tiền phạt vào tài khoản 0123456789",
        "Giải bóng đá có 88 đội",
    ],
)
def test_left_alone(line: str) -> None:
    assert cut_adverts(line) == (line, [])
