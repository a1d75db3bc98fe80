"""Do programs for PyTorch say what the network is, well and harmlessly, and compute the same?"""

import ast
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch_cases
import written_cases
from test_layer_laws import LAYERS, arrays, listed, model_of

import engine
from engine import export, layers
from engine.errors import DesignError
from engine.export import pytorch
from engine.export.pytorch import library
from engine.export.pytorch.parts import schedules as parts_schedules
from engine.export.pytorch.spelling import TABLE
from engine.export.recipe import Callback, Recipe
from engine.export.samples import fed
from engine.layers.naming import snake_case
from engine.nest import flatten as flat
from engine.raw import on_host
from engine.training import schedules

HOSTILE = ['a"; import os #', "class", "None", "😀 网络", "x\n    boom()", "'''", "self", "torch"]
RUNNER = Path(__file__).parents[1] / "torch_runner.py"
RECIPE = Recipe("sparse_categorical_crossentropy", "Adam", 0.01, ("accuracy",), batch_size=11,
                epochs=4, validation_split=0.2, seed=5)  # fmt: skip


def stirred(model):
    """The model with weights that are no longer all 0 or 1."""
    generator = np.random.default_rng(1)
    model.set_weights(
        [w + np.abs(generator.normal(0, 0.1, w.shape)).astype("f") for w in model.get_weights()]
    )
    return model


def all_models():
    """(name, model, its samples) of every layer and of every case."""
    for name in LAYERS:
        model = model_of(name)
        values = [v if v.dtype.kind == "f" else v.astype("i4") for v in arrays(name)]
        yield name, stirred(model), values, listed(name, values)
    for name, make in [*torch_cases.CASES.items(), *written_cases.CASES.items()]:
        model = stirred(make())
        values = torch_cases.arrays_for(model)
        yield f"case_{name}", model, values, fed(model, values)


def formatted(folder):
    """What `ruff format` would change of the programs in a folder."""
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--diff", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout


def test_programs_for_all_layers_and_settings_are_written_as_a_formatter_writes_them(tmp_path):
    for name, model, _, _ in all_models():
        assert pytorch.refusals(model) == []
        text = pytorch.program(model)
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
        tree = ast.parse(text)
        defined = [n.name for n in tree.body if isinstance(n, ast.ClassDef | ast.FunctionDef)]
        used = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
        for part in set(defined) & set(library.parts()):
            assert part in used, f"{part} is written for {name}, but nothing uses it"
    assert formatted(tmp_path) == ""


def test_every_layer_of_the_palette_has_a_spelling():
    kinds = engine.registry.layers().values()
    own = [kind.name for kind in kinds if kind.placeable and kind.cls not in TABLE]
    assert own == ["Input"]


def test_the_definitions_that_programs_bring_along_are_formatted_and_named_once():
    assert formatted(library.FOLDER) == ""
    names = []
    for path in [library.FINGERPRINT, *library.FOLDER.glob("*.py")]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names += [name for node in tree.body for name in library.defined(node)]
    assert len(names) == len(set(names))


def small(name="picture"):
    x = engine.Input((6, 6, 2), name=name)
    y = layers.Conv2D(4, 3, activation="relu", kernel_regularizer="l2", name="look")(x)
    y = layers.MaxPooling2D(name="pool")(y)
    y = layers.Dense(8, "tanh", activity_regularizer="l2", name="think")(layers.Flatten()(y))
    return engine.Model(x, layers.Dense(3, "softmax", name="kind")(y), name="small net")


def test_a_picture_is_turned_once_and_laid_out_in_keras_order_before_it_is_flattened():
    text = pytorch.program(small())
    forward = text[text.index("    def forward") :].split("\n\n")[0]
    assert forward.split("\n")[1:] == [
        "        self.penalty = 0.0",
        "        x = x.permute(0, 3, 1, 2)  # channels first",
        "        x = F.relu(self.look(x))",
        "        x = self.pool(x)",
        "        x = x.permute(0, 2, 3, 1)  # channels last",
        "        x = x.flatten(1)",
        "        x = torch.tanh(self.think(x))",
        "        self.penalty = self.penalty + 0.01 * x.square().sum() / len(x)",
        "        return F.softmax(self.kind(x), dim=1)",
    ]
    assert "self.look = nn.Conv2d(2, 4, 3)" in text
    assert "self.think = nn.Linear(16, 8)" in text


