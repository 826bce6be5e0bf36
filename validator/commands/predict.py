"""``pullguard predict``: what a pull of an image through the cache would do."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from validator.commands import options
from validator.commands.ending import say
from validator.commands.exits import NEVER, Exit
from validator.commands.output import check_output, view, write
from validator.commands.pack import Pack, pack
from validator.commands.reading import read_options
from validator.commands.reference import PARAM, held_against
from validator.commands.settings import Flags, Settings, settle
from validator.engine.evaluate import outcomes_of
from validator.engine.findings import FindingMaker
from validator.errors import InputError
from validator.findings.finding import Finding, Outcome, Severity
from validator.findings.forecast import Forecast, Forecasts, Judgement
from validator.model.images import Image
from validator.model.kinds import KINDS
from validator.model.links import Links
from validator.model.prediction.predict import is_open, predict, registries
from validator.model.prediction.reference import read_reference
from validator.model.prediction.structs import Prediction
from validator.reporters.prediction import render
from validator.sources.read import Inputs, Reading, read_all

_KIND_OF = {struct: kind for kind, struct in KINDS.items()}


class Request(Flags, frozen=True, kw_only=True):
    """The command line of ``predict``, option by option.

    Attributes:
        image: The image.
        paths: The inputs.
        variables: ``--var``.
        var_files: ``--var-file``.
        form: ``--format``.
        output: ``--output``.
    """

    image: str
    paths: Sequence[str]
    variables: Sequence[str]
    var_files: Sequence[str]
    form: str
    output: Path | None


@click.command("predict", short_help="Show what a pull of an image would do.")
@click.argument("image")
@options.inputs
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@options.output
@click.option(
    "--fail-on",
    type=click.Choice([*(severity.value for severity in Severity), NEVER]),
    help="The severity from which a broken policy makes the exit status 1.  [default: low]",
)
@click.option("--strict/--no-strict", default=None, help="Exit with 3 where something is unknown and nothing fails.")
@options.policies
@options.config
def command(**given: Any) -> Exit:
    """Show what a pull of IMAGE through the cache would do, by the Terraform source, plan or state in PATH.

    IMAGE is PREFIX/REPOSITORY:TAG for every registry of PATH, or the whole reference for one. Shown are the rule and
    the upstream, the login, who may begin the first pull, the repository that it makes, what will fail, and the
    policies that the objects behind it break. The JSON follows schemas/prediction.schema.json.

    \b
    Examples:
      pullguard predict docker-hub/library/nginx:1.27
      pullguard predict 111122223333.dkr.ecr.eu-west-1.amazonaws.com/quay/prometheus/node-exporter:v1.8.2 plan.json
      terraform show -json plan | pullguard predict github/org/app --format json -

    Exit status: 0 it works as far as is known, 1 something will fail or a policy does, 2 wrong image, usage,
    configuration or input, 3 something is unknown under --strict, 70 our fault.
    """  # noqa: D301 - click's mark for lines that stay as they are
    request = Request(**given)
    image = read_reference(request.image)
    names = list(request.paths) or ["."]
    check_output(request.output, names)
    settings = settle(names, request)
    chosen = pack(settings)
    inputs = read_all(names, read_options(chosen.params, request.variables, request.var_files))
    for unread in inputs.unread:
        say(str(unread.error))
    if not inputs.readings:
        return Exit.WRONG
    forecasts = foresee(image, inputs, chosen)
    _print(forecasts, request)
    return Exit.WRONG if inputs.unread else verdict(forecasts, settings)


def foresee(image: Image, inputs: Inputs, chosen: Pack) -> Forecasts:
    """What is foreseen, by every registry of the inputs that has a rule for the image; by all, where none has.

    Raises:
        InputError: No input has a registry that the image may be in.
        PolicyError: A policy's expression does not compile.
    """
    found = [one for reading in inputs.readings for one in _foreseen(image, reading, chosen)]
    if not found:
        raise InputError(_strange(image, inputs), place=f"image {image.reference}")
    covered = [one for one in found if one.prediction.served is not None]
    gaps = [
        msgspec.structs.replace(gap, input=reading.name)
        for reading in inputs.readings
        for gap in reading.inventory.gaps
    ]
    return Forecasts(reference=str(image.reference), predictions=covered or found, gaps=sorted(gaps))


def verdict(forecasts: Forecasts, settings: Settings) -> Exit:
    """The exit status that predictions earn."""
    judgements = [one for forecast in forecasts.predictions for one in forecast.policies]
    if any(one.outcome is Outcome.ERROR for one in judgements):
        return Exit.WRONG
    failed = [one.severity for one in judgements if one.outcome is Outcome.FAIL]
    broken = settings.fail_on != NEVER and any(one.at_least(Severity(settings.fail_on)) for one in failed)
    if broken or any(forecast.prediction.problems for forecast in forecasts.predictions):
        return Exit.FAILED
    undecided = any(one.outcome is Outcome.UNDECIDED for one in judgements)
    if settings.strict and (undecided or any(is_open(one.prediction) for one in forecasts.predictions)):
        return Exit.UNDECIDED
    return Exit.CLEAN


def _foreseen(image: Image, reading: Reading, chosen: Pack) -> Iterator[Forecast]:
    inventory = held_against(reading.inventory, chosen.params.get(PARAM, ""))
    links = Links(inventory)
    predictions = predict(inventory, links, image)
    if not predictions:
        return
    outcomes = list(outcomes_of(inventory, chosen.policies, chosen.params, links, chosen.overrides))
    maker = FindingMaker(links, chosen.params, chosen.overrides, reading.name, reading.scope)
    for prediction in predictions:
        involved = _involved(prediction)
        verdicts = [one for one in outcomes if (_KIND_OF[type(one[1])], one[1].address) in involved]
        silent = (Outcome.PASS, Outcome.NOT_APPLICABLE)
        findings = [maker.finding(*one) for one in verdicts if one[2].outcome not in silent]
        yield Forecast(
            input=reading.name,
            prediction=prediction,
            policies=[_judgement(one) for one in sorted(findings, key=lambda one: one.order)],
            passed=sum(one[2].outcome is Outcome.PASS for one in verdicts),
        )


def _involved(prediction: Prediction) -> set[tuple[str, str]]:
    return {(part.kind, part.address) for part in prediction.involved}


def _judgement(finding: Finding) -> Judgement:
    fields = {name: getattr(finding, name) for name in Judgement.__struct_fields__}
    return Judgement(**fields)


def _strange(image: Image, inputs: Inputs) -> str:
    """Why no registry of the inputs can hold an image."""
    keys = sorted({place.key for reading in inputs.readings for place in registries(reading.inventory)})
    if not keys:
        return "nothing to predict by: the input has no objects of ECR pull through cache"
    return f"the input has no registry {image.account}/{image.region}; it has {', '.join(keys)}"


def _print(forecasts: Forecasts, request: Request) -> None:
    if request.form == "json":
        text = msgspec.json.format(msgspec.json.encode(forecasts), indent=2).decode()
        write(f"{text}\n", request.output, encoding="utf-8")
    else:
        write(render(forecasts, view(request.output)), request.output)
