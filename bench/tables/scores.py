#!/usr/bin/env python3
"""Scores specs that nngen init writes beside scikit-learn. README.md says how to run it."""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

import tables


def nngen(command, folder, *args):
    done = subprocess.run([command, *args], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"nngen {' '.join(args)}: {done.stderr}")
    return done.stdout


def score(command, table, train, test, change=None, known=None, trials=0):
    """What the network of the spec that init writes for one part scores on the other, after so many trials of nngen tune if there are any. Scores that are known by the spec are not
    measured again."""
    with tempfile.TemporaryDirectory() as folder:
        ending = table.name[table.name.index("."):]
        table.write(os.path.join(folder, "train" + ending), train)
        table.write(os.path.join(folder, "test" + ending), test)
        nngen(command, folder, "init", "model", "--data", "train" + ending, "--target", table.target)
        with open(os.path.join(folder, "model.yaml"), "r+") as f:
            text = f.read()
            if change:
                text = change(text)
                f.seek(0)
                f.truncate()
                f.write(text)
        if known and text in known:
            return known[text]
        nngen(command, folder, "check", "model.yaml", "--data")
        spec = "model.yaml"
        if trials:
            nngen(command, folder, "tune", spec, "--trials", str(trials), "--folds", "3", "-q")
            spec = "model.tuned.yaml"
        nngen(command, folder, "train", spec, "-q")
        said = nngen(command, folder, "eval", spec, "--data", "test" + ending, "--weights", "trained/model.safetensors", "--json")
        got = json.loads(said)["score"]
        if known is not None:
            known[text] = got
        return got


def searching(text):
    """The spec with what nngen tune is to try."""
    layers = re.findall(r"^  - (.*)", text[text.index("\nlayers:"):text.index("\noutput:")], re.M)
    keys = {"train.optimizer.learning_rate": "{log: [0.001, 0.01]}", "train.optimizer.weight_decay": "{log: [0.01, 0.5]}", "train.epochs": "{log_int: [10, 100]}"}
    for i, layer in enumerate(layers[:-1]):
        if "units:" in layer:
            keys[f"layers.{i}.units"] = "[32, 64, 128, 256]"
        elif "kind: dropout" in layer:
            keys[f"layers.{i}.rate"] = "{uniform: [0, 0.4]}"
    return text + "\nsearch:\n" + "".join(f"  {key}: {values}\n" for key, values in keys.items())


def tuned(arguments):
    """Prints what the specs of init score as they are, and after trials of nngen tune, which see the larger part alone."""
    print(f"| table | as it is | best of {arguments.tune} |\n|---|---:|---:|", flush=True)
    rows = []
    for table, _ in chosen(arguments.tables, arguments.only):
        lists = [[score(arguments.nngen, table, *table.split(s)), score(arguments.nngen, table, *table.split(s), searching, None, arguments.tune)] for s in range(tables.SPLITS)]
        rows.append([sum(c) / len(c) for c in zip(*lists)])
        print(f"| {table.name} |" + "".join(f" {m:.3f} |" for m in rows[-1]), flush=True)
    print("| mean |" + "".join(f" {sum(c) / len(c):.4f} |" for c in zip(*rows)))


def ensemble(text):
    return text.replace("\ntrain:\n", "\ntrain:\n  ensemble: 8\n")


def unsmoothed(text):
    return re.sub(r"\{name: cross_entropy, label_smoothing: [^}]*\}", "cross_entropy", text)


# What is done to the spec of init.
WAYS = {
    "as it is": None,
    "no smoothing": unsmoothed,
    "ensemble": ensemble,
    "ensemble, no smoothing": lambda text: unsmoothed(ensemble(text)),
}


def compare(arguments):
    """Prints what the specs of init score when they are changed."""
    print("| table | " + " | ".join(WAYS) + " |\n|---|" + "---:|" * len(WAYS), flush=True)
    rows = []
    for table, _ in chosen(arguments.tables, arguments.only):
        known = [{} for _ in range(tables.SPLITS)]
        rows.append([sum(score(arguments.nngen, table, *table.split(s), change, known[s]) for s in range(tables.SPLITS)) / tables.SPLITS for change in WAYS.values()])
        print(f"| {table.name} |" + "".join(f" {m:.3f} |" for m in rows[-1]), flush=True)
    print("| mean |" + "".join(f" {sum(c) / len(c):.4f} |" for c in zip(*rows)))


def chosen(folder, names):
    for file, target, classes in tables.TABLES:
        if not names or file in names:
            yield tables.Table(os.path.join(folder, file), target), classes


def peers(arguments):
    """The scores of scikit-learn: those of a file, where they stand, else measured."""
    kept = {}
    if arguments.peers and os.path.exists(arguments.peers):
        with open(arguments.peers) as f:
            kept = json.load(f)
    for table, classes in chosen(arguments.tables, arguments.only):
        for split in range(tables.SPLITS):
            key = f"{table.name} {split}"
            if key not in kept:
                import peers as sklearn
                kept[key] = sklearn.scores(table, classes, *table.split(split))
                if arguments.peers:
                    with open(arguments.peers, "w") as f:
                        json.dump(kept, f, indent=1)
    return kept


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", help="the folder of the tables")
    parser.add_argument("--nngen", default="nngen", help="the command to measure")
    parser.add_argument("--peers", help="a file that keeps the scores of scikit-learn from run to run")
    parser.add_argument("--only", nargs="*", help="some of the tables")
    parser.add_argument("--only-peers", action="store_true", help="measure scikit-learn alone")
    parser.add_argument("--ways", action="store_true", help="compare specs that are changed, without scikit-learn")
    parser.add_argument("--tune", type=int, help="compare specs before and after so many trials of nngen tune, without scikit-learn")
    arguments = parser.parse_args()
    if arguments.tune:
        return tuned(arguments)
    if arguments.ways:
        return compare(arguments)
    others = peers(arguments)
    if arguments.only_peers:
        return
    print("| table | init | MLP | boosting |\n|---|---|---|---|")
    rows = []
    for table, _ in chosen(arguments.tables, arguments.only):
        lists = [[score(arguments.nngen, table, *table.split(s)), *others[f"{table.name} {s}"]] for s in range(tables.SPLITS)]
        means = [sum(column) / len(column) for column in zip(*lists)]
        rows.append(means)
        print(f"| {table.name} |" + "".join(f" {m:.3f} |" for m in means), flush=True)
    print("| mean |" + "".join(f" {sum(c) / len(c):.3f} |" for c in zip(*rows)))


if __name__ == "__main__":
    main()
