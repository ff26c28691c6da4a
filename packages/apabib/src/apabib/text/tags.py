"""HTML in texts of registries: which runs of ``<...>`` are tags, and what remains without them."""

from __future__ import annotations

import html
import re

_NAMES = (
    "a|abbr|article-title|b|bdi|big|blockquote|body|br|center|cite|code|dd|del|div|dl|dt|em|font|"
    "h[1-6]|head|hr|html|i|iframe|img|ins|italic|li|mark|meta|object|ol|p|pre|q|s|sans-serif|sc|"
    "scp|script|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|th|title|tr|tt|u|ul|var|"
    "(?:jats|mml|m|xhtml|ali|xlink):[a-z-]+|math|m(?:row|i|n|o|sub|sup|frac|sqrt|text|style|subsup)"
)
_VALUE = r"(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=]+)"
#: A tag of HTML, JATS or MathML. "a<b and b>c" holds none: attributes have values.
TAG = re.compile(
    rf"<(?:/(?:{_NAMES})\s*|(?:{_NAMES})(?:\s+[\w:-]+\s*=\s*{_VALUE})*\s*/?)>", re.IGNORECASE
)


def unescaped(text: str) -> str:
    """Text whose HTML entities are characters; some registries escape twice."""
    for _turn in range(2):
        text = html.unescape(text)
    return text
