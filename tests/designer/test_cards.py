"""Does every layer explain itself: in both languages, with sums that come out, and a picture?"""

import re

import pytest
from layer_examples import EXAMPLES
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from designer.document import edits
from designer.document.analysis import analyse, make_layer
from designer.document.values import Document, Wire
from designer.explain import texts
from designer.explain.account import account
from designer.explain.expressions import Symbol, floor, with_letters, with_numbers
from designer.panels import card_scales, card_values
from designer.panels.card import CardPanel
from designer.panels.card_picture import CardPicture, Subject
from designer.panels.card_sketch import Sketch
from designer.panels.card_words import NodeWords
from designer.panels.prose import code_html
from designer.shell import language, motion, theme
from designer.shell.templates import Templates
from engine import registry

OURS = [
    name for name, kind in registry.layers().items() if kind.cls.__module__.startswith("engine.")
]
PICTURE, SERIES, FILM = (6, 8, 3), (7, 3), (3, 5, 6, 2)
VARIANTS = [  # what the examples leave out
    ("Conv2D", {"filters": 32, "kernel_size": [3, 3]}, (28, 28, 32)),
    ("Conv2D", {"filters": 6, "kernel_size": 3, "groups": 3, "use_bias": False}, PICTURE),
    ("Conv2D", {"filters": 6, "kernel_size": 2, "data_format": "channels_first"}, PICTURE),
    ("Conv2D", {"filters": 4, "kernel_size": 2, "dilation_rate": 3, "padding": "same"}, PICTURE),
    ("Conv2D", {"filters": 4, "kernel_size": 2, "dilation_rate": 3}, PICTURE),
    ("Conv2DTranspose", {"filters": 4, "kernel_size": 4, "strides": 3, "output_padding": 1},
     PICTURE),
    ("Conv2DTranspose", {"filters": 4, "kernel_size": 5, "strides": 2, "output_padding": 1,
                         "padding": "same"}, PICTURE),
    ("LocallyConnected2D", {"filters": 4, "kernel_size": 3}, PICTURE),
    ("LocallyConnected2D", {"filters": 4, "kernel_size": 3, "implementation": 3,
                            "padding": "same"}, PICTURE),
    ("MaxPooling2D", {"pool_size": 3, "strides": 2}, PICTURE),
    ("GlobalAvgPool2D", {"keepdims": True, "data_format": "channels_first"}, PICTURE),
    ("GRU", {"units": 5, "return_sequences": True}, SERIES),
    ("LSTM", {"units": 5, "use_bias": False, "return_state": True}, SERIES),
    ("ConvLSTM2D", {"filters": 4, "kernel_size": 3, "return_sequences": True,
                    "padding": "same"}, FILM),
    ("Bidirectional", {"layer": {"type": "GRU", "parameters": {"units": 4}}}, SERIES),
    ("TimeDistributed",
     {"layer": {"type": "Conv2D", "parameters": {"filters": 2, "kernel_size": [2, 2]}}}, FILM),
    ("RNN", {"cell": [{"type": "GRUCell", "parameters": {"units": 4}}] * 2}, SERIES),
    ("BatchNormalization", {"axis": [1, 3], "scale": False}, PICTURE),
    ("LayerNormalization", {"center": False, "scale": False}, SERIES),
    ("Dense", {"units": 3, "use_bias": False}, PICTURE),
    ("Reshape", {"target_shape": [12, -1]}, PICTURE),
]  # fmt: skip
CASES = [(name, example.parameters, example.shapes, example.whole_numbers)
         for name, example in EXAMPLES.items() if example.shapes]
CASES += [(name, parameters, ((2, *shape),), False) for name, parameters, shape in VARIANTS]


