"""How is program text laid out? Long lines are split at brackets, as `ruff format` splits them."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

from engine.work import Work, finished

WIDTH = 88
INDENT = "    "
OPENING, CLOSING = "([{", ")]}"
STRING = r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'"""
# What a layout depends on, the rest is passed over; and what the links of a chain are told by.
SIGN = re.compile(rf"""{STRING}|[\[\](){{}}"',=]""")
LINK = re.compile(rf"""{STRING}|[\[\](){{}}"',=. ]""")
KEYWORD = re.compile(r"\w+=[^=]")
# Operators with the spaces around them, those that bind least first.
OPERATORS = [
    re.compile(rf" (?:{kind}) ")
    for kind in ("for", "if|else", "or", "and", "[!=<>]=|[<>]|in|is", r"[-+]", r"[*/%]|//")
]
CHOICE = OPERATORS[1]
METHOD = re.compile(r"\.\w+\(")


def tidy(source: str) -> str:
    """`source` with each statement that stands on one line brought to WIDTH.

    Statements that are spread over lines already stay as they are.
    """
    return finished(tidying(source))


def tidying(source: str) -> Work[str]:
    """`tidy` with a stop after each line."""
    lines: list[str] = []
    depth, quoted = 0, False
    for line in source.split("\n"):
        inside = depth > 0 or quoted
        if line.count('"""') % 2:
            quoted = not quoted
        elif not quoted:
            depth += balance(line)
        whole = not inside and depth == 0 and not quoted
        lines += wrapped(line) if whole and width(line) > WIDTH else [line]
        yield
    return "\n".join(lines)


