"""The character encodings that Terraform knows, by their IANA names."""

import codecs
from typing import NamedTuple

from validator.sources.hcl.values import EvaluationError

_ISO_8859 = {f"iso-8859-{part}": f"iso8859_{part}" for part in (*range(1, 12), 13, 14, 15, 16)}
_WINDOWS = {f"windows-{page}": f"cp{page}" for page in (874, *range(1250, 1259))}
_IBM = {f"ibm{page}": f"cp{page}" for page in (437, 850, 852, 855, 858, 860, 862, 863, 865, 866)}
_CODECS = {
    **_ISO_8859,
    **_WINDOWS,
    **_IBM,
    "us-ascii": "ascii",
    "utf-8": "utf-8",
    "utf-16": "utf-16-be",
    "utf-16be": "utf-16-be",
    "utf-16le": "utf-16-le",
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
    "macintosh": "mac_roman",
    "shift_jis": "shift_jis",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    "euc-kr": "euc_kr",
    "gbk": "gbk",
    "gb18030": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "big5",
}
_BIG_ENDIAN_MARK = b"\xfe\xff"
_LITTLE_ENDIAN_MARK = b"\xff\xfe"


class Codec(NamedTuple):
    """One encoding.

    Attributes:
        name: Python's name for it.
        marked: Whether a byte order mark is written, and heeded on reading: UTF-16 without a suffix.
    """

    name: str
    marked: bool

    def encode(self, text: str) -> bytes:
        """The text's bytes; raises UnicodeError for characters that the encoding does not have."""
        return (_BIG_ENDIAN_MARK if self.marked else b"") + text.encode(self.name)

    def decode(self, content: bytes) -> str:
        """The text of bytes; raises UnicodeError for what is not in the encoding."""
        if self.marked and content.startswith(_LITTLE_ENDIAN_MARK):
            return content[2:].decode("utf-16-le")
        return content.removeprefix(_BIG_ENDIAN_MARK if self.marked else b"").decode(self.name)


def codec_of(encoding: str) -> Codec:
    """The codec of an IANA name, in any case.

    Raises:
        EvaluationError: Terraform does not know the encoding.
    """
    name = _CODECS.get(encoding.lower())
    if name is None:
        raise EvaluationError("the encoding is not one that Terraform knows by an IANA name")
    return Codec(codecs.lookup(name).name, encoding.lower() == "utf-16")
