"""The exceptions that pullguard raises on purpose.

    PullguardError        one clear line for the user; exit status 2
    ├── InputError        a file or directory that can't be read as what it should be
    ├── ConfigError       .pullguard.yaml or a command line option is wrong
    └── PolicyError       a policy file is wrong

Anything else that escapes is a fault of ours and ends with exit status 70.
"""


class PullguardError(Exception):
    """Something the user can mend.

    Attributes:
        problem: What is wrong, as a sentence without a final stop.
        place: The file, directory or option it is in, with the line where one is known.
        remedy: What to do about it; empty when the problem says it already.
    """

    def __init__(self, problem: str, *, place: str = "", remedy: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.place = place
        self.remedy = remedy

    def __str__(self) -> str:
        """The one line that a user reads: place, problem, remedy."""
        line = f"{self.place}: {self.problem}" if self.place else self.problem
        return f"{line}; {self.remedy}" if self.remedy else line


class InputError(PullguardError):
    """An input that can't be read as a plan, a state or Terraform source."""


class ConfigError(PullguardError):
    """A configuration file or an option that is wrong."""


class PolicyError(PullguardError):
    """A policy file that is wrong: its YAML, its schema or its expressions."""
