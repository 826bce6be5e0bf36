"""Pages and tables as Markdown."""

from collections.abc import Iterable, Sequence

from validator.commands.policies.blocks import Block, Code, Items, Page, Text

# GitHub colours these; it knows no CEL, whose expressions read as JavaScript does.
_LANGUAGES = {"cel": "js"}


def render(page: Page) -> str:
    """A page as Markdown."""
    facts = "\n".join(f"| {name} | {cell(value)} |" for name, value in page.facts)
    parts = [f"# {page.title}", f"{page.summary}.", f"| | |\n| --- | --- |\n{facts}"]
    for section in page.sections:
        parts += [f"## {section.heading}", *map(_block, section.blocks)]
    return "\n\n".join(parts) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table, without a final newline."""
    lines = [f"| {' | '.join(map(cell, row))} |" for row in rows]
    return "\n".join([f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *lines])


def cell(text: str) -> str:
    """A text that can stand in a cell."""
    return " ".join(text.split()).replace("|", "\\|")


def _block(block: Block) -> str:
    match block:
        case Text():
            return block.text
        case Code():
            return f"```{_LANGUAGES.get(block.language, block.language)}\n{block.text}\n```"
        case Items():
            return "\n".join(f"- {_linked(item)}" for item in block.items)


def _linked(item: str) -> str:
    return f"<{item}>" if item.startswith("https://") else item
