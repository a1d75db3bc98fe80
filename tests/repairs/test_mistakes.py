"""What happens at each mistake that beginners make? It is told by name, and a click mends it."""

from dataclasses import dataclass, replace

import pytest
from sketches import fork, line

from designer.document import edits, repairs
from designer.document.advice import Known, advise
from designer.document.history import History
from designer.document.values import Document, Wire
from designer.texts import error_text, repair_text

SPARSE, ROWS = "sparse_categorical_crossentropy", "categorical_crossentropy"
BINARY = "binary_crossentropy"


def picture(*shape):
    return "Input", {"shape": list(shape or (8, 8, 1))}


def conv(filters=8, size=3, **more):
    more = {"activation": "relu", **more}
    return "Conv2D", {"filters": filters, "kernel_size": [size, size], **more}


def dense(units, activation="relu"):
    return "Dense", {"units": units, "activation": activation}


FLATTEN, ANSWER = ("Flatten", {}), dense(10, "softmax")
LSTM = ("LSTM", {"units": 8})
BOTH_WAYS = "Bidirectional", {"layer": {"type": "LSTM", "parameters": {"units": 4}}}
EMBED = ("Embedding", {"input_dim": 100, "output_dim": 8})


@dataclass(frozen=True)
class Mistake:
    """A drawing with one mistake: where it is told, in which words, and the repairs offered first.

    `data` tells whether the data (pictures of digits) are known, and changes some of their facts.
    """

    document: Document
    node: str | None
    says: str
    repairs: tuple[str, ...]
    severity: str = "error"
    data: dict | None = None


def without_input():
    return edits.remove(line(picture(), conv(), FLATTEN, ANSWER), ["n1"])


def loose_end():
    """A second branch that nobody has wired on."""
    document = line(picture(), conv(), FLATTEN, ANSWER)
    document = edits.add_node(document, *side("Conv2D"), {"filters": 4, "kernel_size": [3, 3]})
    return edits.connect(document, Wire("n1", 0, "n5", 0))


def side(kind):
    return kind, 560, 300


def unwired():
    """A layer that was put down and forgotten."""
    document = line(picture(), conv(), FLATTEN)
    return edits.add_node(document, "Dense", 1200, 0, {"units": 10, "activation": "softmax"})


def two_outputs():
    document = line(picture(), FLATTEN, dense(32), ANSWER)
    document = edits.add_node(document, *side("Dense"), {"units": 4, "activation": "softmax"})
    return edits.connect(document, Wire("n3", 0, "n5", 0))


