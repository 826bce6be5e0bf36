"""What can't be read ends in one clear sentence with its place, whatever it is."""

import pytest

from validator.sources.hcl.error import HclError, describe
from validator.sources.hcl.json_syntax import parse_json
from validator.sources.hcl.skim import Piece
from validator.sources.hcl.syntax import parse_block, parse_expression, parse_file, parse_template


def error_of(text, parse=parse_file):
    with pytest.raises(HclError) as caught:
        parse(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = \n", "line 1, column 5: expected an expression but found the end of the line"),
        ("a = $b\n", 'line 1, column 5: expected an expression but found "$"'),
        ("a = 1 +", "line 1, column 8: expected an expression but found the end"),
        ("a\n", 'line 2, column 1: expected "{" but found the end'),
        ("a b = 1\n", 'line 1, column 5: expected a label or "{" but found "="'),
        ("a 1\n", 'line 1, column 3: expected "=", a label or "{" but found a number'),
        ("a = 1 b = 2\n", "line 1, column 7: expected a new line"),
        ("a {\n} b {\n}\n", "line 2, column 3: expected a new line"),
        ("a = [1 2]\n", 'line 1, column 8: expected "]" or "," but found a number'),
        ("{\n}\n", 'line 1, column 1: expected an argument or a block but found "{"'),
        ("a {\n  b = 1\n", 'line 1, column 3: this "{" is never closed'),
        ("a = (1]\n", 'line 1, column 7: expected ")" but found "]"'),
        ("a = 1)\n", 'line 1, column 6: ")" closes nothing'),
        ('a = "b\n', 'line 1, column 7: a string in quotes ends in its line; write "\\n", or use a heredoc'),
        ('a = "b', "line 1, column 5: this string is never closed"),
        ('a = "${b', 'line 1, column 6: this "${" is never closed'),
        ('a = "${}"\n', "line 1, column 8: expected an expression"),
        ('a = "${b, c}"\n', 'line 1, column 9: expected "}" but found ","'),
        (r'a = "\q"', r'line 1, column 6: a backslash in a string is followed by one of n r t " \ u U'),
        (r'a = "\U00110000"', r'line 1, column 6: a backslash in a string is followed by one of n r t " \ u U'),
        ("a = <<E\nb\n", "line 1, column 5: this heredoc is never closed"),
        ("a = <<E\nb\nE", "line 1, column 5: this heredoc is never closed"),
        ("a = <<-E\nb\n", "line 1, column 5: this indented heredoc is never closed"),
        ("/* a\n", "line 1, column 1: this comment is never closed"),
        ('a "b${c}" {\n}\n', 'line 1, column 3: expected "=", a label or "{" but found a string'),
        ('"a" = 1\n', "line 1, column 1: an argument's name is written without quotes"),
        ('a = b."c"\n', "line 1, column 7: an attribute's name is written without quotes"),
        ('a = "f"(1)\n', "line 1, column 5: a function's name is written without quotes"),
        ('a = [for "b" in c : d]\n', "line 1, column 10: a variable's name is written without quotes"),
        ("a = 1\nb = 2\na = 3\n", 'line 3, column 1: "a" is set twice; line 1 has it already'),
        ('a = "%{ while b }%{ endwhile }"\n', "line 1, column 8: expected if, else, endif, for or endfor after %{"),
        ('a = "%{ if b }"\n', "line 1, column 6: %{ if } has no %{ endif }"),
        ('a = "%{ endfor }"\n', "line 1, column 6: %{ endfor } without %{ for }"),
        ('a = "%{ if b }%{ endfor }"\n', "line 1, column 15: %{ endfor } without %{ for }"),
        ('a = "%{ else }"\n', "line 1, column 6: %{ else } without %{ if }"),
        ('a = "%{ if b }%{ else }%{ else }%{ endif }"\n', "line 1, column 24: %{ else } without %{ if }"),
        ("a = {for x in y : x}\n", 'line 1, column 20: expected "=>" but found "}"'),
    ],
)
def test_an_error_says_what_was_expected_and_where(text, expected):
    assert str(error_of(text)) == expected


def test_an_error_in_a_block_has_the_line_and_column_of_the_file():
    text = "\ufeffa {}\n  b {\n    c = ]\n  }\n"
    assert str(error_of(text, lambda given: parse_block(given, Piece("b", (), 8, len(text) - 1, 2)))) == (
        'line 3, column 9: expected "}" but found "]"'
    )


def test_an_attribute_is_no_block():
    piece = Piece("a", (), 0, 5, 1, block=False)
    assert error_of("a = 1", lambda text: parse_block(text, piece)).problem == "expected a block but found an attribute"


def test_an_expression_is_one_expression():
    assert error_of("1) + (2", parse_expression).problem == '")" closes nothing'
    assert error_of("", parse_expression).problem == "expected an expression but found the end"


