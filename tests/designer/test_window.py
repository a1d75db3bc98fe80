"""Does the window open, ask, save, recover, remember and close as a person expects?"""

import os

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

import resources
from designer.document import edits, files
from designer.runs.state import RunState
from designer.shell.window import MainWindow
from designer.studio import Studio


def change(window):
    window.studio.edit("Rename", edits.rename, "n4", "digits")


def notices(window):
    return [card.notice.text for card in window.notices.cards]


def test_names_that_look_like_tags_stand_as_they_are(project, qtbot):
    name = "<b>x</b> & <i>y</i>"
    studio = project.studio
    studio.edit("Name", edits.set_name, name)
    studio.select({"n2"})
    project.menus.actions["group"].trigger()
    project.menus.actions["enter"].trigger()
    studio.select(set())
    qtbot.wait(60)
    labels = [label for label in project.findChildren(QLabel) if "<i>" in label.text()]
    assert labels
    for label in labels:
        assert label.textFormat() == Qt.TextFormat.PlainText, label.text()
    (tip,) = [step.toolTip() for step in project.canvas.crumbs.steps]
    assert "&lt;i&gt;" in tip and "<i>" not in tip
    assert project.canvas.crumbs.steps[0].text() == name.replace("&", "&&")


# Beginning


def test_it_begins_with_the_welcome_page(window):
    assert window.pages.currentWidget() is window.welcome
    assert window.windowTitle() == "Layerloom"
    assert not window.toolbar.isVisible()
    assert len(window.welcome.cards) == len(list(resources.path("templates").glob("*.loom")))


def test_new_project_shows_an_empty_canvas(window):
    window.menus.actions["new"].trigger()
    assert window.project_shown
    assert window.toolbar.isVisible()
    assert window.windowTitle() == "Untitled[*] — Layerloom"


def test_a_template_opens_as_a_project_without_a_file(window):
    window.welcome.cards[2].click()
    assert window.project_shown
    assert window.studio.path is None
    assert not window.studio.dirty
    assert window.studio.analysis.is_trainable
    assert window.studio.document.data.source == "builtin:fashion_mnist"


@pytest.mark.parametrize("index", range(5))
def test_every_template_is_whole_and_names_its_data(window, index):
    document = window.welcome.cards[index].template.document
    window.projects.show(document)
    assert window.studio.analysis.problems == ()
    assert document.data.source.startswith("builtin:")


def test_recent_projects_stand_on_the_welcome_page(window, network, tmp_path):
    assert window.welcome._nothing_recent.isVisibleTo(window.welcome)
    path = tmp_path / "old.loom"
    files.write(network, path)
    assert window.projects.open_path(path)
    window.show_welcome()
    (row,) = window.welcome.rows
    assert row.path == path
    row.click()
    assert window.studio.name == "old"
    window.entries.fill_recent()
    assert window.entries.recent.actions()[0].text() == "old"


# Open and save


def test_save_asks_for_a_name_once(project, answers, tmp_path):
    answers.to_save = tmp_path / "mine.loom"
    change(project)
    assert project.isWindowModified()
    assert project.save_project()
    assert not project.isWindowModified()
    assert project.windowTitle() == "mine[*] — Layerloom"
    change_back = project.studio.edit("Rename", edits.rename, "n4", "other")
    assert change_back
    assert project.save_project()
    assert answers.asked == ["save Net.loom"]
    assert files.read(answers.to_save).nodes["n4"].name == "other"


def test_save_that_is_given_up_saves_nothing(project, answers):
    change(project)
    assert not project.save_project()
    assert project.studio.dirty


def test_save_that_fails_says_why_and_loses_nothing(project, answers, tmp_path):
    answers.to_save = tmp_path / "no such folder" / "net.loom"
    change(project)
    assert not project.save_project()
    assert project.studio.dirty
    (text,) = notices(project)
    assert "no such folder" in text or "folder" in text


def test_open_shows_what_was_chosen(window, answers, network, tmp_path):
    answers.to_open = tmp_path / "net.loom"
    files.write(network, answers.to_open)
    window.menus.actions["open"].trigger()
    assert window.studio.document == network
    assert window.preferences.recent() == [answers.to_open]


def test_a_damaged_file_is_told_and_changes_nothing(project, tmp_path):
    path = tmp_path / "bad.loom"
    path.write_text("{not json")
    before = project.studio.document
    assert not project.projects.open_path(path)
    assert project.studio.document is before
    assert "bad.loom" in notices(project)[0]


def test_a_file_with_many_faults_lists_the_first(project, network, tmp_path):
    path = tmp_path / "bad.loom"
    files.write(network, path)
    path.write_text(path.read_text().replace('"type"', '"tipe"'))
    project.projects.open_path(path)
    text = notices(project)[0]
    assert text.count("\n") >= 3
    assert "tipe" in text or "type" in text


