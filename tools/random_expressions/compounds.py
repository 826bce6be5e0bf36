"""Expressions that are lists, maps and objects."""

from hypothesis import strategies as st

from tools.random_expressions.builder import Builder, Production
from tools.random_expressions.types import BOOL, NUMBER, STRING, ListOf, MapOf, Object

_KEYS = st.lists(
    st.sampled_from(["a", "b", "name", "1", '"x y"', '"é"', "(1 + 1)", '"$${k}"']), max_size=3, unique=True
)


def _list(builder: Builder, wanted: ListOf, depth: int) -> str:
    items = [builder.expression(wanted.item, depth) for _ in range(builder.pick(1, 2, 3, 0))]
    return f"[{', '.join(items)}]"


def _list_from_lists(builder: Builder, wanted: ListOf, depth: int) -> str:
    match builder.number_between(0, 6):
        case 0:
            return f"concat({builder.arguments(depth, wanted, wanted)})"
        case 1:
            return f"reverse({builder.expression(wanted, depth)})"
        case 2:
            return f"distinct({builder.expression(wanted, depth)})"
        case 3:
            return f"flatten([{builder.arguments(depth, wanted, wanted)}])"
        case 4:
            return f"slice({builder.expression(wanted, depth)}, 0, {builder.number_between(0, 2)})"
        case 5:
            return f"concat({builder.expression(ListOf(wanted), depth)}...)"
    return f"values({builder.expression(MapOf(wanted.item), depth)})"


def _for_list(builder: Builder, wanted: ListOf, depth: int) -> str:
    head, names = builder.loop(depth)

    def rest() -> str:
        return f"{builder.expression(wanted.item, depth)}{builder.condition(depth)}"

    return f"[{head} : {builder.within(names, rest)}]"


def _splat(builder: Builder, wanted: ListOf, depth: int) -> str:
    shape = builder.object_type(wanted.item)
    subject = builder.expression(builder.pick(ListOf(shape), ListOf(shape), shape), depth)
    # An attribute-only splat takes no other one for its subject, unless in brackets.
    splat = builder.pick(f"{subject}[*]", f"({subject}).*")
    return f"{splat}.{shape.fields[0][0]}"


def _list_of_scalars(builder: Builder, wanted: ListOf, depth: int) -> str:
    if wanted.item == STRING:
        name = builder.pick("sort", "compact", "keys", "split", "toset", "setunion")
        match name:
            case "split":
                return (
                    f"split({builder.pick(chr(34) * 2, chr(34) + ' ' + chr(34))}, {builder.expression(STRING, depth)})"
                )
            case "keys":
                return f"keys({builder.expression(MapOf(builder.type(0)), depth)})"
            case "setunion":
                return f"tolist(setunion({builder.arguments(depth, wanted, wanted)}))"
            case "toset":
                return f"tolist(toset({builder.expression(wanted, depth)}))"
        return f"{name}({builder.expression(wanted, depth)})"
    if wanted.item == NUMBER:
        return f"range({builder.number_between(-2, 6)})"
    return _list(builder, wanted, depth)


def _map(builder: Builder, wanted: MapOf, depth: int) -> str:
    separator = builder.pick(" = ", " : ", "=")
    items = [f"{key}{separator}{builder.expression(wanted.item, depth)}" for key in builder.draw(_KEYS)]
    return f"{{{', '.join(items)}}}"


def _for_map(builder: Builder, wanted: MapOf, depth: int) -> str:
    head, names = builder.loop(depth)
    groups = isinstance(wanted.item, ListOf)
    item = wanted.item.item if isinstance(wanted.item, ListOf) else wanted.item

    def rest() -> str:
        key, value = builder.arguments(depth, STRING), builder.expression(item, depth)
        return f"{key} => {value}{'...' if groups else ''}{builder.condition(depth)}"

    return f"{{{head} : {builder.within(names, rest)}}}"


def _map_from_maps(builder: Builder, wanted: MapOf, depth: int) -> str:
    if builder.number_between(0, 2) == 0:
        return f"zipmap({builder.arguments(depth, ListOf(STRING), ListOf(wanted.item))})"
    return f"merge({builder.arguments(depth, wanted, wanted)})"


def _object(builder: Builder, wanted: Object, depth: int) -> str:
    items = [f"{name} = {builder.expression(one, depth)}" for name, one in wanted.fields]
    return f"{{ {', '.join(items)} }}"


def _merged_object(builder: Builder, wanted: Object, depth: int) -> str:
    return f"merge({builder.arguments(depth, MapOf(BOOL), wanted)})"


PRODUCTIONS: dict[type, tuple[Production, ...]] = {
    ListOf: (_list, _list, _list_from_lists, _for_list, _splat, _list_of_scalars),
    MapOf: (_map, _for_map, _map_from_maps),
    Object: (_object, _object, _merged_object),
}
"""How lists, maps and objects are built."""
