"""What stands in folded templates in the place of Django's nodes: they draw the same, at less cost (`ui.folding`)."""

from __future__ import annotations

from html import escape
from typing import Any

from django.template import Context
from django.template.base import FilterExpression, Node, NodeList, Variable, VariableNode, render_value_in_context
from django.template.defaulttags import URLNode
from django.template.library import InclusionNode
from django.template.loader_tags import BlockNode
from django.utils.safestring import SafeString

SOME_NUMBER = 987_654_321_987_654_321
"""Stands for any other in an address while that is put together."""


class Root(NodeList):
    """The nodes of a whole template. `{% extends %}` asks its parent for all blocks at every request: looked up once."""

    def get_nodes_by_type(self, nodetype: type[Node]) -> list[Node]:
        """All nodes of a type, at any depth."""
        if not hasattr(self, "blocks"):
            self.blocks = super().get_nodes_by_type(BlockNode)
        return self.blocks if nodetype is BlockNode else super().get_nodes_by_type(nodetype)


class Opened(Node):
    """The nodes of an included template, in the place of `{% include %}`."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, values: dict[str, FilterExpression]) -> None:
        self.nodelist, self.values = nodelist, values

    def render(self, context: Context) -> Any:
        with context.push(**{name: value.resolve(context) for name, value in self.values.items()}):
            return self.nodelist.render(context)


class Wrapped(Node):
    """What a block tag writes before and after its content, in the place of the tag."""

    child_nodelists = ("nodelist",)

    def __init__(self, before: str, nodelist: NodeList, after: str) -> None:
        self.before, self.nodelist, self.after = before, nodelist, after

    def render(self, context: Context) -> SafeString:
        return SafeString(self.before + self.nodelist.render(context) + self.after)


NOTHING = object()


class Name(Variable):
    """A name of the context, then keys of dictionaries and attributes of objects; whatever else, as Django finds it.

    Django first asks every object for a key, and has it refuse with an exception.
    """

    __slots__ = ()
    lookups: tuple[str, ...]

    def _resolve_lookup(self, context: Context) -> Any:
        first = self.lookups[0]
        for values in reversed(context.dicts):
            if first in values:
                current = values[first]
                break
        else:
            return super()._resolve_lookup(context)  # type: ignore[misc]
        for bit in self.lookups[1:]:
            kind = type(current)
            if callable(current):
                break
            if kind is dict and bit in current:
                current = current[bit]
            elif hasattr(kind, "__getitem__") or (current := getattr(current, bit, NOTHING)) is NOTHING:
                break
        else:
            if not callable(current):
                return current
        return super()._resolve_lookup(context)  # type: ignore[misc]


class Value(VariableNode):
    """`{{ value }}`; a text, which most values are, is not asked first whether it is a day or a number."""

    def __init__(self, filter_expression: FilterExpression) -> None:
        super().__init__(filter_expression)

    def render(self, context: Context) -> str:
        value = self.filter_expression.resolve(context)
        if type(value) is SafeString:
            return value
        if type(value) is str and context.autoescape:
            return escape(value)
        return render_value_in_context(value, context)

    render_annotated = render


class Component(Node):
    """The template of an inclusion tag that knows nothing but its arguments, drawn without a context of its own."""

    child_nodelists = ()

    def __init__(self, node: InclusionNode, nodelist: NodeList) -> None:
        self.node, self.nodelist = node, nodelist

    def render(self, context: Context) -> str:
        arguments, named = self.node.get_resolved_arguments(context)
        around, builtins = context.dicts, context.dicts[0]
        context.dicts = [builtins, self.node.func(*arguments, **named)]
        try:
            return self.nodelist.render(context)
        finally:
            context.dicts = around


class Address(Node):
    """`{% url "name" number %}`: the address was put together once, and the number goes into it."""

    child_nodelists = ()

    def __init__(self, node: URLNode, before: str, after: str) -> None:
        self.node, self.before, self.after = node, before, after

    def render(self, context: Context) -> str:
        number = self.node.args[0].resolve(context)
        if type(number) is not int or not 0 < number < SOME_NUMBER:
            return self.node.render(context)
        address = f"{self.before}{number}{self.after}"
        if self.node.asvar:
            context[self.node.asvar] = address
            return ""
        return address


class Sentence(Node):
    """A translated sentence with places for values, in the place of a `{% blocktranslate %}` without plural."""

    child_nodelists = ()

    def __init__(self, pattern: str, places: list[str], values: dict[str, FilterExpression]) -> None:
        self.pattern, self.places, self.values = pattern, places, values

    def render(self, context: Context) -> str:
        with context.push(**{name: value.resolve(context) for name, value in self.values.items()}):
            written = {name: render_value_in_context(context.get(name, ""), context) for name in self.places}
            return self.pattern % written
