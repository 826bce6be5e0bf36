"""What can't be told because AWS does not document it, and what is to be kept in mind."""

from collections.abc import Callable, Iterator

from validator.model.objects import Credential, Rule
from validator.model.prediction.facts import Facts
from validator.model.prediction.structs import Note
from validator.model.prefixes import ROOT, without_slash


def notes(facts: Facts) -> list[Note]:
    """All that is to be said beside what is known."""
    return [note for look in _LOOKS for note in look(facts)]


def _cached(facts: Facts) -> Iterator[Note]:
    if facts.cached and facts.rule is not None:
        message = (
            "The registry has the image. ECR asks the upstream for a tag again once a day at most, when it is pulled."
        )
        yield Note("cached", message)


def _digest(facts: Facts) -> Iterator[Note]:
    if facts.image.digest and not facts.cached and facts.rule is not None:
        message = (
            "Whether a first pull by digest works is uncertain: AWS's guide says so, and users report that an image "
            "that is not cached is not found. A pull by tag, once, is on the safe side."
        )
        yield Note("first-pull-by-digest", message, uncertain=True)


def _nested(facts: Facts) -> Iterator[Note]:
    outer = facts.links.around(facts.rule) if isinstance(facts.rule, Rule) else None
    if isinstance(outer, Rule):
        message = (
            f"{outer.address} has the prefix {outer.prefix} around this one. AWS does not document which of the two "
            "wins; the more specific one is taken here."
        )
        yield Note("nested-prefixes", message, uncertain=True)


def _public_prefix(facts: Facts) -> Iterator[Note]:
    rule = facts.rule
    if not isinstance(rule, Rule) or not isinstance(rule.upstream.kind, str) or rule.upstream.kind == "ecr":
        return
    narrowed = isinstance(rule.upstream_prefix, str) and without_slash(rule.upstream_prefix) != ROOT
    if rule.prefix == ROOT or narrowed:
        what = "the prefix ROOT" if rule.prefix == ROOT else "an upstream prefix"
        message = f"AWS documents {what} for ECR as the upstream only; whether other upstreams take it is uncertain."
        yield Note("undocumented-prefix", message, uncertain=True)


def _unneeded_secret(facts: Facts) -> Iterator[Note]:
    rule = facts.rule
    if isinstance(rule, Rule) and rule.upstream.authentication == "none" and isinstance(facts.credential, Credential):
        message = f"ECR mirrors {rule.upstream.host} without a login; what it does with the secret is not documented."
        yield Note("unneeded-credential", message, uncertain=True)


def _frozen(facts: Facts) -> Iterator[Note]:
    if facts.target.mutability == "IMMUTABLE" and facts.image.tag and facts.rule is not None:
        message = "Tags are immutable: what is cached first stays, and no update of the tag arrives."
        yield Note("frozen-tags", message)


def _unplaced(facts: Facts) -> Iterator[Note]:
    if isinstance(facts.image.account, str) and facts.place.key != f"{facts.image.account}/{facts.image.region}":
        message = "This input does not tell the registry's account or region; the reference's are taken for it."
        yield Note("registry-assumed", message)


def _unseen(facts: Facts) -> Iterator[Note]:
    if facts.rule is not None and not facts.cached:
        message = "Identity policies outside of this input are not seen; they may let others import, or fewer."
        yield Note("identity-policies", message)


_LOOKS: tuple[Callable[[Facts], Iterator[Note]], ...] = (
    _unplaced,
    _cached,
    _nested,
    _public_prefix,
    _unneeded_secret,
    _digest,
    _frozen,
    _unseen,
)
