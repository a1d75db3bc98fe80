"""How does the learning rate change with the steps that were done? Keras's schedules."""

import math


def follow(optimizer, schedule):
    """Sets the rate of the next step; the count goes into checkpoints with the optimizer."""
    for group in optimizer.param_groups:
        done = group.setdefault("done", 0)
        group["lr"], group["done"] = schedule(done), done + 1


def exponential_decay(
    step, initial_learning_rate, decay_steps, decay_rate, staircase=False
):
    part = step // decay_steps if staircase else step / decay_steps
    return initial_learning_rate * decay_rate**part


def piecewise_constant_decay(step, boundaries, values):
    return values[sum(step > edge for edge in boundaries)]


def polynomial_decay(
    step,
    initial_learning_rate,
    decay_steps,
    end_learning_rate=0.0001,
    power=1.0,
    cycle=False,
):
    if cycle:
        decay_steps = decay_steps * max(1, math.ceil(step / decay_steps))
    share = min(step / decay_steps, 1.0)
    return (initial_learning_rate - end_learning_rate) * (
        1.0 - share
    ) ** power + end_learning_rate


def inverse_time_decay(
    step, initial_learning_rate, decay_steps, decay_rate, staircase=False
):
    part = step // decay_steps if staircase else step / decay_steps
    return initial_learning_rate / (1.0 + decay_rate * part)


def fallen(share, alpha):
    """From 1 at share 0 down to alpha at share 1, along half a cosine."""
    return (1.0 - alpha) * 0.5 * (1.0 + math.cos(math.pi * share)) + alpha


def cosine_decay(
    step,
    initial_learning_rate,
    decay_steps,
    alpha=0.0,
    warmup_target=None,
    warmup_steps=0,
):
    if warmup_target is None:
        return initial_learning_rate * fallen(min(step / decay_steps, 1.0), alpha)
    if step < warmup_steps:
        share = step / warmup_steps
        return (warmup_target - initial_learning_rate) * share + initial_learning_rate
    share = min((step - warmup_steps) / decay_steps, 1.0)
    return warmup_target * fallen(share, alpha)


def cosine_decay_restarts(
    step, initial_learning_rate, first_decay_steps, t_mul=2.0, m_mul=1.0, alpha=0.0
):
    share, restarts = step / first_decay_steps, 0
    length = 1.0
    while share >= length:
        share, length, restarts = share - length, length * t_mul, restarts + 1
    cosine = 0.5 * m_mul**restarts * (1.0 + math.cos(math.pi * share / length))
    return initial_learning_rate * ((1.0 - alpha) * cosine + alpha)
