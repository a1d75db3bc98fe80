"""How does a program train: alone, or as one of several processes on one machine or many?"""

import os

import numpy as np
import torch
import torch.distributed as dist
from torch.nn.parallel import DistributedDataParallel


class Process:
    """Which of the processes of a training this one is, and where it computes.

    torchrun tells each process its rank; without it there is one. `precision` is "full", "short"
    for numbers of 16 bits wherever these do, or "auto" for these on a GPU alone.
    """

    def __init__(self, precision="auto"):
        self.rank = int(os.environ.get("RANK", "0"))
        self.count = int(os.environ.get("WORLD_SIZE", "1"))
        self.device = torch.device("cpu")
        if torch.cuda.is_available():
            self.device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
            torch.cuda.set_device(self.device)
        if self.count > 1:
            dist.init_process_group("nccl" if self.device.type == "cuda" else "gloo")
        on_gpu = self.device.type == "cuda"
        self.mixed = precision == "short" or (precision == "auto" and on_gpu)
        bfloat16 = not on_gpu or torch.cuda.is_bf16_supported()
        self.dtype = torch.bfloat16 if bfloat16 else torch.float16

    def precision(self):
        """Where products are computed with shorter numbers."""
        return torch.autocast(self.device.type, self.dtype, enabled=self.mixed)

    def total(self, number):
        """A number added up over all processes."""
        number = number.detach().clone()
        if self.count > 1:
            dist.all_reduce(number)
        return number

    def share(self, places):
        """What falls to this process of the samples of a global batch."""
        return places[self.rank :: self.count]

    def end(self):
        if self.count > 1:
            dist.destroy_process_group()


def matched(y_true, y_pred):
    """Targets and predictions with the axes that Keras gives them before it compares."""
    if y_true.dim() == 1 and y_pred.dim() == 2:
        y_true = y_true.unsqueeze(-1)
    if y_pred.dim() - y_true.dim() == 1 and y_pred.shape[-1] == 1:
        y_pred = y_pred.squeeze(-1)
    elif y_true.dim() - y_pred.dim() == 1 and y_true.shape[-1] == 1:
        y_true = y_true.squeeze(-1)
    return y_true, y_pred


