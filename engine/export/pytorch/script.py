"""What does a whole program for PyTorch hold? Imports, helpers, the network, its training."""

from __future__ import annotations

import ast
from typing import Any

from engine.export.layout import tidy
from engine.export.python import checked, comment, layer_name, literal
from engine.export.pytorch import library, training
from engine.export.pytorch.beginnings import initialization_text
from engine.export.pytorch.network import Program

INDENT = "    "
HOW_TO_RUN = '''
    python PROGRAM.py                           trains in one process
    torchrun --nproc-per-node=2 PROGRAM.py      in two processes of this machine
    torchrun --nnodes=2 --nproc-per-node=8 --rdzv-backend=c10d \\
        --rdzv-endpoint=HOST:29500 PROGRAM.py   on two machines

The batch size is that of all processes together: each takes its share of every batch.
'''


def text(model: Any, recipe: Any = None, data: Any = None) -> str:
    """The program's text. Raises DesignError for what it cannot express."""
    trains = recipe is not None and bool(recipe.loss)
    written = Program(model, logits=training.wanted_logits(recipe, model), trains=trains)
    whole = written.whole()
    title = f"{comment(model.name)}: a network drawn with Layerloom, for PyTorch."
    encoder = whole.body.encoder
    before = [] if encoder is None else [encoder.text(model)]
    networks = [*before, *written.classes, *network_texts(whole.body.weights)]
    if not trains:
        return assembled(f'"""{title}"""', [*networks, SHOW], END)
    learning = training.texts(written, recipe, whole.body.weights)
    blocks = [
        *networks,
        data_text(model, data),
        *learning,
        trainer_text(learning),
        main_text(recipe, bool(before)),
    ]
    head = f'r"""{title}\n{HOW_TO_RUN}"""'
    return assembled(head, blocks, END)


SHOW = '''def main():
    network = make_network()
    count = sum(one.numel() for one in network.parameters() if one.requires_grad)
    print(network)
    print(f"{count} numbers to learn")'''

END = 'if __name__ == "__main__":\n    main()'


def network_texts(parameters: dict[str, Any]) -> list[str]:
    """The functions that make the network with its weights."""
    drawn = initialization_text(parameters)
    lines = ["def make_network():"]
    if drawn:
        lines += [
            f'{INDENT}"""The network with the weights beside this program, or with new ones."""',
            f"{INDENT}network = Network()",
            f"{INDENT}if WEIGHTS.exists():",
            f"{INDENT * 2}network.load_state_dict(load_file(WEIGHTS))",
            f"{INDENT}else:",
            f"{INDENT * 2}initialize(network)",
        ]
    else:
        lines += [
            f'{INDENT}"""The network with the weights that lie beside this program."""',
            f"{INDENT}network = Network()",
            f"{INDENT}network.load_state_dict(load_file(WEIGHTS))",
        ]
    return [*([drawn] if drawn else []), "\n".join([*lines, f"{INDENT}return network"])]


def data_text(model: Any, data: Any) -> str:
    """The function that reads the data."""
    if data is not None:
        return "\n".join(data.lines("pytorch"))
    inputs = [layer_name(name) for name in model.input_names]
    targets = [f"{layer_name(name)}_target" for name in model.output_names]
    lines = [
        "def load_data():",
        f'{INDENT}"""(inputs, targets): an array for each input and for each output."""',
        f'{INDENT}with np.load(Path(__file__).with_name("data.npz")) as arrays:',
        f"{INDENT * 2}names = {literal(inputs)}",
        f"{INDENT * 2}inputs = [arrays[name] for name in names]",
        f"{INDENT * 2}names = {literal(targets)}",
        f"{INDENT * 2}targets = [arrays[name] for name in names]",
        f"{INDENT}return inputs, targets",
    ]
    return "\n".join(lines)


def trainer_text(learning: list[str]) -> str:
    extra = training.trainer_options(learning)
    return "\n".join(
        [
            "def make_trainer(network, process):",
            f'{INDENT}"""All that training needs."""',
            f"{INDENT}optimizer, metrics = make_optimizer(network), make_metrics()",
            f"{INDENT}return Trainer(network, optimizer, LOSSES, metrics, process{extra})",
        ]
    )


def main_text(recipe: Any, encodes: bool) -> str:
    """The function that trains, and keeps what was learned."""
    split = getattr(recipe, "validation_split", 0.0)
    options = [
        f"batch_size={literal(getattr(recipe, 'batch_size', 32))}",
        f"epochs={literal(getattr(recipe, 'epochs', 5))}",
        f"shuffle={literal(getattr(recipe, 'shuffle', True))}",
        f"seed={literal(getattr(recipe, 'seed', 0))}",
    ]
    callbacks = training.callback_texts(recipe)
    if callbacks:
        options.append(f"callbacks=[{', '.join(callbacks)}]")
    lines = [
        "def main():",
        "    parser = argparse.ArgumentParser()",
        '    parser.add_argument("--resume", action="store_true", help="go on where it stopped")',
        '    parser.add_argument("--full-precision", action="store_true", '
        'help="no short numbers on a GPU")',
        "    options = parser.parse_args()",
        "    process = Process(mixed=not options.full_precision)",
        f"    torch.manual_seed({literal(getattr(recipe, 'seed', 0))})",
        "    trainer = make_trainer(make_network(), process)",
        "    inputs, targets, *validation = load_data()",
    ]
    if encodes:
        lines.append("    inputs = encode(inputs)")
        lines.append("    validation = [encode(part) for part in validation[:1]] + validation[1:]")
    if split:
        lines += [
            f"    first = int(len(inputs[0]) * (1 - {literal(split)}))",
            "    validation = [[array[first:] for array in part] for part in (inputs, targets)]",
            "    inputs, targets = ([array[:first] for array in part] "
            "for part in (inputs, targets))",
        ]
    lines += [
        f"    trainer.fit(inputs, targets, validation or None, {', '.join(options)}, "
        "checkpoint=CHECKPOINT, resume=options.resume)",
        "    if process.rank == 0:",
        "        save_file(trainer.plain.state_dict(), TRAINED)",
        "    process.end()",
    ]
    return "\n".join(lines)


PLACES = {
    "WEIGHTS": 'WEIGHTS = Path(__file__).with_suffix(".safetensors")',
    "TRAINED": 'TRAINED = Path(__file__).with_suffix(".trained.safetensors")',
    "CHECKPOINT": 'CHECKPOINT = Path(__file__).with_suffix(".checkpoint.pt")',
}


def assembled(head: str, blocks: list[str], end: str) -> str:
    """A program out of its own code: with the helpers that it uses, and imports for all of it."""
    names = library.used(ast.parse("\n".join([*blocks, end])))
    parts = library.needed(names)
    for part in parts:
        names = names | part.uses
    places = "\n".join(line for name, line in PLACES.items() if name in names)
    names = names | {"Path"} if places else names
    before = [head, "\n".join(library.imports(names)).strip()]
    if places:
        before.append(places)
    pieces = joined([*(part.text for part in parts), *blocks, end])
    return tidy(checked("\n\n".join(before) + pieces + "\n"))


def joined(blocks: list[str]) -> str:
    """Definitions with the blank lines between them that formatters put there."""
    text, plain = "", True
    for block in blocks:
        is_plain = not block.startswith(("def ", "class ", "@", "if "))
        text += ("\n\n" if plain and is_plain else "\n\n\n") + block
        plain = is_plain
    return text
