"""Data Docs as files for one machine: what their pages would fetch from elsewhere is taken out."""

from __future__ import annotations

import re
from pathlib import Path

_OUTSIDE = re.compile(
    r'<link\b[^>]*href="(?:https?:)?//[^>]*>|<script\b[^>]*src="(?:https?:)?//[^>]*>\s*</script>|'
    r'<img\b[^>]*src="(?:https?:)?//[^>]*>',
    re.IGNORECASE,
)
_INLINE_SCRIPT = re.compile(r"<script\b.*?</script>", re.IGNORECASE | re.DOTALL)
_LINK = re.compile(r'\bhref="https?://[^"]*"', re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s\"'<>]*")
_STYLE = """<style>
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:#222}
table{border-collapse:collapse;width:100%;margin:.5rem 0}
td,th{border:1px solid #ccc;padding:.3rem .5rem;text-align:left;vertical-align:top}
ul{padding-left:1.2rem}
.fa-check-circle:before{content:"\\2713";color:#060}
.fa-times:before{content:"\\2717";color:#a00}
.breadcrumb{display:flex;gap:.5rem;list-style:none;padding:0}
.collapse{display:block}
</style>"""


def settle(folder: Path) -> None:
    """Rewrite the pages of a folder so that a browser that opens them asks no other machine for anything.

    Args:
        folder: Where Great Expectations wrote its pages.

    Raises:
        OSError: A page cannot be rewritten.
    """
    for sheet in sorted(folder.rglob("*.css")):
        sheet.write_text(_ADDRESS.sub("", sheet.read_text(encoding="utf-8")), encoding="utf-8")
    for page in sorted(folder.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        for pattern in (_OUTSIDE, _INLINE_SCRIPT, _LINK, _ADDRESS):
            text = pattern.sub("", text)
        page.write_text(text.replace("</head>", f"{_STYLE}</head>", 1), encoding="utf-8")
