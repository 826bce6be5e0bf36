"""Functions whose result no source code tells: it changes with every run, or needs a key."""

from validator.model.value import Reason, Unknown
from validator.sources.hcl.functions.parameters import anything, integer, string
from validator.sources.hcl.functions.signature import Accepts, Function, Parameter

_ANY_STRING = Parameter("str", anything, Accepts.UNKNOWN)


def _impure(name: str, parameters: tuple[Parameter, ...] = (), variadic: Parameter | None = None) -> Function:
    return Function(name, lambda *_: Unknown(Reason.IMPURE, name), parameters, variadic)


def _rsadecrypt(_: str, __: str) -> Unknown:
    return Unknown(Reason.UNSUPPORTED, "rsadecrypt: nothing is decrypted")


FUNCTIONS = (
    _impure("bcrypt", (_ANY_STRING,), integer("cost")),
    _impure("plantimestamp"),
    Function("rsadecrypt", _rsadecrypt, (string("ciphertext"), string("privatekey"))),
    _impure("timestamp"),
    _impure("uuid"),
)
