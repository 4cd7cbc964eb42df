"""What follows from what was told: one view, one module, each a pure fold over one history.

To add a view: a module that declares it, and its line here.
"""

from typing import Any

from projections.agreements import Agreements
from projections.allegations import Allegations
from projections.appeals import Appeals
from projections.attention import Attention
from projections.contacts import Contacts
from projections.embassies import Embassies
from projections.humanitarian import Humanitarian
from projections.projection import Projection
from projections.relations import Relations
from projections.territory import Territory
from projections.unrest import Unrest

VIEWS: dict[str, type[Projection[Any]]] = {
    view.row.view: view
    for view in (
        Territory,
        Embassies,
        Unrest,
        Appeals,
        Contacts,
        Allegations,
        Agreements,
        Relations,
        Humanitarian,
        Attention,
    )
}