def test_torchs_own_layers_stand_where_they_compute_the_same():
    x = engine.Input((6, 3))
    y = layers.Bidirectional(layers.LSTM(4, return_sequences=True))(x)
    y = layers.GRU(4)(layers.LayerNormalization()(y))
    text = pytorch.program(engine.Model(x, layers.BatchNormalization()(y)))
    assert "nn.LSTM(3, 4, batch_first=True, bidirectional=True)" in text
    assert "nn.GRU(8, 4, batch_first=True)" in text and "nn.LayerNorm(8, eps=0.001)" in text
    assert "class Recurrent" not in text
    odd = pytorch.program(engine.Model(x, layers.LSTM(4, activation="softsign")(x)))
    assert "Recurrent(LSTMCell(3, 4, activation=F.softsign))" in odd


@pytest.mark.parametrize("name", HOSTILE)
def test_names_of_any_kind_come_out_as_harmless_code(name, tmp_path):
    x = engine.Input((6, 6, 2), name=name)
    y = layers.Dense(3, name=f"{name} 2")(layers.Flatten(name=f"{name} 4")(x))
    inner = engine.Model(x, y, name=f"{name} 3")
    whole = engine.Model(x, layers.Add(name=f"{name}_5")([inner(x), inner(x)]), name=name)
    text = pytorch.program(whole, Recipe("mse", "SGD", 0.1, ("mae",)))
    (tmp_path / "program.py").write_text(text, encoding="utf-8")
    assert formatted(tmp_path) == ""
    tree = ast.parse(text)
    modules = [n for n in ast.walk(tree) if isinstance(n, ast.Import | ast.ImportFrom)]
    named = {(getattr(n, "module", None) or n.names[0].name).split(".")[0] for n in modules}
    assert named <= {"argparse", "os", "pathlib", "numpy", "torch", "safetensors"}
    calls = {n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call)
             and isinstance(n.func, ast.Name)}  # fmt: skip
    assert "boom" not in calls


class Texted(layers.Layer):
    """A layer of a user's own that reads data which no network can."""

    def call(self, inputs):
        (lengths,) = on_host(lambda x: [x + 1.0], [inputs], [inputs.spec])
        return lengths


def test_what_has_no_spelling_is_told_for_each_layer_and_never_left_out():
    x = engine.Input((4,), name="x")
    y = Texted(name="mine")(x)
    model = engine.Model(x, layers.Add(name="fine")([layers.Dense(4)(y), Texted(name="more")(x)]))
    found = pytorch.refusals(model)
    assert [fault.where.layer for fault in found] == ["mine", "more"]
    assert all(str(fault) and fault.fix for fault in found)
    with pytest.raises(DesignError, match="mine"):
        pytorch.program(model)
    with pytest.raises(DesignError, match="use_ema"):
        pytorch.program(small(), Recipe("mse", "Adam", optimizer_parameters={"use_ema": True}))
    with pytest.raises(DesignError, match="metric"):
        pytorch.program(small(), Recipe("mse", metrics=("MeanIoU",)))


def test_a_layer_of_a_users_own_is_written_operation_by_operation():
    text = pytorch.program(written_cases.CASES["a_layer_with_weights"]())
    own = text[text.index("class Scaled") :].split("\n\n\n")[0]
    assert own.split("\n")[3:] == [
        "    def __init__(self):",
        "        super().__init__()",
        '        self.register_buffer("seen", torch.empty((4,)))',
        "        self.scale = nn.Parameter(torch.empty((4,)))",
        "",
        "    def forward(self, x):",
        "        if self.training:",
        "            add = self.seen * 0.9 + x.mean(dim=(0, 1)) * 0.1",
        "            with torch.no_grad():",
        "                self.seen.copy_(add)",
        "            return (x - add) * self.scale",
        "        return (x - self.seen) * self.scale",
    ]
    assert "return x * 2.0 + 1.0" in pytorch.program(written_cases.CASES["a_lambda"]())


