"""Writes arrays.npz for arrays_test.go, and small images for the script arrays.txtar of cmd/nngen: bright above or below."""

import gzip

import numpy

values = numpy.array([[0, 1, 2], [100, 3, 7]])
arrays = {name.strip("<>|") + ("_big" if name[0] == ">" else ""): values.astype(name)
          for name in ["|u1", "|i1", "<u2", "<i2", "<u4", "<i4", "<u8", "<i8", "<f2", "<f4", "<f8",
                       ">u2", ">i2", ">u4", ">i4", ">u8", ">i8", ">f2", ">f4", ">f8"]}
arrays |= {
    "negative": -values.astype("<i2"),
    "bool": values > 1,
    "column": values[:, 0],
    "third": (values / 3).astype("<f8"),
    "fortran": numpy.asfortranarray(values),
    "text": numpy.array(["rose", "lily"]),
    "complex": values.astype("<c8"),
    "records": numpy.array([(1, 2.0), (3, 4.0)], dtype=[("a", "<i4"), ("b", "<f4")]),
    "objects": numpy.array([None, 1], dtype=object),
    "scalar": numpy.array(3.0),
}
numpy.savez_compressed("arrays.npz", **arrays)

rng = numpy.random.default_rng(5)
kind = rng.integers(0, 2, 80).astype("u1")
images = rng.integers(0, 60, (80, 4, 4)).astype("u1")
images[kind == 0, :2] += 120
images[kind == 1, 2:] += 120
numpy.savez("halves.npz", image=images, y=kind)
for name, of in ("images-idx3", images), ("labels-idx1", kind):
    head = bytes([0, 0, 8, of.ndim]) + numpy.array(of.shape, ">u4").tobytes()
    with gzip.GzipFile(f"halves-{name}-ubyte.gz", "wb", mtime=0) as file:
        file.write(head + of.tobytes())
