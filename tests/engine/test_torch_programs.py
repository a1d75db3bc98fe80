"""Do PyTorch programs of others, and ours once they are edited, come in with equal numbers?"""

import re

import numpy as np
import pytest
import round_trips as trips
from torch_programs import HEAD, PROGRAMS

from designer.document import files, imports
from designer.document.analysis import analyse
from engine import export
from engine.errors import DesignError

TEMPLATES = {path.stem: path for path in trips.TEMPLATES}
DAILY = ("lenet", "residual", "tagger")
OTHERS = ("autoencoder", "branches", "fashion_mnist", "first_network", "reviews", "sunspots")


def written(folder, text, name="program.py"):
    (folder / name).write_text(HEAD + text, encoding="utf-8")
    return folder / name


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_tutorials_program_opens_as_a_whole_network(name, tmp_path):
    coming = imports.read(written(tmp_path, PROGRAMS[name]))
    analysis = analyse(coming.document)
    assert analysis.is_trainable and coming.weights == {}
    told = "torch.randn" in PROGRAMS[name].replace("torch.randn(1, 1, d_model)", "")
    assert [one.what[:20] for one in coming.remarks] == ([] if told else ["The program does not"])


@pytest.mark.reference("torch", "safetensors")
@pytest.mark.parametrize("name", PROGRAMS)
@pytest.mark.filterwarnings("ignore")
def test_it_answers_as_in_pytorch_with_the_weights_beside_it(name, tmp_path):
    import torch
    from safetensors.torch import save_file

    torch.manual_seed(1)
    path, words = written(tmp_path, PROGRAMS[name]), {"__name__": "program"}
    exec(HEAD + PROGRAMS[name], words)
    classes = [one for one in words.values()
               if isinstance(one, type) and issubclass(one, torch.nn.Module)]
    network = words.get("model") or words.get("net") or classes[-1]()
    for module in network.modules():
        if getattr(module, "running_mean", None) is not None:
            module.running_mean.normal_(0, 0.3)
            module.running_var.uniform_(0.5, 2)
    network.eval()
    save_file(network.state_dict(), path.with_suffix(".safetensors"))
    coming = imports.read(path)
    model, left = imports.take_weights(coming.document, coming.weights)
    assert left == []
    arrays = trips.samples(model)
    given = [torch.tensor(one).long() if one.dtype == "i4" else torch.tensor(one) for one in arrays]
    with torch.no_grad():
        expected = network(*given)
    expected = list(expected.values()) if isinstance(expected, dict) else [expected]
    for one, other in zip(trips.answers(model, arrays), expected, strict=True):
        np.testing.assert_allclose(one, other.numpy(), atol=2e-6)


def edited(name, folder):
    """(the path of a template's program with another name for its class, the template's model)."""
    model = trips.settled(files.read(TEMPLATES[name]))
    path = export.save(model, "pytorch", folder, verify=False).program
    path.write_text(re.sub(r"\bNetwork\b", "MyNetwork", path.read_text("utf-8")), "utf-8")
    return path, model


def answers_alike(path, model):
    coming = imports.read(path)
    again, left = imports.take_weights(coming.document, coming.weights)
    assert left == [] and coming.remarks == ()
    arrays = trips.samples(model)
    for one, other in zip(trips.answers(again, arrays), trips.answers(model, arrays), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("name", DAILY)
def test_our_own_program_is_still_read_when_it_was_edited(name, tmp_path):
    answers_alike(*edited(name, tmp_path))


@pytest.mark.reference("onnxruntime")
@pytest.mark.parametrize("name", OTHERS)
def test_so_are_those_of_most_templates(name, tmp_path):
    answers_alike(*edited(name, tmp_path))


def test_a_layer_that_was_added_begins_anew_and_the_others_keep_their_weights(tmp_path):
    path, _ = edited("lenet", tmp_path)
    text = path.read_text("utf-8")
    text = text.replace(
        "        self.digits =", "        self.extra = nn.Linear(84, 84)\n        self.digits ="
    ).replace("self.digits(x)", "self.digits(F.relu(self.extra(x)))")
    path.write_text(text, "utf-8")
    coming = imports.read(path)
    (remark,) = coming.remarks
    assert remark.values["names"] == "extra.weight, extra.bias"
    assert "extra" not in coming.weights and "digits" in coming.weights
    assert [n.type for n in coming.document.nodes.values()].count("Dense") == 4


def test_nothing_of_a_program_is_run_and_what_is_not_understood_is_named(tmp_path):
    path = written(tmp_path, f"""
import os
os.makedirs({str(tmp_path / "harm")!r})
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 2)
    def forward(self, x):
        return torch.linalg.svd(self.a(x))[0]
""")
    with pytest.raises(DesignError) as told:
        imports.read(path)
    assert "torch.linalg.svd" in told.value.values["words"] and told.value.fix
    assert path.read_text().splitlines()[told.value.values["line"] - 1].strip().startswith("return")
    assert not (tmp_path / "harm").exists()


def test_weights_in_a_pickle_are_told_and_not_opened(tmp_path):
    text = 'model = nn.Sequential(nn.Linear(4, 2))\nmodel.load_state_dict(torch.load("net.pt"))\n'
    (tmp_path / "net.pt").write_bytes(b"cos\nsystem\n(S'echo harm'\ntR.")
    coming = imports.read(written(tmp_path, text))
    assert coming.remarks[0].values["path"] == "net.pt" and "safetensors" in coming.remarks[0].fix
    assert coming.weights == {}


@pytest.mark.parametrize("text", [
    "class A(nn.Module):\n    def forward(self, x):\n        return self.forward(x)\nm = A()\n",
    "class A(nn.Module):\n    def __init__(self):\n        self.a = A()\nm = A()\n",
    "m = nn.Sequential(nn.Linear(10**12, 10**12))\n",
    "m = nn.Sequential(*[nn.Linear(1, 1) for _ in range(10**9)])\n",
    "m = nn.Sequential(nn.Conv2d(1, 2, 3), nn.Linear(7, 'a'))\n",
    "import torch\n", "class A(nn.Module):\n    pass\n",
])  # fmt: skip
def test_odd_and_hostile_programs_end_in_words(text, tmp_path):
    with pytest.raises(DesignError) as told:
        imports.read(written(tmp_path, text))
    assert told.value.what
