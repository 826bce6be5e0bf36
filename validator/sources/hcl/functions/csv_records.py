"""Reading CSV as RFC 4180 has it.

Python's own reader takes quotes in the middle of a field for text, where Terraform refuses the document.
"""

import re

from validator.sources.hcl.values import EvaluationError

_FIELD = re.compile(r'(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|\Z)')


def records_of(text: str) -> list[list[str]]:
    """The records of a document, the header among them; blank lines are skipped.

    Raises:
        EvaluationError: A quote is in the wrong place or missing.
    """
    document = text.replace("\r\n", "\n")
    records: list[list[str]] = []
    fields: list[str] = []
    position = 0
    while position < len(document) or fields:
        if not fields and document.startswith("\n", position):
            position += 1
            continue
        match = _FIELD.match(document, position)
        if match is None:
            raise EvaluationError("csvdecode: a quote is in the wrong place or missing")
        fields.append(match[2] if match[1] is None else match[1].replace('""', '"'))
        position = match.end()
        if match[3] != ",":
            records.append(fields)
            fields = []
    return records
