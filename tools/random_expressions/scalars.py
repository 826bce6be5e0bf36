"""Expressions that are strings, numbers and bools."""

from hypothesis import strategies as st

from tools.random_expressions.builder import Builder, Production
from tools.random_expressions.types import BOOL, NUMBER, STRING, ListOf, MapOf, Scalar, Type

_CHARACTERS = "abcXYZ019 _-./:é日ß😀"
_ESCAPES = (r"\n", r"\t", r"\"", r"\\", r"\u00e9", r"\U0001F600", "$${", "%%{", "$", "%", "a{", "}", "<", "&")
_TEXT = st.lists(st.sampled_from([*_CHARACTERS, *_ESCAPES]), max_size=6).map("".join)
_STRINGS: dict[str, tuple[Type, ...]] = {
    "upper": (STRING,),
    "lower": (STRING,),
    "title": (STRING,),
    "strrev": (STRING,),
    "trimspace": (STRING,),
    "chomp": (STRING,),
    "md5": (STRING,),
    "base64encode": (STRING,),
    "urlencode": (STRING,),
    "tostring": (NUMBER,),
    "trimprefix": (STRING, STRING),
    "trimsuffix": (STRING, STRING),
    "trim": (STRING, STRING),
    "replace": (STRING, STRING, STRING),
    "substr": (STRING, NUMBER, NUMBER),
    "coalesce": (STRING, STRING),
    "join": (STRING, ListOf(STRING)),
    "jsonencode": (MapOf(STRING),),
}
_NUMBERS: dict[str, tuple[Type, ...]] = {
    "abs": (NUMBER,),
    "ceil": (NUMBER,),
    "floor": (NUMBER,),
    "signum": (NUMBER,),
    "tonumber": (NUMBER,),
    "min": (NUMBER, NUMBER),
    "max": (NUMBER, NUMBER, NUMBER),
    "sum": (ListOf(NUMBER),),
    "length": (ListOf(STRING),),
}
_BOOLS: dict[str, tuple[Type, ...]] = {
    "startswith": (STRING, STRING),
    "endswith": (STRING, STRING),
    "strcontains": (STRING, STRING),
    "contains": (ListOf(STRING), STRING),
    "alltrue": (ListOf(BOOL),),
    "anytrue": (ListOf(BOOL),),
    "can": (STRING,),
    "tobool": (BOOL,),
}
_FUNCTIONS = {"string": _STRINGS, "number": _NUMBERS, "bool": _BOOLS}


def _literal(builder: Builder, wanted: Scalar, _depth: int) -> str:
    if wanted == NUMBER:
        return str(builder.pick("0", "1", "2", "3", "-1", "-7", "10", "0.5", "2.25", "1e3", "1.5e-2", "123456789"))
    if wanted == BOOL:
        return str(builder.pick("true", "false"))
    return f'"{builder.draw(_TEXT)}"'


def _call(builder: Builder, wanted: Scalar, depth: int) -> str:
    functions = _FUNCTIONS[wanted.name]
    name = builder.pick(*functions)
    return f"{name}({builder.arguments(depth, *functions[name])})"


def _operation(builder: Builder, wanted: Scalar, depth: int) -> str:
    match wanted.name:
        case "string":
            return _template(builder, wanted, depth)
        case "number":
            if builder.number_between(0, 4) == 0:
                return f"(-{builder.expression(NUMBER, depth)})"
            if builder.number_between(0, 2) == 0:
                # By nothing that may be zero: Terraform computes with infinity as long as it is not asked for it.
                return (
                    f"({builder.expression(NUMBER, depth)} {builder.pick('/', '%')} {builder.pick('2', '3', '-0.25')})"
                )
            return _binary(builder, builder.pick("+", "-", "*"), NUMBER, depth)
    if builder.number_between(0, 3) == 0:
        return f"!({builder.expression(BOOL, depth)})"
    if builder.number_between(0, 2) == 0:
        return _binary(builder, builder.pick("&&", "||"), BOOL, depth)
    if builder.number_between(0, 1):
        return _binary(builder, builder.pick("<", "<=", ">", ">="), NUMBER, depth)
    return _binary(builder, builder.pick("==", "!="), builder.type(), depth)


def _binary(builder: Builder, operator: str, operands: Type, depth: int) -> str:
    left, right = (builder.expression(operands, depth) for _ in range(2))
    # Without brackets every other time, so that precedence matters.
    return (
        f"{left} {operator} {right}" if depth <= 1 and builder.number_between(0, 1) else f"({left} {operator} {right})"
    )


def _template(builder: Builder, _wanted: Scalar, depth: int) -> str:
    return f'"{"".join(_part(builder, depth) for _ in range(builder.number_between(1, 3)))}"'


def _part(builder: Builder, depth: int) -> str:
    opening, closing = builder.pick("", "", "~"), builder.pick("", "", "~")
    inner = builder.pick(STRING, NUMBER, BOOL)
    match builder.number_between(0, 4):
        case 0 | 1:
            return str(builder.draw(_TEXT.filter(_is_closed)))
        case 2 | 3:
            return f"${{{opening} {builder.expression(inner, depth)} {closing}}}"
    if builder.number_between(0, 1):
        then, otherwise = (builder.draw(_TEXT.filter(_is_closed)) for _ in range(2))
        condition = builder.expression(BOOL, depth)
        return f"%{{{opening} if {condition} {closing}}}{then}%{{ else }}{otherwise}%{{{opening} endif {closing}}}"
    head, names = builder.loop(depth)
    body = builder.within({name: one for name, one in names.items() if isinstance(one, Scalar)}, lambda: _body(builder))
    return f"%{{ {head} {closing}}}{body}%{{{opening} endfor }}"


def _body(builder: Builder) -> str:
    return f" ${{{builder.expression(STRING, 1)}}}, "


def _is_closed(text: str) -> bool:
    # A "$" or "%" before an interpolation would take its bracket for an escape.
    return not text.endswith(("$", "%"))


PRODUCTIONS: dict[type, tuple[Production, ...]] = {Scalar: (_literal, _call, _call, _operation, _operation)}
"""How strings, numbers and bools are built."""