def test_a_template_file_that_does_not_end_is_refused():
    assert str(error_of("a ${b", parse_template)) == 'line 1, column 3: this "${" is never closed'


def test_the_file_is_kept_in_the_error():
    assert error_of("a = ]", lambda text: parse_file(text, "main.tf")).file == "main.tf"


def test_a_description_shows_the_line_and_points_at_the_place():
    text = "a = 1\r\n\tb = [1 2]\r\n"
    assert describe(error_of(text), text) == (
        'line 2, column 9: expected "]" or "," but found a number\n  \tb = [1 2]\n  \t       ^'
    )


def test_a_description_of_the_end_of_a_file_has_an_empty_line():
    error = HclError("expected an expression but found the end", 3, 1)
    assert describe(error, "a = 1\nb =\n") == "line 3, column 1: expected an expression but found the end\n  \n  ^"


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200 + "1" + "]" * 200,
        "(" * 200 + "1" + ")" * 200,
        "f(" * 200 + "1" + ")" * 200,
        "{ a = " * 200 + "1" + "}" * 200,
        '"${' * 200 + "1" + '}"' * 200,
        "[for x in " * 200 + "y" + " : x]" * 200,
        "1" + " + 1" * 200,
        "a" + ".b" * 200,
    ],
)
def test_two_hundred_levels_are_read(text):
    assert parse_expression(text).span.end_column == len(text) + 1


def test_two_hundred_blocks_within_each_other_are_read():
    block = parse_file("a {\n" * 200 + "}\n" * 200).blocks[0]
    depth = 1
    while block.body.blocks:
        (block,) = block.body.blocks
        depth += 1
    assert depth == 200


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[" * 2000 + "1" + "]" * 2000, "nested more than 250 levels deep"),
        ("(" * 2000 + "1" + ")" * 2000, "nested more than 250 levels deep"),
        ('"${' * 2000 + "1" + '}"' * 2000, "nested more than 250 levels deep"),
        ("1" + " + 1" * 2000, "an expression is more than 400 levels deep"),
        ("a" + ".b" * 2000, "an expression is more than 400 levels deep"),
        ("!" * 2000 + "a", "an expression is more than 400 levels deep"),
        ("a ? b : " * 2000 + "c", "an expression is more than 400 levels deep"),
        ("a" + "[*]" * 2000, "more than 50 splats within each other"),
        ('"' + "%{ if a }" * 2000 + "%{ endif }" * 2000 + '"', "more than 50 directives within each other"),
    ],
)
def test_two_thousand_levels_are_a_limit_of_ours(text, problem):
    error = error_of(text, parse_expression)
    assert (error.problem, error.ours) == (problem, True)


def test_a_mistake_of_the_author_is_no_limit_of_ours():
    assert error_of("a = ]\n").ours is False


@pytest.mark.parametrize(
    ("parse", "text"),
    [
        (parse_file, 'a = "b"SECRET"\n'),
        (parse_file, 'a = ["b"SECRET", "c"]\n'),
        (parse_file, 'a = ["b\\"SECRET]\n'),
        (parse_file, 'a = "SE\\CRET"\n'),
        (parse_file, 'a = "SECRET${}"\n'),
        (parse_file, "a = <<E\nfirst\nSECRET ${b c}\nE\n"),
        (parse_json, '{"a": 1 "SECRET"}'),
        (parse_json, '{"a": "SECRET}'),
        (parse_json, '{"a": "\\SECRET"}'),
    ],
)
def test_a_broken_string_is_not_shown(parse, text):
    error = error_of(text, parse)
    assert "SECRET" not in describe(error, text)
    assert "CRET" not in str(error)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = b $", 'line 1, column 7: expected an operator or the end of the line but found "$"'),
        ("a = (1 @)", 'line 1, column 8: expected an operator or ")" but found "@"'),
        ("a = 1\n?", 'line 2, column 1: expected an argument or a block but found "?"'),
        ("a = \\\n", 'line 1, column 5: expected an expression but found "\\"'),
        ("a = 'x'", 'line 1, column 5: expected an expression but found "\'"'),
        ("a = b[", 'line 1, column 6: this "[" is never closed'),
        ("a = {b c}", 'line 1, column 8: expected "=" or ":" but found a name'),
        ("a = {for b in c d}", 'line 1, column 17: expected ":" but found a name'),
        ("a = [for b c]", 'line 1, column 12: expected "," or "in" but found a name'),
        ("a = (b + (c d))", 'line 1, column 13: expected ")" but found a name'),
        ('a = "${b + (c) d}"', 'line 1, column 16: expected "}" but found a name'),
        ("a = b. = c", 'line 1, column 8: expected a name but found "="'),
    ],
)
def test_what_is_wrong_in_an_expression_is_named_by_its_kind(text, expected):
    assert str(error_of(text)) == expected
