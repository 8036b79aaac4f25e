"""Makes JSON of the ONNX backend tests of LayerNormalization and BatchNormalization.

usage: python3 norms.py > ../../interp/testdata/norms.json        (Debian: python3-onnx, libonnx-testdata)

The first dimension of an input is the batch. Cases that normalize over it, and those in training mode, whose running
variance is another one than PyTorch's, are left out.
"""
import glob, json, os
import onnx
from onnx import numpy_helper

DATA = "/usr/share/libonnx-testdata/data/node"


def tensor(path):
    t = onnx.TensorProto()
    with open(path, "rb") as f:
        t.ParseFromString(f.read())
    return numpy_helper.to_array(t)


cases = []
for folder in sorted(glob.glob(DATA + "/test_layer_normalization_*") + glob.glob(DATA + "/test_batchnorm_*")):
    name = os.path.basename(folder)
    if name.endswith("_expanded") or "training_mode" in name:
        continue
    node = onnx.load(folder + "/model.onnx").graph.node[0]
    attrs = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
    data = [tensor(f"{folder}/test_data_set_0/input_{i}.pb") for i in range(len(node.input))]
    y = tensor(folder + "/test_data_set_0/output_0.pb")
    x, rank = data[0], data[0].ndim
    layer = {"epsilon": round(attrs.get("epsilon", 1e-5), 12)}
    if node.op_type == "LayerNormalization":
        axis = attrs.get("axis", -1) % rank
        if axis == 0:
            continue
        layer.update(kind="layer_norm", dims=rank - axis)
    else:
        layer.update(kind="batch_norm")
    cases.append({
        "name": name,
        "spec": {"version": 1, "model": "norm", "inputs": {"x": list(x.shape[1:])}, "layers": [layer], "output": {"task": "regression"}},
        "params": [float(v) for t in data[1:3] for v in t.reshape(-1)],
        "running": [t.reshape(-1).astype(float).tolist() for t in data[3:]],
        "x": x.reshape(len(x), -1).astype(float).tolist(),
        "outputs": y.reshape(len(y), -1).astype(float).tolist(),
    })
print(json.dumps(cases))
