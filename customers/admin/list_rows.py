from __future__ import annotations

from itertools import cycle

from django.utils.safestring import SafeString, mark_safe
from unfold.views import ChangeList

from customers.admin.list_columns import columns_of

# As unfold's `change_list_results.html` has them.
STRIPES = ("", "bg-base-50 dark:bg-white/[.02]")
ROW = (
    "data-row block border border-base-200 mb-3 relative rounded-default lg:table-row lg:border-none lg:mb-0 "
    "lg:rounded-none dark:border-base-800"
)


def rows_of(cl: ChangeList) -> SafeString:
    """The page's rows as HTML, without a template for each; every cell is escaped by its column."""
    columns = columns_of(cl)
    found = []
    for row, stripe in zip(cl.result_list, cycle(STRIPES), strict=False):
        cells = "".join(column.cell(row) for column in columns)
        found.append(
            f'<tbody class="block relative lg:table-row-group {stripe}" x-data="{{rowOpen: false}}">'
            f'<tr class="{ROW}">{cells}</tr></tbody>'
        )
    return mark_safe("\n".join(found))
