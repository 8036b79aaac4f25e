#!/usr/bin/python3
"""PyTorch in the comparison: answers 'WORKLOAD METRIC' with the ns of one call, or '-'; 'version' with a text (see c/serve.h).
With the argument float64 it computes in that."""
import ctypes, functools, sys, time, torch, torch.nn as nn
import convs, functions

torch.manual_seed(0)
NETS = {  # sizes, output, training batch, optimizer
    "tiny": ([4, 8, 3], "softmax", 32, "sgd"),
    "small": ([13, 64, 64, 1], "linear", 32, "adam"),
    "leaky": ([13, 64, 64, 1], "linear", 32, "adam"),
    "medium": ([784, 128, 64, 10], "softmax", 64, "adam"),
    "mediumleaky": ([784, 128, 64, 10], "softmax", 64, "adam"),
    "large": ([1024, 1024, 1024, 1000], "softmax", 256, "adam"),
    "huge": ([4096, 4096, 4096, 4096], "linear", 256, "adam"),
    "deep": ([32] * 21, "linear", 32, "adam"),
}
METRICS = ("infer1", "infer2", "infer3", "infer4", "infer8", "infer32", "infer64", "infer256", "train")
SLICE, SAMPLE = 0.001, 0.25  # seconds


def net(sizes, softmax, leaky):
    mods = []
    for i in range(len(sizes) - 1):
        mods += [nn.Linear(sizes[i], sizes[i + 1]), nn.LeakyReLU() if leaky else nn.ReLU()]
    return nn.Sequential(*mods[:-1], *([nn.Softmax(dim=1)] if softmax else []))


def inference(name):
    """The shape of an input, and the module with its softmax."""
    if name in convs.NETS:
        shape, _, layers = convs.NETS[name]
        return shape, nn.Sequential(layers(), nn.Softmax(dim=1))
    if name in functions.NETS:
        sizes, activation, loss = functions.NETS[name]
        return sizes[:1], functions.net(sizes, activation, loss == "binary_cross_entropy")
    sizes, out, _, _ = NETS[name]
    return sizes[:1], net(sizes, out == "softmax", name.endswith("leaky"))


def infer(name, rows):
    """The eager module, and the traced and frozen one: the faster counts."""
    shape, m = inference(name)
    x, m = torch.randn(rows, *shape), m.eval()
    frozen = torch.jit.optimize_for_inference(torch.jit.freeze(torch.jit.trace(m, x)))
    return [lambda: m(x), lambda: frozen(x)]


def training(name):
    """The shape of an input, the number of outputs, what is done with them, the rows of a batch, the optimizer and the module."""
    if name in convs.NETS:
        shape, classes, layers = convs.NETS[name]
        return shape, classes, "softmax", 64, "adam", layers()
    if name in functions.NETS:
        sizes, activation, loss = functions.NETS[name]
        return sizes[:1], sizes[-1], loss, 64, "adam", functions.net(sizes, activation, False)
    sizes, out, rows, optimizer = NETS[name]
    return sizes[:1], sizes[-1], out, rows, optimizer, net(sizes, False, name.endswith("leaky"))


def train(name):
    shape, outputs, out, rows, optimizer, m = training(name)
    m, x = m.train(), torch.randn(rows, *shape)
    if out in functions.LOSSES:
        y, loss = torch.randn(rows, outputs), functions.LOSSES[out]
    elif out == "softmax":
        y, loss = torch.randint(0, outputs, (rows,)), nn.CrossEntropyLoss()
    else:
        y, loss = torch.randn(rows, outputs), nn.MSELoss()
    # The rate is so low that the weights stay put.
    o = (torch.optim.Adam if optimizer == "adam" else torch.optim.SGD)(m.parameters(), lr=1e-6)

    def step():
        o.zero_grad(set_to_none=True)
        loss(m(x), y).backward()
        o.step()

    return [step]


@functools.cache
def calls(name, metric):
    ways = train(name) if metric == "train" else infer(name, int(metric.removeprefix("infer")))
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


def version():
    """What PyTorch is, and the processor that OpenBLAS, where products are its, has chosen the kernels of."""
    text = f"PyTorch {torch.__version__}, {torch.get_num_threads()} thread"
    try:
        with open("/proc/self/maps") as maps:
            libraries = sorted({line.split()[-1] for line in maps if "libopenblas" in line})
        core = ctypes.CDLL(libraries[0]).openblas_get_corename
    except (OSError, IndexError, AttributeError):
        return text
    core.restype = ctypes.c_char_p
    return f"{text}, OpenBLAS for {core().decode()}"


def answer(line):
    words = line.split()
    if len(words) < 2:
        return version()
    rows = "infer64" if words[0] in NETS | functions.NETS else "infer256"  # which is not measured
    if words[0] not in NETS | convs.NETS | functions.NETS or words[1] not in METRICS or words[1] == rows:
        return "-"
    with torch.inference_mode(words[1] != "train"):
        return f"{min(map(measure, calls(*words))):.2f}"


torch.set_num_threads(1)
if sys.argv[1:] == ["float64"]:
    torch.set_default_dtype(torch.float64)
for line in sys.stdin:
    print(answer(line), flush=True)
