"""How far is a prediction from its target? Keras's losses, one value a sample."""

import math

import torch
import torch.nn.functional as F

from engine.export.pytorch.parts.shapes import unit_length

EPSILON = 1e-7


def mean_squared_error(y_true, y_pred):
    return (y_pred - y_true).square().mean(dim=-1)


def mean_absolute_error(y_true, y_pred):
    return (y_pred - y_true).abs().mean(dim=-1)


def mean_absolute_percentage_error(y_true, y_pred):
    share = (y_true - y_pred) / y_true.abs().clamp(min=EPSILON)
    return 100.0 * share.abs().mean(dim=-1)


def mean_squared_logarithmic_error(y_true, y_pred):
    first = torch.log(y_pred.clamp(min=EPSILON) + 1.0)
    second = torch.log(y_true.clamp(min=EPSILON) + 1.0)
    return (first - second).square().mean(dim=-1)


def huber(y_true, y_pred, delta=1.0):
    distance = (y_pred - y_true).abs()
    far = delta * distance - 0.5 * delta**2
    return torch.where(distance <= delta, 0.5 * distance.square(), far).mean(dim=-1)


def log_cosh(y_true, y_pred):
    error = y_pred - y_true
    return (error + F.softplus(-2.0 * error) - math.log(2.0)).mean(dim=-1)


def poisson(y_true, y_pred):
    return (y_pred - y_true * torch.log(y_pred + EPSILON)).mean(dim=-1)


def cosine_similarity(y_true, y_pred):
    return -(unit_length(y_true, -1) * unit_length(y_pred, -1)).sum(dim=-1)


def as_signs(y_true):
    """Targets of 0 and 1 as -1 and 1."""
    binary = ((y_true == 0.0) | (y_true == 1.0)).all()
    return torch.where(binary, 2.0 * y_true - 1.0, y_true)


def hinge(y_true, y_pred):
    return (1.0 - as_signs(y_true) * y_pred).clamp(min=0.0).mean(dim=-1)


def squared_hinge(y_true, y_pred):
    return (1.0 - as_signs(y_true) * y_pred).clamp(min=0.0).square().mean(dim=-1)


def categorical_hinge(y_true, y_pred):
    right = (y_true * y_pred).sum(dim=-1)
    wrong = ((1.0 - y_true) * y_pred).amax(dim=-1)
    return (wrong - right + 1.0).clamp(min=0.0)


def kl_divergence(y_true, y_pred):
    y_true, y_pred = y_true.clamp(EPSILON, 1.0), y_pred.clamp(EPSILON, 1.0)
    return (y_true * torch.log(y_true / y_pred)).sum(dim=-1)


def binary_values(y_true, y_pred, from_logits):
    """The crossentropy of each number, which is the chance of one of two classes."""
    if from_logits:
        return F.binary_cross_entropy_with_logits(y_pred, y_true, reduction="none")
    safe = y_pred.clamp(EPSILON, 1.0 - EPSILON)
    right = y_true * torch.log(safe + EPSILON)
    return -(right + (1.0 - y_true) * torch.log(1.0 - safe + EPSILON))


def binary_crossentropy(y_true, y_pred, from_logits=False, label_smoothing=0.0):
    y_true = y_true * (1.0 - label_smoothing) + 0.5 * label_smoothing
    return binary_values(y_true, y_pred, from_logits).mean(dim=-1)


def binary_focal_crossentropy(
    y_true,
    y_pred,
    from_logits=False,
    label_smoothing=0.0,
    apply_class_balancing=False,
    alpha=0.25,
    gamma=2.0,
    classes=False,
):
    """With `classes` the predictions' shares are those that a softmax gives."""
    y_true = y_true * (1.0 - label_smoothing) + 0.5 * label_smoothing
    share = y_pred
    if from_logits:
        share = torch.softmax(y_pred, dim=-1) if classes else torch.sigmoid(y_pred)
    right = y_true * share + (1.0 - y_true) * (1.0 - share)
    values = (1.0 - right) ** gamma * binary_values(y_true, y_pred, from_logits)
    if apply_class_balancing:
        values = values * (y_true * alpha + (1.0 - y_true) * (1.0 - alpha))
    return values.mean(dim=-1)


def categorical_crossentropy(y_true, y_pred, from_logits=False, label_smoothing=0.0):
    y_true = y_true * (1.0 - label_smoothing) + label_smoothing / y_true.shape[-1]
    if from_logits:
        return -(y_true * F.log_softmax(y_pred, dim=-1)).sum(dim=-1)
    share = y_pred / y_pred.sum(dim=-1, keepdim=True)
    return -(y_true * torch.log(share.clamp(EPSILON, 1.0 - EPSILON))).sum(dim=-1)


def categorical_focal_crossentropy(
    y_true, y_pred, from_logits=False, label_smoothing=0.0, alpha=0.25, gamma=2.0
):
    y_true = y_true * (1.0 - label_smoothing) + label_smoothing / y_true.shape[-1]
    share = F.softmax(y_pred, dim=-1) if from_logits else y_pred
    share = share / share.sum(dim=-1, keepdim=True)
    share = share.clamp(EPSILON, 1.0 - EPSILON)
    values = alpha * (1.0 - share) ** gamma * -(y_true * torch.log(share))
    return values.sum(dim=-1)


def sparse_categorical_crossentropy(y_true, y_pred, from_logits=False):
    """For class numbers as targets."""
    places = y_true.reshape(y_pred.shape[:-1]).long().unsqueeze(-1)
    if from_logits:
        chances = F.log_softmax(y_pred, dim=-1)
    else:  # logits that a softmax would bend into these shares
        chances = F.log_softmax(torch.log(y_pred.clamp(EPSILON, 1.0 - EPSILON)), dim=-1)
    return -chances.gather(-1, places).squeeze(-1)
