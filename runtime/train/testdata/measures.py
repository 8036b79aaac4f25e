"""Writes measures.json: answers, and what scikit-learn measures of them.

    python3 measures.py > measures.json
"""
import json, warnings
import numpy as np
from sklearn import metrics
from sklearn.calibration import calibration_curve

warnings.simplefilter("ignore")  # of quotients 0/0, which are 0
rng = np.random.default_rng(16)


def floats(a):
    return np.asarray(a, dtype=float).tolist()


def by_label(t, y, labels):
    p, r, f, n = metrics.precision_recall_fscore_support(t, y, labels=labels, zero_division=0)
    return {"precision": floats(p), "recall": floats(r), "f1": floats(f), "support": [int(v) for v in n]}


def calibration(true, p):
    """The bins' |share - mean| by calibration_curve, weighted by their rows."""
    edges = np.linspace(0, 1, 16)
    share, mean = calibration_curve(true, p, n_bins=15)
    rows = np.bincount(np.searchsorted(edges[1:-1], p), minlength=15)
    return float(np.sum(np.abs(share - mean) * rows[rows > 0]) / len(p))


def binary(t, p):
    y = (p >= 0.5).astype(int)
    want = by_label(t, y, [0, 1]) | {
        "macro_f1": metrics.f1_score(t, y, average="macro", zero_division=0),
        "log_loss": metrics.log_loss(t, p, labels=[0, 1]),
        "ece": calibration(t, p),
        "confusion": metrics.confusion_matrix(t, y, labels=[0, 1]).tolist(),
    }
    if len(set(t)) == 2:
        want["auc"] = metrics.roc_auc_score(t, p)
    return {"task": "binary", "outputs": floats(p[:, None]), "targets": floats(t[:, None]), "want": want}


def multiclass(t, p):
    y, labels = p.argmax(axis=1), list(range(p.shape[1]))
    want = by_label(t, y, labels) | {
        "macro_f1": metrics.f1_score(t, y, average="macro", zero_division=0),
        "log_loss": metrics.log_loss(t, p, labels=labels),
        "ece": calibration((y == t).astype(int), p.max(axis=1)),
        "confusion": metrics.confusion_matrix(t, y, labels=labels).tolist(),
    }
    return {"task": "multiclass", "outputs": floats(p), "targets": floats(t[:, None]), "want": want}


def multilabel(t, p):
    y = (p >= 0.5).astype(int)
    want = by_label(t, y, list(range(t.shape[1])))
    want["macro_f1"] = metrics.f1_score(t, y, average="macro", zero_division=0)
    return {"task": "multilabel", "outputs": floats(p), "targets": floats(t), "want": want}


def regression(t, y):
    each = {"multioutput": "raw_values"}
    want = {
        "rmse": metrics.mean_squared_error(t, y) ** 0.5,
        "mae": metrics.mean_absolute_error(t, y),
        "r2": metrics.r2_score(t, y),
    }
    if t.shape[1] > 1:
        want["outputs"] = {
            "rmse": floats(metrics.mean_squared_error(t, y, **each) ** 0.5),
            "mae": floats(metrics.mean_absolute_error(t, y, **each)),
            "r2": floats(metrics.r2_score(t, y, **each)),
        }
    return {"task": "regression", "outputs": floats(y), "targets": floats(t), "want": want}


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


t2 = rng.integers(0, 2, 60)
t5 = rng.integers(0, 4, 80)  # the fifth class never occurs
z5 = rng.normal(size=(80, 5)) + 2 * np.eye(5)[t5] - 9 * np.eye(5)[np.full(80, 4)]
labels = rng.integers(0, 2, (40, 3))
labels[:, 2] = 0
values = rng.normal(size=(30, 3)) * [1, 100, 1] + [0, 5, 0]
values[:, 2] = 7
print(json.dumps({
    "binary": binary(t2, 1 / (1 + np.exp(-(rng.normal(size=60) + 1.5 * t2 - 0.7)))),
    "binary, ties": binary(t2, rng.integers(0, 11, 60) / 10 * 0.5 + t2 * 0.2),
    "binary, certain": binary(t2, np.where(rng.random(60) < 0.9, t2, 1 - t2).astype(float)),
    "binary, one class": binary(np.zeros(20, int), rng.random(20)),
    "multiclass": multiclass(rng.integers(0, 3, 50), softmax(rng.normal(size=(50, 3)))),
    "multiclass, one absent": multiclass(t5, softmax(z5)),
    "multilabel": multilabel(labels, np.clip(labels * 0.3 + rng.random((40, 3)) * 0.7, 0, 1) * [1, 1, 0.4]),
    "regression": regression(values[:, :1], values[:, :1] + rng.normal(size=(30, 1))),
    "regression, several": regression(values, values * 0.9 + rng.normal(size=(30, 3))),
}, separators=(",", ":")).replace('},"', '},\n"'))
