"""One instance of a module: what its names mean, each found when it is asked for, and once."""

from collections.abc import Callable
from typing import Any

from validator.model.value import Reason, Unknown
from validator.sources.hcl import trace
from validator.sources.hcl.calls import called_module
from validator.sources.hcl.declarations import Declaration, Module
from validator.sources.hcl.evaluate import evaluate
from validator.sources.hcl.frame import Frame, LazyObject
from validator.sources.hcl.inputs import value_of_variable
from validator.sources.hcl.instances import Instances, instances_of
from validator.sources.hcl.library import Missing
from validator.sources.hcl.nodes import Attribute, Expression
from validator.sources.hcl.objects import Instance, instance
from validator.sources.hcl.providers import Providers, passed_providers
from validator.sources.hcl.root import Root
from validator.sources.hcl.site import Caller, call_of
from validator.sources.hcl.values import EvaluationError

_NAMESPACE = Unknown(Reason.UNSUPPORTED, detail="a reference to a whole namespace")


class Scope:
    """A module instance.

    Args:
        root: What all instances share.
        module: Its declarations.
        caller: The call that made it; ``None`` for the root module.
    """

    def __init__(self, root: Root, module: Module, caller: Caller | None = None) -> None:
        self.root = root
        self.run = root.run
        self.module = module
        self.caller = caller
        self.address = caller.address if caller else ""
        self.note = caller.note if caller else ""
        self.sensitive: dict[int, bool] = {}
        self.lineage: tuple[str, ...] = (*(caller.scope.lineage if caller else ()), root.surface(module).real)
        self.frame = Frame(self, {})
        self.context = root.surface(module).context
        self.providers = self._providers()
        self._names: dict[str, Any] = {
            "var": _namespace(self._variable),
            "local": _namespace(self._local),
            "module": _namespace(self._called),
            "data": _namespace(lambda type_name: self._named("data", type_name)),
            "ephemeral": _namespace(lambda type_name: self._named("ephemeral", type_name)),
            "path": root.surface(module).path,
            "terraform": {"workspace": root.workspace},
        }
        self._objects: dict[tuple[str, str, str], list[Instance] | Unknown] = {}
        self._instances: dict[tuple[str, ...], Instances | Unknown] = {}
        self._children: dict[str, dict[str | int | None, Scope] | Unknown] = {}

    def root_name(self, name: str) -> Any:
        """What a reference's first name means: a namespace, or a resource type."""
        if name not in self._names:
            self._names[name] = self._named("resource", name)
        return self._names[name]

    def full(self, name: str) -> str:
        """A name of this module instance as an address of the root module."""
        return f"{self.address}.{name}" if self.address else name

    def written(self, chain: tuple[str, ...], frame: Frame) -> tuple[Expression, Frame] | str | None:
        """What stands behind a reference; see `Surroundings.written`."""
        return trace.written(self, chain, frame)

    def declares_sensitive(self, chain: tuple[str, ...]) -> bool:
        """Whether a reference is one to a variable or output that is declared sensitive."""
        return trace.declares_sensitive(self, chain)

    def objects(self, kind: str, type_name: str, name: str) -> list[Instance] | Unknown:
        """The instances of a resource, data source or ephemeral resource; unknown when it is not known which.

        Raises:
            EvaluationError: The module declares none of this name, or it depends on itself.
        """
        key = (kind, type_name, name)
        if key not in self._objects:
            declaration = self.module.find(*key)
            if declaration is None:
                raise EvaluationError(f'the module declares no {kind} "{type_name}" "{name}"')
            with self.run.entering(self.full(f"{type_name}.{name}")):
                found = self.instances(declaration)
                self._objects[key] = (
                    found
                    if isinstance(found, Unknown)
                    else [instance(self, declaration, one, bindings) for one, bindings in found.items()]
                )
        return self._objects[key]

    def instances(self, declaration: Declaration) -> Instances | Unknown:
        """The instance keys of a block."""
        key = (declaration.block.type, *declaration.labels)
        if key not in self._instances:
            self._instances[key] = instances_of(declaration, self.frame)
        return self._instances[key]

    def children(self, name: str) -> "dict[str | int | None, Scope] | Unknown":
        """The instances of a called module, by key; unknown, with a gap, when it can't be read.

        Raises:
            EvaluationError: The module calls none of this name.
        """
        if name not in self._children:
            declaration = self.module.find("module", name)
            if declaration is None:
                raise EvaluationError(f'the module calls no module "{name}"')
            self._children[name] = self._call(name, declaration)
        return self._children[name]

    def output(self, name: str) -> Any:
        """The value of an output.

        Raises:
            EvaluationError: The module has none of this name, or it depends on itself.
        """
        declaration = self.module.find("output", name)
        given = declaration.block.body.attributes.get("value") if declaration else None
        if declaration is None or given is None:
            raise EvaluationError(f'{self.address or "the root module"} has no output "{name}"')
        with self.run.entering(self.full(f"output.{name}")):
            return self._evaluated(given, declaration.file_of("value"), self.frame)

    def output_names(self) -> list[str]:
        """The names of the module's outputs."""
        return [labels[0] for labels in self.module.labels("output") if labels]

    def _local(self, name: str) -> Any:
        place = self.module.local(name)
        if place is None:
            raise EvaluationError(f'the module has no local value "{name}"')
        with self.run.entering(self.full(f"local.{name}")):
            return self._evaluated(place.attribute, place.file, self.frame)

    def _variable(self, name: str) -> Any:
        declaration = self.module.find("variable", name)
        if declaration is None:
            raise EvaluationError(f'the module declares no variable "{name}"')
        with self.run.entering(self.full(f"var.{name}")):
            return value_of_variable(self, name, declaration)

    def _named(self, kind: str, type_name: str) -> LazyObject:
        return _namespace(lambda name: self._object(kind, type_name, name))

    def _object(self, kind: str, type_name: str, name: str) -> Any:
        """What a reference to a resource gives: an object, a list or map of them, or an ``Unknown``."""
        found = self.objects(kind, type_name, name)
        if isinstance(found, Unknown):
            prefix = "" if kind == "resource" else f"{kind}."
            return Unknown(found.reason, found.detail, (self.full(f"{prefix}{type_name}.{name}"),))
        keys = self._instances[kind, type_name, name]
        return keys.arranged([one.value for one in found]) if isinstance(keys, Instances) else keys

    def _called(self, name: str) -> Any:
        """What a reference to a called module gives: its outputs, or a list or map of them."""
        children = self.children(name)
        keys = self._instances["module", name]
        if isinstance(children, Unknown) or isinstance(keys, Unknown):
            return children if isinstance(children, Unknown) else keys
        return keys.arranged(
            [LazyObject(child.output, _NAMESPACE, names=child.output_names) for child in children.values()]
        )

    def _call(self, name: str, declaration: Declaration) -> "dict[str | int | None, Scope] | Unknown":
        path = f"{self.caller.path}.{name}" if self.caller else name
        module = called_module(self.root, self.module, declaration, path, self.lineage)
        keys = self.instances(declaration)
        if isinstance(module, Missing):
            source = declaration.block.body.attributes.get("source", declaration.block)
            self.run.gap(module.problem, declaration.file, source.span, module.remedy)
            return Unknown(Reason.MODULE_MISSING, detail=self.full(f"module.{name}"))
        if isinstance(keys, Unknown):
            return keys
        return {
            key: Scope(self.root, module, call_of(self, declaration, path, key, bindings))
            for key, bindings in keys.items()
        }

    def _providers(self) -> Providers:
        declared = self.module.providers()
        if self.caller is None:
            return Providers(self.frame, declared)
        passed = self.caller.declaration.block.body.attributes.get("providers")
        names = passed_providers(passed.expression if passed else None)
        return Providers(self.frame, declared, self.caller.scope.providers.find, names)

    def _evaluated(self, attribute: Attribute, file: str, frame: Frame) -> Any:
        return self.run.attempt(file, attribute.span, lambda: evaluate(attribute.expression, frame))


def _namespace(resolve: Callable[[str], Any]) -> LazyObject:
    return LazyObject(resolve, _NAMESPACE)
