"""Trains examples/mnist's network in PyTorch on the images that its make has written: usage: torch_mnist.py FOLDER [SEED]...

The same layers, rows, epochs, batches, optimizer and schedule as mnist.yaml; which 2,000 images are the test part depends on the seed.
"""
import gzip
import math
import sys
import time

import numpy as np
import torch
import torch.nn as nn

EPOCHS, BATCH, RATE = 10, 32, 0.003


def block(channels, to):
    return [nn.Conv2d(channels, to, 3, padding=1), nn.BatchNorm2d(to), nn.ReLU(), nn.MaxPool2d(2)]


def network():
    return nn.Sequential(*block(1, 16), *block(16, 32), *block(32, 64), nn.Dropout2d(0.2), nn.Flatten(), nn.Linear(576, 10))


def read(folder):
    images = np.frombuffer(gzip.open(folder + "/images.idx3-ubyte.gz").read()[16:], np.uint8).reshape(-1, 1, 28, 28)
    labels = np.frombuffer(gzip.open(folder + "/labels.idx1-ubyte.gz").read()[8:], np.uint8)
    return torch.from_numpy(images.astype(np.float32)), torch.from_numpy(labels.astype(np.int64))


def rate(step, steps):
    """A cosine behind a warm-up of one epoch, as a share of the rate."""
    first = steps // EPOCHS
    if step < first:
        return (step + 1) / first
    return 0.5 * (1 + math.cos(math.pi * (step - first) / (steps - first)))


def train(x, y, seed):
    torch.manual_seed(seed)
    order = torch.randperm(len(x))
    test, rows = order[:len(x) // 5], order[len(x) // 5:]
    mean, std = x[rows].mean(0), x[rows].std(0)
    x = (x - mean) / torch.where(std > 0, std, torch.ones_like(std))
    net = network()
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.05)
    steps = EPOCHS * math.ceil(len(rows) / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate(step, steps))
    for _ in range(EPOCHS):
        for part in rows[torch.randperm(len(rows))].split(BATCH):
            optimizer.zero_grad()
            nn.functional.cross_entropy(net(x[part]), y[part]).backward()
            optimizer.step()
            schedule.step()
    net.eval()
    with torch.no_grad():
        return (net(x[test]).argmax(1) == y[test]).float().mean().item()


def main():
    torch.set_num_threads(1)
    x, y = read(sys.argv[1])
    for seed in map(int, sys.argv[2:] or ["1"]):
        clock, used = time.perf_counter(), time.process_time()
        accuracy = train(x, y, seed)
        print(f"seed {seed}: test accuracy {accuracy:.4f}, {time.perf_counter() - clock:.1f} s by the clock, {time.process_time() - used:.1f} s of a core")


main()
