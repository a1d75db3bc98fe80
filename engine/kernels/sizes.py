"""How much scratch memory does a kernel want, and how are its parts best used?

The planner asks here: plain functions which import nothing heavy. All sizes count floats.
"""

# A matrix product copies B panel by panel where B is too large for the cache, or is transposed.
PANEL_COLUMNS = 64
PANEL_DEPTH = 256
PACKED_FROM = 1 << 18  # floats in B from which on copying pays
PACKED_ROWS = 32  # rows of A below which it does not


def matmul_scratch(parts):
    """Return the scratch of linear.matmul and linear.matmul_transposed."""
    return parts * PANEL_COLUMNS * PANEL_DEPTH


SMALL_ROW = 12  # places in a row below which convolutions take a product across images instead
# So many weights' transformed gradient stays in the cache beside the pictures that it is made of.
SMALL_TRANSFORM = 1 << 11

# The activations which recurrent kernels know, by number.
RECURRENT_ACTIVATIONS = {"linear": 0, "tanh": 1, "sigmoid": 2, "hard_sigmoid": 3, "relu": 4}


def recurrent_scratch(batch, units, parts):
    """Return the scratch of the backward kernels of recurrent layers."""
    return (2 * batch + 2 * parts) * units


WINOGRAD_GAP = 16  # floats between the 36 places, lest all fall into one set of the cache


def winograd_tiles(channels, filters):
    """Return how many tiles make a block: as many as the second cache holds with all 36 places."""
    room = 131072 // (36 * (channels + filters))
    return 6 * max(4, min(16, room // 6))


def winograd_scratch(channels, filters, parts):
    """Return the scratch of winograd.forward and winograd.weight_gradient."""
    block = winograd_tiles(channels, filters)
    return parts * 36 * (block * (channels + filters) + 2 * WINOGRAD_GAP)


def winograd_weights(channels, filters):
    """Return the size of transformed weights, and of a copy of their gradient."""
    return 36 * (channels * filters + WINOGRAD_GAP)


def winograd_pays(images, height, width, channels, filters):
    """Tell whether winograd is faster than the direct sum for results of height x width.

    It only serves windows of 3 x 3 without strides, dilation and groups. Half empty vectors,
    overhanging tiles and a batch too small for its weights eat up what it saves.
    """
    tiles = images * -(-height // 4) * -(-width // 4)
    used = images * height * width / (16 * tiles) if tiles else 0
    return min(channels, filters) >= 16 and tiles >= 24 and used >= 0.6
