"""A difference between what Terraform says and what an account has."""

from validator.model.base import Object
from validator.model.value import Value


class Drift(Object, frozen=True, kw_only=True):
    """One difference: an object that is on one side only, or one attribute that differs.

    Its address and origin are those of the Terraform resource, or of what the account has where Terraform has none.

    Attributes:
        change: ``missing`` (in the account), ``unmanaged`` (by Terraform) or ``changed``.
        kind: The kind of the object: ``rule``, ``template``, ``credential``, ``registry``, ``repository``, ``role``.
        key: What tells the object from others of its kind and registry: a prefix, a name.
        attribute: The path of the attribute that differs; ``None``: the whole object, or a whole setting of a registry.
        label: Whether that is a tag or a description, which changes nothing that ECR does.
        expected: What Terraform says, as words; ``None``: nothing.
        actual: What the account has, as words; ``None``: nothing.
        import_id: What ``terraform import`` calls the object; ``None`` where it has nothing to import.
    """

    change: str
    kind: str
    key: str
    attribute: Value[str] = None
    label: bool = False
    expected: Value[str] = None
    actual: Value[str] = None
    import_id: Value[str] = None
