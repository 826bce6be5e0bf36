"""Functions that read files of the configuration, and those on file names.

Nothing outside :attr:`~validator.sources.hcl.functions.signature.Context.allowed_root` is read, wherever symbolic
links lead: the configuration may come from someone who is not trusted with the machine.
"""

import base64
import errno
import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from validator.model.value import Reason, Unknown
from validator.sources.hcl.functions.encoding import text_of
from validator.sources.hcl.functions.globs import matching_files
from validator.sources.hcl.functions.hashing import DIGESTS, Digest
from validator.sources.hcl.functions.parameters import string
from validator.sources.hcl.functions.signature import Accepts, Context, Function, Parameter
from validator.sources.hcl.values import EvaluationError, TerraformSet, kind

MAX_BYTES = 1 << 20
"""The largest file that is read."""

_IDENTIFIER = re.compile(r"[^\W\d][\w-]*")


def _resolved(context: Context, path: str) -> Path:
    """The file that a path names, symbolic links resolved.

    Raises:
        EvaluationError: It lies outside what may be read.
    """
    try:
        target = (context.base_dir / path).resolve()
        allowed = target.is_relative_to(context.allowed_root.resolve())
    except (OSError, ValueError, RuntimeError):
        raise EvaluationError("the path can't be resolved") from None
    if not allowed:
        raise EvaluationError("the path lies outside the module's directory, where nothing is read")
    return target


def _content(context: Context, path: str) -> bytes:
    target = _resolved(context, path)
    try:
        if not target.is_file():
            problem = "is a directory" if target.is_dir() else "is not a file" if target.exists() else "does not exist"
            raise EvaluationError(f"the file {path} {problem}")
        with target.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise EvaluationError(
            f"the file {path} can't be read: {errno.errorcode.get(error.errno or 0, 'error')}"
        ) from None
    if len(content) > MAX_BYTES:
        raise EvaluationError(f"the file {path} is larger than {MAX_BYTES >> 20} MiB")
    return content


def _file(context: Context, path: str) -> str:
    return text_of(_content(context, path), f"file: {path}")


def _filebase64(context: Context, path: str) -> str:
    return base64.b64encode(_content(context, path)).decode()


def _fileexists(context: Context, path: str) -> bool:
    target = _resolved(context, path)
    try:
        exists, is_file = target.exists(), target.is_file()
    except OSError:
        return False
    if exists and not is_file:
        raise EvaluationError(f"fileexists: {path} is not a file")
    return is_file


def _fileset(context: Context, path: str, pattern: str) -> TerraformSet:
    return TerraformSet(matching_files(_resolved(context, path), pattern, context.allowed_root.resolve()))


def _templatefile(context: Context, path: str, variables: dict[str, Any]) -> Any:
    return context.render_template(_file(context, path), variables)


def _templatestring(context: Context, template: str, variables: dict[str, Any]) -> Any:
    return context.render_template(template, variables)


def _variables(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise EvaluationError(f"a map or object is required, not {kind(value)}")
    for name in value:
        if not _IDENTIFIER.fullmatch(name):
            raise EvaluationError("a template variable's name must be an identifier")
    return value


def _abspath(context: Context, path: str) -> str:
    return _clean((context.base_dir.absolute() / path).as_posix())


def _pathexpand(path: str) -> str | Unknown:
    if path.startswith("~"):
        return Unknown(Reason.IMPURE, "pathexpand: the home directory depends on the machine")
    return path


def _basename(path: str) -> str:
    if not path:
        return "."
    return posixpath.basename(path.rstrip("/")) or "/"


def _dirname(path: str) -> str:
    return _clean(posixpath.dirname(path) or ".")


def _clean(path: str) -> str:
    # Two leading slashes mean something of their own to POSIX, and to Terraform the same as one.
    return re.sub("^/+", "/", posixpath.normpath(path))


def _of_file(digest: Digest) -> Callable[[Context, str], str]:
    return lambda context, path: digest(_content(context, path))


_PATH = (string("path"),)
_VARIABLES = Parameter("vars", _variables, Accepts.UNKNOWN_INSIDE)
FUNCTIONS = (
    Function("abspath", _abspath, _PATH, wants_context=True),
    Function("basename", _basename, _PATH),
    Function("dirname", _dirname, _PATH),
    Function("file", _file, _PATH, wants_context=True),
    Function("filebase64", _filebase64, _PATH, wants_context=True),
    Function("fileexists", _fileexists, _PATH, wants_context=True),
    Function("fileset", _fileset, (string("path"), string("pattern")), wants_context=True),
    *(Function(f"file{name}", _of_file(digest), _PATH, wants_context=True) for name, digest in DIGESTS.items()),
    Function("pathexpand", _pathexpand, _PATH),
    Function("templatefile", _templatefile, (string("path"), _VARIABLES), wants_context=True),
    Function("templatestring", _templatestring, (string("template"), _VARIABLES), wants_context=True),
)
