"""Which ways of following a gradient does torch do otherwise than Keras?"""

import torch


class KerasOptimizer(torch.optim.Optimizer):
    """A step with one of Keras's formulas for each parameter."""

    def __init__(self, parameters, lr, **options):
        super().__init__(parameters, {"lr": lr, "steps": 0, **options})

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            group["steps"] += 1
            for parameter in group["params"]:
                if parameter.grad is not None:
                    state = self.state[parameter]
                    if not state:
                        self.begin(parameter, state, group)
                    self.move(parameter, parameter.grad, state, group)

    def begin(self, parameter, state, group):
        """What is remembered of a parameter, before its first step."""

    def move(self, parameter, gradient, state, group):
        raise NotImplementedError


class SGD(KerasOptimizer):
    """Steps whose momentum keeps the learning rate that each part of it had."""

    def begin(self, parameter, state, group):
        state["m"] = torch.zeros_like(parameter)

    def move(self, parameter, gradient, state, group):
        rate, momentum, m = group["lr"], group["momentum"], state["m"]
        m.mul_(momentum).sub_(rate * gradient)
        parameter.add_(momentum * m - rate * gradient if group["nesterov"] else m)


class RMSprop(KerasOptimizer):
    """Divides by the root of a running mean of squares; epsilon stands under the root."""

    def begin(self, parameter, state, group):
        for name in ("velocity", "average", "momentum"):
            state[name] = torch.zeros_like(parameter)

    def move(self, parameter, gradient, state, group):
        rest, velocity = 1.0 - group["rho"], state["velocity"]
        velocity.lerp_(gradient.square(), rest)
        under = velocity + group["eps"]
        if group["centered"]:
            state["average"].lerp_(gradient, rest)
            under = under - state["average"].square()
        step = group["lr"] * gradient * torch.rsqrt(under)
        if group["momentum"]:
            step = state["momentum"].mul_(group["momentum"]).add_(step)
        parameter.sub_(step)


class Adagrad(KerasOptimizer):
    """Divides by the root of the sum of all squares, which begins above 0."""

    def begin(self, parameter, state, group):
        state["sum"] = torch.full_like(parameter, group["initial_accumulator_value"])

    def move(self, parameter, gradient, state, group):
        state["sum"].add_(gradient.square())
        parameter.sub_(group["lr"] * gradient / torch.sqrt(state["sum"] + group["eps"]))


class Adam(KerasOptimizer):
    """Adam whose epsilon is not scaled with the correction of the mean square."""

    def begin(self, parameter, state, group):
        for name in ("m", "v", "v_hat"):
            state[name] = torch.zeros_like(parameter)

    def move(self, parameter, gradient, state, group):
        (beta_1, beta_2), steps = group["betas"], group["steps"]
        m, v = state["m"], state["v"]
        m.lerp_(gradient, 1.0 - beta_1)
        v.lerp_(gradient.square(), 1.0 - beta_2)
        if group["amsgrad"]:
            v = torch.maximum(state["v_hat"], v, out=state["v_hat"])
        rate = group["lr"] * (1.0 - beta_2**steps) ** 0.5 / (1.0 - beta_1**steps)
        parameter.sub_(rate * m / (torch.sqrt(v) + group["eps"]))


class Adamax(KerasOptimizer):
    """Adam with the greatest gradient of late in place of the mean square."""

    def begin(self, parameter, state, group):
        for name in ("m", "u"):
            state[name] = torch.zeros_like(parameter)

    def move(self, parameter, gradient, state, group):
        beta_1, beta_2 = group["betas"]
        m, u = state["m"], state["u"]
        m.lerp_(gradient, 1.0 - beta_1)
        torch.maximum(beta_2 * u, gradient.abs(), out=u)
        rate = group["lr"] / (1.0 - beta_1 ** group["steps"])
        parameter.sub_(rate * m / (u + group["eps"]))


class Ftrl(KerasOptimizer):
    """Follows the regularized leader: keeps unneeded weights at zero."""

    def begin(self, parameter, state, group):
        state["sum"] = torch.full_like(parameter, group["initial_accumulator_value"])
        state["linear"] = torch.zeros_like(parameter)

    def move(self, parameter, gradient, state, group):
        rate, power = group["lr"], -group["learning_rate_power"]
        l1, l2 = group["l1"], group["l2"] + group["beta"] / (2.0 * rate)
        before = state["sum"]
        after = before + gradient.square()
        slope = gradient + 2.0 * group["l2_shrinkage"] * parameter
        linear = state["linear"]
        linear.add_(slope - (after**power - before**power) / rate * parameter)
        size = after**power / rate + 2.0 * l2
        parameter.copy_((linear.clamp(-l1, l1) - linear) / size)
        state["sum"] = after


def shrink(optimizer, rate):
    """Weight decay apart from the gradient, as Keras does it before each step."""
    with torch.no_grad():
        for group in optimizer.param_groups:
            for parameter in group["params"]:
                if parameter.grad is not None:
                    parameter.mul_(1.0 - rate * group["lr"])


def clip_each(parameters, limit):
    """Scales the gradient of each parameter down to a length."""
    for parameter in parameters:
        if parameter.grad is not None:
            length = torch.linalg.vector_norm(parameter.grad)
            parameter.grad.mul_(limit / length.clamp(min=limit))


def clip_all(parameters, limit):
    """Scales all gradients down together to a length."""
    gradients = [one.grad for one in parameters if one.grad is not None]
    lengths = [torch.linalg.vector_norm(gradient) for gradient in gradients]
    length = torch.linalg.vector_norm(torch.stack(lengths))
    for gradient in gradients:
        gradient.mul_(limit / length.clamp(min=limit))


def clip_values(parameters, limit):
    """Cuts each number of the gradients off at a limit."""
    for parameter in parameters:
        if parameter.grad is not None:
            parameter.grad.clamp_(-limit, limit)


def length_along(weight, dim):
    return weight.square().sum(dim=dim, keepdim=True).sqrt()


def max_norm(weight, max_value, dim):
    """The weight with vectors of at most a length."""
    lengths = length_along(weight, dim)
    return weight * (lengths.clamp(0.0, max_value) / (lengths + 1e-7))


def unit_norm(weight, dim):
    """The weight with vectors of length 1."""
    return weight / (length_along(weight, dim) + 1e-7)


def min_max_norm(weight, min_value, max_value, rate, dim):
    """The weight with the lengths of its vectors moved into a range."""
    lengths = length_along(weight, dim)
    wanted = rate * lengths.clamp(min_value, max_value) + (1.0 - rate) * lengths
    return weight * (wanted / (lengths + 1e-7))
