"""What is said of a work on its way to publication, in words of several languages.

The states are biblatex's ``pubstate`` (manual 3.20, section 4.9.2.11).
"""

from __future__ import annotations

import re

#: What APA prints in the year's place of what is accepted (APA 7, section 9.17).
IN_PRESS = "in press"
_STATES = {
    "inpress": "in press|inpress|article in press|accepted|accepted for publication|to appear"
    "|accepted manuscript|in druk|ter perse|im druck|im erscheinen|sous presse|en prensa",
    "forthcoming": "forthcoming",
    "inpreparation": "in preparation|inpreparation|in prep",
    "submitted": "submitted|submitted for publication|under review|in review",
    "prepublished": "prepublished|advance online publication|advance online|online first"
    "|online ahead of print|ahead of print|aheadofprint|epub ahead of print|epub|published online"
    "|publication ahead of print|early view|early access",
}
_OF_WORDS = {words: state for state, each in _STATES.items() for words in each.split("|")}


def state_of(status: str) -> str:
    """biblatex's name of a state that is told in words, or ""."""
    return _OF_WORDS.get(re.sub(r"[\W_]+", " ", status.casefold()).strip(), "")


def is_in_press(status: str) -> bool:
    """Whether a work is accepted and not yet out (section 9.17)."""
    return state_of(status) in {"inpress", "forthcoming"}


def is_online_first(status: str) -> bool:
    """Whether an article is out before its issue (section 9.23)."""
    return state_of(status) == "prepublished"
