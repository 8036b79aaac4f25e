"""What scikit-learn's networks and boosted trees score on the same rows, each with its defaults."""

import os
import re
import warnings

for library in ("OMP", "OPENBLAS"):  # threads that wait for each other cost more than they give with so few rows
    os.environ.setdefault(library + "_NUM_THREADS", "1")

import numpy as np
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.impute import SimpleImputer
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

from tables import MISSING

warnings.filterwarnings("ignore")


def number(field, comma):
    field = field.strip()
    if field in MISSING:
        return np.nan
    return float(field.replace(",", ".") if comma else field)


def is_number(fields, comma):
    try:
        return [number(f, comma) for f in fields] is not None
    except ValueError:
        return False


def encode(table, train):
    """Columns as numbers (dates as days) and as texts; what differs in most rows, or has no name, is left out."""
    comma = table.separator == ";"
    numbers, texts = [], []
    for c, name in enumerate(table.columns):
        if c == table.at or not name:
            continue
        fields = [r[c].strip() for r in table.rows]
        if all(re.fullmatch(r"\d{4}-\d\d-\d\d", f) for f in fields):
            numbers.append(np.array(fields, dtype="datetime64[D]").astype(float))
        elif is_number(fields, comma):
            numbers.append(np.array([number(f, comma) for f in fields]))
        elif 2 * len({fields[i] for i in train}) <= len(train):
            texts.append(np.array(["" if f in MISSING else f for f in fields], dtype=object))
    x = np.empty((len(table.rows), len(numbers) + len(texts)), dtype=object)
    for i, column in enumerate(numbers + texts):
        x[:, i] = column
    return x, len(numbers), comma


def network(numbers, columns, classes):
    table = ColumnTransformer([
        ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), list(range(numbers))),
        ("texts", OneHotEncoder(handle_unknown="ignore", sparse=False), list(range(numbers, columns))),
    ])
    if classes:
        return make_pipeline(table, MLPClassifier(random_state=0))
    return make_pipeline(table, TransformedTargetRegressor(MLPRegressor(random_state=0), transformer=StandardScaler()))


def boosting(numbers, columns, classes):
    table = ColumnTransformer([
        ("numbers", "passthrough", list(range(numbers))),
        ("texts", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan), list(range(numbers, columns))),
    ])
    learner = HistGradientBoostingClassifier if classes else HistGradientBoostingRegressor
    return make_pipeline(table, learner(random_state=0, categorical_features=list(range(numbers, columns))))


def scores(table, classes, train, test):
    """The scores of both: the share of rows right, or R²."""
    x, numbers, comma = encode(table, train)
    known = [i for i in train if table.rows[i][table.at].strip() not in MISSING]
    target = [r[table.at].strip() for r in table.rows]
    y = np.array(target, dtype=object) if classes else np.array([number(f, comma) for f in target])
    list_ = []
    for make in (network, boosting):
        model = make(numbers, x.shape[1], classes)
        model.fit(x[known], y[known] if not classes else y[known].astype(str))
        list_.append(model.score(x[test], y[test] if not classes else y[test].astype(str)))
    return list_