NUMBERS = {"target_kind": "numbers", "classes": 0, "target_shape": (), "input_shapes": ((4,),)}
MISTAKES = {
    "data without a drawing": Mistake(
        Document(), None, "nothing is drawn yet",
        ("Draw a first network for these data", "Add an Input layer of shape (8, 8, 1)"), "hint",
        data={},
    ),
    "numbers without a drawing": Mistake(
        Document(), None, "nothing is drawn yet", ("Draw a first network for these data",), "hint",
        data=NUMBERS,
    ),
    "Dense after Conv2D without Flatten": Mistake(
        line(picture(), conv(), ANSWER), "n3", "gives (6, 6, 10) for each sample",
        ("Insert Flatten", "Insert GlobalAvgPool2D"), data={},
    ),
    "Dense after Conv2D, nothing known of the data": Mistake(
        line(picture(), conv(), dense(32), ANSWER), "n3", "its answer is still a picture",
        ("Insert Flatten", "Insert GlobalAvgPool2D"), "hint",
    ),
    "Conv2D on flat input": Mistake(
        line(picture(784), conv(), FLATTEN, ANSWER), "n2", "needs 4 axes",
        ("Insert Reshape((28, 28, 1))",),
    ),
    "Conv2D after Flatten": Mistake(
        line(picture(), FLATTEN, conv(), ("GlobalAvgPool2D", {}), ANSWER), "n3", "needs 4 axes",
        ("Insert Reshape((8, 8, 1))", "Take flatten out"),
    ),
    "LSTM on 2-D input": Mistake(
        line(picture(20), LSTM, ANSWER), "n2", "(batch, steps, features), but gets (None, 20)",
        ("Insert Reshape((20, 1))", "Insert Reshape((1, 20))"),
    ),
    "a Bidirectional with an empty slot": Mistake(
        line(picture(20, 3), ("Bidirectional", {}), ANSWER), "n2", "Nothing is in the slot layer",
        ("Put LSTM into bidirectional", "Put GRU into bidirectional"),
    ),
    "LSTM on pictures": Mistake(
        line(picture(), LSTM, ANSWER), "n2", "but gets (None, 8, 8, 1)",
        ("Insert Reshape((8, 8))", "Wrap it in TimeDistributed"),
    ),
    "stacked LSTM without return_sequences": Mistake(
        line(picture(20, 3), LSTM, LSTM, ANSWER), "n3", "(batch, steps, features)",
        ("Set return_sequences of lstm to True",),
    ),
    "LSTM behind a Bidirectional without return_sequences": Mistake(
        line(
            picture(20, 3),
            ("Bidirectional", {"layer": {"type": "GRU", "parameters": {"units": 4}}}),
            LSTM,
            ANSWER,
        ),
        "n3", "but gets (None, 8)", ("Set return_sequences inside bidirectional to True",),
    ),
    "pooling over steps behind an LSTM that hands on the last": Mistake(
        line(picture(20, 3), LSTM, ("GlobalAveragePooling1D", {}), ANSWER), "n3", "needs 3 axes",
        ("Set return_sequences of lstm to True", "Insert Reshape((8, 1))"),
    ),
    "Attention between Bidirectional layers without return_sequences": Mistake(
        fork((20, 3), [BOTH_WAYS], [BOTH_WAYS], ("Attention", {}), ANSWER), "merge",
        "compare the samples of a batch", ("Let the layers before it hand on all steps",),
        "warning",
    ),
    "the batch in the shape of a picture": Mistake(
        line(picture(32, 28, 28, 1), conv(), FLATTEN, ANSWER), "n1", "the size of the batch",
        ("Set the shape to (28, 28, 1)",), "warning",
    ),
    "None in the shape for the batch": Mistake(
        line(picture(None, 28, 28, 1), conv(), ("GlobalAvgPool2D", {}), ANSWER), "n1",
        "the size of the batch", ("Set the shape to (28, 28, 1)",), "warning",
    ),
    "the batch in the shape, the data known": Mistake(
        line(picture(32, 8, 8, 1), conv(), FLATTEN, ANSWER), "n1", "has the shape (8, 8, 1)",
        ("Set the shape to (8, 8, 1)",), data={},
    ),
    "a window too large inside a TimeDistributed": Mistake(
        line(("Input", {"shape": [5, 4, 4, 1]}),
             ("TimeDistributed", {"layer": {"type": "Conv2D", "parameters": {
                 "filters": 4, "kernel_size": [9, 9], "activation": "relu"}}}),
             FLATTEN, ANSWER),
        "n2", "larger than the input",
        ("Set padding inside time_distributed to same",
         "Set kernel_size inside time_distributed to (4, 4)"),
    ),
    "Conv1D on pictures": Mistake(
        line(picture(), ("Conv1D", {"filters": 8, "kernel_size": [3], "activation": "relu"}),
             FLATTEN, ANSWER),
        "n2", "goes along each row", ("Use Conv2D instead",), "warning",
    ),
    "a loss for numbers with a softmax over classes": Mistake(
        line(picture(), FLATTEN, ANSWER, loss="mean_squared_error"), None,
        "measures the distance of a number", ("Use sparse_categorical_crossentropy",), data={},
    ),
    "Add of different channels": Mistake(
        fork((8, 8, 3), [conv(8)], [conv(16)], ("Add", {}), FLATTEN, ANSWER),
        "merge", "do not fit element by element",
        ("Insert Conv2D(16, 1) behind conv2d", "Set filters of conv2d to 16"),
    ),
    "Add of different sizes": Mistake(
        fork((8, 8, 3), [conv(8)], [conv(8, padding="same")], ("Add", {}), FLATTEN, ANSWER),
        "merge", "do not fit element by element",
        ("Set padding of conv2d to same", "Insert Cropping2D behind conv2d_1"),
    ),
    "Concatenate of different sizes": Mistake(
        fork((8, 8, 3), [conv(8)], [conv(8, 1)], ("Concatenate", {}), FLATTEN, ANSWER),
        "merge", "their other sizes must be equal",
        ("Set padding of conv2d, conv2d_1 to same", "Set padding of conv2d to same"),
    ),
    "Concatenate of a picture and a row": Mistake(
        fork((8, 8, 3), [conv(8)], [FLATTEN, dense(4)], ("Concatenate", {}), ANSWER),
        "merge", "their other sizes must be equal",
        ("Insert Flatten behind conv2d", "Insert GlobalAvgPool2D behind conv2d"),
    ),
    "kernel larger than input": Mistake(
        line(picture(4, 4, 1), conv(8, 7), FLATTEN, ANSWER), "n2", "larger than the input",
        ("Set padding of conv2d to same", "Set kernel_size of conv2d to (4, 4)"),
    ),
    "pooled until nothing is left": Mistake(
        line(picture(4, 4, 1), *[("MaxPooling2D", {})] * 3, FLATTEN, ANSWER), "n4",
        "larger than the input",
        ("Take max_pooling2d_2 out", "Set padding of max_pooling2d_2 to same"),
    ),
    "Reshape with the wrong product": Mistake(
        line(picture(784), ("Reshape", {"target_shape": [28, 27, 1]}), conv(), FLATTEN, ANSWER),
        "n2", "cannot lay out", ("Set target_shape of reshape to (28, 28, 1)",),
    ),
    "softmax with one unit": Mistake(
        line(picture(5), dense(1, "softmax"), loss=BINARY), "n2", "always gives 1",
        ("Set the activation to sigmoid", "Give each of the 2 classes a unit"), "warning",
    ),
    "integer labels with categorical_crossentropy": Mistake(
        line(picture(), FLATTEN, ANSWER, loss=ROWS), None, "categorical_crossentropy cannot use",
        ("Use sparse_categorical_crossentropy",), data={},
    ),
    "rows of 0 and 1 with the sparse loss": Mistake(
        line(picture(), FLATTEN, ANSWER), None, "which sparse_categorical_crossentropy cannot use",
        ("Use categorical_crossentropy",), data={"one_hot": True, "target_shape": (10,)},
    ),
    "a loss for yes or no with ten classes": Mistake(
        line(picture(), FLATTEN, ANSWER, loss=BINARY), None, "tells two classes apart",
        ("Use sparse_categorical_crossentropy",), data={},
    ),
    "missing Input": Mistake(
        without_input(), "n2", "has no input", ("Add an Input layer of shape (8, 8, 1)",), data={},
    ),
    "missing Input, nothing known of the data": Mistake(
        without_input(), "n2", "has no input", ("Add an Input layer of shape (28, 28, 1)",),
    ),
    "Input without a shape": Mistake(
        line(("Input", {}), FLATTEN, ANSWER), "n1", "needs a value for shape",
        ("Set shape of input_1 to (8, 8, 1)",), data={},
    ),
    "a layer that nobody has wired": Mistake(
        unwired(), "n4", "has no input", ("Draw a wire from flatten to dense",), "warning",
    ),
    "an unconnected output": Mistake(
        loose_end(), "n5", "leads nowhere", ("Take conv2d_1 out",), "warning",
    ),
    "several outputs with one loss": Mistake(
        two_outputs(), None, "has 2 outputs", ("Take dense_2 out",), data={},
    ),
    "Embedding fed with floats": Mistake(
        line(picture(20), dense(16), EMBED, FLATTEN, ANSWER), "n3", "gives it computed ones",
        ("Put embedding behind input_1", "Use Dense instead"), "warning",
    ),
    "Embedding on an Input of floats": Mistake(
        line(picture(20), EMBED, FLATTEN, ANSWER), "n2", "is declared to give any numbers",
        ("Set the dtype of input_1 to int32",), "hint",
    ),
    "sigmoid with sparse_categorical_crossentropy": Mistake(
        line(picture(), FLATTEN, dense(10, "sigmoid")), "n3", "judges each class by itself",
        ("Set the activation to softmax",), "warning", data={},
    ),
    "units unequal to the number of classes": Mistake(
        line(picture(), FLATTEN, dense(7, "softmax")), "n3", "has 7 units, but there are 10",
        ("Set the units to 10",), data={},
    ),
    "no activation at the end": Mistake(
        line(picture(), FLATTEN, dense(10, "linear")), "n3", "expects probabilities",
        ("Set the activation to softmax",), "warning", data={},
    ),
    "no activation at the end, nothing known of the data": Mistake(
        line(picture(), FLATTEN, dense(10, "linear")), "n3", "expects probabilities",
        ("Set the activation to softmax", "Use mean_squared_error"), "hint",
    ),
    "pictures fed flat": Mistake(
        line(picture(64), dense(32), ANSWER), "n1", "has the shape (8, 8, 1)",
        ("Reshape the samples to (64)", "Set the shape to (8, 8, 1) and insert Flatten"), data={},
    ),
    "another shape than the data have": Mistake(
        line(picture(28, 28, 1), conv(), FLATTEN, ANSWER), "n1", "has the shape (8, 8, 1)",
        ("Set the shape to (8, 8, 1)",), data={},
    ),
    "channels in front": Mistake(
        line(picture(3, 32, 32), conv(), FLATTEN, ANSWER), "n2", "channels first",
        ("Insert Permute",), "warning",
    ),
    "a Dense layer of millions behind Flatten": Mistake(
        line(picture(64, 64, 3), conv(32), FLATTEN, dense(128), ANSWER), "n4",
        "of the 15,747,338 parameters",
        ("Insert MaxPooling2D before flatten", "Use GlobalAvgPool2D instead of flatten"), "hint",
    ),
    "dropout that leaves nothing": Mistake(
        line(picture(), FLATTEN, dense(32), ("Dropout", {"rate": 1.0}), ANSWER), "n4",
        "drops 100 %", ("Set rate to 0.5",), "warning",
    ),
    "dropout behind the answer": Mistake(
        line(picture(), FLATTEN, ANSWER, ("Dropout", {"rate": 0.5})), "n4",
        "comes after the softmax of dense",
        ("Put dropout before dense", "Take dropout out"), "warning",
    ),
    "dropout behind a number": Mistake(
        line(picture(5), dense(1, "linear"), ("Dropout", {"rate": 0.5}), loss="mse"), "n3",
        "drops answers", ("Put dropout before dense", "Take dropout out"), "warning",
    ),
    "nothing bends between two Dense layers": Mistake(
        line(picture(), FLATTEN, dense(32, "linear"), ANSWER), "n3", "Nothing bends",
        ("Set the activation to relu",), "hint",
    ),
    "BatchNormalization right after softmax": Mistake(
        line(picture(), FLATTEN, ANSWER, ("BatchNormalization", {})), "n4",
        "comes after the softmax of dense",
        ("Put batch_normalization before dense", "Take batch_normalization out"), "warning",
    ),
    "softmax twice": Mistake(
        line(picture(), FLATTEN, ANSWER, ("Softmax", {})), "n4",
        "comes after the softmax of dense", ("Take softmax out",), "warning",
    ),
    "softmax in the middle": Mistake(
        line(picture(), FLATTEN, dense(32, "softmax"), ANSWER), "n3", "middle of the network",
        ("Set the activation to relu",), "hint",
    ),
    "validation without enough data": Mistake(
        line(picture(), FLATTEN, ANSWER), None, "Validation gets 4 of the 40 samples",
        ("Set the validation share to 0.3",), "warning", data={"train_count": 40},
    ),
    "early stopping without validation": Mistake(
        line(picture(), FLATTEN, ANSWER, validation_share=0.0, early_stopping=True), None,
        "Early stopping watches val_loss", ("Set the validation share to 0.1",), "warning",
    ),
    "a learning rate for SGD with Adam": Mistake(
        line(picture(), FLATTEN, ANSWER, learning_rate=0.5), None, "far too high for Adam",
        ("Set the learning rate to 0.001",), "warning",
    ),
    "a batch larger than the data": Mistake(
        line(picture(), FLATTEN, ANSWER, batch_size=4096), None, "A batch of 4096 samples",
        ("Set the batch size to 32",), "hint", data={},
    ),
    "a mask that is lost on the way": Mistake(
        line(
            ("Input", {"shape": [20], "dtype": "int32"}),
            ("Embedding", {"input_dim": 100, "output_dim": 8, "mask_zero": True}),
            ("Conv1D", {"filters": 8, "kernel_size": [3], "activation": "relu"}),
            LSTM,
            ANSWER,
        ),
        "n3", "The mask of embedding ends at conv1d",
        ("Set mask_zero of embedding to False",), "hint",
    ),
    "an axis that is not there": Mistake(
        line(picture(), ("BatchNormalization", {"axis": 7}), FLATTEN, ANSWER), "n2",
        "Axis 7 does not exist", ("Set axis of batch_normalization to -1",),
    ),
    "attention without anything to look at": Mistake(
        line(picture(20, 8), ("MultiHeadAttention", {"num_heads": 2, "key_dim": 4}),
             ("GlobalAveragePooling1D", {}), ANSWER),
        "n2", "needs 2 inputs", ("Draw a wire from input_1 to multi_head_attention",),
    ),
    "queries and values of different width": Mistake(
        fork((20, 8), [dense(8)], [dense(16)], ("Attention", {}),
             ("GlobalAveragePooling1D", {}), ANSWER),
        "merge", "compares queries of size 8 with keys of size 16",
        ("Insert Dense(16) behind dense", "Set units of dense to 16"),
    ),
    "a layer that shall tell a number, without its units": Mistake(
        line(("Input", {"shape": [8, 3]}), LSTM, ("Dense", {}), loss="mse"), "n3",
        "needs a value for units", ("Set units of dense to 1",),
        data={**NUMBERS, "input_shapes": ((8, 3),)},
    ),
    "units not chosen yet": Mistake(
        line(picture(), FLATTEN, ("Dense", {"activation": "softmax"})), "n3",
        "needs a value for units", ("Set units of dense to 10",), data={},
    ),
    "a layer put down first of all": Mistake(
        edits.add_node(Document(), "Dense", 0, 0, {"activation": "softmax"}), "n1",
        "needs a value for units", ("Set units of dense to 10",), data={},
    ),
    "answers in the thousands": Mistake(
        line(picture(4), dense(1, "linear"), loss="mse"), "n2",
        "lies around 1,500, give or take 900", ("Insert Rescaling behind dense",), "hint",
        data={**NUMBERS, "level": (1500.0, 900.0)},
    ),
    "data of numbers and a loss for classes": Mistake(
        line(picture(), FLATTEN, dense(1, "linear")), None, "holds numbers",
        ("Use mean_squared_error",),
        data={"target_kind": "numbers", "classes": 0, "target_shape": ()},
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_by_name_and_its_repairs_mend_it(mistake, digits):
    data = replace(digits, **mistake.data) if mistake.data is not None else None
    known = Known(data)
    document = mistake.document
    analysis = advise(document, known)

    found = [p for p in analysis.problems if mistake.says in str(p.error)]
    assert len(found) == 1, [str(problem.error) for problem in analysis.problems]
    (problem,) = found
    assert (problem.severity, problem.node) == (mistake.severity, mistake.node)
    what, fix = error_text(problem.error)
    place = document.nodes[mistake.node].name if mistake.node else ""
    assert place in what or problem.error.where.field, "the card puts the name before it"
    assert fix

    offered = repairs.offers(document, analysis, problem, known)
    labels = tuple(repair_text(problem.error, offer.repair) for offer in offered)
    assert labels[: len(mistake.repairs)] == mistake.repairs
    assert len(offered) <= repairs.MOST
    for offer in offered:
        history = History(document)
        where = problem.node or problem.error.where
        history.push("Mend", repairs.apply(document, offer.repair, where))
        same_data = history.document.data == document.data
        mended = advise(history.document, known if same_data else Known())
        assert history.document == offer.document
        assert not any(
            (p.node, p.error.what) == (problem.node, problem.error.what) for p in mended.problems
        )
        history.undo()
        assert history.document is document


def test_a_first_network_gives_answers_of_the_size_that_the_data_have(digits):
    known = Known(replace(digits, **NUMBERS, level=(1500.0, 900.0)))
    analysis = advise(Document(), known)
    first = repairs.offers(Document(), analysis, analysis.problems[0], known)[0]
    last = list(first.document.nodes.values())[-1]
    assert last.type == "Rescaling" and last.parameters == {"scale": 900.0, "offset": 1500.0}
    assert not advise(first.document, known).problems
