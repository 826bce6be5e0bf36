"""HCL's words, strings, heredocs and comments as patterns, for all that read text."""

import re

NAME = r"[^\W\d][\w-]*"
"""An identifier."""

COMMENT = r"\#[^\n]*+|//[^\n]*+|/\*(?s:.*?)\*/"
"""A comment, without the newline that ends one of a line."""

HEREDOC = rf"<<-?(?P<marker>{NAME})\r?\n"
"""The opening of a heredoc."""

STRING = r'"(?:[^"\\$%\n]++|\\.|[$%](?!\{))*+"'
"""A quoted string without sequences."""

CODE = re.compile(
    rf"""
      (?P<string> {STRING} )
    | (?P<quote> " )
    | (?P<heredoc> {HEREDOC} )
    | (?P<comment> {COMMENT} )
    | (?P<endless> /\* )
    | (?P<open> [({{\[] )
    | (?P<close> [)}}\]] )
    | (?P<newline> \n )
    """,
    re.VERBOSE,
)
"""What matters outside of templates."""

FOR = re.compile(rf"(?:\s|{COMMENT})*+for\b(?!-)")
"""What makes a brace's content a ``for`` expression; Terraform refuses ``for`` as an object's first key too."""

SEQUENCE = r"(?P<escape>\$\$\{|%%\{)|(?P<open>[$%]\{~?)"
"""The opening of a sequence, or what only looks like one."""

QUOTED = re.compile(rf'(?P<end>")|(?P<skip>\\.)|(?P<newline>\n)|{SEQUENCE}')
"""What ends the literal text of a quoted string, or is passed over in it."""

BARE = re.compile(rf'(?P<end>"\Z)|{SEQUENCE}')
"""What ends the literal text of a template file, which is read with a quote put behind it."""

DIRECTIVE = re.compile(
    rf"""\s*(?:
      (?P<alone>else|endif|endfor)\s*(?P<trim>~?)\}}
    | if\b
    | for\s+(?P<first>{NAME})\s*(?:,\s*(?P<second>{NAME})\s*)?in\b
    )""",
    re.VERBOSE,
)
"""What follows ``%{``, up to the expression where there is one."""

FOREIGN = re.compile(r"[^\W_a-zA-Z0-9]")
"""Letters and digits that the grammar does not have."""


def heredoc_pattern(marker: str) -> re.Pattern[str]:
    """What ends the literal text of a heredoc: its marker alone on a line that is not the last, or a sequence."""
    return re.compile(rf"(?m)(?P<end>^[^\S\n]*{marker}[^\S\n]*$)(?=\n)|{SEQUENCE}")
