"""What is each channel multiplied by and moved by, when it is brought to mean 0 and variance 1?"""

import numpy as np

from engine.kernels.abi import floats, helper

ZERO = np.float32(0)
LOWEST = np.float32(-np.inf)
LANES = 256  # rows of few channels are handled together, to fill so many vector lanes
FEW = 32  # so many gradients may be summed in float32 before float64 takes over


@helper
def rows_at_once(rows, channels):
    """Return how many rows of x to handle as one."""
    count = LANES // channels if channels > 0 else 1
    count = count if count < rows else rows
    return count if count > 1 else 1


@helper
def inverse_deviation(variance, epsilon):
    return np.float32(1.0 / np.sqrt(np.float64(variance) + epsilon))


@helper
def repeat(values, count, group):
    """Fill group * count floats with repetitions of the first `count`."""
    for fold in range(1, group):
        for j in range(count):
            values[fold * count + j] = values[j]


@helper
def describe(mean, variance, gamma, beta, epsilon, first, count, group, centers, scales, shifts):
    """Fill in y = (x - center) * scale + shift for `count` channels from `first` on.

    The first four are addresses, of which gamma and beta may be 0. For rows handled as one, all is
    there `group` times.
    """
    means, variances = floats(mean + 4 * first, count), floats(variance + 4 * first, count)
    for j in range(count):
        centers[j] = means[j]
        scales[j] = inverse_deviation(variances[j], epsilon)
        shifts[j] = ZERO
    if gamma != 0:
        factors = floats(gamma + 4 * first, count)
        for j in range(count):
            scales[j] *= factors[j]
    if beta != 0:
        terms = floats(beta + 4 * first, count)
        for j in range(count):
            shifts[j] = terms[j]
    repeat(centers, count, group)
    repeat(scales, count, group)
    repeat(shifts, count, group)


@helper
def describe_gradient(variance, sums, epsilon, rows, channels, first, count, group, pulls, means):
    """Fill in what dx = scale * (dy - mean - (x - center) * pull) takes from [dgamma, dbeta].

    `variance` and `sums` are addresses; sums are 0 where mean and variance are constants.
    """
    for j in range(count):
        pulls[j] = ZERO
        means[j] = ZERO
    if sums != 0:
        variances = floats(variance + 4 * first, count)
        dgamma = floats(sums + 4 * first, count)
        dbeta = floats(sums + 4 * (channels + first), count)
        for j in range(count):
            pulls[j] = inverse_deviation(variances[j], epsilon) * dgamma[j] / np.float32(rows)
            means[j] = dbeta[j] / np.float32(rows)
    repeat(pulls, count, group)
    repeat(means, count, group)