def wrapped(line: str) -> list[str]:
    """One statement as lines that are short enough, where brackets allow it."""
    text = line.lstrip(" ")
    if text.startswith(("#", '"""')):
        return [line]
    return split(text, (len(line) - len(text)) // len(INDENT), "")


def split(text: str, indent: int, tail: str) -> list[str]:
    """`text` at an indent, with `tail` (such as a comma) after it."""
    margin = INDENT * indent
    if len(margin) + width(text) + len(tail) <= WIDTH:
        return [margin + text + tail]
    names, equals, value = assignment(text)
    begin = len(names) + len(equals)
    pairs = [pair for pair in brackets(text) if pair[0] >= begin]
    if "," in names and len(margin) + width(text[: pairs[0][0] + 1] if pairs else text) > WIDTH:
        return [
            f"{margin}(",
            *one_a_line(at_commas(names), indent + 1),
            *split(f"){equals}{value}", indent, tail),
        ]
    if width(f"{margin}{names}{equals}(") > WIDTH and names.endswith("]"):
        head, inner = names[:-1].split("[", 1)
        kept = split(inner, indent + 1, "")
        return [f"{margin}{head}[", *kept, *split(f"]{equals}{value}", indent, tail)]
    if text.startswith("return ") and is_choice(text):
        inner = element(text.removeprefix("return "), indent + 1, "")
        return [f"{margin}return (", *inner, f"{margin}){tail}"]
    if equals and not pairs:
        return [f"{margin}{names}{equals}(", f"{margin}{INDENT}{value}", f"{margin}){tail}"]
    if equals and any(sign == "," for _, sign in outside(value)):
        inner = one_a_line(at_commas(value), indent + 1)
        return [f"{margin}{names}{equals}(", *inner, f"{margin}){tail}"]
    links = chain(value) if equals else []
    if len(links) > 2:
        inner = f"{margin}{INDENT}{value}"
        lines = [inner]
        if width(inner) > WIDTH:
            lines = [line for link in links for line in split(link, indent + 1, "")]
        return [f"{margin}{names}{equals}(", *lines, f"{margin}){tail}"]
    room = WIDTH - len(margin)
    fitting = [
        pair for pair in pairs if width(text[: pair[0]]) < room and pair[1] - pair[0] > 1
    ]
    if not fitting:
        return [margin + text + tail]
    begin, end = fitting[-1]
    if len(margin) + width(text[end:]) + len(tail) > WIDTH and len(fitting) > 1:
        begin, end = fitting[0]
    head, inner, rest = text[: begin + 1], text[begin + 1 : end], text[end:]
    after = split(rest, indent, tail)
    return [margin + head, *content(inner, indent + 1, is_call(text, begin)), *after]


def chain(value: str) -> list[str]:
    """What is called one after the other: a beginning, and each ".method(…)" after it."""
    found = list(outside(value, LINK))
    if any(sign in " ,=" for _, sign in found):
        return []
    calls = [place for place, sign in found if sign == "." and METHOD.match(value, place)]
    begins = [0, *(place for place in calls if value[place - 1] in ")]")]
    return [value[a:b] for a, b in zip(begins, [*begins[1:], None], strict=True)]


def content(inner: str, indent: int, call: bool) -> list[str]:
    """What stands between two brackets: in one line if a call's arguments fit, else one a line."""
    inner = inner.strip()
    parts = at_commas(inner)
    if len(parts) == 1 and not inner.endswith(","):
        return element(inner, indent, "")
    if call and len(INDENT) * indent + width(inner) <= WIDTH and not inner.endswith(","):
        return [INDENT * indent + inner]
    return one_a_line(parts, indent)


def one_a_line(parts: list[str], indent: int) -> list[str]:
    return [line for part in parts for line in element(part, indent, ",")]


def element(text: str, indent: int, tail: str) -> list[str]:
    """What stands in brackets at an indent: split before the operators that bind least."""
    if len(INDENT) * indent + width(text) + len(tail) <= WIDTH:
        return [INDENT * indent + text + tail]
    places = [] if text.startswith("lambda ") or KEYWORD.match(text) else operators(text)
    begins = [0, *(place + 1 for place in places)]
    pieces = [text[a:b].strip() for a, b in zip(begins, [*begins[1:], None], strict=True)]
    if len(pieces) == 1:
        return split(text, indent, tail)
    last = len(pieces) - 1
    return [
        line
        for place, piece in enumerate(pieces)
        for line in laid(piece, indent, tail if place == last else "")
    ]


def is_choice(text: str) -> bool:
    """Whether a text is `this if that else another`, outside of brackets."""
    return any(CHOICE.match(text, place) for place in operators(text))


def laid(piece: str, indent: int, tail: str) -> list[str]:
    """An operand with the operator before it; what a loop goes over stays beside its `in`."""
    return (split if piece.startswith("for ") else element)(piece, indent, tail)


def width(text: str) -> int:
    """How many columns a text takes: a Chinese sign or an emoji takes two."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def operators(text: str) -> list[int]:
    """The spaces before the operators outside of brackets that bind least."""
    spaces = [place for place, sign in outside(text, LINK) if sign == " "]
    found = ([place for place in spaces if kind.match(text, place)] for kind in OPERATORS)
    return next(filter(None, found), [])


def is_call(text: str, place: int) -> bool:
    """Whether the bracket at a place holds arguments or an index, and is no list or tuple."""
    return place > 0 and (text[place - 1].isalnum() or text[place - 1] in "_)]\"'")


def assignment(text: str) -> tuple[str, str, str]:
    """(names, " = ", value) of an assignment or a keyword argument, else three empty texts."""
    place = next((at for at, sign in outside(text) if sign == "="), None)
    if place is None or text[place + 1 : place + 2] == "=" or text[place - 1] in "=!<>:":
        return "", "", ""
    if text[place - 1] == " ":
        return text[: place - 1], " = ", text[place + 2 :]
    return "", "", ""


def brackets(text: str) -> list[tuple[int, int]]:
    """Where the outermost brackets open and close."""
    found, depth, begin = [], 0, 0
    for place, sign in signs(text):
        if sign in OPENING:
            if depth == 0:
                begin = place
            depth += 1
        elif sign in CLOSING:
            depth -= 1
            if depth == 0:
                found.append((begin, place))
    return found


def at_commas(text: str) -> list[str]:
    """The parts between the outermost commas."""
    places = [place for place, sign in outside(text) if sign == ","]
    parts = [
        text[begin:end].strip()
        for begin, end in zip([0, *(place + 1 for place in places)], [*places, None], strict=True)
    ]
    return [part for part in parts if part]


def outside(text: str, kinds: re.Pattern = SIGN):
    """The signs that stand in no bracket and in no string, with their places."""
    depth = 0
    for place, sign in signs(text, kinds):
        if sign in OPENING:
            depth += 1
        elif sign in CLOSING:
            depth -= 1
        elif depth == 0:
            yield place, sign


def signs(text: str, kinds: re.Pattern = SIGN):
    """The signs outside strings, with their places, but for a bracket that closes at the begin."""
    for found in kinds.finditer(text, 1 if text[:1] and text[0] in CLOSING else 0):
        sign = found[0]
        if sign in "\"'":  # what follows is a string without an end
            return
        if sign[0] not in "\"'":
            yield found.start(), sign


def balance(line: str) -> int:
    """How many more brackets a line opens than it closes."""
    text = "".join(sign for _, sign in signs(" " + line.partition("  # ")[0]))
    return sum(text.count(sign) for sign in OPENING) - sum(text.count(sign) for sign in CLOSING)
