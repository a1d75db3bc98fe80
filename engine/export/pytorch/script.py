"""What does a whole program for PyTorch hold? Imports, helpers, the network, its training."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.export.layout import tidying
from engine.export.python import checked, comment, layer_name, literal, taken
from engine.export.pytorch import library, training, watching
from engine.export.pytorch.beginnings import initialization_text
from engine.export.pytorch.body import Fixed
from engine.export.pytorch.network import Program
from engine.work import Work

INDENT = "    "
HOW_TO_RUN = '''
    python PROGRAM.py --train                           learns in one process
    torchrun --nproc-per-node=2 PROGRAM.py --train      in two processes of this machine
    torchrun --nnodes=2 --nproc-per-node=8 --rdzv-backend=c10d \\
        --rdzv-endpoint=HOST:29500 PROGRAM.py --train   on two machines

The batch size is that of all processes together: each takes its share of every batch.
'''


def writing(model: Any, recipe: Any = None, data: Any = None) -> Work[str]:
    """The program's text. Raises DesignError for what it cannot express."""
    trains = recipe is not None and bool(recipe.loss)
    written = Program(model, logits=training.wanted_logits(recipe, model), trains=trains)
    whole = yield from written.writing()
    title = f"{comment(model.name)}: a network drawn with Layerloom, for PyTorch."
    encoder = whole.body.encoder
    before = [] if encoder is None else [encoder.text(model)]
    # What the network learns by may need functions too, which stand among the classes.
    learning = training.texts(written, recipe, whole.body.weights) if trains else []
    networks = [*before, *written.classes, *network_texts(whole.body.weights)]
    if not trains:
        return (yield from assembling(f'"""{title}"""', [*networks, SHOW], END))
    blocks = [
        *networks,
        data_text(model, data),
        *learning,
        trainer_text(learning, any("BatchNorm" in text for text in written.classes)),
        samples_text(model, bool(before)),
        main_text(recipe),
    ]
    head = f'r"""{title}\n{HOW_TO_RUN}"""'
    return (yield from assembling(head, blocks, END, () if data is None else data.imports))


SHOW = '''def main():
    network = make_network()
    count = sum(one.numel() for one in network.parameters() if one.requires_grad)
    print(network)
    print(f"{count} numbers to learn")'''

END = 'if __name__ == "__main__":\n    main()'


def network_texts(parameters: dict[str, Any]) -> list[str]:
    """The functions that make the network with its weights."""
    drawn = initialization_text(parameters)
    load = "network.load_state_dict(load_file(WEIGHTS))"
    if drawn and any(isinstance(one, Fixed) for one in parameters.values()):
        lines = [
            "def make_network(new=False):",
            f'{INDENT}"""The network with the weights and tables beside this program."""',
            f"{INDENT}network = Network()",
            f"{INDENT}{load}",
            f"{INDENT}if new:",
            f"{INDENT * 2}initialize(network)",
        ]
    elif drawn:
        lines = [
            "def make_network(new=False):",
            f'{INDENT}"""The network with the weights beside this program, or with new ones."""',
            f"{INDENT}network = Network()",
            f"{INDENT}if new or not WEIGHTS.exists():",
            f"{INDENT * 2}initialize(network)",
            f"{INDENT}else:",
            f"{INDENT * 2}{load}",
        ]
    else:
        lines = [
            "def make_network(new=False):",
            f'{INDENT}"""The network with the weights beside this program; none can be drawn."""',
            f"{INDENT}network = Network()",
            f"{INDENT}{load}",
        ]
    return [*([drawn] if drawn else []), "\n".join([*lines, f"{INDENT}return network"])]


def data_text(model: Any, data: Any) -> str:
    """The function that reads the data."""
    if data is not None:
        return "\n".join(data.lines)
    inputs = [layer_name(name) for name in model.input_names]
    targets = [f"{layer_name(name)}_target" for name in model.output_names]
    lines = [
        "def load_data():",
        f'{INDENT}"""(x, y) to learn from, an array for each input and output; no test data."""',
        f"{INDENT}inputs = {literal(inputs)}",
        f"{INDENT}targets = {literal(targets)}",
        f'{INDENT}with np.load(Path(__file__).with_name("data.npz")) as arrays:',
        f"{INDENT * 2}x = [arrays[name] for name in inputs]",
        f"{INDENT * 2}y = [arrays[name] for name in targets]",
        f"{INDENT}return (x, y), None",
    ]
    return "\n".join(lines)


