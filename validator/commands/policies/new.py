"""``pullguard policies new``: a policy to begin with, which passes its own lint and test."""

import re
from pathlib import Path

import click

from validator.commands.exits import Exit
from validator.commands.output import write
from validator.commands.policies.cases import CASES
from validator.commands.policies.scaffold import CASES_TEXT, POLICY_TEXT
from validator.engine.load import load_shipped
from validator.errors import ConfigError

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_ID = re.compile(r"[A-Z]{2,8}[0-9]{3,5}")
_OWN = "OWN"
_LONGEST = 60


@click.command("new", short_help="Make a policy to begin with.")
@click.argument("name")
@click.option(
    "--dir",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("policies"),
    show_default=True,
    help="The folder of your policies; made where it is not there.",
)
@click.option("--area", metavar="AREA", help="A folder in DIR to put it into, such as upstreams.")
@click.option("--id", "given", metavar="ID", help=f"Its id.  [default: the next free one of {_OWN}]")
def command(name: str, folder: Path, area: str | None, given: str | None) -> Exit:
    """Make the policy NAME, with cases: a working example to change.

    NAME is in kebab-case and names the fault that the policy finds: untagged-template, not template-tags.

    \b
    Examples:
      pullguard policies new foreign-namespace
      pullguard policies new foreign-namespace --dir ../guard/policies --area upstreams
    """  # noqa: D301 - click's mark for lines that stay as they are
    _check_name(name, "NAME")
    if area is not None:
        _check_name(area, "--area")
    place = folder / area / name if area else folder / name
    if place.exists():
        raise ConfigError("is there already", place=str(place), remedy="take another name")
    _check_free(name, folder)
    identifier = _identifier(given, folder)
    place.mkdir(parents=True)
    for file, text in (("policy.yaml", POLICY_TEXT), (CASES, CASES_TEXT)):
        (place / file).write_text(_filled(text, name, identifier), encoding="utf-8")
    write(_next_steps(place, folder), None)
    return Exit.CLEAN


def _check_name(name: str, place: str) -> None:
    if not _NAME.fullmatch(name) or len(name) > _LONGEST:
        raise ConfigError(f"{name!r} is not in kebab-case", place=place, remedy="write it like foreign-namespace")


def _check_free(name: str, folder: Path) -> None:
    shipped = [policy.id for policy in load_shipped() if policy.name == name]
    if shipped:
        raise ConfigError(f"{name!r} is the shipped policy {shipped[0]}", remedy="take another name")
    for file in folder.glob("**/policy.yaml"):
        if file.parent.name == name:
            raise ConfigError(f"{name!r} is there already: {file}", remedy="take another name")


def _identifier(given: str | None, folder: Path) -> str:
    """The id that is asked for, else the one after the highest of the folder."""
    taken = {
        match[1]
        for file in folder.glob("**/policy.yaml")
        if (match := re.search(r"^id: *(\w+)", file.read_text(encoding="utf-8"), re.MULTILINE))
    }
    if given is None:
        numbers = [int(one.removeprefix(_OWN)) for one in taken if re.fullmatch(rf"{_OWN}\d+", one)]
        return f"{_OWN}{max(numbers, default=100) + 1}"
    if not _ID.fullmatch(given):
        raise ConfigError(f"{given!r} is no id", place="--id", remedy="write it like OWN101")
    if given in taken or given in {policy.id for policy in load_shipped()}:
        raise ConfigError(f"{given!r} is taken", place="--id", remedy="take another one, or leave it out")
    return given


def _filled(text: str, name: str, identifier: str) -> str:
    # A parameter is named after the policy: policies that share one must declare it alike.
    return text.replace("$PARAM", name.replace("-", "_")).replace("$NAME", name).replace("$ID", identifier)


def _next_steps(place: Path, folder: Path) -> str:
    return (
        f"{place / 'policy.yaml'}\n{place / CASES}\n\n"
        "Change both, then:\n"
        f"  pullguard policies lint {place}\n"
        f"  pullguard policies test {place}\n"
        f"  pullguard check --policies {folder}\n"
    )
