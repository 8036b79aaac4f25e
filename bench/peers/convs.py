"""The networks of specs with convolutions, for PyTorch: the shape of an input, the number of classes, and the layers before softmax."""
import torch.nn as nn


def norm(*conv):
    return [*conv, nn.BatchNorm2d(64), nn.ReLU()]


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


def dscnn():
    layers = norm(nn.Conv2d(1, 64, (10, 4), stride=2, padding=(5, 1), bias=False))
    for _ in range(4):
        layers += norm(nn.Conv2d(64, 64, 3, padding=1, groups=64, bias=False))
        layers += norm(nn.Conv2d(64, 64, 1, bias=False))
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 12))


def signal():
    return nn.Sequential(
        nn.Conv1d(9, 32, 5), nn.ReLU(), nn.MaxPool1d(2), nn.Conv1d(32, 64, 5), nn.ReLU(), nn.MaxPool1d(2),
        nn.Conv1d(64, 64, 3), nn.ReLU(), nn.AdaptiveAvgPool1d(1), nn.Flatten(), nn.Linear(64, 6))


def microkws():
    pad = lambda before, after: nn.ZeroPad2d((before, after, before, after))
    return nn.Sequential(
        pad(3, 4), nn.Conv2d(1, 16, 8), nn.ReLU(), nn.MaxPool2d(2), pad(2, 3), nn.Conv2d(16, 12, 6), nn.ReLU(), nn.AvgPool2d(2),
        pad(1, 2), nn.Conv2d(12, 16, 4), nn.ReLU(), nn.AvgPool2d(2), nn.Flatten(),
        nn.Linear(480, 32), nn.ReLU(), nn.Linear(32, 16), nn.ReLU(), nn.Linear(16, 10))


NETS = {
    "lenet": ((1, 28, 28), 10, lenet),
    "dscnn": ((1, 49, 10), 12, dscnn),
    "signal": ((9, 128), 6, signal),
    "microkws": ((1, 49, 40), 10, microkws),
}