def test_weights_bear_the_names_of_the_modules():
    state = pytorch.state(small())
    shapes = {name: array.shape for name, array in state.items()}
    assert shapes == {
        "look.weight": (4, 2, 3, 3), "look.bias": (4,), "think.weight": (8, 16),
        "think.bias": (8,), "kind.weight": (3, 8), "kind.bias": (3,),
    }  # fmt: skip
    assert {kind for kind in TABLE if kind.__module__.startswith("tests")} == set()


# With PyTorch -------------------------------------------------------------------------------------


def run_in_torch(folder):
    """The answers of each case in a folder, or a text that says what went wrong."""
    environment = {**os.environ, "PYTHONPATH": "", "OMP_NUM_THREADS": "1"}
    subprocess.run([sys.executable, str(RUNNER), str(folder)], check=True, timeout=280,
                   env=environment, capture_output=True)  # fmt: skip
    found = {}
    for case in sorted(folder.iterdir()):
        error = case / "error.txt"
        with np.load(case / "answers.npz") if not error.exists() else error.open() as file:
            found[case.name] = file.read() if error.exists() else dict(file)
    return found


def written(folder, name, model, recipe=None, **given):
    case = folder / name
    case.mkdir()
    (case / "program.py").write_text(pytorch.program(model, recipe), encoding="utf-8")
    pytorch.save_weights(model, case / "program.safetensors")
    np.savez(case / "arrays.npz", **given)
    return case


@pytest.mark.reference("torch")
def test_every_layer_and_setting_computes_the_same_in_torch(tmp_path):
    expected = {}
    for name, model, values, given in all_models():
        arrays = {f"input/{place}": value for place, value in enumerate(values)}
        written(tmp_path, name, model, **arrays)
        expected[name] = flat(model.predict(given, verbose=0))
    for name, answers in run_in_torch(tmp_path).items():
        assert isinstance(answers, dict), f"{name}: {answers}"
        assert len(answers) == len(expected[name])
        for place, mine in enumerate(expected[name]):
            theirs = answers[f"output/{place}"]
            scale = max(1.0, np.abs(mine).max())
            np.testing.assert_allclose(theirs / scale, mine / scale, atol=1e-5, err_msg=name)


def pictures_net():
    x = engine.Input((10, 10, 2))
    y = layers.Conv2D(6, 3, strides=2, padding="same", use_bias=False, kernel_regularizer="l2")(x)
    y = layers.ReLU()(layers.BatchNormalization()(y))
    y = layers.Flatten()(layers.MaxPooling2D()(y))
    y = layers.Dense(8, "tanh", kernel_constraint="max_norm", activity_regularizer="l1")(y)
    return engine.Model(x, layers.Dense(4, "softmax")(y))


def groups_net():
    x = engine.Input((6, 6, 4))
    y = layers.Flatten()(layers.GroupNormalization(2)(x))
    return engine.Model(x, layers.Dense(2)(layers.UnitNormalization()(y)))


def words_net():
    words = engine.Input((7,), dtype="int32")
    x = layers.Embedding(5, 6, mask_zero=True)(words)
    x = layers.Bidirectional(layers.LSTM(4, return_sequences=True))(x)
    return engine.Model(words, layers.Dense(1, "sigmoid")(layers.GRU(5)(x)))


def steps_net(masked=False):
    words = engine.Input((7,), dtype="int32")
    x = layers.Embedding(5, 6, mask_zero=masked)(words)
    x = layers.GRU(4, return_sequences=True)(layers.LSTM(5, return_sequences=True)(x))
    x = layers.TimeDistributed(layers.Dense(3))(layers.SimpleRNN(4, return_sequences=True)(x))
    return engine.Model(words, layers.Activation("softmax")(x))


def pair_net():
    a, b = engine.Input((5,)), engine.Input((5,))
    shared = layers.Dense(6, "tanh", kernel_regularizer="l1_l2", bias_constraint="non_neg")
    x = layers.Concatenate()([shared(a), shared(b)])
    return engine.Model([a, b], [layers.Dense(1)(x), layers.Dense(2)(x)])


