"""Runs modules of PyTorch: python3 module.py CASES, a JSON file with a list of {module, class, weights, inputs: [{dims, data}]}.

Prints a list of {outputs: [data]}, or of {error}. Where the package safetensors is not installed, the few lines
here read its files.
"""
import importlib.util
import json
import sys
import types

import torch

torch.set_num_threads(1)


def load_file(path):
    raw = open(path, "rb").read()
    n = int.from_bytes(raw[:8], "little")
    kinds = {"F32": torch.float32, "F64": torch.float64, "I64": torch.int64}
    tensors = {}
    for name, t in json.loads(raw[8 : 8 + n]).items():
        if name == "__metadata__":
            continue
        start, end = t["data_offsets"]
        data = bytearray(raw[8 + n + start : 8 + n + end])
        tensors[name] = torch.frombuffer(data, dtype=kinds[t["dtype"]]).reshape(t["shape"])
    return tensors


if importlib.util.find_spec("safetensors") is None:
    package, module = types.ModuleType("safetensors"), types.ModuleType("safetensors.torch")
    module.load_file = load_file
    sys.modules["safetensors"], sys.modules["safetensors.torch"] = package, module


def run(case):
    spec = importlib.util.spec_from_file_location("exported", case["module"])
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    model = getattr(module, case["class"]).load(case["weights"])
    inputs = [torch.tensor(i["data"], dtype=torch.float32).reshape(i["dims"]) for i in case["inputs"]]
    with torch.no_grad():
        ys = model(*inputs)
    ys = ys if isinstance(ys, tuple) else (ys,)
    return {"outputs": [y.flatten().tolist() for y in ys]}


def tried(case):
    try:
        return run(case)
    except Exception as e:
        return {"error": f"{type(e).__name__}: {e}"}


print(json.dumps([tried(c) for c in json.load(open(sys.argv[1]))]))