class Trainer:
    """Trains a network on the share of each batch that falls to this process.

    The loss of a global batch is the same number however many processes share it. `losses` are
    (function, options) for each output, `metrics` (output, metric) by name; `regularize` gives the
    penalties on weights, `prepare` does what comes between gradients and step, `constrain` what
    comes after it, `predictions` makes predictions of what the losses are computed from, `share`
    lets modules see the global batch and gives those that must know whose samples count.
    """

    def __init__(
        self,
        network,
        optimizer,
        losses,
        metrics,
        process,
        regularize=None,
        prepare=None,
        constrain=None,
        predictions=None,
        share=None,
        options=None,
    ):
        self.plain, self.process = network.to(process.device), process
        self.optimizer, self.losses, self.metrics = optimizer, losses, metrics
        self.regularize, self.prepare = regularize, prepare
        self.constrain, self.predictions = constrain, predictions
        self.options = options or {}
        half = process.mixed and process.dtype == torch.float16
        self.scaler = torch.amp.GradScaler(process.device.type, enabled=half)
        self.network, self.sharing = network, []
        if process.count > 1:
            if share is not None:
                self.sharing = share(network)
            self.network = DistributedDataParallel(network)

    def loss(self, inputs, targets, counts=True):
        """(this process's part of the loss of a global batch, the predictions)."""
        with self.process.precision():
            outputs = self.network(*inputs, **self.options)
        outputs = [outputs] if isinstance(outputs, torch.Tensor) else list(outputs)
        outputs = [output.float() for output in outputs]
        masks = getattr(self.plain, "masks", [None] * len(outputs))
        own = torch.tensor(float(counts), device=self.process.device)
        total = own * 0.0
        for (function, options), target, output, mask in zip(
            self.losses, targets, outputs, masks, strict=True
        ):
            target, output = matched(target, output)
            values = function(target, output, **options)
            weights = own.expand_as(values)
            if mask is not None:
                weights = weights * mask.reshape(values.shape)
            total = total + (values * weights).sum() / self.process.total(weights.sum())
        penalty = getattr(self.plain, "penalty", 0.0)
        samples = own * len(inputs[0])
        total = total + penalty * samples / self.process.total(samples)
        if self.regularize is not None:
            total = total + self.regularize(self.plain) / self.process.count
        return total, outputs

    def train_step(self, inputs, targets, counts=True):
        """One step on this process's share of a batch; gives the loss of the whole batch.

        With `counts=False` the share is only there to keep the processes together.
        """
        self.plain.train()
        for module in self.sharing:
            module.counts = counts
        self.optimizer.zero_grad()
        loss, outputs = self.loss(inputs, targets, counts)
        # The processes' gradients are averaged, and are to be added.
        self.scaler.scale(loss * self.process.count).backward()
        self.scaler.unscale_(self.optimizer)
        if self.prepare is not None:
            self.prepare(self.plain, self.optimizer)
        self.scaler.step(self.optimizer)
        self.scaler.update()
        if self.constrain is not None:
            self.constrain(self.plain)
        if counts:
            self.measure(targets, outputs)
        return float(self.process.total(loss))

    @torch.no_grad()
    def measure(self, targets, outputs):
        """Adds a batch to the metrics."""
        outputs = [output.detach() for output in outputs]
        if self.predictions is not None:
            outputs = self.predictions(outputs)
        masks = getattr(self.plain, "masks", [None] * len(outputs))
        for place, metric in self.metrics.values():
            target, output = matched(targets[place], outputs[place])
            metric.update(target, output, masks[place])

    def batches(self, count, size, order):
        """(places of this process's share, whether they count, samples in the global batch)."""
        for begin in range(0, count, size):
            whole = order[begin : begin + size]
            own = self.process.share(whole)
            yield (own if len(own) else whole[:1]), len(own) > 0, len(whole)

    def placed(self, arrays, places):
        """The samples of a batch where the network computes."""
        return [array[places].to(self.process.device) for array in arrays]

    def train_epoch(self, inputs, targets, size, order):
        """Trains once on all samples; gives the means of loss and metrics."""
        total = samples = 0.0
        for places, counts, number in self.batches(len(order), size, order):
            x, y = self.placed(inputs, places), self.placed(targets, places)
            total += number * self.train_step(x, y, counts)
            samples += number
        return {"loss": total / samples, **self.results()}

    @torch.no_grad()
    def evaluate(self, inputs, targets, size):
        """The means of loss and metrics over samples that nothing is learned from."""
        inputs = [as_samples(array) for array in inputs]
        targets = [as_samples(array) for array in targets]
        self.plain.eval()
        total, samples = 0.0, 0.0
        order = torch.arange(len(inputs[0]))
        for places, counts, number in self.batches(len(order), size, order):
            x, y = self.placed(inputs, places), self.placed(targets, places)
            loss, outputs = self.loss(x, y, counts)
            total += number * float(self.process.total(loss))
            samples += number
            if counts:
                self.measure(y, outputs)
        return {"loss": total / samples, **self.results()}

    def results(self):
        """The metrics' values; they begin anew."""
        found = {}
        for name, (_, metric) in self.metrics.items():
            found[name] = metric.result()
            metric.reset()
        return found

    def fit(
        self,
        inputs,
        targets,
        batch_size=32,
        epochs=1,
        validation_split=0.0,
        shuffle=True,
        seed=0,
        callbacks=(),
        checkpoint=None,
        resume=False,
    ):
        """Trains for some epochs and keeps a checkpoint after each; gives the history.

        The last share of the samples, before they are shuffled, is kept for validation.
        """
        inputs = [as_samples(array) for array in inputs]
        targets = [as_samples(array) for array in targets]
        first, history = 0, []
        if resume and checkpoint.exists():
            first, history = self.restore(checkpoint, callbacks)
        count = int(len(inputs[0]) * (1.0 - validation_split))
        validation = [[array[count:] for array in part] for part in (inputs, targets)]
        for epoch in range(first, epochs):
            # From a seed of its own for each epoch, so that a resumed run goes on as if unbroken.
            generator = torch.Generator().manual_seed(seed * 1_000_003 + epoch)
            order = torch.arange(count)
            if shuffle:
                order = torch.randperm(count, generator=generator)
            torch.manual_seed(
                (seed * 1_000_003 + epoch) * self.process.count + self.process.rank
            )
            row = self.train_epoch(inputs, targets, batch_size, order)
            if validation_split:
                found = self.evaluate(*validation, batch_size)
                row |= {f"val_{name}": value for name, value in found.items()}
            history.append(row)
            stops = [callback.after(self, epoch, row) for callback in callbacks]
            if self.process.rank == 0:
                print(f"epoch {epoch + 1}/{epochs} - {shown(row)}", flush=True)
                if checkpoint is not None:
                    self.keep(checkpoint, callbacks, epoch + 1, history)
            if any(stops):
                break
        for callback in callbacks:
            callback.end(self)
        return history

    def keep(self, checkpoint, callbacks, epoch, history):
        """Writes all that a resumed run needs."""
        state = {
            "network": self.plain.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "scaler": self.scaler.state_dict(),
            "callbacks": [callback.state for callback in callbacks],
            "epoch": epoch,
            "history": history,
        }
        held = checkpoint.with_suffix(".part")
        torch.save(state, held)
        os.replace(held, checkpoint)

    def restore(self, checkpoint, callbacks):
        """Goes back to a checkpoint; gives how many epochs are done, and their history."""
        state = torch.load(
            checkpoint, map_location=self.process.device, weights_only=True
        )
        self.plain.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.scaler.load_state_dict(state["scaler"])
        for callback, kept in zip(callbacks, state["callbacks"], strict=True):
            callback.state = kept
        return state["epoch"], state["history"]


