"""Templates with everything that never changes already in them, compiled once for each language.

`{% translate "Menu" %}`, `{% static %}`, `{% url %}` and `{% icon %}` with constant arguments give the same text at every
request in one language, and a page has a hundred of them. This loader renders them when it compiles a template and
joins them with the text around; what depends on the request stays. `{% include %}` with a constant name is opened in
place, and a block tag with constant arguments (`{% section "Council" %}`) becomes what it writes before and after its
content. Off while templates are debugged, so that error pages point at the line that was written.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from html import escape
from itertools import groupby
from typing import Any, TypeVar

from django.template import Context, TemplateDoesNotExist
from django.template.base import (
    FilterExpression,
    Node,
    NodeList,
    Origin,
    Template,
    TextNode,
    Variable,
    VariableNode,
)
from django.template.defaulttags import (
    CommentNode,
    CycleNode,
    ForNode,
    IfChangedNode,
    IfNode,
    LoadNode,
    ResetCycleNode,
    URLNode,
)
from django.template.engine import Engine
from django.template.library import InclusionNode, SimpleBlockNode, SimpleNode, TagHelperNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.template.loaders import base, cached
from django.templatetags.i18n import BlockTranslateNode, LanguageNode, TranslateNode
from django.templatetags.static import StaticNode
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext

from ui.nodes import SOME_NUMBER, Address, Component, Name, Opened, Root, Sentence, Value, Wrapped

F = TypeVar("F", bound=Callable[..., Any])

WITH_STATE = (ExtendsNode, BlockNode, CycleNode, ResetCycleNode, IfChangedNode)
"""Nodes that keep something for as long as their template renders; a template with one is not opened in another."""
WORDS = (("True",), ("False",), ("None",))
CONTENT = "\ue000"
"""Stands for the content of a block tag while the tag is drawn: a letter that no alphabet has."""


def unchanging(function: F) -> F:
    """Marks the function of a tag whose output depends on its arguments and the language alone.

    A block tag so marked also writes its content once and as it is, and does not look at it.
    """
    function.is_unchanging = True  # type: ignore[attr-defined]
    return function


class _Compiler(base.Loader):
    """Below the cache: compiles and folds."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.at_work = threading.local()  # `names`: templates that this thread is in the middle of

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        """The template, folded in the active language."""
        template = super().get_template(template_name, skip)
        if self.engine.debug:
            return template
        outer: frozenset[str] = getattr(self.at_work, "names", frozenset())
        self.at_work.names = outer | {template_name}
        try:
            _Folding(self.engine, template, self.at_work.names).fold(template.nodelist)
            template.nodelist = Root(template.nodelist)
        finally:
            self.at_work.names = outer
        return template


class Loader(cached.Loader, _Compiler):
    """`loaders` of the template engine in settings; like Django's own, with one entry for each language."""

    def cache_key(self, template_name: str, skip: list[Origin] | None = None) -> str:
        return f"{get_language()} {super().cache_key(template_name, skip)}"


