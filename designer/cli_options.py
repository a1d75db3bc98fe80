"""Which commands and options does the command line have? Its --help, told once."""

from __future__ import annotations

import argparse

from PySide6.QtCore import QCoreApplication

from designer import VERSION
from engine import export

tr = QCoreApplication.translate


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    whole = argparse.ArgumentParser(
        prog="layerloom",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=tr("Cli", "Draw a neural network, train it, leave with code."),
        epilog=tr(
            "Cli",
            "Without a command the window opens: layerloom [PROJECT]\n\n"
            "Exit codes: 0 fine; 1 a fault in the project, the data or a file; 2 a wrong command\n"
            "line; 3 training failed (the loss is no number); 130 interrupted with Ctrl+C.\n\n"
            "Example:\n"
            "  layerloom train clothes.loom --epochs 10 --json > result.json\n"
            "  layerloom predict clothes.loom --input new.npz --output answers.csv",
        ),
    )
    whole.add_argument("--version", action="version", version=f"Layerloom {VERSION}")
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_check(commands)
    _add_train(commands)
    _add_evaluate(commands)
    _add_predict(commands)
    _add_export(commands)
    _add_import(commands)
    _add_report(commands)
    _add_demo(commands)
    return whole


def _command(commands, name: str, help_text: str, details: str = "") -> argparse.ArgumentParser:
    made = commands.add_parser(
        name,
        help=help_text,
        description=details or help_text,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    if name not in ("demo", "import"):
        made.add_argument("project", metavar="PROJECT", help=tr("Cli", "a .loom project file"))
    if name != "demo":
        made.add_argument(
            "--allow-code",
            action="store_true",
            help=tr("Cli", "run the layers in the project that are written in Python"),
        )
        made.add_argument(
            "--json", action="store_true", help=tr("Cli", "write the result as JSON to stdout")
        )
    made.add_argument(
        "--quiet", "-q", action="store_true", help=tr("Cli", "show no progress on stderr")
    )
    return made


def _add_data(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--data",
        metavar="SOURCE",
        help=tr(
            "Cli",
            "use this data instead of the project's: an .npz or .csv file, a folder of pictures, "
            "or builtin:NAME",
        ),
    )


def _add_run(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--run",
        metavar="FOLDER",
        help=tr("Cli", "the run whose weights are used (default: the project's newest)"),
    )
    command.add_argument(
        "--weights", metavar="FILE", help=tr("Cli", "weights to use, as .safetensors")
    )


def _add_check(commands) -> None:
    command = _command(
        commands,
        "check",
        tr("Cli", "list the layers with their shapes, and every problem"),
        tr(
            "Cli",
            "List the layers with output shapes and numbers of parameters, and every problem of\n"
            "the drawing and between drawing, data and loss. Exit code 1 if there is an error.",
        ),
    )
    _add_data(command)


def _add_train(commands) -> None:
    command = _command(
        commands,
        "train",
        tr("Cli", "train the network"),
        tr(
            "Cli",
            "Train the network with the project's settings, or with those given here. The same\n"
            "seed gives the same numbers as the window. Ctrl+C stops and keeps what was learned.",
        ),
    )
    _add_data(command)
    number = {"type": int, "metavar": "N"}
    command.add_argument("--epochs", **number, help=tr("Cli", "passes over the data"))
    command.add_argument("--batch-size", **number, help=tr("Cli", "samples in one step"))
    command.add_argument("--seed", **number, help=tr("Cli", "makes a run repeatable"))
    command.add_argument(
        "--learning-rate", type=float, metavar="X", help=tr("Cli", "how far each step goes")
    )
    command.add_argument("--optimizer", metavar="NAME", help=tr("Cli", "such as Adam or SGD"))
    command.add_argument("--loss", metavar="NAME", help=tr("Cli", "what training makes small"))
    command.add_argument(
        "--validation",
        type=float,
        metavar="SHARE",
        help=tr("Cli", "the share of samples to validate with"),
    )
    command.add_argument(
        "--weights", metavar="FILE", help=tr("Cli", "weights to begin with, as .safetensors")
    )
    place = command.add_mutually_exclusive_group()
    place.add_argument(
        "--out", metavar="FOLDER", help=tr("Cli", "where the run is kept (default: PROJECT.runs)")
    )
    place.add_argument(
        "--resume",
        nargs="?",
        const="",
        metavar="FOLDER",
        help=tr("Cli", "go on with an interrupted run (default: the newest)"),
    )


def _add_evaluate(commands) -> None:
    command = _command(
        commands, "evaluate", tr("Cli", "measure a trained network on the test samples")
    )
    _add_data(command)
    _add_run(command)


def _add_predict(commands) -> None:
    command = _command(
        commands,
        "predict",
        tr("Cli", "let a trained network answer"),
        tr(
            "Cli",
            "Let a trained network answer for new samples: an .npz file, a .csv table or a\n"
            "picture. Without --input it answers for the test samples.",
        ),
    )
    _add_data(command)
    _add_run(command)
    command.add_argument("--input", "-i", metavar="FILE", help=tr("Cli", "the new samples"))
    command.add_argument(
        "--output",
        "-o",
        metavar="FILE",
        help=tr("Cli", "write all answers there, as .csv or .npz (default: CSV to stdout)"),
    )


def _add_export(commands) -> None:
    command = _command(
        commands,
        "export",
        tr("Cli", "write the network as a program, and prove that it computes the same"),
        tr(
            "Cli",
            "Write the network as a program with its weights and data. With --verify the program\n"
            "is run on the same samples and its answers are compared with the network's; the exit\n"
            "code is 1 where they differ.",
        ),
    )
    command.add_argument(
        "--target",
        "--to",
        dest="to",
        default="keras",
        metavar="TARGET",
        help=tr("Cli", "for which library: {names}").format(names=", ".join(export.TARGETS)),
    )
    command.add_argument(
        "--output",
        "-o",
        metavar="FOLDER",
        help=tr("Cli", "write program and weights there (default: the program to stdout)"),
    )
    command.add_argument(
        "--verify", action="store_true", help=tr("Cli", "run the program and compare its answers")
    )
    command.add_argument(
        "--layers", action="store_true", help=tr("Cli", "compare every layer, not only the outputs")
    )
    command.add_argument(
        "--python",
        metavar="PATH",
        help=tr("Cli", "the Python that runs the program (default: LAYERLOOM_PYTHON, or this one)"),
    )
    command.add_argument("--steps", action="store_true", help=argparse.SUPPRESS)
    _add_run(command)


def _add_import(commands) -> None:
    command = _command(commands, "import", tr("Cli", "make a project of another program's model"))
    command.add_argument(
        "file", metavar="FILE", help=tr("Cli", "a .keras, .h5, .json, .onnx, .py or .ipynb file")
    )
    command.add_argument(
        "--output",
        "-o",
        default="",
        metavar="PROJECT",
        help=tr("Cli", "the project to write (default: the file's name with .loom)"),
    )
    command.add_argument(
        "--force", action="store_true", help=tr("Cli", "replace a project that is there")
    )


def _add_report(commands) -> None:
    command = _command(
        commands,
        "report",
        tr("Cli", "tell of the network on one page"),
        tr(
            "Cli",
            "Write one HTML file with the drawing, a table of the layers, the curves and the\n"
            "confusion matrix of the newest run, settings, versions and seed.",
        ),
    )
    command.add_argument(
        "--output", "-o", metavar="FILE", help=tr("Cli", "where (default: PROJECT.html)")
    )
    _add_run(command)


def _add_demo(commands) -> None:
    command = _command(
        commands,
        "demo",
        tr("Cli", "the main job in the real window, without a display"),
        tr(
            "Cli",
            "Open a template in the real window off screen, check it, train it on real images,\n"
            "evaluate and export it, and leave screenshots, curves, weights and code behind.",
        ),
    )
    command.add_argument(
        "--out",
        default="layerloom-demo",
        metavar="FOLDER",
        help=tr("Cli", "where everything is left (default: ./layerloom-demo)"),
    )
    command.add_argument(
        "--data", default="", metavar="SOURCE", help=tr("Cli", "data for the template")
    )
    command.add_argument(
        "--epochs", type=int, default=0, metavar="N", help=tr("Cli", "passes over the data")
    )
