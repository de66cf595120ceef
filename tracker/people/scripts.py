"""Which language a name in its own script is most likely in, so that its letters get the right shapes. Pure."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

RTL: Final = frozenset({"ar", "he"})
TALL: Final = frozenset({"ar", "hi", "bn", "si", "th", "lo", "my", "km", "am"})  # marks above and below need room
_HAN: Mapping[str, str] = MappingProxyType({"JP": "ja", "KR": "ko", "KP": "ko"})  # by delegation
_SCRIPTS: Final = (
    ("ja", "[぀-ヿㇰ-ㇿｦ-ﾝ]"),
    ("ko", "[ᄀ-ᇿ㄰-㆏가-힯]"),
    ("zh", "[㐀-䶿一-鿿豈-﫿𠀀-𲎯]"),
    ("he", "[֐-׿]"),
    ("ar", "[؀-ۿݐ-ݿࢠ-ࣿﭐ-﷿ﹰ-﻿]"),
    ("ru", "[Ѐ-ӿ]"),
    ("el", "[Ͱ-Ͽ]"),
    ("hy", "[԰-֏]"),
    ("ka", "[Ⴀ-ჿ]"),
    ("hi", "[ऀ-ॿ]"),
    ("bn", "[ঀ-৿]"),
    ("si", "[඀-෿]"),
    ("th", "[฀-๿]"),
    ("lo", "[຀-໿]"),
    ("my", "[က-႟]"),
    ("km", "[ក-៿]"),
    ("am", "[ሀ-፿]"),
)
_PATTERNS: Final = tuple((language, re.compile(letters)) for language, letters in _SCRIPTS)


def language(name: str, delegation: str) -> str:
    """An ISO 639 code, or "" for Latin letters; Han letters alone are read as the delegation writes them.

    >>> language("أمينة السيد", "EG"), language("佐藤 遥", "JP"), language("陈伟", "CN"), language("José", "ES")
    ('ar', 'ja', 'zh', '')
    """
    found = next((code for code, letters in _PATTERNS if letters.search(name)), "")
    return _HAN.get(delegation, found) if found == "zh" else found
