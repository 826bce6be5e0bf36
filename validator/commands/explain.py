"""``pullguard explain``: the page of a policy, without a network."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from validator.commands import options
from validator.commands.exits import Exit
from validator.commands.output import view, write
from validator.commands.pack import everything, pack
from validator.commands.policies.page import Given, page
from validator.commands.policies.terminal import render
from validator.commands.settings import Flags, Settings, settle
from validator.config.nearest import nearest
from validator.engine.policy import Policy
from validator.engine.select import choose, meant
from validator.errors import ConfigError


@click.command("explain", short_help="Show what a policy says, why, and how to fix it.")
@click.argument("word", metavar="ID|NAME")
@options.policies
@options.config
def command(word: str, policies: tuple[Path, ...], config: Path | None) -> Exit:
    """Show the page of a policy: what it is about, why it matters, how to fix it, an example of each, its parameters.

    The parameters are shown with the values that .pullguard.yaml in or above the working directory gives them.

    \b
    Examples:
      pullguard explain PTC101
      pullguard explain untrusted-upstream
    """  # noqa: D301 - click's mark for lines that stay as they are
    settings = settle([], Flags(policies=policies, config=config))
    pack(settings)  # says what is wrong with the configuration
    known = choose(everything(settings), severities=settings.severities)
    policy = _named(word, known)
    shown = page(policy, _given(settings), note=_note(policy, known, settings))
    write(render(shown, view(None)), None)
    return Exit.CLEAN


def _named(word: str, policies: list[Policy]) -> Policy:
    """The policy of an id or a name, in whatever case.

    Raises:
        ConfigError: There is none.
    """
    for policy in policies:
        if word.casefold() in {policy.id.casefold(), policy.name}:
            return policy
    close = nearest(word.upper(), [policy.id for policy in policies])
    close = close or nearest(word.lower(), [policy.name for policy in policies])
    raise ConfigError(f"there is no policy {word!r}", remedy=close or "pullguard policies list shows all")


def _given(settings: Settings) -> Mapping[str, list[Given]]:
    """The values that the configuration gives parameters, by their names."""
    given: dict[str, list[Given]] = {}
    for name, one in _values(settings):
        given.setdefault(name, []).append(one)
    return given


def _values(settings: Settings) -> Iterator[tuple[str, Given]]:
    place = settings.config.place
    for name, value in settings.params.items():
        yield name, Given(value, place("params", name))
    for prefix, params in settings.prefixes.items():
        for name, value in params.items():
            yield name, Given(value, place("prefixes", prefix, name), prefix)


def _note(policy: Policy, policies: list[Policy], settings: Settings) -> str:
    """What the configuration makes of a policy."""
    off = [named.place for named in settings.off if policy.id in meant(policies, [named.word])]
    severities = [word for word in settings.severities if policy.id in meant(policies, [word])]
    notes = [f"switched off ({place})" for place in off[:1]]
    notes += [f"severity changed ({settings.config.place('severities', word)})" for word in severities[-1:]]
    return ", ".join(notes)
