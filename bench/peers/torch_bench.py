#!/usr/bin/python3
"""PyTorch in the comparison: answers 'WORKLOAD METRIC' with the ns of one call, or '-'; 'version' with a text (see c/serve.h)."""
import functools, sys, time, torch, torch.nn as nn

torch.manual_seed(0)
NETS = {  # sizes, output, training batch, optimizer
    "tiny": ([4, 8, 3], "softmax", 32, "sgd"),
    "small": ([13, 64, 64, 1], "linear", 32, "adam"),
    "medium": ([784, 128, 64, 10], "softmax", 64, "adam"),
    "large": ([1024, 1024, 1024, 1000], "softmax", 256, "adam"),
}
SLICE, SAMPLE = 0.001, 0.25  # seconds


def net(sizes, softmax):
    mods = []
    for i in range(len(sizes) - 1):
        mods += [nn.Linear(sizes[i], sizes[i + 1]), nn.ReLU()]
    return nn.Sequential(*mods[:-1], *([nn.Softmax(dim=1)] if softmax else []))


def infer(name, rows):
    """The eager module, and the traced and frozen one: the faster counts."""
    sizes, out, _, _ = NETS[name]
    x, m = torch.randn(rows, sizes[0]), net(sizes, out == "softmax").eval()
    frozen = torch.jit.optimize_for_inference(torch.jit.freeze(torch.jit.trace(m, x)))
    return [lambda: m(x), lambda: frozen(x)]


def train(name):
    sizes, out, rows, optimizer = NETS[name]
    m, x = net(sizes, False).train(), torch.randn(rows, sizes[0])
    if out == "softmax":
        y, loss = torch.randint(0, sizes[-1], (rows,)), nn.CrossEntropyLoss()
    else:
        y, loss = torch.randn(rows, sizes[-1]), nn.MSELoss()
    # The rate is so low that the weights stay put.
    o = (torch.optim.Adam if optimizer == "adam" else torch.optim.SGD)(m.parameters(), lr=1e-6)

    def step():
        o.zero_grad(set_to_none=True)
        loss(m(x), y).backward()
        o.step()

    return [step]


@functools.cache
def calls(name, metric):
    ways = {"infer1": lambda: infer(name, 1), "infer256": lambda: infer(name, 256), "train": lambda: train(name)}[metric]()
    for f in ways:
        for _ in range(3):
            f()
    return ways


def run(f, n):
    start = time.perf_counter()
    for _ in range(n):
        f()
    return time.perf_counter() - start


def measure(f):
    n = max(1, int(SLICE / max(min(run(f, 1), run(f, 1)), 1e-7)))
    start, best = time.perf_counter(), float("inf")
    while time.perf_counter() - start < SAMPLE:
        best = min(best, run(f, n) / n)
    return best * 1e9


def answer(line):
    words = line.split()
    if len(words) < 2:
        return f"PyTorch {torch.__version__}, {torch.get_num_threads()} thread"
    if words[0] not in NETS or words[1] not in ("infer1", "infer256", "train"):
        return "-"
    with torch.inference_mode(words[1] != "train"):
        return f"{min(map(measure, calls(*words))):.2f}"


torch.set_num_threads(1)
for line in sys.stdin:
    print(answer(line), flush=True)