def in_order(values, names=()):
    """Arrays as a list: those of a dict by their names, a single one alone."""
    if isinstance(values, dict):
        return [values[name] for name in names or values]
    return list(values) if isinstance(values, (list, tuple)) else [values]


def as_samples(array):
    """An array as torch holds it; whole numbers and decimal ones keep their kind."""
    tensor = (
        array if isinstance(array, torch.Tensor) else torch.as_tensor(np.array(array))
    )
    return tensor.float() if tensor.dtype == torch.float64 else tensor


def shown(row):
    """Loss and metrics in one line."""
    parts = []
    for name, value in row.items():
        numbers = value if isinstance(value, list) else [value]
        parts.append(f"{name}: {' '.join(f'{number:.4f}' for number in numbers)}")
    return " - ".join(parts)


class Callback:
    """What looks at the results of each epoch. `after` says whether to stop."""

    def __init__(self):
        self.state = {}

    def after(self, trainer, epoch, row):
        return False

    def end(self, trainer):
        pass


class Watching(Callback):
    """A callback that asks whether a value has become better."""

    def __init__(self, monitor="val_loss", mode="auto", min_delta=0.0, patience=0):
        super().__init__()
        self.monitor, self.patience = monitor, patience
        self.rises = mode == "max" or (mode == "auto" and self.is_risen(monitor))
        self.min_delta = abs(min_delta)
        self.state = {"best": None, "wait": 0}

    def is_risen(self, monitor):
        """Whether more of a value is better, by its name."""
        return monitor.endswith(("acc", "accuracy", "auc"))

    def is_better(self, value, than):
        gain = 0.0 if than is None else (value - than if self.rises else than - value)
        return than is None or gain > self.min_delta


class EarlyStopping(Watching):
    """Stops when a value has not become better for some epochs."""

    def __init__(
        self, restore_best_weights=False, start_from_epoch=0, baseline=None, **options
    ):
        super().__init__(**options)
        self.restores, self.first = restore_best_weights, start_from_epoch
        self.baseline = baseline

    def after(self, trainer, epoch, row):
        value, state = row.get(self.monitor), self.state
        if value is None or epoch < self.first:
            return False
        if self.restores and "weights" not in state:
            self.remember(trainer)
        state["wait"] += 1
        if self.is_better(value, state["best"]):
            state["best"] = value
            if self.restores:
                self.remember(trainer)
            if self.is_better(value, self.baseline):
                state["wait"] = 0
            return False
        return state["wait"] >= self.patience and epoch > 0

    def remember(self, trainer):
        weights = trainer.plain.state_dict()
        self.state["weights"] = {name: one.clone() for name, one in weights.items()}

    def end(self, trainer):
        if "weights" in self.state:
            trainer.plain.load_state_dict(self.state["weights"])


class ReduceLROnPlateau(Watching):
    """Lowers the learning rate when a value has not become better for some epochs."""

    def __init__(
        self, factor=0.1, patience=10, min_delta=1e-4, cooldown=0, min_lr=0.0, **options
    ):
        super().__init__(patience=patience, min_delta=min_delta, **options)
        self.factor, self.cooldown, self.min_lr = factor, cooldown, min_lr
        self.state["cooling"] = 0

    def is_risen(self, monitor):
        return "acc" in monitor

    def after(self, trainer, epoch, row):
        value, state = row.get(self.monitor), self.state
        if value is None:
            return False
        if state["cooling"] > 0:
            state["cooling"] -= 1
            state["wait"] = 0
        if self.is_better(value, state["best"]):
            state["best"], state["wait"] = value, 0
        elif state["cooling"] == 0:
            state["wait"] += 1
            old = trainer.optimizer.param_groups[0]["lr"]
            if state["wait"] >= self.patience and old > self.min_lr:
                for group in trainer.optimizer.param_groups:
                    group["lr"] = max(old * self.factor, self.min_lr)
                state["cooling"], state["wait"] = self.cooldown, 0
        return False


class TerminateOnNaN(Callback):
    """Stops when the loss is no number any more."""

    def after(self, trainer, epoch, row):
        return not abs(row["loss"]) < float("inf")
