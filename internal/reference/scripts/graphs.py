"""Computes the numbers of graphs with PyTorch in float64 and writes them beside the other references.

usage: python3 graphs.py FOLDER        (Debian: python3-torch)

Loss is that of Backward, with the statistics of the batch; eval_loss and outputs are those of predictions, with the running
statistics; outputs_after likewise, after the steps.
"""
import json, sys
import torch
from torch import nn
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def flat(tensors):
    return [v for t in tensors for v in t.detach().reshape(-1).tolist()]


def case(name, spec, net, x, targets, loss, steps=6):
    """net(x) is the output of predictions and logits(x) that of training; loss takes the latter."""
    opt = torch.optim.Adam(net.parameters(), lr=0.003)
    params = list(net.parameters())
    out = {"name": name, "spec": spec, "params": flat(params), "x": x.tolist(), "targets": targets}
    net.eval()
    with torch.no_grad():
        out["outputs"] = net.predict(x).tolist()
        out["eval_loss"] = loss(net(x)).item()
    losses = []
    for step in range(steps):
        net.train()
        opt.zero_grad()
        l = loss(net(x))
        l.backward()
        losses.append(l.item())
        if step == 0:
            out["loss"], out["gradient"] = l.item(), flat([p.grad for p in params])
        opt.step()
    net.eval()
    with torch.no_grad():
        out["outputs_after"] = net.predict(x).tolist()
    out.update(steps=steps, losses=losses, params_after=flat(params))
    with open(f"{sys.argv[1]}/{name}.json", "w") as f:
        json.dump(out, f)


class BatchNorm(nn.Module):
    def __init__(self):
        super().__init__()
        self.l1, self.n1, self.l2 = nn.Linear(7, 12), nn.BatchNorm1d(12), nn.Linear(12, 9)
        self.n2, self.l3 = nn.BatchNorm1d(9, eps=0.01, momentum=0.3), nn.Linear(9, 4)

    def forward(self, x):
        return self.l3(torch.tanh(self.n2(self.l2(F.relu(self.n1(self.l1(x)))))))

    def predict(self, x):
        return F.softmax(self(x), dim=1)


class Channels(nn.Module):
    """Shapes of three dimensions: statistics by channel, a layer_norm over two dimensions, a dense layer on the last one."""

    def __init__(self):
        super().__init__()
        self.n1, self.n2 = nn.BatchNorm2d(3), nn.LayerNorm([4, 5])
        self.l1, self.l2 = nn.Linear(5, 6), nn.Linear(12, 2)

    def forward(self, x):
        h = self.n2(self.n1(x.reshape(-1, 3, 4, 5)))
        h = F.silu(self.l1(h))  # (3, 4, 6)
        h = h.permute(0, 2, 1, 3).amax(dim=3)  # (4, 3)
        g = torch.sigmoid(h.mean(dim=2, keepdim=True))
        return self.l2((h * g).reshape(-1, 12))

    predict = forward


class Heads(nn.Module):
    """Two inputs, a concatenation, and two heads whose losses count 1 and 0.5."""

    def __init__(self):
        super().__init__()
        self.l1, self.l3, self.l4, self.l5 = nn.Linear(5, 8), nn.Linear(11, 10), nn.Linear(10, 3), nn.Linear(10, 2)

    def forward(self, x):
        h = torch.cat([torch.tanh(self.l1(x[:, :5])), x[:, 5:]], dim=1)
        h = F.gelu(self.l3(h))
        return self.l4(h), self.l5(h)

    def predict(self, x):
        p, v = self(x)
        return torch.cat([F.softmax(p, dim=1), v], dim=1)


class RMSNorm(nn.Module):
    """PyTorch's RMSNorm of later versions, by its definition."""

    def __init__(self, dims, eps):
        super().__init__()
        self.dims, self.eps = tuple(range(-len(dims), 0)), eps
        self.weight = nn.Parameter(torch.ones(dims))

    def forward(self, x):
        return x * torch.rsqrt(x.square().mean(dim=self.dims, keepdim=True) + self.eps) * self.weight


