"""Predictions for people: where the image comes from, who may fetch it, what is made, what fails."""

from collections.abc import Iterator

from validator.findings.finding import Outcome
from validator.findings.forecast import Forecast, Forecasts, Judgement
from validator.model.lifecycle import LifecyclePolicy
from validator.model.origin import Location
from validator.model.permissions.access import Access
from validator.model.prediction.predict import is_open
from validator.model.prediction.structs import Caller, Login, Part, Prediction, Problem, Target
from validator.model.value import Unknown, Value
from validator.reporters.ink import Ink, clean
from validator.reporters.sentences import access_sentences, lifecycle_sentence, listed, principal, word, words
from validator.reporters.view import View

_LABEL = 12
_SCANNED = {
    "CONTINUOUS_SCAN": "continuously",
    "SCAN_ON_PUSH": "on push",
    "MANUAL": "only by hand: no filter of the registry matches",
    "NEVER": "never: no filter of the registry matches, and enhanced scanning scans nothing else",
}


def render(forecasts: Forecasts, view: View) -> str:
    """All predictions, and what could not be read."""
    ink = Ink(view)
    blocks = [block for one in forecasts.predictions for block in _blocks(one, ink)]
    if forecasts.gaps:
        gaps = [f"{gap.place}: {gap.problem}" + (f"; {gap.remedy}" if gap.remedy else "") for gap in forecasts.gaps]
        blocks.append([ink.doubt("NOT READ"), *_items(gaps, ink)])
    return "\n".join("".join(f"{line}\n" for line in lines) for lines in blocks)


def _blocks(forecast: Forecast, ink: Ink) -> Iterator[list[str]]:
    found = forecast.prediction
    yield [ink.strong(clean(_title(found))), *_verdict(forecast, ink)]
    if found.served is not None:
        yield [ink.strong("SOURCE"), *_source(found, ink)]
        yield [ink.strong("FIRST PULL"), *_first_pull(found, ink)]
        yield [ink.strong("REPOSITORY"), *_repository(found.target, ink)]
    if found.problems:
        yield [ink.bad("WILL FAIL"), *(line for one in found.problems for line in _problem(one, ink))]
    if forecast.policies:
        yield [ink.strong("POLICIES"), *(line for one in forecast.policies for line in _judgement(one, ink))]
    if found.notes:
        yield [ink.strong("NOTES"), *_items([one.message for one in found.notes], ink)]


def _title(found: Prediction) -> str:
    tag = f":{found.tag}" if found.tag else ""
    digest = f"@{found.digest}" if found.digest else ""
    return found.image if isinstance(found.image, str) else f"{found.repository}{tag}{digest} ({found.registry.key})"


def _verdict(forecast: Forecast, ink: Ink) -> list[str]:
    """One line: whether it works, and how many policies are broken."""
    found = forecast.prediction
    failed = sum(one.outcome is not Outcome.UNDECIDED for one in forecast.policies)
    undecided = len(forecast.policies) - failed
    counts = {"passed": forecast.passed, "failed": failed, "undecided": undecided}
    policies = ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "none apply"
    if found.problems:
        return ink.headed("Something will fail.", f"Policies: {policies}.", ink.bad)
    if is_open(found):
        return ink.headed("Not all is known.", f"Policies: {policies}.", ink.doubt)
    return ink.headed("It works, as far as this input tells.", f"Policies: {policies}.", ink.good)


def _source(found: Prediction, ink: Ink) -> Iterator[str]:
    served, login = found.served, found.login
    if served is None or isinstance(served, Unknown):
        yield from _row("Rule", word(served), ink)
        return
    yield from _row("Rule", f"{word(served.prefix)}: {_part(served.rule)}", ink)
    yield from _row("Upstream", _upstream(served.reference, served.host), ink)
    if isinstance(login, Login):
        yield from _row("Login", _login(login), ink)


def _upstream(reference: Value[str], host: Value[str]) -> str:
    return word(host if reference is None else reference)


def _login(login: Login) -> str:
    if login.method == "secret":
        named = f"{login.name}: " if isinstance(login.name, str) else ""
        return f"the secret {named}{_part(login.secret)}" if login.secret is not None else "no secret"
    if login.method == "role":
        return f"the role {_part(login.role)}" if login.role is not None else "no role"
    return word(login.method)


