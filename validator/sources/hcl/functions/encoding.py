"""Encoding and decoding of texts: Base64, JSON, CSV, URLs and character sets."""

import base64
import binascii
import json
import unicodedata
import urllib.parse
from decimal import Decimal
from typing import Any, NoReturn

from validator.model.value import Reason, Unknown
from validator.sources.hcl.conversions import number, to_string
from validator.sources.hcl.functions.charsets import codec_of
from validator.sources.hcl.functions.csv_records import records_of
from validator.sources.hcl.functions.parameters import anything, string
from validator.sources.hcl.functions.signature import Function, Parameter, check_elements
from validator.sources.hcl.values import EvaluationError

_ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_ESCAPES = str.maketrans(_ESCAPED)


def text_of(content: bytes, what: str) -> str:
    """Bytes as the text they encode, in the normal form that Terraform keeps strings in.

    Raises:
        EvaluationError: They are not UTF-8.
    """
    try:
        return unicodedata.normalize("NFC", content.decode())
    except UnicodeDecodeError:
        raise EvaluationError(f"{what} is not valid UTF-8") from None


def to_json(value: Any) -> str:
    """A known value as Terraform's ``jsonencode`` spells it: compact, keys sorted, ``<``, ``>`` and ``&`` escaped."""
    match value:
        case str():
            return json.dumps(value, ensure_ascii=False).translate(_ESCAPES)
        case None:
            return "null"
        case bool() | int() | Decimal():
            return to_string(value)
        case dict():
            members = (f"{to_json(key)}:{to_json(value[key])}" for key in sorted(value))
            return "{" + ",".join(members) + "}"
    return "[" + ",".join(map(to_json, value)) + "]"


def _jsondecode(text: str) -> Any:
    try:
        return _normal(json.loads(text, parse_int=number, parse_float=number, parse_constant=_refuse))
    except ValueError:
        raise EvaluationError("jsondecode: the string is not valid JSON") from None


def _refuse(name: str) -> NoReturn:
    raise EvaluationError(f"jsondecode: {name} is not JSON")


def _normal(value: Any) -> Any:
    match value:
        case str() if not value.isascii():
            whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            return unicodedata.normalize("NFC", whole)
        case list():
            return [_normal(item) for item in value]
        case dict():
            return {_normal(key): _normal(item) for key, item in value.items()}
    return value


def _csvdecode(text: str) -> list[dict[str, str]]:
    rows = records_of(text)
    if not rows:
        raise EvaluationError("csvdecode: the header line is missing")
    header, *records = rows
    if len(set(header)) < len(header):
        raise EvaluationError("csvdecode: two columns have the same name")
    if any(len(record) != len(header) for record in records):
        raise EvaluationError("csvdecode: a line has too many or too few fields")
    check_elements(len(records))
    return [dict(zip(header, record, strict=True)) for record in records]


def decoded_base64(text: str) -> bytes:
    """The bytes of a Base64 text; line breaks in it are skipped, its padding is required."""
    try:
        return base64.b64decode(text.replace("\n", "").replace("\r", ""), validate=True)
    except (binascii.Error, ValueError):
        raise EvaluationError("the string is not valid Base64") from None


def _base64decode(text: str) -> str:
    return text_of(decoded_base64(text), "base64decode: the result")


def _base64encode(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _base64gzip(_: str) -> Unknown:
    return Unknown(Reason.UNSUPPORTED, "base64gzip: its bytes depend on the compressor that Terraform is built with")


def _textencode(text: str, encoding: str) -> str:
    try:
        return base64.b64encode(codec_of(encoding).encode(text)).decode()
    except UnicodeError:
        raise EvaluationError("textencodebase64: the encoding does not have all of the string's characters") from None


def _textdecode(source: str, encoding: str) -> str:
    codec = codec_of(encoding)
    try:
        return unicodedata.normalize("NFC", codec.decode(decoded_base64(source)))
    except UnicodeError:
        raise EvaluationError("textdecodebase64: the content is not in that encoding") from None


def _yamlencode(value: Any) -> str:
    from validator.sources.hcl.functions import yaml_writer  # noqa: PLC0415 - PyYAML is slow to load

    return yaml_writer.encode(value)


def _yamldecode(text: str) -> Any:
    from validator.sources.hcl.functions import yaml_reader  # noqa: PLC0415 - PyYAML is slow to load

    return yaml_reader.decode(text)


FUNCTIONS = (
    Function("base64decode", _base64decode, (string("str"),)),
    Function("base64encode", _base64encode, (string("str"),)),
    Function("base64gzip", _base64gzip, (string("str"),)),
    Function("csvdecode", _csvdecode, (string("str"),)),
    Function("jsondecode", _jsondecode, (string("str"),)),
    Function("jsonencode", to_json, (Parameter("val", anything, nullable=True),)),
    Function("textdecodebase64", _textdecode, (string("source"), string("encoding"))),
    Function("textencodebase64", _textencode, (string("string"), string("encoding"))),
    Function("urlencode", lambda text: urllib.parse.quote_plus(text, safe=""), (string("str"),)),
    Function("yamldecode", _yamldecode, (string("src"),)),
    Function("yamlencode", _yamlencode, (Parameter("value", anything, nullable=True),)),
)