class RootMeanSquares(nn.Module):
    def __init__(self):
        super().__init__()
        self.n1, self.n2 = RMSNorm([4, 5], 0.01), RMSNorm([5], 2.0 ** -23)
        self.l1, self.n3, self.l2 = nn.Linear(20, 9), RMSNorm([9], 1e-5), nn.Linear(9, 3)
        for n in (self.n1, self.n2, self.n3):
            nn.init.normal_(n.weight, 1, 0.3)

    def forward(self, x):
        h = torch.tanh(self.n2(self.n1(x.reshape(-1, 4, 5))))
        return self.l2(self.n3(F.relu(self.l1(h.reshape(-1, 20)))))

    def predict(self, x):
        return F.softmax(self(x), dim=1)


class Smoothed(nn.Module):
    def __init__(self):
        super().__init__()
        self.l1, self.l2 = nn.Linear(6, 9), nn.Linear(9, 5)

    def forward(self, x):
        return self.l2(torch.tanh(self.l1(x)))

    def predict(self, x):
        return F.softmax(self(x), dim=1)


def main():
    torch.manual_seed(1)
    train = {"batch": 18, "optimizer": {"name": "adam", "learning_rate": 0.003}}
    classes = torch.randint(4, (18,))
    net = BatchNorm()
    case("g_batch_norm", {"version": 1, "model": "g_batch_norm", "inputs": 7, "layers": [
        {"units": 12, "activation": "linear"}, {"kind": "batch_norm", "activation": "relu"}, {"units": 9, "activation": "linear"},
        {"kind": "batch_norm", "epsilon": 0.01, "momentum": 0.3, "activation": "tanh"}, {"units": 4}],
        "output": {"task": "multiclass"}, "train": train}, net, torch.randn(18, 7), classes.tolist(), lambda z: F.cross_entropy(z, classes))

    t = torch.randn(18, 2)
    case("g_channels", {"version": 1, "model": "g_channels", "inputs": {"image": [3, 4, 5]}, "layers": [
        {"kind": "batch_norm"}, {"kind": "layer_norm", "dims": 2}, {"units": 6, "activation": "silu"}, {"kind": "permute", "axes": [1, 0, 2]},
        {"name": "h", "kind": "reduce", "op": "max", "axes": [2]}, {"kind": "reduce", "op": "mean", "axes": [1], "keep": True, "activation": "sigmoid"},
        {"kind": "mul", "from": ["h", "previous"]}, {"kind": "flatten"}, {"units": 2}],
        "output": {"task": "regression"}, "train": train}, Channels(), torch.randn(18, 60), t.tolist(), lambda y: F.mse_loss(y, t))

    p, v = torch.randint(3, (18,)), torch.randn(18, 2)
    targets = [[float(c)] + r for c, r in zip(p.tolist(), v.tolist())]
    case("g_heads", {"version": 1, "model": "g_heads", "inputs": {"signal": 5, "meta": 3}, "layers": [
        {"name": "s", "from": "signal", "units": 8, "activation": "tanh"}, {"kind": "concat", "from": ["s", "meta"]}, {"name": "t", "units": 10, "activation": "gelu"},
        {"name": "p", "units": 3}, {"name": "v", "from": "t", "units": 2}],
        "outputs": {"policy": {"from": "p", "task": "multiclass"}, "value": {"from": "v", "task": "regression", "loss_weight": 0.5}}, "train": train},
        Heads(), torch.randn(18, 8), targets, lambda y: F.cross_entropy(y[0], p) + 0.5 * F.mse_loss(y[1], v))

    smoothed = torch.randint(5, (18,))
    case("label_smoothing", {"version": 1, "model": "label_smoothing", "inputs": 6, "layers": [{"units": 9, "activation": "tanh"}, {"units": 5}],
        "output": {"task": "multiclass"}, "train": dict(train, loss={"name": "cross_entropy", "label_smoothing": 0.1})},
        Smoothed(), torch.randn(18, 6), smoothed.tolist(), lambda z: F.cross_entropy(z, smoothed, label_smoothing=0.1))

    kinds = torch.randint(3, (18,))
    case("g_rms_norm", {"version": 1, "model": "g_rms_norm", "inputs": {"map": [4, 5]}, "layers": [
        {"kind": "rms_norm", "dims": 2, "epsilon": 0.01}, {"kind": "rms_norm", "activation": "tanh"}, {"kind": "flatten"}, {"units": 9},
        {"kind": "rms_norm", "epsilon": 1e-5}, {"units": 3}],
        "output": {"task": "multiclass"}, "train": train}, RootMeanSquares(), torch.randn(18, 20), kinds.tolist(), lambda z: F.cross_entropy(z, kinds))


if __name__ == "__main__":
    main()