OPTIMIZERS = [
    ("SGD", {}, 0.1), ("SGD", {"momentum": 0.9, "nesterov": True}, 0.05), ("Adam", {}, 0.01),
    ("Adam", {"amsgrad": True, "clipnorm": 0.5}, 0.01), ("AdamW", {}, 0.01),
    ("RMSprop", {}, 0.01), ("RMSprop", {"centered": True, "momentum": 0.5,
                                        "global_clipnorm": 0.3}, 0.01),
    ("Adagrad", {}, 0.1), ("Adadelta", {}, 1.0), ("Adamax", {"clipvalue": 0.01}, 0.01),
    ("Nadam", {"weight_decay": 0.01}, 0.01),
    ("Ftrl", {"l1_regularization_strength": 0.001, "l2_regularization_strength": 0.01}, 0.1),
    ("SGD", {"momentum": 0.9}, schedules.ExponentialDecay(0.1, 2, 0.5)),
    ("Adam", {"weight_decay": 0.01}, schedules.CosineDecay(0.001, 5, warmup_target=0.01,
                                                           warmup_steps=2)),
]  # fmt: skip
SCHEDULES = [
    schedules.ExponentialDecay(0.1, 7, 0.9), schedules.ExponentialDecay(0.1, 7, 0.9, True),
    schedules.PiecewiseConstantDecay([3, 9], [0.1, 0.05, 0.01]),
    schedules.PolynomialDecay(0.1, 10, 0.01, 2.0), schedules.PolynomialDecay(0.1, 5, cycle=True),
    schedules.InverseTimeDecay(0.1, 4, 0.5), schedules.CosineDecay(0.1, 12, 0.1),
    schedules.CosineDecay(0.01, 12, 0.1, warmup_target=0.1, warmup_steps=4),
    schedules.CosineDecayRestarts(0.1, 4), schedules.CosineDecayRestarts(0.1, 4, 1.0, 0.8, 0.05),
]  # fmt: skip


def test_every_schedule_gives_its_rates_and_is_told_in_all_programs(tmp_path):
    for place, schedule in enumerate(SCHEDULES):
        told = {key: value for key, value in schedule.get_config().items() if key != "name"}
        name = snake_case(type(schedule).__name__)
        for step in range(30):
            found = getattr(parts_schedules, name)(step, **told)
            assert found == pytest.approx(float(schedule(step)), rel=1e-5)
        recipe = Recipe("mse", "SGD", schedule)
        text = pytorch.program(small(), recipe)
        (tmp_path / f"{place}.py").write_text(text)
        assert f"lambda step: {name}(" in text
        for target in ("keras", "tf_keras", "engine"):
            text = export.code(small(), target, recipe)
            assert f"optimizers.schedules.{type(schedule).__name__}(" in text
    assert formatted(tmp_path) == ""


NETS = {
    "pictures": (pictures_net, "categorical_crossentropy", ("accuracy", "AUC", "F1Score")),
    "words": (words_net, "binary_crossentropy", ("accuracy", "Recall")),
    "steps": (steps_net, "sparse_categorical_crossentropy", ("accuracy",)),
    "masked": (lambda: steps_net(True), "sparse_categorical_crossentropy", ("accuracy",)),
    "groups": (groups_net, "mse", ("mae",)),
    "pair": (pair_net, "mse", ("mae", "R2Score")),
    **{name: (written_cases.CASES[name], "mse", ()) for name in (
        "a_layer_with_weights", "layers_in_a_layer", "windows_in_a_layer", "another_phase",
        "a_penalty", "a_cell", "a_mask", "limits_and_penalties", "always_as_in_training",
        "penalties_both_ways", "constants_of_a_walk",
    )},
}  # fmt: skip


def targets_for(model, loss, generator, count=6):
    found = []
    for output in model.outputs:
        shape = (count, *output.shape[1:])
        numbers = generator.integers(0, max(shape[-1], 2), shape[:-1])
        found.append(
            numbers.astype("i4") if loss.startswith("sparse")
            else np.eye(shape[-1], dtype="f")[numbers] if loss.startswith("categorical")
            else generator.integers(0, 2, shape).astype("f") if loss.startswith("binary")
            else generator.standard_normal(shape).astype("f")
        )  # fmt: skip
    return found


