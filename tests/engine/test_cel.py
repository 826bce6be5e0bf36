"""The library behind the expressions, where it needs care."""

import sys

from validator.engine.cel import Compiler, evaluate


def test_nulls_cost_no_reference_to_none():
    """The library gives None away uncounted, which in the end aborts the interpreter: what it takes is paid back."""
    compiler = Compiler(["rule"])
    program = compiler.program("[rule.x, [rule.x], {'a': rule.x}]")
    activation = compiler.activation({"rule": {"x": None}})
    before = sys.getrefcount(None)
    for _ in range(2000):
        evaluate(program, activation)
    assert abs(sys.getrefcount(None) - before) < 1000
