"""Splitting text into what a reader calls characters (Unicode's extended grapheme clusters).

Terraform counts, cuts and reverses strings by these. The rules are those of Unicode Standard Annex 29 without the
ones for prepended marks and Indic conjuncts; the classes are read from :mod:`unicodedata`, so new emoji are known as
far as Python's Unicode version knows them.
"""

import unicodedata

_ZERO_WIDTH_JOINER = "\u200d"
_HANGUL_LEADING, _HANGUL_VOWEL, _HANGUL_TRAILING, _HANGUL_LV, _HANGUL_LVT = range(5)
_FIRST_SYLLABLE, _LAST_SYLLABLE, _SYLLABLES_PER_VOWEL = 0xAC00, 0xD7A3, 28
_HANGUL_JAMO = (
    (0x1100, 0x115F, _HANGUL_LEADING),
    (0xA960, 0xA97C, _HANGUL_LEADING),
    (0x1160, 0x11A7, _HANGUL_VOWEL),
    (0xD7B0, 0xD7C6, _HANGUL_VOWEL),
    (0x11A8, 0x11FF, _HANGUL_TRAILING),
    (0xD7CB, 0xD7FB, _HANGUL_TRAILING),
)


def graphemes(text: str) -> list[str]:
    """The clusters of a text; joined they are the text again."""
    if text.isascii() and "\r\n" not in text:
        return list(text)
    clusters: list[str] = []
    for character in text:
        if clusters and _continues(clusters[-1], character):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def _continues(cluster: str, character: str) -> bool:
    last = cluster[-1]
    if last == "\r" or _is_control(last) or _is_control(character):
        return last == "\r" and character == "\n"
    if _extends(character) or unicodedata.category(character) == "Mc":
        return True
    if last == _ZERO_WIDTH_JOINER and _is_pictograph(character):
        return _is_pictograph(cluster[0])
    if _is_regional(character):
        return len(cluster) == 1 and _is_regional(last)
    return _joins_hangul(last, character)


def _is_control(character: str) -> bool:
    joiners = "\u200c\u200d"
    return (
        unicodedata.category(character) in ("Cc", "Zl", "Zp", "Cf")
        and character not in joiners
        and not _is_tag(character)
    )


def _is_tag(character: str) -> bool:
    return "\U000e0020" <= character <= "\U000e007f"


def _extends(character: str) -> bool:
    skin_tone = "\U0001f3fb" <= character <= "\U0001f3ff"
    joiner = character in "\u200c\u200d"
    return skin_tone or joiner or _is_tag(character) or unicodedata.category(character) in ("Mn", "Me")


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _is_pictograph(character: str) -> bool:
    return character in "\u00a9\u00ae" or (character > "\u203b" and unicodedata.category(character) == "So")


def _joins_hangul(last: str, character: str) -> bool:
    left, right = _hangul(last), _hangul(character)
    if left == _HANGUL_LEADING:
        return right in (_HANGUL_LEADING, _HANGUL_VOWEL, _HANGUL_LV, _HANGUL_LVT)
    if left in (_HANGUL_LV, _HANGUL_VOWEL):
        return right in (_HANGUL_VOWEL, _HANGUL_TRAILING)
    return left in (_HANGUL_LVT, _HANGUL_TRAILING) and right == _HANGUL_TRAILING


def _hangul(character: str) -> int | None:
    code = ord(character)
    if _FIRST_SYLLABLE <= code <= _LAST_SYLLABLE:
        return _HANGUL_LVT if (code - _FIRST_SYLLABLE) % _SYLLABLES_PER_VOWEL else _HANGUL_LV
    return next((part for first, last, part in _HANGUL_JAMO if first <= code <= last), None)