def _first_pull(found: Prediction, ink: Ink) -> Iterator[str]:
    new = found.target.found is None
    callers = [_caller(one, new=new) for one in found.first_pull.callers]
    yield from _items(callers or ["No policy of this input lets anybody begin it."], ink)


def _caller(one: Caller, *, new: bool) -> str:
    answers = {"import": one.imports, "create": one.creates}
    able = {name: answer for name, answer in answers.items() if answer is not False and (new or name == "import")}
    doubts = dict.fromkeys(str(answer) for answer in able.values() if isinstance(answer, Unknown))
    perhaps = any(isinstance(answer, Unknown) for answer in able.values())
    text = f"{principal(one.principal)} {'may, perhaps,' if perhaps else 'may'} {listed(able)}"
    if new and one.creates is False:
        text += " but not create the repository, if it is new"
    if one.own is False:
        text += "; of another account, it needs an identity policy of its own and the repository's policy too"
    if perhaps and doubts:
        text += f" ({', '.join(doubts)})"
    return f"{text} [{', '.join(one.statements)}]"


def _repository(target: Target, ink: Ink) -> Iterator[str]:
    if target.found is not None:
        yield from _row("Exists", _part(target.found), ink)
    else:
        made = "ECR's defaults: no template matches" if target.template is None else _part(target.template)
        yield from _row("Made by", made, ink)
        if isinstance(target.template, Unknown):
            return
    yield from _row("Tags", _mutability(target), ink)
    key = f" with {word(target.kms_key)}" if target.kms_key is not None else ""
    yield from _row("Encryption", f"{word(target.encryption)}{key}", ink)
    yield from _rows("Lifecycle", _lifecycle(target.lifecycle), ink)
    access = target.access
    yield from _rows("Policy", access_sentences(access) if isinstance(access, Access) else [word(access)], ink)
    if target.found is None:
        tags = target.tags
        yield from _row("Tagged with", ", ".join(tags) if isinstance(tags, list) and tags else word(tags or None), ink)
    scanned = target.scanned
    known = "this input does not say" if scanned is None else _SCANNED.get(word(scanned), word(scanned))
    yield from _row("Scanned", known, ink)


def _mutability(target: Target) -> str:
    excluded = f", except {words(target.exclusions)}" if target.exclusions else ""
    shown = word(target.mutability)
    return f"{shown if isinstance(target.mutability, Unknown) else shown.split('_')[0].lower()}{excluded}"


def _lifecycle(lifecycle: Value[LifecyclePolicy]) -> list[str]:
    if isinstance(lifecycle, LifecyclePolicy):
        return [lifecycle_sentence(rule) for rule in lifecycle.rules] or ["none"]
    return ["none: images stay for ever" if lifecycle is None else word(lifecycle)]


def _problem(one: Problem, ink: Ink) -> list[str]:
    stage = f"{one.stage.value[:1].upper()}{one.stage.value[1:]}"
    lines = ink.lines(f"{stage}: {one.message}", f"  {ink.bullet} ", "    ")
    return [*lines, *(ink.lines(one.address, "    ") if one.address else [])]


def _judgement(one: Judgement, ink: Ink) -> list[str]:
    failed = one.outcome is Outcome.FAIL
    head = one.severity.upper() if failed else one.outcome.upper()
    first, *rest = ink.lines(f"{head} {one.policy} {one.name}: {one.message}", f"  {ink.bullet} ", "    ")
    coloured = ink.severity(one.severity, head) if failed else ink.doubt(head)
    return [first.replace(head, coloured, 1), *rest]


def _part(part: Value[Part]) -> str:
    if not isinstance(part, Part):
        return word(part)
    return f"{part.address}{_place(part.location)}"


def _place(location: Location | None) -> str:
    return f" ({location.file}:{location.line}:{location.column})" if location else ""


def _row(label: str, text: str, ink: Ink) -> list[str]:
    return _rows(label, [text], ink)


def _rows(label: str, texts: list[str], ink: Ink) -> list[str]:
    """Texts behind a label, one below the other."""
    lines: list[str] = []
    for text in texts or ["none"]:
        lines += ink.lines(text, f"  {'' if lines else label:{_LABEL}}", " " * (_LABEL + 2))
    return lines


def _items(texts: list[str], ink: Ink) -> list[str]:
    return [line for text in texts for line in ink.lines(text, f"  {ink.bullet} ", "    ")]
