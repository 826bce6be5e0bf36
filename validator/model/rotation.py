"""How often a secret is rotated.

Source: ``RotationRulesType`` in the Secrets Manager API model.
"""

import re

from validator.model.value import Unknown, Value

_RATE = re.compile(r"rate\((\d+) days?\)")


def days_between(days: Value[int], schedule: Value[str]) -> Value[int]:
    """After how many days a secret is rotated, by its number of days or else by its schedule.

    Returns ``None`` where the schedule is no number of days.
    """
    if days:
        return days
    if isinstance(schedule, Unknown):
        return schedule
    rate = _RATE.fullmatch(schedule or "")
    return int(rate[1]) if rate else None