class _Folding:
    """One template being folded in the active language."""

    def __init__(self, engine: Engine, template: Template, at_work: frozenset[str]) -> None:
        self.engine, self.template, self.at_work = engine, template, at_work

    def fold(self, nodes: NodeList) -> None:
        """Replaces the nodes of a list, in place: other nodes hold the list too."""
        nodes[:] = self._joined(self._folded(node) for node in nodes)

    def _joined(self, nodes: Iterable[Node]) -> Iterator[Node]:
        """Neighbouring texts as one; what draws nothing is left out."""
        for is_text, several in groupby(nodes, lambda node: isinstance(node, TextNode | LoadNode | CommentNode)):
            if not is_text:
                yield from several
            elif text := "".join(node.s for node in several if isinstance(node, TextNode)):
                yield self._text(text)

    def _folded(self, node: Node) -> Node:
        if isinstance(node, LanguageNode):  # another language than that of the page
            return node
        for expression in _expressions(node):
            _quicken(expression)
        if isinstance(node, InclusionNode):
            self._bind(node)
        for nodes in _children(node):
            self.fold(nodes)
        if not _is_constant(node):
            return self._replaced(node)
        if isinstance(node, SimpleBlockNode) and not all(isinstance(inner, TextNode) for inner in node.nodelist):
            return self._wrapped(node)
        return self._drawn(node)

    def _replaced(self, node: Node) -> Node:
        """One of ours for a node that depends on the request, where we have one."""
        replace: dict[type[Node], Callable[[Any], Node]] = {
            URLNode: self._address,
            VariableNode: lambda node: Value(node.filter_expression),
            BlockTranslateNode: self._sentence,
            IncludeNode: self._opened,
            InclusionNode: self._component,
        }
        make = replace.get(type(node))
        return make(node) if make else node

    def _bind(self, node: InclusionNode) -> None:
        """The template of a component, found once."""
        if isinstance(node.filename, str) and node.filename not in self.at_work:
            with suppress(TemplateDoesNotExist):
                node.filename = self.engine.get_template(node.filename)

    def _address(self, node: URLNode) -> Node:
        if len(node.args) != 1 or node.kwargs or not _is_written(node.view_name):
            return node
        try:
            address = reverse(str(node.view_name.var), args=[SOME_NUMBER])
        except NoReverseMatch:
            return node
        before, number, after = address.partition(str(SOME_NUMBER))
        return Address(node, before, after) if number and escape(address) == address else node

    def _component(self, node: InclusionNode) -> Node:
        template = node.filename
        if not isinstance(template, Template) or not getattr(node.func, "is_unchanging", False) or node.takes_context:
            return node
        if any(template.nodelist.get_nodes_by_type(kind) for kind in WITH_STATE):
            return node
        return Component(node, template.nodelist)

    def _text(self, text: str) -> TextNode:
        node = TextNode(text)
        node.origin = self.template.origin
        return node

    def _drawn(self, node: Node) -> Node:
        """What a constant node draws; one that fails is left to fail at the request, as it would without us."""
        context = Context()
        try:
            with context.render_context.push_state(self.template), context.bind_template(self.template):
                return self._text(str(node.render(context)))
        except Exception:
            return node

    def _wrapped(self, node: SimpleBlockNode) -> Node:
        """What a constant block tag writes before and after its content, with the content between."""
        content, node.nodelist = node.nodelist, NodeList([TextNode(CONTENT)])
        drawn = self._drawn(node)
        node.nodelist = content
        around = drawn.s.split(CONTENT) if isinstance(drawn, TextNode) else []
        if len(around) != 2:
            return node
        return Wrapped(around[0], content, around[1])

    def _sentence(self, node: BlockTranslateNode) -> Node:
        if node.plural or node.asvar or node.message_context:
            return node
        message, places = node.render_token_list(node.singular)
        pattern = gettext(message)
        try:
            text = pattern % dict.fromkeys(places, "")
        except (KeyError, ValueError):  # a faulty translation: Django falls back to the original
            return node
        return Sentence(pattern, places, node.extra_context) if places else self._text(text)

    def _opened(self, node: IncludeNode) -> Node:
        name = node.template.var
        if not _is_written(node.template) or name in self.at_work or name.startswith(".") or node.isolated_context:
            return node
        try:
            nodes = self.engine.get_template(name).nodelist
        except TemplateDoesNotExist:
            return node
        if any(nodes.get_nodes_by_type(kind) for kind in WITH_STATE):
            return node
        if len(nodes) == 1 and isinstance(nodes[0], TextNode):
            return nodes[0]
        return Opened(nodes, node.extra_context)


def _expressions(node: Node) -> Iterator[Any]:
    """The expressions and conditions of a node."""
    if isinstance(node, VariableNode):
        yield node.filter_expression
    elif isinstance(node, ForNode):
        yield node.sequence
    elif isinstance(node, IfNode):
        yield from (condition for condition, _nodes in node.conditions_nodelists)
    elif isinstance(node, TagHelperNode):
        yield from (*node.args, *node.kwargs.values())
    elif isinstance(node, URLNode):
        yield from node.args


def _quicken(expression: Any) -> None:
    """Variables of an expression, or of a condition, as `Name`s; `_("…")` as the text that it is."""
    if isinstance(expression, FilterExpression):
        if isinstance(expression.var, Promise):
            expression.var = str(expression.var)
        variables = [expression.var, *(argument for _function, some in expression.filters for _is, argument in some)]
        for variable in variables:
            if type(variable) is Variable and variable.lookups is not None:
                variable.__class__ = Name
    elif expression is not None:
        for part in ("value", "first", "second"):
            _quicken(getattr(expression, part, None))


def _children(node: Node) -> Iterator[NodeList]:
    """The lists of nodes inside a node."""
    if isinstance(node, IfNode):  # its `nodelist` is a copy
        yield from (nodes for _condition, nodes in node.conditions_nodelists)
    elif isinstance(node, SimpleBlockNode):  # does not tell that it has one
        yield node.nodelist
    else:
        lists = (getattr(node, name, None) for name in node.child_nodelists)
        yield from (nodes for nodes in lists if isinstance(nodes, NodeList))


def _is_constant(node: Node) -> bool:
    """Whether a node draws the same at every request in one language; of a block tag, what it draws around its content."""
    if isinstance(node, TranslateNode):
        context = node.message_context
        return not node.asvar and _is_written(node.filter_expression) and (context is None or _is_written(context))
    if isinstance(node, StaticNode):
        return node.varname is None and _is_written(node.path)
    if isinstance(node, URLNode):
        return node.asvar is None and _is_written(node.view_name) and not node.args and not node.kwargs
    if not isinstance(node, SimpleNode | InclusionNode):
        return False
    if not getattr(node.func, "is_unchanging", False) or node.takes_context or getattr(node, "target_var", None):
        return False
    return all(_is_written(value) for value in (*node.args, *node.kwargs.values()))


def _is_written(value: FilterExpression) -> bool:
    """Whether an argument stands in the template itself: a text, a number, True, False, None; no filters."""
    if value.filters:
        return False
    if isinstance(value.var, Variable):
        return value.var.lookups is None or value.var.lookups in WORDS
    return isinstance(value.var, str)
