"""Where a sentence may be cut between two invoices, and what merely joins them in a list."""

from __future__ import annotations

import re

CUT = re.compile(
    r"[,;，、；–—]\s+|\s+(?:and|but|und|aber|et|mais|y|pero|e|mas|ma|en|maar|i|ale|a|och|men|og|ja|mutta|și|dar|és|de|ve|ama|та|але|и|но|και|αλλά|و)\s+",
    re.I,
)
GLUE = re.compile(r"[\s,/&+;:()#.-]*(?:[^\W\d_]{1,5}\.?)?[\s,/&+;:()#.-]*(?:[^\W\d_]{1,4}\.?)?[\s#:.-]*")
