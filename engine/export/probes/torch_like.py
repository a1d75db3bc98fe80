"""What does an exported PyTorch program answer? Run by the interpreter that has PyTorch.

    python torch_like.py JOB.json

It stands alone like `keras_like.py` beside it, with the same job and the same answers.
"""

import sys
from importlib import import_module

import numpy as np
from keras_like import run


def tensors(arrays, kind, program):
    """The arrays of one kind in their order, as the network takes them."""
    count = sum(key.startswith(f"{kind}/") for key in arrays)
    found = [arrays[f"{kind}/{place}"] for place in range(count)]
    if hasattr(program, "encode") and kind.endswith("input"):
        found = program.encode(found)
    from_numpy = import_module("torch").from_numpy
    return [from_numpy(np.asarray(array)) for array in found]


def outputs(network, inputs):
    """What the network gives, as arrays."""
    torch = import_module("torch")
    network.eval()
    with torch.no_grad():
        found = network(*inputs)
    return [one.numpy() for one in ([found] if isinstance(found, torch.Tensor) else found)]


def answers(program, job, arrays):
    """All that was asked for, by name."""
    import_module("torch").set_num_threads(1)
    network = program.Network()
    if job["weights"]:
        load_file = import_module("safetensors.torch").load_file
        network.load_state_dict(load_file(job["weights"]))
    inputs = tensors(arrays, "input", program)
    results = {f"output/{place}": one for place, one in enumerate(outputs(network, inputs))}
    if job["steps"]:
        trainer = program.make_trainer(network, program.Process())
        losses = []
        for step in range(job["steps"]):
            x = tensors(arrays, f"batch/{step}/input", program)
            y = tensors(arrays, f"batch/{step}/target", program)
            losses.append(trainer.train_step(x, y))
        results["loss"] = np.array(losses)
        trained = outputs(trainer.plain, inputs)
        results |= {f"trained/{place}": one for place, one in enumerate(trained)}
    return results


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], answers))
