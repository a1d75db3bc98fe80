"""How are the made-up data sets in resources/datasets made? Sentences with tags, films of shapes.

    python packaging/generate_datasets.py

The same script always gives the same files; nobody else's work is in them.
"""

import csv
import random
from pathlib import Path

import numpy as np

DATASETS = Path(__file__).resolve().parents[1] / "resources" / "datasets"
# Names of people in one sentence, of cities in another: a word alone does not tell.
BOTH = ("florence", "sydney", "paris", "victoria", "charlotte", "madison", "vienna", "chelsea")
PEOPLE = ("anna", "ben", "clara", "david", "emma", "felix", "li na", "wei", "maria", "tom", *BOTH)
CITIES = (
    "rome", "oslo", "bergen", "madrid", "lisbon", "turin", "genoa", "berlin", "prague", "cairo",
    "beijing", "shanghai", "kyoto", "lima", "boston", "dublin", *BOTH,
)  # fmt: skip
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PLANS = (
    "{who} flies from {from} to {to} on {when}",
    "{who} flies to {to} from {from} on {when}",
    "on {when} {who} takes the train to {to} and leaves {from} early",
    "{who} leaves {from} for {to} on {when}",
    "leaving {from} on {when} {who} goes to {to}",
    "{who} and {who} drive from {from} to {to}",
    "to {to} from {from} for {who} on {when} please",
    "a ticket for {who} to {to} on {when} departing {from}",
    "{who} is in {from} and wants to be in {to} on {when}",
    "{to} is where {who} goes after {from}",
    "after {from} comes {to} says {who}",
    "{who} comes home to {to} on {when} after a week in {from}",
    "can {who} reach {to} by {when} when the bus leaves {from} late",
    "on {when} {who} meets {who} in {to}",
)
SENTENCES = 1500
FILMS, TEST_FILMS, FRAMES, SIDE = 500, 100, 10, 16


def trips(target: Path) -> None:
    """A sentence and as many tags as it has words: who, from, to, when, or o for all others."""
    chance = random.Random(1)
    rows = []
    for _ in range(SENTENCES):
        cities = chance.sample(CITIES, 2)
        people = iter(chance.sample([one for one in PEOPLE if one not in cities], 2))
        words, tags = [], []
        for part in chance.choice(PLANS).split():
            kind = part.strip("{}")
            if part == kind:
                filling, kind = part, "o"
            elif kind == "who":
                filling = next(people)
            else:
                filling = chance.choice(DAYS) if kind == "when" else cities[kind == "to"]
            found = filling.split()
            words += found
            tags += [kind] * len(found)
        rows.append((" ".join(words), " ".join(tags)))
    with open(target, "w", newline="") as written:
        csv.writer(written, lineterminator="\n").writerows([("sentence", "tags"), *rows])


def shape(kind: int, size: int) -> np.ndarray:
    """A filled square, a ring or a cross, as 0 and 1."""
    made = np.ones((size, size), np.uint8)
    if kind == 1:
        made[1:-1, 1:-1] = 0
    elif kind == 2:
        middle = size // 2
        made[:] = 0
        made[middle, :] = made[:, middle] = 1
    return made


def film(chance: np.random.Generator) -> np.ndarray:
    """One or two shapes that fly straight and bounce off the edges."""
    frames = np.zeros((FRAMES, SIDE, SIDE), np.uint8)
    for _ in range(chance.integers(1, 3)):
        made = shape(int(chance.integers(3)), int(chance.integers(3, 6)))
        reach = SIDE - len(made)
        place = chance.integers(0, reach + 1, 2)
        step = chance.choice([-2, -1, 1, 2], 2)
        for frame in frames:
            row, column = place
            part = frame[row : row + len(made), column : column + len(made)]
            np.maximum(part, 255 * made, out=part)
            for axis in range(2):
                if not 0 <= place[axis] + step[axis] <= reach:
                    step[axis] = -step[axis]
            place = np.clip(place + step, 0, reach)
    return frames


def films(target: Path) -> None:
    chance = np.random.default_rng(1)
    made = np.stack([film(chance) for _ in range(FILMS + TEST_FILMS)])
    np.savez_compressed(target, x_train=made[:FILMS], x_test=made[FILMS:])


if __name__ == "__main__":
    trips(DATASETS / "trips.csv")
    films(DATASETS / "shapes.npz")
