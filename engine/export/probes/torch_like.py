"""What does an exported PyTorch program answer? Run by the interpreter that has PyTorch.

    python torch_like.py JOB.json

It stands alone like `keras_like.py` beside it, with the same job and the same answers.
"""

import ast
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


def watched(program, path, taps):
    """The program's Network whose forward keeps the value of each layer in `seen`."""
    with open(path, encoding="utf-8") as file:
        tree = ast.parse(file.read())
    network = next(n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == "Network")
    forward = next(n for n in network.body if getattr(n, "name", "") == "forward")
    # The last statement of each call, looked for from where the one before was found.
    places, start = [], 0
    texts = [ast.unparse(statement).removeprefix("return ") for statement in forward.body]
    for tap in taps:
        wanted = ast.unparse(ast.parse(tap["statement"]))
        ending = wanted.partition(" = ")[2]
        found = start - 1 if not tap["written"] else None
        for place in range(start, len(texts)) if tap["written"] else ():
            last = isinstance(forward.body[place], ast.Return)
            if texts[place] == (ending if last else wanted):
                found, start = place, place + 1
                break
        places.append(found)
    body = []
    for place, statement in enumerate(forward.body):
        here = [number for number, found in enumerate(places) if found == place]
        if isinstance(statement, ast.Return) and here:
            body.append(ast.Assign([ast.Name("_result", ast.Store())], statement.value))
            statement = ast.Return(ast.Name("_result", ast.Load()))
        noted = []
        for number in here:
            for output, (name, _) in enumerate(taps[number]["values"]):
                value = "_result" if isinstance(statement, ast.Return) else name
                noted += ast.parse(f"self.seen[{number}, {output}] = {value}").body
        body += [*noted, statement] if isinstance(statement, ast.Return) else [statement, *noted]
    forward.body = body
    code = ast.fix_missing_locations(ast.Module([network], []))
    names = dict(vars(program))
    exec(compile(code, path, "exec"), names)  # the program that is being proven, watched
    return names["Network"]


def inner_values(network, job):
    """What the layers that were asked for gave, channels last."""
    found = {}
    for number, tap in enumerate(job["taps"]):
        for entry in job["layers"]:
            key = (number, entry["output"])
            same = (entry["layer"], entry["call"]) == (tap["layer"], tap["call"])
            if same and key in network.seen:
                array = network.seen[key].numpy()
                turned = tap["values"][entry["output"]][1] and array.ndim > 2
                found[f"layer/{entry['key']}"] = np.moveaxis(array, 1, -1) if turned else array
    return found


def answers(program, job, arrays):
    """All that was asked for, by name."""
    import_module("torch").set_num_threads(1)
    taps = job.get("taps", [])
    network = (watched(program, job["program"], taps) if taps else program.Network)()
    network.seen = {}
    if job["weights"]:
        load_file = import_module("safetensors.torch").load_file
        network.load_state_dict(load_file(job["weights"]))
    inputs = tensors(arrays, "input", program)
    results = {f"output/{place}": one for place, one in enumerate(outputs(network, inputs))}
    if taps:
        results |= inner_values(network, job)
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