def three_steps(model, loss, optimizer, parameters, rate, metrics):
    """(arrays for the probe, losses of three steps, outputs after them)."""
    generator = np.random.default_rng(3)
    made = engine.optimizers.get(
        {"class_name": optimizer, "config": {"learning_rate": rate, **parameters}}
    )
    model.compile(made, loss, metrics=list(metrics))
    samples = torch_cases.arrays_for(model)
    given = {f"input/{place}": value for place, value in enumerate(samples)}
    losses = []
    for step in range(3):
        x, y = torch_cases.arrays_for(model, step + 1), targets_for(model, loss, generator, 4)
        given |= {f"batch/{step}/input/{place}": value for place, value in enumerate(x)}
        given |= {f"batch/{step}/target/{place}": value for place, value in enumerate(y)}
        model.reset_metrics()
        row = model.train_on_batch(fed(model, x), y if len(y) > 1 else y[0], return_dict=True)
        losses.append(row["loss"])
    return given, losses, flat(model.predict(fed(model, samples), verbose=0))


@pytest.mark.reference("torch")
def test_three_training_steps_with_the_same_batches_end_at_the_same_weights(tmp_path):
    expected = {}
    for name, (make, loss, metrics) in NETS.items():
        chosen = OPTIMIZERS if name == "pair" else [OPTIMIZERS[0], OPTIMIZERS[2]]
        for place, (optimizer, parameters, rate) in enumerate(chosen):
            model, label = stirred(make()), f"{name}_{place}_{optimizer}"
            recipe = Recipe(loss, optimizer, rate, metrics, parameters)
            case = written(tmp_path, label, model, recipe)
            given, losses, after = three_steps(model, loss, optimizer, parameters, rate, metrics)
            np.savez(case / "arrays.npz", **given)
            expected[label] = losses, after
    assert formatted(tmp_path) == ""
    for name, answers in run_in_torch(tmp_path).items():
        assert isinstance(answers, dict), f"{name}: {answers}"
        losses, after = expected[name]
        np.testing.assert_allclose(answers["loss"], losses, rtol=1e-5, err_msg=name)
        for place, mine in enumerate(after):
            np.testing.assert_allclose(
                answers[f"trained/{place}"], mine, atol=1e-5, err_msg=name
            )


def trained_by(folder, *options, processes=1):
    """The lines that a training program prints, alone or under torchrun."""
    command = [sys.executable]
    if processes > 1:
        command += ["-m", "torch.distributed.run", "--standalone",
                    f"--nproc-per-node={processes}"]  # fmt: skip
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": ""}
    done = subprocess.run([*command, "net.py", *options], cwd=folder, env=environment,
                          capture_output=True, text=True, timeout=200)  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return [line for line in done.stdout.split("\n") if line and "ERROR" not in line]


def normalized(name="picture"):
    x = engine.Input((6, 6, 2), name=name)
    y = layers.BatchNormalization()(layers.Conv2D(4, 3, use_bias=False)(x))
    y = layers.Dense(8, use_bias=False)(layers.Flatten()(layers.ReLU()(y)))
    y = layers.Activation("tanh")(layers.BatchNormalization(scale=False)(y))
    return engine.Model(x, layers.Dense(3, "softmax", name="kind")(y))


