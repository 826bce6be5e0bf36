"""The shape of the code: how long files and functions are, and where each library may be imported."""

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
OURS = ("validator", "tools", "bench")
FILES = sorted(file for name in (*OURS, "tests") for file in (REPOSITORY / name).rglob("*.py"))
FILE_LINES = 200
FUNCTION_LINES = 30

# Who may import a library; whatever else needs it goes through these.
OWNERS = {
    "boto3": ("validator/sources/aws/",),
    "botocore": ("validator/sources/aws/",),
    "distributed": ("validator/sources/aws/fleet.py",),
    "cel_expr_python": ("validator/engine/cel.py",),
    "hcl2": ("validator/sources/hcl/syntax.py",),
    "lark": ("validator/sources/hcl/syntax.py",),
}


def named(file: Path) -> str:
    return file.relative_to(REPOSITORY).as_posix()


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def modules(file: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield str(node.module)


def imported(file: Path) -> set[str]:
    return {module.partition(".")[0] for module in modules(file)}


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many lines of a function are code: its documentation does not count."""
    first = function.body[0]
    documented = ast.get_docstring(function, clean=False) is not None
    return function.end_lineno - function.lineno + 1 - (first.end_lineno - first.lineno + 1 if documented else 0)


def test_files_stay_short() -> None:
    lengths = {named(file): len(file.read_text(encoding="utf-8").splitlines()) for file in FILES}
    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines > FILE_LINES} == {}


def test_functions_stay_short() -> None:
    functions = [
        (f"{named(file)}:{node.lineno} {node.name}", length(node))
        for file in FILES
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert functions
    assert [(name, lines) for name, lines in functions if lines > FUNCTION_LINES] == []


@pytest.mark.parametrize(("library", "owners"), OWNERS.items())
def test_a_library_is_imported_by_its_owner_only(library: str, owners: tuple[str, ...]) -> None:
    users = [named(file) for file in FILES if named(file).startswith("validator/") and library in imported(file)]
    assert [user for user in users if not user.startswith(owners)] == []


def test_nothing_of_ours_imports_the_tests_but_their_local_aws() -> None:
    ours = [f"{named(file)}: {module}" for file in FILES if named(file).startswith(OURS) for module in modules(file)]
    users = [one for one in ours if ": tests" in one]
    assert [one for one in users if ": tests.aws" not in one or one.startswith("validator/")] == []


def test_what_tests_share_has_names_of_its_own() -> None:
    # It is imported by its bare name, whatever directory it lies in; only the local AWS is a package.
    shared = [file for file in (REPOSITORY / "tests").rglob("*.py") if not file.name.startswith(("test_", "conftest"))]
    names = Counter(file.stem for file in shared if file.name != "__init__.py" and "aws" not in file.parts)
    assert [name for name, times in names.items() if times > 1] == []
