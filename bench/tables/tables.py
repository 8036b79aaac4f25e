"""The tables, and their rows cut into three times 80 % to learn from and 20 % to score."""

import csv
import gzip
import io
import os
import random

SPLITS = 3
SHARE = 0.2
MISSING = {"", "NA", "N/A", "NaN", "nan", "null", "NULL", "None"}

# File, target, whether that is a class.
TABLES = [
    ("airquality.csv", "Ozone", False),
    ("airquality_eu.csv", "Ozone", False),
    ("attrition.csv", "Attrition", True),
    ("boston.csv", "medv", False),
    ("boston.tsv", "medv", False),
    ("cars.csv", "Miles_per_Gallon", False),
    ("concrete.csv", "compressive_strength", False),
    ("concrete.csv.gz", "compressive_strength", False),
    ("credit.csv", "Status", True),
    ("penguins.csv", "Species", True),
    ("sacramento.csv", "price", False),
    ("soybean.csv", "Class", True),
    ("titanic.csv", "survived", True),
    ("weather.csv", "weather", True),
]


def text(path):
    """The text of a file, decompressed where its name says so."""
    with open(path, "rb") as f:
        data = f.read()
    if path.endswith(".gz"):
        data = gzip.decompress(data)
    return data.decode("utf-8-sig")


def separator(header):
    return max(",;\t|", key=header.count)


class Table:
    """A table as text: header and rows as lines, and as fields."""

    def __init__(self, path, target):
        self.name, self.target = os.path.basename(path), target
        lines = text(path).splitlines()
        self.header, self.lines = lines[0], [l for l in lines[1:] if l]
        self.separator = separator(self.header)
        fields = list(csv.reader(io.StringIO("\n".join(lines)), delimiter=self.separator))
        self.columns, self.rows = fields[0], [r for r in fields[1:] if r]
        assert len(self.rows) == len(self.lines), "a row has several lines"
        self.at = self.columns.index(target)

    def split(self, number):
        """The numbers of the rows to learn from and to score, the latter without those whose target is missing."""
        order = list(range(len(self.rows)))
        random.Random(number).shuffle(order)
        held = round(SHARE * len(order))
        test = sorted(i for i in order[:held] if self.rows[i][self.at].strip() not in MISSING)
        return sorted(order[held:]), test

    def write(self, path, rows):
        data = "\n".join([self.header] + [self.lines[i] for i in rows]) + "\n"
        with open(path, "wb") as f:
            f.write(gzip.compress(data.encode(), mtime=0) if path.endswith(".gz") else data.encode())
