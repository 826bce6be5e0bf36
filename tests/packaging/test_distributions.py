"""What users install: the wheel, the wheel built from the sdist, and an editable install, each without a network."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path
from typing import NamedTuple

import pytest

from validator import __version__

REPOSITORY = Path(__file__).parents[2]
PLAN = REPOSITORY / "tests" / "fixtures" / "modules" / "rule-full" / "plan.json"
SHIPPED = ("setup.cfg", "pyproject.toml", "README.md", "LICENSE", "validator", "policies", "schemas")
TOP = {"validator.policies": "policies", "validator.schemas": "schemas"}
SCRIPTS = "Scripts" if os.name == "nt" else "bin"

# The builds are made once, so all that use them run in one worker.
pytestmark = pytest.mark.xdist_group("distributions")


class Built(NamedTuple):
    """The distributions, and the copy of the source that the wheel was built from."""

    source: Path
    sdist: Path
    wheel: Path
    wheel_of_sdist: Path


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV", "PIP_"))}
    environment |= {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "NO_COLOR": "1"}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def succeed(*command: str | Path, cwd: Path) -> str:
    done = run(*command, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def copy_source(target: Path) -> Path:
    """A copy, since a build leaves its own files in the source."""
    target.mkdir()
    for name in SHIPPED:
        origin = REPOSITORY / name
        if origin.is_dir():
            shutil.copytree(origin, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(origin, target)
    return target


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    scratch = tmp_path_factory.mktemp("built")
    build = (sys.executable, "-m", "build", "--no-isolation", "--outdir")
    source = copy_source(scratch / "source")
    # The first build leaves a list of files behind, which would hide what the second one forgets.
    again = shutil.copytree(source, scratch / "again")
    succeed(*build, scratch / "of-sdist", again, cwd=scratch)
    succeed(*build, scratch / "direct", "--wheel", source, cwd=scratch)
    (sdist,) = (scratch / "of-sdist").glob("*.tar.gz")
    (wheel_of_sdist,) = (scratch / "of-sdist").glob("*.whl")
    (wheel,) = (scratch / "direct").glob("*.whl")
    return Built(source, sdist, wheel, wheel_of_sdist)


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A virtual environment that sees this one's packages, as a path file names them, but nothing that is editable."""
    home = tmp_path / "venv"
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    packages = Path(sysconfig.get_path("purelib", "venv", vars={"base": str(home), "platbase": str(home)}))
    (packages / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return home


def install(home: Path, *arguments: str | Path) -> None:
    python = home / SCRIPTS / "python"
    succeed(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", *arguments, cwd=home)


def check_works(home: Path, elsewhere: Path) -> None:
    """The command runs from anywhere, with the policies and schemas that came along."""
    elsewhere.mkdir()
    command = home / SCRIPTS / "pullguard"
    assert succeed(command, "--version", cwd=elsewhere) == f"pullguard {__version__}\n"
    found = run(command, "check", "--format", "json", PLAN, cwd=elsewhere)
    assert (found.returncode, found.stderr) == (1, "")
    report = json.loads(found.stdout)
    assert report["tool"]["version"] == __version__
    assert "PTC103" in {finding["policy"] for finding in report["findings"]}


def place_of(home: Path) -> Path:
    python = home / SCRIPTS / "python"
    return Path(succeed(python, "-c", "import validator; print(validator.__file__)", cwd=home).strip())


def test_the_wheel_works_by_itself(built: Built, fresh: Path, tmp_path: Path) -> None:
    install(fresh, built.wheel)
    check_works(fresh, tmp_path / "elsewhere")
    assert place_of(fresh).is_relative_to(fresh)


def test_the_wheel_that_is_built_from_the_sdist_works(built: Built, fresh: Path, tmp_path: Path) -> None:
    install(fresh, built.wheel_of_sdist)
    check_works(fresh, tmp_path / "elsewhere")


def test_an_editable_install_works(fresh: Path, tmp_path: Path) -> None:
    source = copy_source(tmp_path / "source")
    install(fresh, "--no-build-isolation", "--editable", source)
    check_works(fresh, tmp_path / "elsewhere")
    assert place_of(fresh).is_relative_to(source)


def test_the_wheel_holds_all_that_the_run_reads(built: Built) -> None:
    policies = {f"validator/{name}" for name in files_in(built.source, "policies", "*/*/policy.yaml")}
    schemas = {f"validator/{name}" for name in files_in(built.source, "schemas", "*.json")}
    others = {
        "validator/policies/index.json",
        "validator/policies/texts.json",
        "validator/py.typed",
        "validator/sources/hcl/schema.json",
    }
    assert policies
    assert schemas
    assert policies | schemas | others <= names_of(built.wheel)


def test_the_wheel_holds_every_file_of_the_package(built: Built) -> None:
    assert files_in(built.source, "validator", "**/*") <= names_of(built.wheel)


def test_the_wheel_holds_nothing_but_the_package(built: Built) -> None:
    tops = {name.split("/")[0] for name in names_of(built.wheel)}
    assert tops == {"validator", f"pullguard-{__version__}.dist-info"}


def test_both_wheels_hold_the_same_files(built: Built) -> None:
    assert names_of(built.wheel) == names_of(built.wheel_of_sdist)


def test_the_sdist_holds_the_licence_and_no_tests(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"LICENSE", "README.md", "setup.cfg", "pyproject.toml"} <= names
    assert not [name for name in names if name.startswith(("tests", "bench", "tools"))]


def test_setup_lists_every_package() -> None:
    config = ConfigParser()
    config.read(REPOSITORY / "setup.cfg", encoding="utf-8")
    listed = config["options"]["packages"].split()
    assert sorted(listed) == sorted({*packages(), *TOP})
    assert len(listed) == len(set(listed))


def packages() -> Iterator[str]:
    for one in (REPOSITORY / "validator").rglob("__init__.py"):
        yield ".".join(one.parent.relative_to(REPOSITORY).parts)


def files_in(source: Path, directory: str, pattern: str) -> set[str]:
    return {one.relative_to(source).as_posix() for one in (source / directory).glob(pattern) if one.is_file()}


def names_of(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())
