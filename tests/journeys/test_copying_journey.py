"""Does a drawing travel from one running program to another one by the clipboard?"""

import pytest


@pytest.mark.xvfb
@pytest.mark.xdist_group("screen")
def test_layers_and_their_wires_are_copied_from_one_program_into_another(on_screen):
    giver = on_screen("copying_window.py", "give")
    assert giver.told() == {"copied": 3}
    told = on_screen("copying_window.py", "take").told()
    own = [["Input", "mine"], ["Flatten", "flatten"], ["Dense", "dense"]]
    copies = [["Input", "input_1"], ["Flatten", "flatten_1"], ["Dense", "dense_1"]]
    assert told["layers"] == [*own, *copies]
    assert told["wires"] == [
        ["mine", "flatten"],
        ["flatten", "dense"],
        ["input_1", "flatten_1"],
        ["flatten_1", "dense_1"],
    ]
    assert told["undone"]
    assert giver.poll() is None
