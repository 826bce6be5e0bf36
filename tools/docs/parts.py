"""Generated parts of pages that are else written by hand.

A part stands between ``<!-- generated: NAME -->`` and ``<!-- end -->``, which stay.
"""

import re
from collections.abc import Mapping

_PART = re.compile(r"(<!-- generated: (?P<name>[\w-]+) -->\n).*?(\n<!-- end -->)", re.DOTALL)


def filled(text: str, parts: Mapping[str, str]) -> str:
    """A page with its generated parts replaced.

    Raises:
        KeyError: The page has a part that nothing generates.
    """
    return _PART.sub(lambda match: f"{match[1]}\n{parts[match['name']].strip()}\n{match[3]}", text)
