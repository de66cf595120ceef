"""Which script a name is written in."""

import pytest

from tracker.people.scripts import language

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("name", "delegation", "expected"),
    [
        ("José Núñez", "ES", ""),
        ("أمينة السيد", "EG", "ar"),
        ("陈伟", "CN", "zh"),
        ("佐藤 遥", "JP", "ja"),
        ("さとう はるか", "", "ja"),
        ("金民俊", "KR", "ko"),
        ("김민준", "", "ko"),
        ("Ольга", "RU", "ru"),
        ("Ελένη", "GR", "el"),
        ("ნინო", "GE", "ka"),
        ("สมชาย", "TH", "th"),
        ("आशा", "IN", "hi"),
        ("አበበ", "ET", "am"),
    ],
)
def test_the_language_of_a_name(name: str, delegation: str, expected: str) -> None:
    assert language(name, delegation) == expected
