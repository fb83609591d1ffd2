"""One Markdown document as a page: headings to link to, a contents list, tables that scroll by themselves."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_LISTED = ("h2", "h3")


@dataclass(frozen=True)
class Heading:
    """A heading of the contents list.

    Args:
        level: 2 or 3.
        anchor: Its id on the page.
        text: What it says.
    """

    level: int
    anchor: str
    text: str


@dataclass(frozen=True)
class Text:
    """A document ready for its page.

    Args:
        title: Its first heading.
        headings: The contents list.
        html: The document after its title; its own HTML is shown, not obeyed.
    """

    title: str
    headings: Sequence[Heading]
    html: str


def read_text(markdown: str, known: Container[str]) -> Text:
    """Turn a Markdown document into the parts of a page.

    Args:
        markdown: The document.
        known: Names of the documents that have a page; links to other files become plain text.
    """
    from markdown_it import MarkdownIt  # noqa: PLC0415

    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(markdown)
    title, headings, anchors = "", [], set[str]()
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            words = _words(tokens[at + 1])
            if token.tag == "h1" and not title:
                title, token.hidden = words, True
                tokens[at + 1].children, tokens[at + 2].hidden = [], True
                continue
            anchor = _unique(slug(words), anchors)
            token.attrSet("id", anchor)
            if token.tag in _LISTED:
                headings.append(Heading(int(token.tag[1]), anchor, words))
        elif token.type == "inline":
            _lead_links(token.children or [], known)
    html = reader.renderer.render(tokens, reader.options, {})
    html = html.replace("<table>", '<div class="wide" tabindex="0"><table>').replace("</table>", "</table></div>")
    return Text(title, headings, html.replace("<th>", '<th scope="col">'))


def slug(words: str) -> str:
    """Return a readable id: letters without accents, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "x"


def _unique(anchor: str, taken: set[str]) -> str:
    name, number = anchor, 2
    while name in taken:
        name, number = f"{anchor}-{number}", number + 1
    taken.add(name)
    return name


def _words(inline: Token) -> str:
    return "".join(child.content for child in inline.children or [] if child.type in ("text", "code_inline"))


def _lead_links(tokens: Sequence[Token], known: Container[str]) -> None:
    """Lead links between documents to their pages, and take away those that lead out of the site."""
    open_links: list[bool] = []
    for token in tokens:
        if token.type == "link_open":
            target, _, anchor = str(token.attrGet("href") or "").partition("#")
            page = PurePosixPath(target)
            leads = not target or (page.suffix == ".md" and page.stem.lower() in known)
            if leads:
                place = f"{page.stem.lower()}.html" if target else ""
                token.attrSet("href", place + (f"#{anchor}" if anchor else ""))
            open_links.append(leads)
            token.hidden = not leads
        elif token.type == "link_close":
            token.hidden = not open_links.pop()
