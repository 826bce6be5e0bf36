"""How a server behaves; every field may be changed while it runs."""

from dataclasses import dataclass, field


@dataclass
class Settings:
    """What can be set.

    Attributes:
        latency: Seconds that every request waits before it is answered.
        page_size: The most results of a page, whatever a call asks for; None leaves the services' own sizes.
        expired_tokens: Access tokens in secrets that upstream registries refuse.
        rule_limit: How many pull through cache rules a registry holds; AWS's quota.
        any_role: Whether roles that don't exist can be assumed, as moto lets them.
    """

    latency: float = 0.0
    page_size: int | None = None
    expired_tokens: set[str] = field(default_factory=set)
    rule_limit: int = 50
    any_role: bool = False
