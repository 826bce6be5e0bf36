"""What a prefix may look like as it is written.

Sources: ``PullThroughCacheRuleRepositoryPrefix`` in the ECR API model 2015-09-21, and the schema of the AWS provider
5.100, which is stricter: it takes no doubled separator.
"""

import re

from validator.model.value import Unknown, Value

SHORTEST, LONGEST = 2, 30

_SEGMENT = r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*"
_API = re.compile(rf"{_SEGMENT}(?:/{_SEGMENT})*/?|ROOT")
_DOUBLED = re.compile(r"__|--")


def prefix_problem(prefix: Value[str], upstream_prefix: Value[str]) -> Value[str]:
    """What is wrong with the two prefixes of a rule as they are written: ``None`` where both are right or absent.

    A fault that is known is found although the other prefix is unknown.
    """
    found = [_problem("prefix", prefix), _problem("upstream prefix", upstream_prefix)]
    known = next((one for one in found if isinstance(one, str)), None)
    return known or next((one for one in found if one is not None), None)


def _problem(what: str, written: Value[str]) -> Value[str]:
    if written is None or isinstance(written, Unknown):
        return written
    if not SHORTEST <= len(written) <= LONGEST:
        return f"the {what} {written} has the length {len(written)}, and {SHORTEST} to {LONGEST} are allowed"
    if not _API.fullmatch(written):
        return (
            f"the {what} {written} is neither ROOT nor lower-case letters and digits in segments divided by /, "
            "with single . _ or - within them"
        )
    doubled = _DOUBLED.search(written)
    return f"the {what} {written} has a doubled {doubled[0][0]}, which the AWS provider refuses" if doubled else None
