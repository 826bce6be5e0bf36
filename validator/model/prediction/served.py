"""Where an image comes from, and what ECR logs in with there.

Source: ECR User Guide, "Wildcards and ECR to ECR": the rule's prefix is replaced by its upstream prefix, and ``ROOT``
is no prefix at all.
"""

from validator.model.images import Image
from validator.model.objects import Credential, Role, Rule
from validator.model.prediction.repository import part
from validator.model.prediction.structs import Login, Part, Served
from validator.model.prefixes import ROOT, without_slash
from validator.model.value import Unknown, Value


def served(rule: Rule, image: Image) -> Served:
    """The upstream's image that a rule serves a pull with."""
    repository = upstream_repository(rule, str(image.repository))
    host = rule.upstream.host
    reference: Value[str] = next((one for one in (host, repository) if one is None or isinstance(one, Unknown)), "")
    if reference == "":
        reference = f"{host}/{repository}{suffix(image)}"
    return Served(part("rule", rule), rule.prefix, host, rule.upstream.kind, repository, reference)


def upstream_repository(rule: Rule, name: str) -> Value[str]:
    """The upstream's repository for one of a registry; ``None`` where nothing is left of the name."""
    prefix, replacement = rule.prefix, without_slash(rule.upstream_prefix)
    if isinstance(prefix, Unknown) or isinstance(replacement, Unknown):
        return prefix if isinstance(prefix, Unknown) else replacement
    rest = name if prefix == ROOT else name.removeprefix(str(prefix)).removeprefix("/")
    if replacement is None or replacement == ROOT:
        return rest or None
    return f"{replacement}/{rest}" if rest else replacement


def login(rule: Rule, credential: Value[Credential], role: Value[Role]) -> Login:
    """What ECR logs in with by a rule."""
    name = credential.name if isinstance(credential, Credential) else credential
    secret: Value[Part] = part("credential", credential) if isinstance(credential, Credential) else credential
    return Login(
        method=rule.upstream.authentication,
        secret=secret,
        name=name,
        role=part("role", role) if isinstance(role, Role) else role,
    )


def suffix(image: Image) -> str:
    """The tag and digest of a reference, as they stand behind the repository."""
    tag = f":{image.tag}" if image.tag else ""
    return f"{tag}@{image.digest}" if image.digest else tag
