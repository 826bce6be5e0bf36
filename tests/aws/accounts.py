"""Accounts: which one a request's access key belongs to, and the roles that lead from one to another."""

from moto.iam.models import get_account_id_from

ACCOUNT = "123456789012"
REGION = "eu-west-1"

_HEAD, _TAIL = "AKIA", "TEST"
_LENGTH = 20
# Access keys of assumed roles -> account. moto looks through the users of every account for each request.
_assumed: dict[str, str] = {}


def access_key(account: str) -> str:
    """An access key that tells its account."""
    return f"{_HEAD}{account}{_TAIL}"


def account_of(key: str) -> str:
    """The account of an access key; the default one for keys that nobody made here."""
    if len(key) == _LENGTH and key.startswith(_HEAD) and key.endswith(_TAIL) and key[4:16].isdigit():
        return key[4:16]
    if not key.startswith("ASIA"):
        return get_account_id_from(key)
    if key not in _assumed:
        _assumed[key] = get_account_id_from(key)
    return _assumed[key]


def forget() -> None:
    """Forget the keys of assumed roles."""
    _assumed.clear()
