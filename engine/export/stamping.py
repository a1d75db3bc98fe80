"""Where is it written how equal an export is? In a file beside it, and at its head."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

from engine.export.layout import WIDTH
from engine.export.proving import Proof
from engine.saving.replacing import beside


def proof_file(program: Path) -> Path:
    """Where the proof of a program is kept: ``keras_model.proof.json``."""
    return program.with_suffix(".proof.json")


def stamp(program: Path, proof: Proof) -> Path:
    """Write the proof beside the program, and into its head where it has one. Returns the file."""
    place = proof_file(program)
    with beside(place) as held:
        held.write_text(json.dumps(proof.as_json(), indent=1) + "\n", encoding="utf-8")
    if program.suffix == ".py":
        text = with_header(program.read_text(encoding="utf-8"), proof.sentence())
        with beside(program) as held:
            held.write_text(text, encoding="utf-8")
    elif program.suffix == ".ipynb":
        text = with_note(program.read_text(encoding="utf-8"), proof.sentence())
        with beside(program) as held:
            held.write_text(text, encoding="utf-8")
    return place


def with_note(text: str, sentence: str) -> str:
    """A notebook with the proof in its first cell."""
    content = json.loads(text)
    content["cells"][0]["source"] += ["\n", "\n", sentence]
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def with_header(text: str, sentence: str) -> str:
    """A program with the proof as comment lines behind its docstring."""
    begin, end = text.index('"""'), text.index('"""', text.index('"""') + 3) + 3
    lines = textwrap.wrap(sentence, WIDTH - 2, break_long_words=False, break_on_hyphens=False)
    note = "\n".join(f"# {line}" for line in lines)
    return f"{text[begin:end]}\n\n{note}{text[end:]}"
