"""JSON text as Go programs write it: what the AWS provider stores and renders."""

import json


def normalized_json(text: str) -> str:
    """JSON as the provider stores it: minified, keys sorted, ``<``, ``>`` and ``&`` escaped as Go does.

    Text that is no JSON stays as it is.
    """
    try:
        minified = json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    except (ValueError, RecursionError):
        return text
    return escaped_as_go(minified)


def escaped_as_go(text: str) -> str:
    """JSON text with the characters escaped that Go's encoder escapes."""
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
