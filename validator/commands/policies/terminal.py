"""A page on a terminal."""

from collections.abc import Iterator

from validator.commands.policies.blocks import Block, Code, Items, Page, Text
from validator.findings.finding import Severity
from validator.reporters.ink import Ink, clean
from validator.reporters.view import View

_INDENT = "  "


def render(page: Page, view: View) -> str:
    """A page within the width of a screen; code keeps its lines, however long."""
    ink = Ink(view)
    return "".join(f"{line}\n" for line in _lines(page, ink))


def _lines(page: Page, ink: Ink) -> Iterator[str]:
    yield ink.strong(clean(page.title))
    yield from ink.lines(page.summary, "")
    yield ""
    names = max(len(name) for name, _ in page.facts)
    for name, value in page.facts:
        first, *rest = ink.lines(value, f"{_INDENT}{name:{names}}  ")
        shown = ink.severity(Severity(value), value) if name == "Severity" else None
        yield first.replace(value, shown) if shown else first
        yield from rest
    for section in page.sections:
        yield ""
        yield ink.strong(section.heading.upper())
        for number, block in enumerate(section.blocks):
            if number and not _joined(section.blocks[number - 1], block):
                yield ""
            yield from _block(block, ink)


def _joined(above: Block, block: Block) -> bool:
    """Whether a block stands close to the one above it: a list below what it is about."""
    return isinstance(above, Text) and isinstance(block, Items)


def _block(block: Block, ink: Ink) -> Iterator[str]:
    match block:
        case Text():
            yield from ink.lines(block.text, _INDENT, _INDENT)
        case Code():
            for line in block.text.expandtabs(4).splitlines():
                yield f"{_INDENT * 2}{clean(line)}" if line.strip() else ""
        case Items():
            for item in block.items:
                yield from ink.lines(item, f"{_INDENT}{ink.bullet} ", f"{_INDENT}  ")