def drawn(name, parameters, shapes, whole_numbers=False):
    """A document with the one layer, "n", and its inputs."""
    document = Document(name="card")
    for place, shape in enumerate(shapes):
        dtype = {"dtype": "int32"} if whole_numbers else {}
        given = {"shape": list(shape[1:]), **dtype}
        document = edits.add_node(document, "Input", 0, 100 * place, given, id=f"i{place}")
    document = edits.add_node(document, name, 300, 0, parameters, id="n")
    for place in range(len(shapes)):
        document = edits.connect(document, Wire(f"i{place}", 0, "n", place))
    return document


@pytest.mark.parametrize("name, parameters, shapes, whole", CASES)
def test_the_sums_of_a_card_come_to_the_true_shape_and_count(name, parameters, shapes, whole):
    document = drawn(name, parameters, shapes, whole)
    facts = analyse(document).facts["n"]
    assert facts.status == "ok"
    told = account(
        make_layer(document, document.nodes["n"]),
        [spec.shape for spec in facts.inputs],
        facts.outputs[0].shape,
        facts.weights,
    )
    assert tuple(size.value for _, size in told.axes) == tuple(facts.outputs[0].shape)
    assert told.parameters.value == facts.parameters
    for words in (key for key, _ in told.axes):
        assert all(texts.word(words, spoken) for spoken in texts.LANGUAGES)
    for one in (*(size for _, size in told.axes), told.parameters):
        assert all(texts.word(letter.word, "zh") for letter in one.symbols())


def test_a_count_that_is_a_single_letter_says_what_it_counts(look):
    document = drawn("AdditiveAttention", {}, ((2, 4, 3), (2, 4, 3)))
    words = NodeWords(document, document.nodes["n"], analyse(document).facts["n"])
    (told,) = words.parameters()
    letter = told.partition(" = ")[0]
    assert "3" in told and words.legend()[0].startswith(f"{letter} ")


def test_code_in_a_text_has_letters_of_one_width(look):
    page = QTextDocument()
    page.setHtml(f"Slides {code_html('`filters`')}")
    cursor = QTextCursor(page)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    assert cursor.charFormat().fontFamilies() == [theme.MONOSPACE[0]]


def test_a_sum_is_written_with_letters_and_with_numbers():
    n, k, s = Symbol("n", 28, "size_in"), Symbol("k", 5, "window"), Symbol("s", 2, "strides")
    places = floor((n - k) / s) + 1
    assert with_letters(places) == "⌊(n − k) / s⌋ + 1"
    assert with_numbers(places) == "⌊(28 − 5) / 2⌋ + 1"
    assert places.value == 12
    assert with_letters((n + k) * (s - 1) - (k - s)) == "(n + k)·(s − 1) − (k − s)"
    assert (Symbol("t", None, "steps") * 2).value is None


def test_every_layer_is_explained_in_both_languages():
    assert sorted(texts.explained()) == sorted(OURS)
    for name in OURS:
        english, chinese = (texts.explanation(name, spoken) for spoken in texts.LANGUAGES)
        assert english.use[-1] in ".?" and chinese.use[-1] in "。？"
        assert english.traps and len(english.traps) == len(chinese.traps)
        assert all(re.search(r"[\u4e00-\u9fff]", text) for text in (chinese.use, *chinese.traps))
        assert not re.search(r"[\u4e00-\u9fff]", "".join((english.use, *english.traps)))
        known = registry.get(name).fields
        assert {field for line in english.formula for field in texts.fields_of(line)} <= {*known}


@pytest.fixture
def card(hosted, studio):
    panel = hosted(CardPanel, studio)
    panel.resize(300, 600)
    return panel


@pytest.mark.parametrize("spoken", ["en", "zh_CN"])
def test_no_card_needs_more_than_three_hundred_pixels(card, studio, spoken):
    language.apply(QApplication.instance(), spoken)
    for name, parameters, shapes, whole in CASES:
        studio.load(drawn(name, parameters, shapes, whole), None)
        studio.select(["n"])
        text = card.browser.toPlainText()
        assert text.startswith(name), name
        assert not re.search(r"[{}]", text), name
        assert card.browser.document().idealWidth() <= card.browser.viewport().width(), name
        assert not card.browser.horizontalScrollBar().isVisible(), name
    language.apply(QApplication.instance(), "en")


