"""Functions on RFC 3339 timestamps."""

import datetime as dt
import re
from fractions import Fraction
from typing import NamedTuple

from validator.sources.hcl.functions.parameters import string
from validator.sources.hcl.functions.signature import Function
from validator.sources.hcl.values import EvaluationError

_TIMESTAMP = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:[.,](\d+))?(Z|[+-]\d\d:\d\d)", re.ASCII)
_DURATION = re.compile(r"(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)", re.ASCII)
_UNITS = {
    "ns": Fraction(1, 10**9),
    "us": Fraction(1, 10**6),
    "µs": Fraction(1, 10**6),
    "μs": Fraction(1, 10**6),
    "ms": Fraction(1, 1000),
    "s": Fraction(1),
    "m": Fraction(60),
    "h": Fraction(3600),
}
_MAX_DURATION = Fraction(2**63 - 1, 10**9)
_MAX_HOURS = 24
_MAX_MINUTES = 60
_TOKEN = re.compile(r"'((?:[^']|'')*)'|([A-Za-z])\2*|([^A-Za-z']+)", re.DOTALL)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = tuple(
    "January February March April May June July August September October November December".split(),
)


class _Moment(NamedTuple):
    """A timestamp: its local date and time to the second, the rest of the second, and its offset as written."""

    local: dt.datetime
    rest: Fraction
    zone: str

    def instant(self) -> tuple[dt.timedelta, Fraction]:
        """What moments are compared by."""
        return self.local - dt.datetime.min - self.offset(), self.rest  # noqa: DTZ901 - local is naive too

    def offset(self) -> dt.timedelta:
        """The local time's distance from UTC."""
        if self.zone == "Z":
            return dt.timedelta()
        distance = dt.timedelta(hours=int(self.zone[1:3]), minutes=int(self.zone[4:]))
        return -distance if self.zone[0] == "-" else distance


def _parsed(text: str) -> _Moment:
    match = _TIMESTAMP.fullmatch(text)
    if match is None:
        raise EvaluationError("the string is not an RFC 3339 timestamp")
    try:
        local = dt.datetime.fromisoformat(match[1])
    except ValueError:
        raise EvaluationError("the string is not an RFC 3339 timestamp") from None
    if match[3] != "Z" and (int(match[3][1:3]) > _MAX_HOURS or int(match[3][4:]) > _MAX_MINUTES):
        raise EvaluationError("the timestamp's offset is out of range")
    digits = (match[2] or "0")[:9]
    return _Moment(local, Fraction(int(digits), 10 ** len(digits)), match[3])


def _timeadd(timestamp: str, duration: str) -> str:
    moment = _parsed(timestamp)
    seconds = moment.rest + _seconds(duration)
    try:
        local = moment.local + dt.timedelta(seconds=seconds.numerator // seconds.denominator)
    except OverflowError:
        raise EvaluationError("timeadd: the result lies outside the years 1 to 9999") from None
    zone = "Z" if moment.offset() == dt.timedelta() else moment.zone
    return local.isoformat() + zone


def _seconds(duration: str) -> Fraction:
    negative = duration.startswith("-")
    digits = duration[1:] if duration[:1] in ("+", "-") else duration
    if digits == "0":
        return Fraction(0)
    parts = _DURATION.findall(digits)
    if not parts or "".join(number + unit for number, unit in parts) != digits:
        raise EvaluationError('timeadd: the duration must be numbers with units, such as "1h30m"')
    total = sum(
        (Fraction(number.rstrip(".") if number[-1] == "." else number) * _UNITS[unit] for number, unit in parts),
        Fraction(0),
    )
    if total > _MAX_DURATION:
        raise EvaluationError("timeadd: the duration is too long")
    return -total if negative else total


def _timecmp(left: str, right: str) -> int:
    a, b = _parsed(left).instant(), _parsed(right).instant()
    return (a > b) - (a < b)


def _formatdate(layout: str, time: str) -> str:
    moment = _parsed(time)
    pieces: list[str] = []
    position = 0
    while position < len(layout):
        match = _TOKEN.match(layout, position)
        if match is None:
            raise EvaluationError("formatdate: a quoted part does not end")
        position = match.end()
        if match[2]:
            pieces.append(_verb(match[0], moment))
        else:
            pieces.append(match[3] or match[1].replace("''", "'"))
    return "".join(pieces)


def _verb(verb: str, moment: _Moment) -> str:
    spellings = _date(moment.local) | _time(moment.local) | _zone(moment)
    if verb not in spellings:
        raise EvaluationError(f"formatdate: there is no verb {verb}")
    return spellings[verb]


def _date(local: dt.datetime) -> dict[str, str]:
    month, day = _MONTHS[local.month - 1], _DAYS[local.weekday()]
    return {
        "YYYY": f"{local.year:04}",
        "YY": f"{local.year % 100:02}",
        "MMMM": month,
        "MMM": month[:3],
        "MM": f"{local.month:02}",
        "M": str(local.month),
        "DD": f"{local.day:02}",
        "D": str(local.day),
        "EEEE": day,
        "EEE": day[:3],
    }


def _time(local: dt.datetime) -> dict[str, str]:
    hour = (local.hour - 1) % 12 + 1
    half = "AM" if local.hour < 12 else "PM"  # noqa: PLR2004 - noon
    return {
        "hh": f"{local.hour:02}",
        "h": str(local.hour),
        "HH": f"{hour:02}",
        "H": str(hour),
        "AA": half,
        "aa": half.lower(),
        "mm": f"{local.minute:02}",
        "m": str(local.minute),
        "ss": f"{local.second:02}",
        "s": str(local.second),
    }


def _zone(moment: _Moment) -> dict[str, str]:
    utc = moment.offset() == dt.timedelta()
    compact = moment.zone.replace(":", "")
    return {
        "ZZZZZ": "+00:00" if utc else moment.zone,
        "ZZZZ": "+0000" if utc else compact,
        "ZZZ": "UTC" if utc else compact,
        "Z": "Z" if utc else moment.zone,
    }


FUNCTIONS = (
    Function("formatdate", _formatdate, (string("format"), string("time"))),
    Function("timeadd", _timeadd, (string("timestamp"), string("duration"))),
    Function("timecmp", _timecmp, (string("timestamp_a"), string("timestamp_b"))),
)
