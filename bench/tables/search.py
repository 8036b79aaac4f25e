#!/usr/bin/env python3
"""Compares recipes on inner validation parts of half the tables, in PyTorch. README.md tells what was found."""

import argparse
import os
import re
import sys

os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np
import torch

import tables
from peers import is_number, number

torch.set_num_threads(1)

# What the recipe is chosen on; the other half has no say.
HALF = ["airquality.csv", "attrition.csv", "cars.csv", "concrete.csv", "credit.csv", "weather.csv"]

BASE = dict(units=(64, 64), large=(128, 128), dropout=0.2, smoothing=0.1, rate=0.003, decay=0.1, steps=1000, least=10, most=50,
            batch=32, large_batch=64, large_epochs=15, bins=8, bins_from=500, codes=True, robust=False, cosine=True, warmup=0.05,
            clip=True, kept=1.0, norm=False, log=False)

VARIANTS = {
    "base": {},
    "32-32": dict(units=(32, 32), large=(64, 64)),
    "128-128": dict(units=(128, 128), large=(256, 256)),
    "64": dict(units=(64,), large=(128,)),
    "64-64-64": dict(units=(64, 64, 64), large=(128, 128, 128)),
    "no dropout": dict(dropout=0.0),
    "dropout 0.1": dict(dropout=0.1),
    "dropout 0.3": dict(dropout=0.3),
    "no smoothing": dict(smoothing=0.0),
    "rate 0.001": dict(rate=0.001),
    "rate 0.01": dict(rate=0.01),
    "decay 0.01": dict(decay=0.01),
    "decay 0.3": dict(decay=0.3),
    "no cosine": dict(cosine=False),
    "500 steps": dict(steps=500),
    "2000 steps": dict(steps=2000, most=100, least=20, large_epochs=30),
    "most 100 epochs": dict(most=100),
    "no bins": dict(bins_from=10**9),
    "bins from 1000": dict(bins_from=1000),
    "bins from 300": dict(bins_from=300),
    "bins always": dict(bins_from=0),
    "16 bins": dict(bins=16),
    "codes as numbers": dict(codes=False),
    "robust": dict(robust=True),
    "no clip": dict(clip=False),
    "batch norm first": dict(norm=True),
    "9 of 10 rows": dict(kept=0.9),
    "8 of 10 rows": dict(kept=0.8),
    "log target": dict(log=True),
    "2000 steps, dropout 0.1": dict(steps=2000, most=100, least=20, large_epochs=30, dropout=0.1),
    "rate 0.005": dict(rate=0.005),
    "32-32, 2000 steps": dict(units=(32, 32), steps=2000, most=100, least=20),
    "128-64": dict(units=(128, 64)),
    "20 to 100 epochs": dict(steps=1500, least=20, most=100),
}


def parts_of(date):
    day = np.datetime64(date, "D")
    year = day.astype("datetime64[Y]").astype(int) + 1970
    month = day.astype("datetime64[M]").astype(int) % 12
    weekday = (day.astype(int) + 4) % 7
    return [year, np.sin(2 * np.pi * month / 12), np.cos(2 * np.pi * month / 12), np.sin(2 * np.pi * weekday / 7), np.cos(2 * np.pi * weekday / 7)]


def numbers(values, train, bins, robust, out):
    known = values[train][~np.isnan(values[train])]
    gaps = np.isnan(values)
    filled = np.where(gaps, known.mean(), values)
    if robust:
        q = np.quantile(known, [0.25, 0.5, 0.75])
        z = (filled - q[1]) / ((q[2] - q[0]) or (known.max() - known.min()) / 2 or 1)
        out.append(z / np.sqrt(1 + (z / 3) ** 2))
    else:
        out.append((filled - known.mean()) / (known.std() or 1))
    if gaps[train].any():
        out.append(gaps.astype(float))
    if bins:
        edges = np.quantile(known, np.linspace(0, 1, bins + 1))
        for k in range(bins):
            low, high = edges[k], edges[k + 1]
            part = (filled - low) / (high - low) if high > low else (filled >= low).astype(float)
            part = np.maximum(part, 0) if k > 0 else part
            out.append(np.minimum(part, 1) if k < bins - 1 else part)


def encode(table, train, r):
    comma = table.separator == ";"
    out, bins = [], r["bins"] if len(train) >= r["bins_from"] else 0
    for c, name in enumerate(table.columns):
        if c == table.at or not name:
            continue
        fields = [row[c].strip() for row in table.rows]
        known = [fields[i] for i in train if fields[i] not in tables.MISSING]
        counts = {}
        for f in known:
            counts[f] = counts.get(f, 0) + 1
        if all(re.fullmatch(r"\d{4}-\d\d-\d\d", f) for f in fields):
            days = np.array([parts_of(f) for f in fields], dtype=float)
            for k in range(5):
                if len(set(days[train][:, k])) > 1:
                    out.append((days[:, k] - days[train][:, k].mean()) / days[train][:, k].std() if k == 0 else days[:, k])
            continue
        numeric = is_number(fields, comma)
        coded = numeric and r["codes"] and len(counts) <= 10 and len(known) >= 10 * len(counts) and all(re.fullmatch(r"\d\d?", f) for f in counts)
        if numeric and not coded or set(counts) == {"0", "1"}:
            if len(counts) > 1:
                numbers(np.array([number(f, comma) for f in fields]), train, bins if len(counts) > 2 else 0, r["robust"], out)
            continue
        if 2 * len(counts) > len(known):
            continue
        listed = sorted(v for v in counts if counts[v] >= 3)
        for v in listed:
            out.append(np.array([f == v for f in fields], dtype=float))
        out.append(np.array([f in tables.MISSING for f in fields], dtype=float))
        if len(listed) < len(counts):
            out.append(np.array([f not in listed and f not in tables.MISSING for f in fields], dtype=float))
    return np.stack(out, 1).astype(np.float32)


