"""Repository creation templates."""

from moto.core.exceptions import ServiceException

from tests.aws.ecr.errors import invalid, is_object
from tests.aws.ecr.request import Request
from tests.aws.ecr.rules import key
from tests.aws.request import Object, fields, now

_SETTABLE = (
    "description encryptionConfiguration resourceTags imageTagMutability imageTagMutabilityExclusionFilters "
    "repositoryPolicy lifecyclePolicy appliedFor customRoleArn"
).split()


def create(request: Request) -> Object:
    """CreateRepositoryCreationTemplate."""
    given, templates = request.given, request.registry.templates
    prefix = given["prefix"]
    _check(given)
    if key(prefix) in templates:
        raise ServiceException("TemplateAlreadyExistsException", f"A template with prefix {prefix} exists.")
    created = now()
    template = {
        "prefix": prefix,
        "imageTagMutability": "MUTABLE",
        "encryptionConfiguration": {"encryptionType": "AES256"},
        **fields(given, *_SETTABLE),
        "createdAt": created,
        "updatedAt": created,
    }
    templates[key(prefix)] = template
    return _answer(request, template)


def update(request: Request) -> Object:
    """UpdateRepositoryCreationTemplate: what is given replaces what is there."""
    template = _found(request)
    changed = {**template, **fields(request.given, *_SETTABLE)}
    if "WITH_EXCLUSION" not in changed["imageTagMutability"] and "imageTagMutability" in request.given:
        changed.pop("imageTagMutabilityExclusionFilters", None)
        changed.update(fields(request.given, "imageTagMutabilityExclusionFilters"))
    _check(changed)
    template.clear()
    template.update(changed, updatedAt=now())
    return _answer(request, template)


def delete(request: Request) -> Object:
    """DeleteRepositoryCreationTemplate."""
    template = _found(request)
    del request.registry.templates[key(template["prefix"])]
    return _answer(request, template)


def describe(request: Request) -> Object:
    """DescribeRepositoryCreationTemplates; prefixes without a template are left out, as no error is documented."""
    templates, prefixes = request.registry.templates, request.given.get("prefixes")
    if prefixes is None:
        chosen = list(templates.values())
    else:
        chosen = [templates[key(prefix)] for prefix in dict.fromkeys(prefixes) if key(prefix) in templates]
    return {"registryId": request.account, **request.paged("repositoryCreationTemplates", chosen)}


def check_mutability(given: Object) -> None:
    """Refuse exclusions without filters, and filters without exclusions.

    Raises:
        ServiceException: ``InvalidParameterException``.
    """
    excludes = "WITH_EXCLUSION" in given.get("imageTagMutability", "MUTABLE")
    if excludes != bool(given.get("imageTagMutabilityExclusionFilters")):
        raise invalid("imageTagMutabilityExclusionFilters", "must be given with a mutability with exclusions, only")


def _check(given: Object) -> None:
    check_mutability(given)
    for name in ("repositoryPolicy", "lifecyclePolicy"):
        text = given.get(name)
        if text and not is_object(text):
            raise invalid(name, "must be a JSON document")
    tags = [tag.get("Key") for tag in given.get("resourceTags", ())]
    if len(tags) != len(set(tags)):
        raise invalid("resourceTags", "must not have a key twice")


def _found(request: Request) -> Object:
    prefix = request.given["prefix"]
    template = request.registry.templates.get(key(prefix))
    if template is None:
        raise ServiceException(
            "TemplateNotFoundException", f"The template with prefix {prefix} does not exist in the registry."
        )
    return template


def _answer(request: Request, template: Object) -> Object:
    return {"registryId": request.account, "repositoryCreationTemplate": dict(template)}


OPERATIONS = {
    "CreateRepositoryCreationTemplate": create,
    "UpdateRepositoryCreationTemplate": update,
    "DeleteRepositoryCreationTemplate": delete,
    "DescribeRepositoryCreationTemplates": describe,
}
