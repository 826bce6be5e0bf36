"""The CEL that expressions can use: every row is evaluated, so that the table can't promise what does not work."""

from typing import Any

import msgspec

from tools.docs.markdown import table
from validator.engine import cel
from validator.engine.judge import compiler

# What it does, and an example of it.
_EXAMPLES = (
    ("all hold, any holds, not", '!(1 == 2) && (1 < 2 || "a" == "b")'),
    ("one of two", '1 < 2 ? "yes" : "no"'),
    ("is in a list", '"a" in ["a", "b"]'),
    ("all elements", "[1, 2].all(number, number > 0)"),
    ("any element", "[1, 2].exists(number, number > 1)"),
    ("exactly one element", "[1, 2].exists_one(number, number > 1)"),
    ("the elements for which", "[1, 2].filter(number, number > 1)"),
    ("of each element", "[1, 2].map(number, number * 10)"),
    ("how many, how long", 'size("abc") + [1, 2].size()'),
    ("joined", '["a", "b"].join("-") + "!"'),
    ("split", '"a/b".split("/")'),
    ("begins, ends, holds", '"abc".startsWith("a") && "abc".endsWith("c") && "abc".contains("b")'),
    ("matches a pattern (RE2, anywhere in the text)", '"docker-hub/nginx".matches("^docker-hub/")'),
    ("a part, by offsets from 0", '"abc".substring(1, 2) + "abc".charAt(2)'),
    ("where, or -1", '[ "abc".indexOf("c"), "abc".lastIndexOf("x") ]'),
    ("replaced", '"a-b".replace("-", "/")'),
    ("in lower or upper case (ASCII)", '"Ab".lowerAscii() + "Ab".upperAscii()'),
    ("without white space around it", '" a ".trim()'),
    ("as a number, as a string", 'int("3") + size(string(1.5))'),
    ("times and durations", 'timestamp("2026-01-02T00:00:00Z") - duration("24h") < timestamp("2026-01-02T00:00:00Z")'),
)


def table_rows() -> list[list[str]]:
    """A row for each: what it does, the example, and what that gives.

    Raises:
        CelMistake: An example does not compile.
    """
    shared = compiler()
    activation = shared.activation({})
    rows = []
    for text, example in _EXAMPLES:
        value: Any = cel.evaluate(shared.program(example), activation)
        rows.append([text, f"`{example}`", f"`{msgspec.json.format(msgspec.json.encode(value), indent=0).decode()}`"])
    return rows


def functions_table() -> str:
    """The table."""
    return table(["what", "example", "gives"], table_rows())
