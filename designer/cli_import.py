"""What does `layerloom import` do? It makes a project of another program's model file."""

from __future__ import annotations

import argparse
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from designer.cli_output import Output
from designer.document import files, imports
from designer.document.analysis import analyse
from designer.runs.arriving import keep_weights
from designer.texts import error_sentence
from engine.errors import DesignError

tr = QCoreApplication.translate


def run(options: argparse.Namespace, output: Output) -> int:
    """Write the project and, as a run beside it, its weights. Raises DesignError."""
    coming = imports.read(options.file)
    name = Path(options.file).name.partition(".")[0]
    project = Path(options.output or f"{name}{files.SUFFIX}")
    if project.exists() and not options.force:
        raise DesignError(
            "{path} is there already.",
            fix="Choose another name with --output, or add --force.",
            path=str(project),
        )
    files.write(coming.document, project)
    remarks = [*coming.remarks, *keep_weights(coming, project.resolve()).remarks]
    for remark in remarks:
        output.say(error_sentence(remark))
    analysis = analyse(coming.document)
    text = tr("Cli", "{project}: {count} layers, {parameters} parameters")
    output.say(
        text.format(
            project=project, count=len(coming.document.nodes), parameters=analysis.total_parameters
        )
    )
    output.result(
        {
            "ok": True,
            "project": str(project),
            "layers": len(coming.document.nodes),
            "parameters": analysis.total_parameters,
            "weights": bool(coming.weights),
            "remarks": [error_sentence(remark) for remark in remarks],
        }
    )
    return 0
