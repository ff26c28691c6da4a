"""The one door to translations: messages are English here and may be translated by a catalog."""

from __future__ import annotations

import gettext
from pathlib import Path

_catalog = gettext.translation("apabib", Path(__file__).parent / "locale", fallback=True)
_ = _catalog.gettext
ngettext = _catalog.ngettext
