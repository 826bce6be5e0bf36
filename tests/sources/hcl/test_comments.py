"""Comments, told apart from what only looks like one."""

import pytest

from validator.sources.hcl.comments import comments
from validator.sources.hcl.error import HclError


def test_all_three_kinds_are_found_with_their_places():
    text = "# a\nb = 1 // c\n/* d\n e */ f {\n  g = [ # h\n  ]\n}\n#"
    assert comments(text) == [
        (1, 1, "# a"),
        (2, 7, "// c"),
        (3, 1, "/* d\n e */"),
        (5, 9, "# h"),
        (8, 1, "#"),
    ]


def test_strings_and_heredocs_hold_none():
    text = 'a = "# b // c /* d */ ${e /* f */} ${"# g"}"\nh = <<-E\n  # i\n  ${j # k\n  }\n  E\nl = "http://m" # n\n'
    assert comments(text) == [(7, 16, "# n")]


def test_a_byte_order_mark_and_carriage_returns_are_no_part_of_them():
    assert comments("\ufeff# a\r\nb = 1 # c\r\n") == [(1, 1, "# a"), (2, 7, "# c")]


def test_a_text_without_an_end_is_refused():
    with pytest.raises(HclError, match="never closed"):
        comments('# a\nb = "')
