"""Computes the numbers of networks that slide over maps and signals with PyTorch in float64, as graphs.py does.

usage: python3 slides.py FOLDER        (Debian: python3-torch)

Where PyTorch's words are easily taken for others: odd zeros of the padding same, output_padding, transposed weights in
groups, means that count padding and that don't, aligned corners, batch_norm after a convolution that others read.
"""
import torch
from torch import nn
import torch.nn.functional as F
from graphs import case


class Maps(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1, self.n1 = nn.Conv2d(2, 4, 4, padding="same"), nn.BatchNorm2d(4)
        self.t1 = nn.ConvTranspose2d(4, 6, 3, stride=2, padding=1, output_padding=1, groups=2)
        self.c2 = nn.Conv2d(6, 6, (2, 3), stride=(1, 2), padding=(0, 1), dilation=(2, 1), groups=6)
        self.g1, self.out = nn.GroupNorm(3, 6), nn.Linear(6, 3)

    def forward(self, x):
        h = self.c1(x.reshape(-1, 2, 5, 4))
        h = torch.tanh(h + self.n1(h))  # (4, 5, 4)
        h = F.silu(self.t1(h))  # (6, 10, 8)
        h = F.avg_pool2d(h, 3, stride=2, padding=1, count_include_pad=False)  # (6, 5, 4)
        h = F.interpolate(h, scale_factor=2, mode="bilinear", align_corners=True)  # (6, 10, 8)
        h = F.softplus(self.g1(self.c2(h)))
        return self.out(h.mean(dim=(2, 3)))

    def predict(self, x):
        return F.softmax(self(x), dim=1)


class Signals(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1, self.n1 = nn.Conv1d(3, 4, 2, padding="same"), nn.BatchNorm1d(4)
        self.t1 = nn.ConvTranspose1d(4, 5, 4, stride=3, padding=1, output_padding=2, dilation=2)
        self.out = nn.Linear(5, 2)

    def forward(self, x):
        h = torch.tanh(self.n1(self.c1(x.reshape(-1, 3, 7))))
        h = torch.tanh(self.t1(F.avg_pool1d(h, 3, stride=2, padding=1)))  # (4, 4), then (5, 16)
        h = F.max_pool1d(F.interpolate(h, scale_factor=3, mode="linear", align_corners=False), 5, stride=4, padding=2)
        return self.out(h.amax(dim=2))

    predict = forward


def main():
    torch.manual_seed(2)
    train = {"batch": 11, "optimizer": {"name": "adam", "learning_rate": 0.003}}
    classes = torch.randint(3, (11,))
    case("g_maps", {"version": 1, "model": "g_maps", "inputs": {"map": [2, 5, 4]}, "layers": [
        {"name": "c", "kind": "conv2d", "channels": 4, "kernel": 4, "padding": "same", "activation": "linear"}, {"kind": "batch_norm"},
        {"kind": "add", "from": ["c", "previous"], "activation": "tanh"},
        {"kind": "conv_transpose2d", "channels": 6, "kernel": 3, "stride": 2, "padding": 1, "output_padding": 1, "groups": 2, "activation": "silu"},
        {"kind": "avg_pool2d", "size": 3, "stride": 2, "padding": 1, "count_include_pad": False},
        {"kind": "upsample", "scale_factor": 2, "mode": "bilinear", "align_corners": True},
        {"kind": "conv2d", "channels": 6, "kernel": [2, 3], "stride": [1, 2], "padding": [0, 1], "dilation": [2, 1], "groups": 6, "activation": "linear"},
        {"kind": "group_norm", "groups": 3, "activation": "softplus"}, {"kind": "global_avg_pool"}, {"units": 3}],
        "output": {"task": "multiclass"}, "train": train}, Maps(), torch.randn(11, 40), classes.tolist(), lambda z: F.cross_entropy(z, classes))

    t = torch.randn(11, 2)
    case("g_signals", {"version": 1, "model": "g_signals", "inputs": {"signal": [3, 7]}, "layers": [
        {"kind": "conv1d", "channels": 4, "kernel": 2, "padding": "same", "activation": "linear"}, {"kind": "batch_norm", "activation": "tanh"},
        {"kind": "avg_pool1d", "size": 3, "stride": 2, "padding": 1},
        {"kind": "conv_transpose1d", "channels": 5, "kernel": 4, "stride": 3, "padding": 1, "output_padding": 2, "dilation": 2, "activation": "tanh"},
        {"kind": "upsample", "scale_factor": 3, "mode": "linear"}, {"kind": "max_pool1d", "size": 5, "stride": 4, "padding": 2},
        {"kind": "global_max_pool"}, {"units": 2}],
        "output": {"task": "regression"}, "train": train}, Signals(), torch.randn(11, 21), t.tolist(), lambda y: F.mse_loss(y, t))


main()
