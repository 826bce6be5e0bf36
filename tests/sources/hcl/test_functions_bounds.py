"""What functions refuse: files outside the module, results that are too large, patterns that would take for ever."""

import os
import time
from pathlib import Path
from typing import Any

import pytest

from validator.model.value import Reason, Unknown
from validator.sources.hcl.functions import Context, call
from validator.sources.hcl.values import EvaluationError


@pytest.fixture
def module(tmp_path: Path) -> Path:
    directory = tmp_path / "root" / "module"
    directory.mkdir(parents=True)
    (directory / "inside.txt").write_text("inside", encoding="utf-8")
    (directory.parent / "beside.txt").write_text("beside", encoding="utf-8")
    (tmp_path / "outside.txt").write_text("outside", encoding="utf-8")
    return directory


def run(module: Path, name: str, *arguments: Any) -> Any:
    context = Context(module, module.parent, lambda text, variables: f"{text}{sorted(variables)}")
    return call(name, list(arguments), context)


@pytest.mark.parametrize("path", ["inside.txt", "./inside.txt", "../module/inside.txt"])
def test_files_of_the_module_are_read(module: Path, path: str) -> None:
    assert run(module, "file", path) == "inside"


def test_files_beside_the_module_are_read_within_the_allowed_root(module: Path) -> None:
    assert run(module, "file", "../beside.txt") == "beside"
    assert run(module, "file", str(module.parent / "beside.txt")) == "beside"


@pytest.mark.parametrize("name", ["file", "filebase64", "filesha256", "fileexists", "filemd5"])
@pytest.mark.parametrize("path", ["/etc/passwd", "../../outside.txt", "link.txt", "linked/outside.txt"])
def test_nothing_outside_the_allowed_root_is_read(module: Path, name: str, path: str) -> None:
    (module / "link.txt").symlink_to("../../outside.txt")
    (module / "linked").symlink_to("../..")
    with pytest.raises(EvaluationError, match="outside the module's directory"):
        run(module, name, path)


def test_templates_outside_the_allowed_root_are_not_rendered(module: Path) -> None:
    with pytest.raises(EvaluationError, match="outside the module's directory"):
        run(module, "templatefile", "../../outside.txt", {})


def test_a_template_is_rendered_with_its_variables(module: Path) -> None:
    assert run(module, "templatefile", "inside.txt", {"b": 1, "a": 2}) == "inside['a', 'b']"


def test_fileset_leaves_out_links_that_lead_outside(module: Path) -> None:
    (module / "link.txt").symlink_to("../../outside.txt")
    (module / "linked").symlink_to("../..")
    assert run(module, "fileset", ".", "**") == ["inside.txt"]


def test_fileset_does_not_list_directories_outside(module: Path) -> None:
    with pytest.raises(EvaluationError, match="outside the module's directory"):
        run(module, "fileset", "../..", "*")


def test_a_loop_of_links_is_not_followed(module: Path) -> None:
    (module / "a").symlink_to("b")
    (module / "b").symlink_to("a")
    with pytest.raises(EvaluationError):
        run(module, "file", "a")


@pytest.mark.parametrize("path", ["a\0b", "x" * 5000])
def test_impossible_paths_are_refused(module: Path, path: str) -> None:
    with pytest.raises(EvaluationError):
        run(module, "file", path)


def test_a_file_over_a_mebibyte_is_refused(module: Path) -> None:
    (module / "large.txt").write_bytes(b"x" * ((1 << 20) + 1))
    with pytest.raises(EvaluationError, match="larger than 1 MiB"):
        run(module, "file", "large.txt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(module: Path) -> None:
    os.mkfifo(module / "pipe")
    with pytest.raises(EvaluationError, match="is not a file"):
        run(module, "file", "pipe")


def test_an_error_does_not_show_what_a_file_holds(module: Path) -> None:
    (module / "secret.json").write_text("hunter2", encoding="utf-8")
    with pytest.raises(EvaluationError) as caught:
        run(module, "jsondecode", run(module, "file", "secret.json"))
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("setproduct", [["x"] * 1000] * 3),
        ("concat", [["x"] * 60_000] * 2),
        ("merge", [{str(i): i for i in range(60_000)}, {str(-i): i for i in range(60_000)}]),
        ("flatten", [[["x"] * 60_000] * 2]),
        ("join", ["x" * 1000, ["y"] * 90_000]),
        ("replace", ["x" * 100_000, "x", "y" * 1000]),
        ("replace", ["x" * 90_000, "/x/", "y" * 1000]),
        ("regexall", [".", "x" * 100_001]),
        ("indent", [100_000, "\n" * 1000]),
        ("format", ["%99999999d", 1]),
        ("formatlist", ["%9000d", list(range(5000))]),
        ("split", [",", "," * 100_001]),
        ("jsondecode", ["[" * 100_000]),
        ("jsondecode", ["1e999999999"]),
        ("tonumber", ["1e999999999"]),
        ("tonumber", ["-1e-999999999"]),
        ("tostring", [10**5000]),
        ("parseint", ["9" * 5000, 10]),
        ("yamldecode", ["[" * 10_000]),
        ("jsonencode", [["x" * 1_000_000] * 60]),
        ("cidrsubnet", ["10.1.2.0/24", 4, -1]),
        ("cidrhost", ["::ffff:10.0.0.0/104", 1]),
        ("timeadd", ["9999-12-31T23:59:59Z", "1s"]),
        ("pow", [10, 400]),
        ("log", [0, 10]),
    ],
)
def test_what_has_no_end_is_refused(module: Path, name: str, arguments: list[Any]) -> None:
    with pytest.raises(EvaluationError):
        run(module, name, *arguments)


def test_lists_that_double_at_each_level_are_refused(module: Path) -> None:
    doubling: list[Any] = ["x"]
    for _ in range(40):
        doubling = [doubling, doubling]
    for name in ("jsonencode", "distinct", "tolist", "toset"):
        with pytest.raises(EvaluationError, match="too large"):
            run(module, name, doubling)


def test_yaml_aliases_that_double_at_each_level_are_refused(module: Path) -> None:
    levels = "\n".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 30))
    with pytest.raises(EvaluationError, match="more than 100000 elements"):
        run(module, "yamldecode", f"a0: &a0 x\n{levels}")


def test_a_pattern_that_others_backtrack_over_takes_no_time(module: Path) -> None:
    started = time.process_time()
    assert run(module, "regexall", "(a|a)*b", "a" * 50_000) == []
    assert time.process_time() - started < 1


def test_a_call_with_a_wrong_number_of_arguments_says_what_it_takes(module: Path) -> None:
    with pytest.raises(EvaluationError, match=r"^upper takes 1 argument, not 2$"):
        run(module, "upper", "a", "b")
    with pytest.raises(EvaluationError, match=r"^format takes 1 or more arguments, not 0$"):
        run(module, "format")


def test_an_argument_is_not_changed(module: Path) -> None:
    given = {"a": [1, "x"], "b": {"c": None}}
    run(module, "merge", given, {"z": 1})
    run(module, "tomap", {"a": given})
    run(module, "reverse", given["a"])
    assert given == {"a": [1, "x"], "b": {"c": None}}


def test_an_unknown_path_reads_nothing(module: Path) -> None:
    path = Unknown(Reason.NO_VALUE, "var.path")
    assert run(module, "file", path) == path
