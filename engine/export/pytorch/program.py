"""What do the classes of one program share? Names, what was written once, who owns which weight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from engine.errors import DesignError, Where
from engine.export.python import Names, identifier
from engine.export.pytorch import traced
from engine.export.pytorch.body import LONGEST, Body, Value, copied, two_ways
from engine.export.pytorch.library import reserved
from engine.export.pytorch.spelling import unknown
from engine.work import Work, finished


@dataclass
class Written:
    """A class that has been written for a model, and how it is called."""

    name: str
    body: Body
    outputs: list[Value]


@dataclass
class Program:
    """The classes of one program. With `collects` faults are gathered instead of raised."""

    # (program, model, masks of its inputs, whether it is the outermost) to its class.
    writer: ClassVar[Callable[..., Work[Written]]]

    model: Any
    collects: bool = False
    trains: bool = False
    # The outputs, by number, whose loss wants what goes into this activation.
    logits: dict[int, tuple[str, ...]] = field(default_factory=dict)
    names: Names = field(default_factory=lambda: Names(reserved()))
    classes: list[str] = field(default_factory=list)
    faults: list[DesignError] = field(default_factory=list)
    written: dict[int, tuple[Written, tuple[bool, ...]]] = field(default_factory=dict)
    # Where in the forward each call of the model is done, for whoever wants to look inside.
    taps: list[dict[str, Any]] = field(default_factory=list)
    # The outputs, by number, whose last activation the forward leaves out when asked for logits.
    gives_logits: dict[int, str] = field(default_factory=dict)

    owners: dict[int, Any] = field(default_factory=dict)
    # Which modules of which class hold a weight: one that is written in two ways would be two.
    holders: dict[int, set[tuple[int, str]]] = field(default_factory=dict)
    # What was written for layers without a spelling, by its text.
    helpers: dict[str, str] = field(default_factory=dict)
    # The classes of networks inside the model by what stands in them, and what others are called.
    bodies: dict[str, str] = field(default_factory=dict)
    called: dict[int, str] = field(default_factory=dict)

    def as_it_is(self) -> Callable[[], None]:
        """What brings the program back to how it is now."""
        names = ("classes", "faults", "written", "taps", "owners", "holders", "helpers", "bodies")
        kept = {name: copied(getattr(self, name)) for name in names}
        kept["holders"] = {key: set(one) for key, one in self.holders.items()}
        taken = set(self.names.taken)

        def restore() -> None:
            for name, value in kept.items():
                setattr(self, name, value)
            self.names.taken = taken

        return restore

    def hold(self, variable: Any, body: Body, module: str, layer: Any) -> None:
        """Note which module has a weight. Raises DesignError for a second one of a class."""
        known = self.holders.setdefault(id(variable), set())
        if any(of == id(body) and name != module for of, name in known):
            raise two_ways(layer)
        known.add((id(body), module))

    def helper(self, found: traced.Written, wanted: str, body: Body | None = None) -> str:
        """The name of a function or class that is written once, however often it is used."""
        name = self.helpers.get(found.text)
        if name is not None and (body is None or name not in body.variables.taken):
            return name
        if found.is_module:
            words = [word for word in short(wanted).split("_") if word]
            name = self.take_class("".join(word[:1].upper() + word[1:] for word in words))
        else:
            name = self.names.take(f"compute_{short(wanted)}")
            while body is not None and name in body.variables.taken:
                name = self.names.take(name)
        self.helpers[found.text] = name
        self.classes.append(found.text.replace("{name}", name, 1))
        return name

    def function(self, function: Any, shape: Any, wanted: str) -> str:
        """The name of a function that does what a function of the user's does to one value."""
        found = traced.written(
            lambda _: traced.of_function(function, shape, wanted), f"What {wanted} computes."
        )
        if found.is_module:
            raise DesignError(
                "The function {name} uses weights of its own, which has no spelling in PyTorch.",
                fix="Put the weights into a layer.",
                name=wanted,
            )
        return self.helper(found, wanted)

    def own(self, layer: Any, body: Body, weights: Any) -> None:
        """Note whose layer it is. Raises DesignError for weights that two networks share."""
        if weights and self.owners.setdefault(id(layer), body) is not body:
            raise DesignError(
                "{layer} is shared by two networks, which a program cannot say.",
                fix="Use the inner network as a whole, or give each network its own layer.",
                where=Where(layer=layer.name),
                layer=layer.title,
            )

    def __post_init__(self) -> None:
        self.learned = {id(weight) for weight in self.model.trainable_weights}

    def learns(self, variable: Any) -> bool:
        """Whether a weight is trained."""
        return id(variable) in self.learned

    def rests(self, layer: Any) -> bool:
        """Whether a normalization works with its averages while the rest is trained."""
        return not layer.trainable

    def take_class(self, wanted: str) -> str:
        """A class's name that nothing else has."""
        name, count = wanted, 1
        while name in self.names.taken:
            count += 1
            name = f"{wanted}{count}"
        self.names.taken.add(name)
        return name

    def alike(self, written: Written) -> Written:
        """The class that was written last, or in its place one in which the same stands."""
        rest = self.classes[-1].partition("\n\n")[2]
        name = self.bodies.setdefault(rest, written.name)
        if name == written.name:
            return written
        self.classes.pop()
        self.names.taken.discard(written.name)
        return replace(written, name=name)

    def inner(self, model: Any, masked: tuple[bool, ...] = ()) -> Written:
        """The class of a model inside the model, written once."""
        if model._network is None:
            raise unknown(model)
        if id(model) not in self.written:
            written = finished(type(self).writer(self, model, masked))
            self.written[id(model)] = self.alike(written), masked
        written, known = self.written[id(model)]
        if any(masked) != any(known) or (any(known) and masked != known):
            raise DesignError(
                "{layer} is called on values with a mask and on others without one, which has no "
                "spelling in PyTorch.",
                fix="Use it in one of the two ways.",
                where=Where(layer=model.name),
                layer=model.title,
            )
        return written

    def whole(self) -> Written:
        """Write the model's class, and those of the models in it. Raises DesignError."""
        return finished(self.writing())

    def writing(self) -> Work[Written]:
        """`whole` with stops."""
        if self.model._network is None:
            raise unknown(self.model)
        return (yield from type(self).writer(self, self.model, top=True))


def short(text: str) -> str:
    """A name that lines have room for."""
    return identifier(text)[:LONGEST].strip("_") or "value"


def class_name(name: str, top: bool) -> str:
    """A class's name for a model's."""
    words = [word for word in short(name).split("_") if word]
    joined = "".join(word[:1].upper() + word[1:] for word in words)
    return "Network" if top or not joined else joined