def samples_text(model: Any, encodes: bool) -> str:
    """The function that puts data into the order of the forward's arguments."""
    ordered = f"in_order(x, {literal(list(model.input_names))})"
    return "\n".join(
        [
            "def samples(x):",
            f'{INDENT}"""What the network takes, in its order."""',
            f"{INDENT}return {f'encode({ordered})' if encodes else ordered}",
        ]
    )


def trainer_text(learning: list[str], normalizes: bool) -> str:
    extra = training.trainer_options(learning, normalizes)
    return "\n".join(
        [
            "def make_trainer(network, process):",
            f'{INDENT}"""All that training needs."""',
            f"{INDENT}optimizer, metrics = make_optimizer(network), make_metrics()",
            f"{INDENT}return Trainer(network, optimizer, LOSSES, metrics, process{extra})",
        ]
    )


def main_text(recipe: Any) -> str:
    """The function that trains and measures, and keeps what was learned."""
    options = [
        f"batch_size={literal(recipe.batch_size)}",
        f"epochs={literal(recipe.epochs)}",
        f"validation_split={literal(recipe.validation_split)}",
        f"shuffle={literal(recipe.shuffle)}",
        f"seed={literal(recipe.seed)}",
    ]
    callbacks = watching.callback_texts(recipe)
    if callbacks:
        options.append(f"callbacks=[{', '.join(callbacks)}]")
    lines = [
        "def main():",
        '    """Uses the weights that lie beside this file; learns anew with --train."""',
        "    parser = argparse.ArgumentParser()",
        '    parser.add_argument("--train", action="store_true", help="learn anew")',
        '    parser.add_argument("--resume", action="store_true", help="go on where it stopped")',
        '    parser.add_argument("--precision", choices=["auto", "full", "short"], default="auto", '
        'help="short: 16 bits for products; auto: on a GPU")',
        "    options = parser.parse_args()",
        "    process = Process(options.precision)",
        "    learns = options.train or options.resume or not WEIGHTS.exists()",
        f"    torch.manual_seed({literal(recipe.seed)})",
        "    trainer = make_trainer(make_network(new=learns), process)",
        "    (x, y), test = load_data()",
        "    if learns:",
        f"        trainer.fit(samples(x), in_order(y), {', '.join(options)}, "
        "checkpoint=CHECKPOINT, resume=options.resume)",
        "        if process.rank == 0:",
        "            save_file(trainer.plain.state_dict(), WEIGHTS)",
        "    if test is not None and len(in_order(test[1])[0]):",
        f"        found = trainer.evaluate(samples(test[0]), in_order(test[1]), "
        f"{literal(recipe.batch_size)})",
        "        if process.rank == 0:",
        "            print(shown(found))",
        "    process.end()",
    ]
    return "\n".join(lines)


PLACES = {
    "WEIGHTS": 'WEIGHTS = Path(__file__).with_suffix(".safetensors")',
    "CHECKPOINT": 'CHECKPOINT = Path(__file__).with_suffix(".checkpoint.pt")',
}


def assembling(head: str, blocks: list[str], end: str, more: Sequence[str] = ()) -> Work[str]:
    """A program out of its own code: with the helpers that it uses, and imports for all of it."""
    names: frozenset[str] = frozenset()
    for block in (*blocks, end):
        names |= taken(block)
        yield
    parts = library.needed(names)
    for part in parts:
        names = names | part.uses
    places = "\n".join(line for name, line in PLACES.items() if name in names)
    names = names | {"Path"} if places else names
    before = [head, "\n".join(library.imports(names, more)).strip()]
    if places:
        before.append(places)
    pieces = joined([*(part.text for part in parts), *blocks, end])
    whole = checked("\n\n".join(before) + pieces + "\n")
    yield
    return (yield from tidying(whole))


def joined(blocks: list[str]) -> str:
    """Definitions with the blank lines between them that formatters put there."""
    starts = ("def ", "class ", "@", "if ")
    text, plain = "", True
    for block in blocks:
        text += ("\n\n" if plain and not block.startswith(starts) else "\n\n\n") + block
        plain = not any(line.startswith(starts) for line in block.split("\n"))
    return text
