"""What problems and notes are looked for in: all that is known of one pull."""

from typing import NamedTuple

from validator.model.base import RegistryRef
from validator.model.images import Image
from validator.model.links import Links
from validator.model.objects import Credential, Repository, Rule, Template
from validator.model.prediction.structs import FirstPull, Served, Target
from validator.model.value import Value


class Facts(NamedTuple):
    """One pull.

    Attributes:
        links: The links of the inventory.
        rules: All rules of the registry.
        place: The registry, with the account and region that the reference gives it.
        image: The image that is pulled.
        fips: Whether the reference names a FIPS endpoint.
        cached: Whether the input has the image already.
        rule: The rule that covers it.
        credential: That rule's secret.
        repository: The repository, where the input has it.
        template: The template that makes it, where it is new.
        served: Where it comes from.
        first_pull: Who may fetch it.
        target: What the repository is like.
    """

    links: Links
    rules: list[Rule]
    place: RegistryRef
    image: Image
    fips: bool
    cached: bool
    rule: Value[Rule]
    credential: Value[Credential]
    repository: Repository | None
    template: Value[Template]
    served: Value[Served]
    first_pull: FirstPull
    target: Target