def test_a_recent_file_that_is_gone_is_forgotten(window, tmp_path):
    window.preferences.add_recent(tmp_path / "gone.loom")
    assert not window.projects.open_path(tmp_path / "gone.loom")
    assert window.preferences.recent() == []


# Unsaved changes


@pytest.mark.parametrize("leave", ["new_project", "close"])
def test_unsaved_changes_are_asked_about_and_kept_on_cancel(project, answers, leave):
    answers.unsaved = "cancel"
    change(project)
    document = project.studio.document
    getattr(project, leave)()
    assert answers.asked == ["unsaved Net"]
    assert project.studio.document is document
    assert project.isVisible()


def test_unsaved_changes_are_saved_when_wanted(project, answers, tmp_path):
    answers.unsaved, answers.to_save = "save", tmp_path / "net.loom"
    change(project)
    assert project.close()
    assert files.read(answers.to_save).nodes["n4"].name == "digits"


def test_a_save_that_is_given_up_keeps_the_window_open(project, answers):
    answers.unsaved = "save"
    change(project)
    assert not project.close()
    assert project.isVisible()


def test_without_changes_nothing_is_asked(project, answers):
    assert project.close()
    assert answers.asked == []


def test_undone_changes_are_not_asked_about(project, answers):
    change(project)
    project.studio.undo()
    assert project.close()
    assert answers.asked == []


# Recovery


@pytest.fixture
def crashed(network, tmp_path, monkeypatch):
    """What a window that died with unsaved work left behind."""
    path = tmp_path / "net.loom"
    files.write(network, path)
    changed = edits.rename(network, "n4", "precious")
    with monkeypatch.context() as patch:
        patch.setattr(os, "getpid", lambda: 4_000_000)
        files.write_recovery(changed, path)
    return changed


def test_recovery_is_offered_and_brings_the_work_back(window, crashed):
    window.projects.offer_recovery()
    (card,) = window.notices.cards
    assert "net" in card.notice.text
    card.buttons[0].click()
    assert window.studio.document == crashed
    assert window.studio.dirty
    assert window.studio.path.name == "net.loom"
    assert files.recoveries() == []
    assert files.recovery_path(window.studio.path).exists()


def test_recovery_can_be_thrown_away(window, crashed):
    window.projects.offer_recovery()
    window.notices.cards[0].buttons[1].click()
    assert files.recoveries() == []
    assert not window.studio.document.nodes


def test_without_a_crash_nothing_is_offered(window):
    window.projects.offer_recovery()
    assert window.notices.cards == []


# Dropping files


def drop(window, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    sent = (data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPointF(9, 9).toPoint(), Qt.DropAction.CopyAction, *sent)
    QApplication.sendEvent(window, enter)
    QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, *sent))
    return enter.isAccepted()


def test_a_project_dropped_on_the_window_opens(window, network, tmp_path, qtbot):
    path = tmp_path / "dropped.loom"
    files.write(network, path)
    assert drop(window, path)
    qtbot.waitUntil(lambda: window.studio.name == "dropped")


def test_other_files_are_not_taken(window, tmp_path):
    assert not drop(window, tmp_path / "photo.png")


# Panels and layout


def test_every_panel_is_there_and_can_be_brought_to_front(project, qtbot):
    for name, dock in project.workbench.docks.items():
        project.studio.panel_requested.emit(name)
        assert dock.widget() is not None, name
        assert dock.isVisible(), name


def another(window, preferences, qtbot):
    """The window that stands there when Layerloom is started again."""
    assert window.close()
    again = MainWindow(Studio(), preferences, window.dialogs)
    again.studio.setParent(again)
    qtbot.addWidget(again)
    again.show()
    return again


def test_panels_are_as_wide_and_high_as_they_were_left(project, preferences, qtbot):
    def sizes(window):
        docks = window.workbench.docks
        return [docks[name].size() for name in ("palette", "inspector", "problems")]

    project.resize(1600, 900)
    bench = project.workbench
    qtbot.waitUntil(lambda: bench.width() == 1600)
    sides = [bench.docks["palette"], bench.docks["inspector"]]
    bench.resizeDocks(sides, [310, 420], Qt.Orientation.Horizontal)
    bench.resizeDocks([bench.docks["problems"]], [330], Qt.Orientation.Vertical)
    qtbot.waitUntil(lambda: sides[0].width() == 310)
    left = sizes(project)
    unused = another(project, preferences, qtbot)  # closed again with the first page in view
    again = another(unused, preferences, qtbot)
    again.resize(1600, 900)  # the test's screen is smaller, so that the window was made to fit it
    again.projects.new()
    qtbot.waitUntil(lambda: sizes(again) == left)