def fit(x, y, classes, k, large, r, seed):
    torch.manual_seed(seed)
    layers, n = [], x.shape[1]
    if r["norm"]:
        layers.append(torch.nn.BatchNorm1d(n))
    for u in (r["large"] if large else r["units"]):
        linear = torch.nn.Linear(n, u)
        torch.nn.init.kaiming_normal_(linear.weight, nonlinearity="relu")
        torch.nn.init.zeros_(linear.bias)
        layers += [linear, torch.nn.ReLU(), torch.nn.Dropout(r["dropout"])]
        n = u
    net = torch.nn.Sequential(*layers, torch.nn.Linear(n, 1 if k <= 2 else k))
    batch = r["large_batch"] if large else r["batch"]
    rows = len(x)
    epochs = r["large_epochs"] if large else round(min(max(r["steps"] * batch / rows, r["least"]), r["most"]))
    warm = max(1, round(r["warmup"] * epochs))
    optimizer = torch.optim.AdamW(net.parameters(), lr=r["rate"], weight_decay=r["decay"])
    net.train()
    for epoch in range(epochs):
        share = (epoch + 1) / warm if epoch < warm else (1 + np.cos(np.pi * (epoch - warm) / (epochs - warm))) / 2 if r["cosine"] else 1
        optimizer.param_groups[0]["lr"] = r["rate"] * share
        order = torch.randperm(rows)
        for at in range(0, rows, batch):
            i = order[at:at + batch]
            if r["norm"] and len(i) < 2:
                continue
            z = net(x[i])
            if not classes:
                loss = torch.nn.functional.mse_loss(z[:, 0], y[i])
            elif k == 2:
                loss = torch.nn.functional.binary_cross_entropy_with_logits(z[:, 0], y[i].float())
            else:
                loss = torch.nn.functional.cross_entropy(z, y[i], label_smoothing=r["smoothing"])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    net.eval()
    return net


def score(table, classes, train, test, r, seed=0):
    comma = table.separator == ";"
    known = [i for i in train if table.rows[i][table.at].strip() not in tables.MISSING]
    if r["kept"] < 1:
        known = sorted(np.random.default_rng(seed).permutation(known)[:round(r["kept"] * len(known))])
    x = torch.tensor(encode(table, known, r))
    fields = [row[table.at].strip() for row in table.rows]
    large = len(known) >= 0.8 * 4000 * 0.7  # inner parts are smaller
    if classes:
        labels = sorted(set(fields[i] for i in known))
        y = torch.tensor([labels.index(f) if f in labels else -1 for f in fields])
        net = fit(x[known], y[known], True, len(labels), large, r, seed)
        with torch.no_grad():
            z = net(x[test])
        answer = (z[:, 0] > 0).long() if len(labels) == 2 else z.argmax(1)
        return (answer == y[test]).float().mean().item()
    raw = np.array([number(f, comma) for f in fields])
    t = np.log1p(raw - np.nanmin(raw)) if r["log"] else raw
    mean, deviation = t[known].mean(), t[known].std()
    y = torch.tensor(((t - mean) / deviation).astype(np.float32))
    net = fit(x[known], y[known], False, 1, large, r, seed)
    with torch.no_grad():
        answer = net(x[test])[:, 0].double().numpy() * deviation + mean
    if r["log"]:
        answer = np.expm1(answer) + np.nanmin(raw)
    if r["clip"]:
        answer = np.clip(answer, raw[known].min(), raw[known].max())
    return 1 - ((answer - raw[test]) ** 2).sum() / ((raw[test] - raw[test].mean()) ** 2).sum()


def inner(table, split, number_):
    """A validation part of the rows to learn from."""
    train, _ = table.split(split)
    order = np.random.default_rng(100 + number_).permutation(train)
    held = len(order) // 5
    test = [i for i in order[:held] if table.rows[i][table.at].strip() not in tables.MISSING]
    return sorted(order[held:]), sorted(test)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", help="the folder of the tables")
    parser.add_argument("--only", nargs="*", help="some of the variants")
    parser.add_argument("--files", nargs="*", default=HALF, help="the tables to choose on")
    parser.add_argument("--outer", action="store_true", help="score the test parts of all tables instead: no choice may follow from it")
    arguments = parser.parse_args()
    seen = {}
    for name in arguments.only or VARIANTS:
        r = {**BASE, **VARIANTS[name]}
        row = {}
        for file, target, classes in tables.TABLES:
            if arguments.outer and (file in ("airquality_eu.csv", "boston.tsv", "concrete.csv.gz")) or not arguments.outer and file not in arguments.files:
                continue
            if file not in seen:
                seen[file] = tables.Table(os.path.join(arguments.tables, file), target)
            table = seen[file]
            parts = [table.split(s) if arguments.outer else inner(table, s, s) for s in range(tables.SPLITS)]
            row[file] = np.mean([score(table, classes, *p, r, seed) for seed, p in enumerate(parts)])
        print(f"{np.mean(list(row.values())):.4f} {name:18}", " ".join(f"{f.split('.')[0]} {v:.3f}" for f, v in row.items()), flush=True)


if __name__ == "__main__":
    sys.exit(main())
