"""Which colours do the words of a program have? Lexed as a whole by Pygments, drawn by line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from designer.shell import theme

# Kinds of words by the start of Pygments's token names, the finer ones first.
KINDS = (
    ("Token.Keyword.Constant", "code_number"),
    ("Token.Keyword", "code_keyword"),
    ("Token.Operator.Word", "code_keyword"),
    ("Token.Name.Builtin", "code_name"),
    ("Token.Name.Function", "code_name"),
    ("Token.Name.Class", "code_name"),
    ("Token.Name.Decorator", "code_keyword"),
    ("Token.Name.Namespace", "code_name"),
    ("Token.Literal.String", "code_string"),
    ("Token.Literal.Number", "code_number"),
    ("Token.Comment", "code_comment"),
)


class Colouring(QSyntaxHighlighter):
    """Give it the whole text before the document gets it: a line alone cannot be lexed."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._spans: list[list[tuple[int, int, str]]] = []

    def lex(self, text: str) -> None:
        """Find the words of a Python program; each line gets its spans."""
        for _ in self.lexing(text):
            pass

    def lexing(self, text: str) -> Iterator[None]:
        """`lex` with stops; at its end the document can get the text."""
        from pygments.lexers import PythonLexer

        spans: list[list[tuple[int, int, str]]] = [[]]
        column = 0
        for kind, words in PythonLexer(stripnl=False, ensurenl=False).get_tokens(text):
            token = _token_of(kind)
            for index, piece in enumerate(words.split("\n")):
                if index:
                    spans.append([])
                    column = 0
                    yield
                if token and piece:
                    spans[-1].append((column, len(piece), token))
                column += len(piece)
        self._spans = spans

    def highlightBlock(self, text: str) -> None:
        number = self.currentBlock().blockNumber()
        if number < len(self._spans):
            for start, length, token in self._spans[number]:
                form = QTextCharFormat()
                form.setForeground(QColor(getattr(theme.current(), token)))
                self.setFormat(start, length, form)


@cache
def _token_of(kind: Any) -> str:
    return next((token for start, token in KINDS if str(kind).startswith(start)), "")
