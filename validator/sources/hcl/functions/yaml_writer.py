"""YAML as ``yamlencode`` writes it. Imported by its first call only, since PyYAML is slow to load."""

import re
from decimal import Decimal
from typing import Any

import yaml

from validator.sources.hcl.conversions import to_string

_CORE = "tag:yaml.org,2002:"
_NO_BREAK_SPACE = "\xa0"
_PRINTABLE = re.compile("[ -~\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]")
_ESCAPES = (("x", 2), ("u", 4), ("U", 8))


def encode(value: Any) -> str:
    """A known value as a YAML document: keys sorted, strings quoted, those of several lines as blocks."""
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, default_flow_style=False, sort_keys=True)


class _Dumper(yaml.SafeDumper):
    """Writes Terraform's values."""

    def ignore_aliases(self, data: Any) -> bool:
        del data
        return True

    def write_double_quoted(self, text: str, split: bool = True) -> None:
        """Quote a text; PyYAML folds long lines with escapes, Terraform's library plainly."""
        self.write_indicator('"', need_whitespace=True)
        after_space = False
        for position, character in enumerate(text):
            if character == " " and split and not after_space and self._folds(position, text):
                self.write_indent()
                self._put("\\" if text[position + 1] == " " else "")
            else:
                self._put(_escaped(character))
            after_space = character == " "
        self.write_indicator('"', need_whitespace=False)

    def write_literal(self, text: str) -> None:
        """Write a block; PyYAML ends one with trailing line breaks by a mark that Terraform's library leaves out."""
        super().write_literal(text)
        self.open_ended = False

    def _folds(self, position: int, text: str) -> bool:
        return self.column > self.best_width and 0 < position < len(text) - 1

    def _put(self, data: str) -> None:
        self.column += len(data)
        self.stream.write(data)

    def write_text(self, data: str) -> yaml.ScalarNode:
        """A string: quoted, or a block when it has several lines."""
        return self.represent_scalar(_CORE + "str", data, style="|" if "\n" in data else '"')

    def write_fraction(self, data: Decimal) -> yaml.ScalarNode:
        """A number that is not whole."""
        return self.represent_scalar(_CORE + "float", to_string(data))


_Dumper.add_representer(str, _Dumper.write_text)
_Dumper.add_representer(Decimal, _Dumper.write_fraction)
_Dumper.add_multi_representer(list, yaml.SafeDumper.represent_list)


def _escaped(character: str) -> str:
    replacement = yaml.emitter.Emitter.ESCAPE_REPLACEMENTS.get(character)
    if replacement is not None and character != _NO_BREAK_SPACE:
        return f"\\{replacement}"
    if _PRINTABLE.fullmatch(character):
        return character
    letter, digits = next((letter, digits) for letter, digits in _ESCAPES if ord(character) < 16**digits)
    return f"\\{letter}{ord(character):0{digits}X}"