# 36 samples in batches of 11 leave 3 for the last: shares of two processes differ in size. Batches
# of 35 leave one: the second process has none, and must not be seen by a normalization.
@pytest.mark.reference("torch")
@pytest.mark.parametrize("make, size", [(small, 11), (normalized, 35)])
def test_two_processes_learn_what_one_does_and_go_on_where_they_stopped(make, size, tmp_path):
    from safetensors.numpy import load_file

    generator, model = np.random.default_rng(0), make()
    watching = (Callback("EarlyStopping", {"patience": 3}),
                Callback("ReduceLROnPlateau", {"patience": 1}))  # fmt: skip
    recipe = Recipe(**{**vars(RECIPE), "callbacks": watching, "batch_size": size})
    pictures = generator.standard_normal((45, 6, 6, 2)).astype("f")
    kinds = generator.integers(0, 3, 45)
    for name in ("one", "two", "broken"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "net.py").write_text(pytorch.program(model, recipe))
        pytorch.save_weights(model, folder / "net.safetensors")
        np.savez(folder / "data.npz", picture=pictures, kind_target=kinds)
    assert trained_by(tmp_path / "one") == [], "weights that lie there are used"
    alone = trained_by(tmp_path / "one", "--train")
    assert len(alone) == 4 and "val_accuracy" in alone[0]
    assert trained_by(tmp_path / "two", "--train", processes=2) == alone
    whole = (tmp_path / "broken" / "net.py").read_text()
    (tmp_path / "broken" / "net.py").write_text(whole.replace("epochs=4", "epochs=2"))
    trained_by(tmp_path / "broken", "--train")
    (tmp_path / "broken" / "net.py").write_text(whole)
    assert trained_by(tmp_path / "broken", "--resume", processes=2) == alone[2:]
    weights = load_file(tmp_path / "one" / "net.safetensors")
    for name in ("two", "broken"):
        others = load_file(tmp_path / name / "net.safetensors")
        for key, array in weights.items():
            np.testing.assert_allclose(others[key], array, atol=1e-6 if make is small else 1e-5)


@pytest.mark.reference("torch")
def test_short_numbers_are_tried_on_a_processor_too_and_learn_much_the_same(tmp_path):
    generator, model = np.random.default_rng(0), normalized()
    (tmp_path / "net.py").write_text(pytorch.program(model, RECIPE))
    pictures = generator.standard_normal((45, 6, 6, 2)).astype("f")
    np.savez(tmp_path / "data.npz", picture=pictures, kind_target=generator.integers(0, 3, 45))

    def losses(*options):
        lines = trained_by(tmp_path, "--train", *options)
        return [float(line.split("loss: ")[1].split()[0]) for line in lines]

    long, short = losses("--precision", "full"), losses("--precision", "short")
    assert losses() == long != short
    np.testing.assert_allclose(short, long, atol=0.05)


@pytest.mark.reference("torch")
def test_the_first_layer_that_differs_is_named(tmp_path):
    model = stirred(torch_cases.CASES["a_residual_block"]())
    found = export.save(model, "pytorch", tmp_path, verify=True, layers=True)
    assert found.proof.equal and "torch" in found.proof.versions
    calls = [call for call in model._network.calls if not call.is_input]
    assert [one.name for one in found.proof.layers] == [call.layer.name for call in calls]
    program = found.program.read_text()
    pooling = next(call.layer.name for call in calls if call.layer.name.startswith("max"))
    assert program.count("nn.MaxPool2d(") == 1
    found.program.write_text(program.replace("nn.MaxPool2d(", "nn.AvgPool2d("))
    proof = export.verify(model, found, layers=True).proof
    assert not proof.equal and proof.first == pooling


@pytest.mark.reference("torch")
def test_without_weights_beside_it_a_program_draws_them_as_keras_does(tmp_path):
    x = engine.Input((40,))
    y = layers.Dense(60, kernel_initializer="he_normal", bias_initializer="ones")(x)
    y = layers.LSTM(30)(layers.Reshape((4, 15))(y))
    model = engine.Model(x, layers.Dense(50, kernel_initializer="orthogonal")(y))
    (tmp_path / "net.py").write_text(pytorch.program(model))
    code = (
        "import numpy as np, torch, net; torch.manual_seed(1); network = net.make_network(); "
        "np.savez('drawn.npz', **{k: v.numpy() for k, v in network.state_dict().items()})"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, timeout=100)
    ours = pytorch.state(model)
    with np.load(tmp_path / "drawn.npz") as theirs:
        assert set(theirs) == set(ours)
        for name, array in ours.items():
            limits = [np.abs(one).max() for one in (array, theirs[name])]
            np.testing.assert_allclose(theirs[name].std(), array.std(), rtol=0.1, err_msg=name)
            np.testing.assert_allclose(*limits, rtol=0.25, err_msg=name)
            np.testing.assert_allclose(theirs[name].mean(), array.mean(), atol=0.02)
