"""Do notices speak up, offer their buttons, give way and go away?"""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from designer.shell.look_button import LookButton
from designer.shell.notices import MOST, Notices
from designer.studio import Notice, NoticeAction


@pytest.fixture
def notices(qtbot, look):
    home = QWidget()
    qtbot.addWidget(home)
    home.resize(600, 500)
    notices = Notices(home)
    home.show()
    yield notices
    for card in list(notices.cards):
        card.dismiss()


def texts(notices):
    return [card.notice.text for card in notices.cards]


def test_a_notice_stands_at_the_lower_edge_inside_the_window(notices):
    notices.show_notice(Notice("info", "Something happened."))
    assert notices.isVisible()
    area = notices.geometry()
    assert notices.parentWidget().rect().contains(area)
    assert area.bottom() > 400


def test_a_long_text_is_wrapped_and_the_window_may_be_resized(notices):
    notices.show_notice(Notice("error", "words " * 60))
    tall = notices.height()
    notices.parentWidget().resize(1000, 700)
    assert notices.parentWidget().rect().contains(notices.geometry())
    assert tall > 60


def test_a_button_does_its_work_and_takes_the_notice_away(notices):
    done = []
    notices.show_notice(Notice("warning", "Undo?", (NoticeAction("Undo", lambda: done.append(1)),)))
    notices.cards[0].buttons[0].click()
    assert done == [1]
    assert notices.cards == []
    assert not notices.isVisible()


def test_the_same_key_replaces(notices):
    notices.show_notice(Notice("info", "first", key="save"))
    notices.show_notice(Notice("info", "second", key="save"))
    notices.show_notice(Notice("info", "second", key="other"))
    assert texts(notices) == ["second"]


def test_older_notices_give_way_but_lasting_ones_stay(notices):
    notices.show_notice(Notice("error", "stays", lasting=True))
    for number in range(MOST + 2):
        notices.show_notice(Notice("info", f"text {number}"))
    assert len(notices.cards) == MOST
    assert texts(notices)[0] == "stays"
    assert texts(notices)[-1] == f"text {MOST + 1}"


def test_a_notice_goes_away_by_itself_and_a_lasting_one_does_not(notices):
    notices.show_notice(Notice("info", "short"))
    notices.show_notice(Notice("error", "long", lasting=True))
    short, long = notices.cards
    assert short._patience.isActive()
    assert not long._patience.isActive()
    short._patience.timeout.emit()
    assert texts(notices) == ["long"]


def test_a_notice_waits_while_it_is_read(notices):
    notices.show_notice(Notice("info", "read me"))
    (card,) = notices.cards
    QCoreApplication.sendEvent(card, QEvent(QEvent.Type.Leave))
    assert card._patience.isActive()


def test_what_is_no_longer_so_is_withdrawn(notices):
    notices.show_notice(Notice("warning", "Training failed", key="train", lasting=True))
    notices.withdraw("train")
    assert notices.cards == []


def test_words_in_angle_brackets_are_shown_as_they_are(notices):
    notices.show_notice(Notice("error", "<b>file</b>"))
    assert notices.cards[0]._text.text() == "<b>file</b>"
    assert notices.cards[0]._text.textFormat().name == "PlainText"


def test_a_button_too_narrow_for_its_words_shows_their_beginning(qtbot, look):
    button = LookButton()
    qtbot.addWidget(button)
    button.setText("Set kernel_size of conv2d to (28, 28)")
    button.resize(button.sizeHint().width(), 30)
    button.show()
    assert button.shown_text() == button.text()
    button.resize(120, 30)
    assert button.shown_text().startswith("Set kernel") and button.shown_text().endswith("…")
    assert not button.grab().isNull()
