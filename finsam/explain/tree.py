"""A tree of lines: drawn on a terminal, indented elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from finsam.masking import mask

if TYPE_CHECKING:
    from rich.tree import Tree

    from finsam.console import Screen


@dataclass
class Node:
    """A line and the lines below it."""

    text: str
    children: list[Node] = field(default_factory=list)

    def add(self, text: str) -> Node:
        """Add a line below this one and return it."""
        child = Node(text)
        self.children.append(child)
        return child


def show(screen: Screen, root: Node) -> None:
    """Write the tree."""
    if screen.rich:
        from rich.console import Console  # noqa: PLC0415

        Console(file=screen.out, highlight=False, soft_wrap=True).print(_drawn(root))
    else:
        for line in _indented(root, ""):
            screen.out.write(line + "\n")
    screen.out.flush()


def _drawn(node: Node) -> Tree:
    from rich.text import Text  # noqa: PLC0415
    from rich.tree import Tree  # noqa: PLC0415

    tree = Tree(Text(mask(node.text), style="bold" if node.children else ""))
    for child in node.children:
        tree.children.append(_drawn(child))
    return tree


def _indented(node: Node, indent: str) -> Iterator[str]:
    yield indent + mask(node.text)
    for child in node.children:
        yield from _indented(child, indent + "  ")