def test_the_card_does_the_sum_of_this_very_layer(card, studio):
    studio.load(drawn("Conv2D", {"filters": 32, "kernel_size": [3, 3]}, ((2, 28, 28, 32),)), None)
    studio.select(["n"])
    text = card.browser.toPlainText()
    assert "k₁·k₂·c·f + f = 3·3·32·32 + 32 = 9,248" in text
    assert "height, width: ⌊(n − k) / s⌋ + 1 = ⌊(28 − 3) / 1⌋ + 1 = 26" in text
    assert "linear(Σ x(p · 1 + i)" in text
    assert 'layers.Conv2D(32, (3, 3), name="conv2d")' in text
    card.browser.anchorClicked.emit(QUrl("copy:0"))
    assert QGuiApplication.clipboard().text() == 'layers.Conv2D(32, (3, 3), name="conv2d")'


def test_every_layer_has_a_picture_that_moves(qtbot, look):
    picture = CardPicture()
    qtbot.addWidget(picture)
    picture.resize(300, 132)
    for name in OURS:
        kind = registry.get(name)
        picture.subject = Subject(name, kind.category)
        moments = []
        for seconds in (0.1, 1.0, 1.7, 2.4):
            image = QImage(300, 132, QImage.Format.Format_RGB32)
            image.fill(QColor("red"))
            painter = QPainter(image)
            picture.draw(painter, seconds)
            painter.end()
            moments.append(image)
        assert any(image != moments[0] for image in moments[1:]), name
        assert moments[0].pixelColor(2, 2) != QColor("red")


def test_a_curve_ends_where_it_leaves_its_picture():
    """Along the edge it would look like a largest value, which LeakyReLU has not."""
    image = QImage(300, 132, QImage.Format.Format_RGB32)
    painter = QPainter(image)

    def ends(kind, parameters):
        sketch = Sketch(painter, 300, 132, Subject(kind, "activation", parameters), 0.1)
        found = []
        sketch.curve = lambda points, alpha=1.0: found.extend(points)
        card_values.bent(sketch)
        return found[-2:]

    (_, before), (_, last) = ends("LeakyReLU", {})
    assert last < before, "still rising where it ends"
    (_, before), (_, last) = ends("ReLU", {"max_value": 0.7})
    assert last == before, "a limit that is meant is drawn"
    painter.end()


def test_a_factor_for_each_channel_is_shown_by_the_first():
    image = QImage(300, 132, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    given = {"scale": [0.5, 2.0], "offset": 0.25}
    sketch = Sketch(painter, 300, 132, Subject("Rescaling", "normalization", given), 0.0)
    told = []
    sketch.foot = lambda x, text: told.append(text)
    card_scales.rescaled(sketch)
    painter.end()
    assert "× 0.5 + 0.25" in told[0]


def test_a_single_parameter_is_counted_as_one(card, studio):
    studio.load(drawn("Attention", {"use_scale": True}, ((2, 4, 3), (2, 4, 3))), None)
    studio.select(["n"])
    assert "\n1 parameter\n" in card.browser.toPlainText()


def test_the_picture_rests_where_nothing_may_move(card, studio, network):
    app = QApplication.instance()
    try:
        motion.apply(app, False)
        studio.load(network, None)
        studio.select(["n2"])
        assert not card.picture.timer.isActive()
        motion.apply(app, True)
        studio.select(["n4"])
        assert card.picture.timer.isActive()
        card.hide()
        assert not card.picture.timer.isActive()
    finally:
        motion.apply(app, True)


def test_a_drawn_cell_is_told_by_its_weights(card, studio):
    studio.load(Templates().document("custom_cell"), None)
    studio.select(["n2"])
    text = card.browser.toPlainText()
    assert "1,584 parameters" in text
    assert "32·24 + 24 + 32·24 + 24 = 1,584" in text
