"""The networks of the functions that are measured one by one, for PyTorch: compare/functions.go has them by the same names."""
import torch, torch.nn as nn, torch.nn.functional as F

SIZES = {"house": [13, 64, 64, 1], "coder": [784, 32, 784]}
ACTIVATIONS = {
    "linear": None, "relu": F.relu, "leaky_relu": F.leaky_relu, "sigmoid": torch.sigmoid, "tanh": torch.tanh, "elu": F.elu, "selu": F.selu, "gelu": F.gelu,
    "silu": F.silu, "softplus": F.softplus, "softsign": F.softsign, "mish": F.mish, "relu6": F.relu6, "hard_sigmoid": F.hardsigmoid,
    "hard_swish": F.hardswish, "hard_tanh": F.hardtanh,
    "quick_gelu": lambda x: x * torch.sigmoid(1.702 * x), "sine": torch.sin, "own_mish": lambda x: x * torch.tanh(F.softplus(x)),
    "bell": lambda x: torch.exp(-x * x), "log_abs": lambda x: torch.sign(x) * torch.log1p(torch.abs(x)),
    "algebraic": lambda x: x / torch.sqrt(1 + x * x), "own_elu": lambda x: torch.where(x > 0, x, 0.5 * (torch.exp(x) - 1)),
    "snake": lambda x: x + torch.sin(x) * torch.sin(x), "erf": lambda x: x * torch.erf(x),
    "cube": lambda x: torch.clamp(x, min=0) * torch.clamp(x, min=0) - 0.1 * torch.clamp(x, max=0),
}
LOSSES = {
    "sse": nn.MSELoss(reduction="sum"), "mse": nn.MSELoss(), "mae": nn.L1Loss(), "huber": nn.HuberLoss(), "binary_cross_entropy": nn.BCEWithLogitsLoss(),
}
NETS = {f"{net}_{name}": (sizes, f, "mse") for net, sizes in SIZES.items() for name, f in ACTIVATIONS.items()} | {
    f"{net}_{name}": (sizes, F.relu, name) for net, sizes in SIZES.items() for name in LOSSES}


class Function(nn.Module):
    def __init__(self, f):
        super().__init__()
        self.f = f

    def forward(self, x):
        return self.f(x)


def net(sizes, activation, sigmoid):
    mods = []
    for i in range(len(sizes) - 1):
        mods += [nn.Linear(sizes[i], sizes[i + 1])] + ([Function(activation)] if activation else [])
    if activation:
        mods = mods[:-1]
    return nn.Sequential(*mods, *([nn.Sigmoid()] if sigmoid else []))
