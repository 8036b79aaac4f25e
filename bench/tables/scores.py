#!/usr/bin/env python3
"""Scores specs that nngen init writes beside scikit-learn. README.md says how to run it."""

import argparse
import json
import os
import subprocess
import sys
import tempfile

import tables


def nngen(command, folder, *args):
    done = subprocess.run([command, *args], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"nngen {' '.join(args)}: {done.stderr}")
    return done.stdout


def score(command, table, train, test, edit=None):
    """What the network of the spec that init writes for one part scores on the other."""
    with tempfile.TemporaryDirectory() as folder:
        ending = table.name[table.name.index("."):]
        table.write(os.path.join(folder, "train" + ending), train)
        table.write(os.path.join(folder, "test" + ending), test)
        nngen(command, folder, "init", "model", "--data", "train" + ending, "--target", table.target)
        if edit:
            edit(os.path.join(folder, "model.yaml"))
        nngen(command, folder, "check", "model.yaml", "--data")
        nngen(command, folder, "train", "model.yaml", "-q")
        said = nngen(command, folder, "eval", "model.yaml", "--data", "test" + ending, "--weights", "trained/model.safetensors", "--json")
        return json.loads(said)["score"]


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
    arguments = parser.parse_args()
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
