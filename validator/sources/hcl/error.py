"""What is wrong with a piece of HCL, said in plain words."""


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
    """The error with the line it is about and a caret under the place; ``text`` is the whole file."""
    lines = text.removeprefix("\ufeff").splitlines()
    line = lines[error.line - 1] if error.line <= len(lines) else ""
    # A tab stays a tab, so that the caret stands right whatever the tab width.
    margin = "".join("\t" if character == "\t" else " " for character in line[: error.column - 1])
    return f"{error}\n  {line}\n  {margin}^"
