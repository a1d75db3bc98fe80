"""How well does a network do? Keras's metrics, counted over batches and processes."""

import torch
import torch.distributed as dist

from engine.export.pytorch.parts.shapes import unit_length


def accuracy(y_true, y_pred):
    return (y_true == y_pred).float()


def binary_accuracy(y_true, y_pred):
    return (y_true == (y_pred > 0.5).float()).float().mean(dim=-1)


def categorical_accuracy(y_true, y_pred):
    return (y_true.argmax(dim=-1) == y_pred.argmax(dim=-1)).float()


def sparse_categorical_accuracy(y_true, y_pred):
    places = y_true.reshape(y_pred.shape[:-1]).long()
    return (places == y_pred.argmax(dim=-1)).float()


def sparse_top_k_categorical_accuracy(y_true, y_pred, k=5):
    """Whether the class number is among the k largest predictions."""
    places = y_true.reshape(-1, 1).long()
    flat = y_pred.reshape(-1, y_pred.shape[-1])
    larger = flat > flat.gather(1, places)
    return (larger.sum(dim=1) < k).float().reshape(y_pred.shape[:-1])


def top_k_categorical_accuracy(y_true, y_pred, k=5):
    return sparse_top_k_categorical_accuracy(y_true.argmax(dim=-1), y_pred, k)


def cosine_of_angle(y_true, y_pred):
    """The cosine_similarity of Keras's metrics, which has the other sign than the loss."""
    return (unit_length(y_true, -1) * unit_length(y_pred, -1)).sum(dim=-1)


def divide_no_nan(x, y):
    """x / y, and 0 where y is 0."""
    return torch.where(y == 0, 0.0, x / torch.where(y == 0, 1.0, y))


class Metric:
    """Numbers that are added up over batches, and over processes when they are asked for."""

    def __init__(self):
        self.state = None

    def add(self, numbers):
        numbers = numbers.detach().double()
        self.state = numbers if self.state is None else self.state + numbers

    def total(self):
        state = self.state.clone()
        if dist.is_available() and dist.is_initialized():
            state = state.float() if state.device.type == "mps" else state
            dist.all_reduce(state)
        return state

    def reset(self):
        self.state = None


class Mean(Metric):
    """The mean of a function of targets and predictions."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def update(self, y_true, y_pred, mask=None):
        values = self.function(y_true, y_pred)
        weights = torch.ones_like(values) if mask is None else mask.to(values.dtype)
        while weights.dim() > values.dim():
            weights = weights.squeeze(-1)
        weights = weights.expand_as(values)
        self.add(torch.stack([(values * weights).sum(), weights.sum()]))

    def result(self):
        return float(divide_no_nan(*self.total()))


class RootMeanSquaredError(Mean):
    """The root of the mean of squared errors."""

    def __init__(self):
        super().__init__(lambda y_true, y_pred: (y_pred - y_true).square())

    def update(self, y_true, y_pred, mask=None):
        wide = None if mask is None else mask.reshape(*mask.shape, 1)
        super().update(y_true, y_pred, wide)

    def result(self):
        return super().result() ** 0.5


class Confusions(Metric):
    """How often is what taken for what, with a threshold of one half?"""

    def update(self, y_true, y_pred, mask=None):
        weights = torch.ones_like(y_pred)
        if mask is not None:
            weights = weights * mask.reshape(
                *mask.shape, *(1,) * (y_pred.dim() - mask.dim())
            )
        truth, guess = y_true != 0, y_pred > 0.5
        kinds = (truth & guess, ~truth & guess, truth & ~guess, ~truth & ~guess)
        self.add(torch.stack([(weights * kind).sum() for kind in kinds]))

    def counts(self):
        names = (
            "true_positives",
            "false_positives",
            "false_negatives",
            "true_negatives",
        )
        return dict(zip(names, self.total(), strict=True))


class Count(Confusions):
    """The number of one kind of right or wrong."""

    def __init__(self, kind):
        super().__init__()
        self.kind = kind

    def result(self):
        return float(self.counts()[self.kind])


class PositiveShare(Confusions):
    """True positives as a share of them and one kind of wrong: precision or recall."""

    def __init__(self, against):
        super().__init__()
        self.against = against

    def result(self):
        counts = self.counts()
        right = counts["true_positives"]
        return float(divide_no_nan(right, right + counts[self.against]))


class AUC(Metric):
    """The area under the ROC curve, summed up over 200 thresholds."""

    count = 200

    def update(self, y_true, y_pred, mask=None):
        weights = torch.ones_like(y_pred)
        if mask is not None:
            weights = weights * mask.reshape(
                *mask.shape, *(1,) * (y_pred.dim() - mask.dim())
            )
        places = torch.ceil(y_pred.clamp(0.0, 1.0) * (self.count - 1)) - 1.0
        places = places.clamp(min=0.0).long().reshape(-1)
        sums = []
        for truth in (y_true != 0, y_true == 0):
            pieces = torch.bincount(
                places, (weights * truth).reshape(-1).double(), self.count
            )
            sums.append(pieces.flip(0).cumsum(0).flip(0))
        self.add(torch.stack(sums))

    def result(self):
        positives, negatives = self.total()
        x = divide_no_nan(negatives, negatives[0])
        y = divide_no_nan(positives, positives[0])
        return float(((x - shifted(x)) * (y + shifted(y)) / 2.0).sum())


def shifted(x):
    """Each value's successor; 0 after the last."""
    return torch.cat([x[1:], x.new_zeros(1)])


class F1Score(Metric):
    """The harmonic mean of precision and recall of each class; the largest prediction counts."""

    def update(self, y_true, y_pred, mask=None):
        top = y_pred >= y_pred.amax(dim=-1, keepdim=True)
        guess = (top & (y_pred.abs() > 1e-9)).float()
        pairs = (guess * y_true, guess * (1.0 - y_true), (1.0 - guess) * y_true)
        self.add(torch.stack([pair.sum(dim=0) for pair in pairs]))

    def result(self):
        right, extra, missed = self.total()
        precision = divide_no_nan(right, right + extra)
        recall = divide_no_nan(right, right + missed)
        scores = 2.0 * divide_no_nan(precision * recall, precision + recall)
        return [float(score) for score in scores]


class R2Score(Metric):
    """The share of the targets' variance that the predictions explain."""

    def update(self, y_true, y_pred, mask=None):
        ones, error = torch.ones_like(y_true), (y_true - y_pred).square()
        sums = (ones, y_true, y_true.square(), error)
        self.add(torch.stack([one.sum(dim=0) for one in sums]))

    def result(self):
        count, plain, squares, residual = self.total()
        total = squares - plain * plain / count
        flat = (total == 0.0) & (residual != 0.0)
        return float(torch.where(flat, 0.0, 1.0 - residual / total).mean())