def test_the_layout_is_remembered_and_can_be_reset(project, preferences, qtbot):
    project.workbench.docks["palette"].close()
    again = another(project, preferences, qtbot)
    again.projects.new()
    assert again.workbench.docks["palette"].isHidden()
    again.reset_layout()
    assert not again.workbench.docks["palette"].isHidden()


def test_a_panel_among_tabs_has_no_second_title(project):
    docks = project.workbench.docks
    assert docks["palette"].titleBarWidget().isVisibleTo(docks["palette"])
    assert docks["problems"].titleBarWidget().height() <= 30
    assert docks["problems"].titleBarWidget() is not docks["problems"]._title


def test_a_panel_behind_others_rests_until_it_is_looked_at_or_stands_alone(project, qtbot):
    bench = project.workbench
    code = bench.panel("code")
    assert not code.isVisible()
    before = code.text.toPlainText()
    project.studio.edit("Rename", edits.rename, "n1", "pictures")
    assert not code._rest.isActive()
    assert code.text.toPlainText() == before
    bench.reveal("code")
    qtbot.waitUntil(lambda: "pictures" in code.text.toPlainText())
    qtbot.waitUntil(code.isVisible)
    assert not bench.panel("problems").isVisible()
    bench.reveal("problems")
    qtbot.waitUntil(lambda: not code.isVisible())
    bench.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, bench.docks["code"])
    qtbot.waitUntil(code.isVisible)


def test_help_on_a_layer_brings_its_card(project):
    project.studio.help_requested.emit("Dense")
    card = project.workbench.panel("card")
    assert card.isVisible()
    assert "Dense" in card.browser.toPlainText()


def test_the_status_bar_counts(project):
    status = project.statusBar()
    assert status.layers.text() == "4 layers"
    assert status.parameters.text() == "54,170 parameters"
    assert status.problems.text() == "No problems"
    project.studio.edit("Reset", edits.reset_parameters, ["n4"], ["units"])
    assert status.problems.text() == "1 problem"
    status.problems.click()
    assert project.workbench.docks["problems"].isVisible()


def test_the_window_bears_the_smallest_size(project):
    project.resize(1024, 700)
    assert project.size().width() == 1024
    assert project.canvas.width() > 300


# Preferences


def test_the_theme_switches_at_once_from_the_menu(project, qapp):
    light = project.entries.theme.actions()[1]
    light.trigger()
    qapp.processEvents()
    assert project.preferences.get("theme") == "light"
    assert project.palette().window().color().lightness() > 200
    assert light.isChecked()


def test_the_preferences_window_follows_and_leads(project, qtbot):
    project.show_preferences()
    (dialog,) = [w for w in QApplication.topLevelWidgets() if w.objectName() == "preferences"]
    box = dialog.boxes["wheel"]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert project.canvas.wheel_zooms is False
    project.preferences.set("wheel", "zoom")
    assert box.currentIndex() == 0
    dialog.close()


def test_the_picture_of_the_drawing_is_written(project, answers, tmp_path):
    answers.to_export = tmp_path / "net.png"
    project.save_picture()
    assert answers.to_export.stat().st_size > 1000
    assert answers.asked == ["export Net.png"]


def test_run_actions_are_passed_to_whoever_trains(window, network):
    """Without panels nobody listens but this test."""
    heard = []
    window.studio.run_requested.connect(heard.append)
    window.studio.load(network)
    for action in (window.train, window.pause, window.resume, window.stop, window.evaluate):
        action()
    assert heard == ["start", "pause", "resume", "stop", "evaluate"]


# While a training runs


@pytest.mark.parametrize(
    "phase, usable",
    [
        ("idle", {"train"}),
        ("training", {"pause", "stop"}),
        ("paused", {"resume", "stop"}),
        ("finished", {"train"}),
    ],
)
def test_run_actions_suit_the_state_of_the_run(project, phase, usable):
    project.studio.set_run(RunState(phase, epochs=3))
    names = ("train", "pause", "resume", "stop")
    assert {name for name in names if project.menus.actions[name].isEnabled()} == usable
    assert project.train_button.isEnabled() == ("train" in usable)
    project.studio.set_run(RunState())


def test_the_status_bar_tells_how_far_the_run_is(project):
    project.studio.set_run(RunState("training", epoch=1, epochs=4, steps=10, step=5))
    status = project.statusBar()
    assert "2" in status.run_label.text() and "4" in status.run_label.text()
    assert status.run_bar.isVisible()
    assert 30 <= status.run_bar.value() <= 45
    project.studio.set_run(RunState())
    assert not status.run_bar.isVisible()


def test_closing_while_a_training_runs_is_asked_about(project, answers):
    answers.stop = False
    project.studio.set_run(RunState("training", epochs=3))
    assert not project.close()
    assert answers.asked == ["stop"]
    answers.stop = True
    assert project.close()
    project.studio.set_run(RunState())
