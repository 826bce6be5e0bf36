"""What is wrong with a piece of HCL, said in plain words."""

import re

# A string may be a secret, so the line that an error shows has none: each letter and digit in one is a star.
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"?')
_QUOTE = re.compile(r'(?<!\\)"')
_QUOTED = re.compile(r'".*')
_HIDDEN = re.compile(r"\w")
_HEREDOC = re.compile(r"<<-?(\w+)\s*$")


class HclError(Exception):
    """HCL that can't be read.

    Attributes:
        problem: What is wrong and what was expected, as a sentence without a final stop.
        line: Where, counted from 1.
        column: Where in the line, in characters, counted from 1.
        file: The file's name, where it is known.
        ours: Whether Terraform may accept it all the same: the limit is the parser's.
    """

    def __init__(self, problem: str, line: int, column: int, *, file: str = "", ours: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.line = line
        self.column = column
        self.file = file
        self.ours = ours

    def __str__(self) -> str:
        """The problem with its place."""
        return f"line {self.line}, column {self.column}: {self.problem}"


def describe(error: HclError, text: str) -> str:
    """The error with the line it is about and a caret under the place; ``text`` is the whole file.

    What stands in strings and heredocs is shown as stars.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    line = lines[error.line - 1] if error.line <= len(lines) else ""
    if _in_heredoc(lines[: error.line - 1]):
        line = _stars(line)
    elif len(_QUOTE.findall(line)) % 2:
        # A quote is missing or too much, so it is not certain what stands in a string.
        line = _QUOTED.sub(lambda found: _stars(found[0]), line)
    else:
        line = _STRING.sub(lambda found: _stars(found[0]), line)
    # A tab stays a tab, so that the caret stands right whatever the tab width.
    margin = "".join("\t" if character == "\t" else " " for character in line[: error.column - 1])
    return f"{error}\n  {line}\n  {margin}^"


def _stars(text: str) -> str:
    return _HIDDEN.sub("*", text)


def _in_heredoc(lines: list[str]) -> bool:
    """Whether the line after these stands in a heredoc."""
    end = ""
    for line in lines:
        if end:
            end = "" if line.strip() == end else end
        elif found := _HEREDOC.search(line):
            end = found[1]
    return bool(end)
