"""What follows from what was told: one view, one module, each a pure fold over one history."""

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

VIEWS: dict[str, type[Projection]] = {
    view.view(): view
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
