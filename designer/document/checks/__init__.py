"""What looks wrong although every shape fits? One function for each kind of mistake."""

from designer.document.checks.axes import (
    attends_over_samples,
    batch_in_shape,
    channels_in_front,
    rows_of_pictures,
)
from designer.document.checks.beginning import nothing_drawn
from designer.document.checks.costs import over_budget, wide_dense
from designer.document.checks.data import data_misfits, training_misfits
from designer.document.checks.ends import dead_ends, loss_misfits, single_softmax, works_on_places
from designer.document.checks.habits import (
    drops_too_much,
    embedded_numbers,
    follows_softmax,
    lost_mask,
    nothing_bends,
)
from designer.document.checks.sight import Sight

# In the order in which they are told; each is a function from Sight to problems.
CHECKS = (
    nothing_drawn,
    data_misfits,
    training_misfits,
    dead_ends,
    single_softmax,
    loss_misfits,
    works_on_places,
    follows_softmax,
    embedded_numbers,
    lost_mask,
    channels_in_front,
    batch_in_shape,
    rows_of_pictures,
    attends_over_samples,
    drops_too_much,
    nothing_bends,
    wide_dense,
    over_budget,
)

# Those that make sense inside a sub-model, which has no data, loss or budget of its own.
ANYWHERE = (
    follows_softmax,
    embedded_numbers,
    lost_mask,
    channels_in_front,
    rows_of_pictures,
    attends_over_samples,
    drops_too_much,
    nothing_bends,
)

__all__ = ["ANYWHERE", "CHECKS", "Sight"]
