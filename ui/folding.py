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
    render_value_in_context,
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
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

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


class Name(Variable):
    """`name` or `name.key` where that is in a dictionary, as almost always; anything else as Django finds it."""

    __slots__ = ()
    lookups: tuple[str, ...]

    def _resolve_lookup(self, context: Context) -> Any:
        first = self.lookups[0]
        for values in reversed(context.dicts):
            if first in values:
                current = values[first]
                break
        else:
            return super()._resolve_lookup(context)
        if len(self.lookups) > 1:
            if len(self.lookups) > 2 or type(current) is not dict or self.lookups[1] not in current:
                return super()._resolve_lookup(context)
            current = current[self.lookups[1]]
        return super()._resolve_lookup(context) if callable(current) else current


def _quicken(expression: Any) -> None:
    """Variables of an expression, or of a condition, as `Name`s."""
    if isinstance(expression, FilterExpression):
        variables = [expression.var, *(argument for _function, some in expression.filters for _is, argument in some)]
        for variable in variables:
            if type(variable) is Variable and variable.lookups is not None:
                variable.__class__ = Name
    elif expression is not None:
        for part in ("value", "first", "second"):
            _quicken(getattr(expression, part, None))


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


class Sentence(Node):
    """A translated sentence with places for values, in the place of a `{% blocktranslate %}` without plural."""

    child_nodelists = ()

    def __init__(self, pattern: str, places: list[str], values: dict[str, FilterExpression]) -> None:
        self.pattern, self.places, self.values = pattern, places, values

    def render(self, context: Context) -> str:
        with context.push(**{name: value.resolve(context) for name, value in self.values.items()}):
            written = {name: render_value_in_context(context.get(name, ""), context) for name in self.places}
            return self.pattern % written


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
        if isinstance(node, TagHelperNode):
            for value in (*node.args, *node.kwargs.values()):
                if isinstance(value.var, Promise):  # _("…")
                    value.var = str(value.var)
                _quicken(value)
        elif isinstance(node, VariableNode):
            _quicken(node.filter_expression)
        elif isinstance(node, ForNode):
            _quicken(node.sequence)
        elif isinstance(node, IfNode):
            for condition, _nodes in node.conditions_nodelists:
                _quicken(condition)
        if isinstance(node, InclusionNode):
            self._bind(node)
        for nodes in _children(node):
            self.fold(nodes)
        if type(node) is VariableNode:
            return Value(node.filter_expression)
        if isinstance(node, BlockTranslateNode):
            return self._sentence(node)
        if isinstance(node, IncludeNode):
            return self._opened(node)
        if not _is_constant(node):
            return self._component(node) if isinstance(node, InclusionNode) else node
        if isinstance(node, SimpleBlockNode) and not all(isinstance(inner, TextNode) for inner in node.nodelist):
            return self._wrapped(node)
        return self._drawn(node)

    def _bind(self, node: InclusionNode) -> None:
        """The template of a component, found once."""
        if isinstance(node.filename, str) and node.filename not in self.at_work:
            with suppress(TemplateDoesNotExist):
                node.filename = self.engine.get_template(node.filename)

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
