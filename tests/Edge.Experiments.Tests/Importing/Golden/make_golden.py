"""Trains three small networks with PyTorch and writes, for each, what `edge import` reads (NAME.npz) and the codes of every layer on all
rows as PyTorch computes them (NAME.codes.npz). The network files NAME.json beside it are written by hand.

    edge data szt --out szt.csv
    python3 make_golden.py szt.csv

Made with PyTorch 1.13 and NumPy 1.24 on x86-64; another version may train to other weights, and then weights and codes change together.
"""
import sys

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

EPOCHS = 15
BATCH = 256
LOGIT_STEPS = 127
SOFTMAX_TOP = 255


class Sign(torch.autograd.Function):
    """-1 and +1 with sign(0) = +1 (torch.sign has sign(0) = 0); backward the straight-through estimator on [-1, 1]."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.where(x >= 0, 1.0, -1.0)

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        return gradient * (x.abs() <= 1)


def round_half_up(x):
    """floor(x + 1/2), as in the integer model (torch.round takes halves to even); the gradient goes straight through."""
    return x + (torch.floor(x + 0.5) - x).detach()


def quantized_weight(w, bits):
    """Symmetric per tensor: integers within +-(2^(bits-1) - 1) times a scale."""
    most = 2 ** (bits - 1) - 1
    scale = w.detach().abs().max() / most
    return torch.clamp(round_half_up(w / scale), -most, most) * scale, scale


class BinaryLayer(nn.Module):
    """Binary weights, a bias, batch normalization with a learned scale of either sign, sign (none in the last layer)."""

    def __init__(self, inputs, neurons, last):
        super().__init__()
        self.linear = nn.Linear(inputs, neurons)
        self.bn = nn.BatchNorm1d(neurons)
        self.last = last
        nn.init.uniform_(self.linear.weight, -1, 1)
        with torch.no_grad():
            self.bn.weight.uniform_(0.5, 1.5)
            self.bn.weight[::3] *= -1

    def forward(self, x, _):
        y = self.bn(F.linear(x, Sign.apply(self.linear.weight), self.linear.bias))
        return (y, None) if self.last else (Sign.apply(y), 1.0)

    def codes(self, y):
        return (y + 1) / 2

    def clip(self):
        self.linear.weight.data.clamp_(-1, 1)

    def arrays(self, name):
        yield name + ".weight", self.linear.weight
        yield name + ".bias", self.linear.bias
        yield name + ".bn.mean", self.bn.running_mean
        yield name + ".bn.var", self.bn.running_var
        yield name + ".bn.scale", self.bn.weight
        yield name + ".bn.shift", self.bn.bias


class TanhLayer(nn.Module):
    """8-bit weights, a bias on the accumulator's grid, 8-bit tanh (none in the last layer)."""

    STEPS = 127

    def __init__(self, inputs, neurons, last):
        super().__init__()
        self.linear = nn.Linear(inputs, neurons)
        self.last = last

    def forward(self, x, input_scale):
        weight, scale = quantized_weight(self.linear.weight, 8)
        grid = scale * input_scale
        y = F.linear(x, weight, round_half_up(self.linear.bias / grid) * grid)
        return (y, None) if self.last else (round_half_up(torch.tanh(y) * self.STEPS) / self.STEPS, 1 / self.STEPS)

    def codes(self, y):
        return torch.round(y * self.STEPS) + self.STEPS

    def clip(self):
        pass

    def arrays(self, name):
        yield name + ".weight", self.linear.weight
        yield name + ".bias", self.linear.bias


class ReluLayer(nn.Module):
    """4-bit weights, batch normalization with a learned scale of either sign, 4-bit relu up to the largest value seen in training."""

    STEPS = 15

    def __init__(self, inputs, neurons, last):
        super().__init__()
        self.linear = nn.Linear(inputs, neurons, bias=last)
        self.bn = None if last else nn.BatchNorm1d(neurons)
        self.last = last
        self.register_buffer("range", torch.tensor(0.0))
        if not last:
            with torch.no_grad():
                self.bn.weight[1::4] *= -1

    def forward(self, x, input_scale):
        weight, scale = quantized_weight(self.linear.weight, 4)
        if self.last:
            grid = scale * input_scale
            return F.linear(x, weight, round_half_up(self.linear.bias / grid) * grid), None
        h = F.relu(self.bn(F.linear(x, weight)))
        if self.training:
            self.range = torch.maximum(self.range, h.detach().max())
        return torch.clamp(round_half_up(h * (self.STEPS / self.range)), 0, self.STEPS) * (self.range / self.STEPS), self.range / self.STEPS

    def codes(self, y):
        return torch.round(y * (self.STEPS / self.range))

    def clip(self):
        pass

    def arrays(self, name):
        # As Keras has it: a kernel [inputs, neurons]. The transposed array is saved in Fortran order.
        yield name + ".kernel", self.linear.weight.T
        if self.last:
            yield name + ".bias", self.linear.bias
        else:
            yield name + ".bn.mean", self.bn.running_mean
            yield name + ".bn.var", self.bn.running_var
            yield name + ".bn.scale", self.bn.weight
            yield name + ".bn.shift", self.bn.bias
            yield name + ".range", self.range


class Network(nn.Module):
    def __init__(self, layer, widths):
        super().__init__()
        last = len(widths) - 2
        self.layers = nn.ModuleList(layer(widths[i], widths[i + 1], i == last) for i in range(last + 1))

    def forward(self, x, outputs=None):
        scale = 1.0
        for layer in self.layers:
            x, scale = layer(x, scale)
            if outputs is not None:
                outputs.append(x)
        return x


def train(network, x, y):
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(x)).split(BATCH):
            optimizer.zero_grad()
            F.cross_entropy(network(x[batch]), y[batch]).backward()
            optimizer.step()
            for layer in network.layers:
                layer.clip()


def softmax_codes(logits, scale):
    """The integer rule of shared/README.md."""
    table = np.floor(65535 * np.exp(-np.arange(2 * LOGIT_STEPS + 1) * float(scale)) + 0.5).astype(np.int64)
    e = table[logits.max(axis=1, keepdims=True) - logits]
    total = e.sum(axis=1, keepdims=True)
    return (2 * e * SOFTMAX_TOP + total) // (2 * total)


def write(name, layer, widths, with_logit_range, x, y):
    torch.manual_seed(7)
    network = Network(layer, widths)
    train(network, x, y)
    network.eval()
    outputs = []
    with torch.no_grad():
        logits = network(x, outputs)
    names = [f"dense{i + 1}" for i in range(len(widths) - 2)] + ["logits"]
    arrays = {key: value.detach().numpy() for n, part in zip(names, network.layers) for key, value in part.arrays(n)}
    range_ = logits.abs().max()
    if with_logit_range:
        arrays["logits.range"] = range_.numpy()
    np.savez_compressed(name + ".npz", **arrays)

    codes = {n: part.codes(output).numpy() for n, part, output in zip(names[:-1], network.layers, outputs)}
    scale = range_ / LOGIT_STEPS
    codes["logits"] = (torch.clamp(torch.floor(logits / scale + 0.5), -LOGIT_STEPS, LOGIT_STEPS) + LOGIT_STEPS).numpy()
    codes["softmax"] = softmax_codes(codes["logits"].astype(np.int64), scale)
    np.savez_compressed(name + ".codes.npz", labels=y.numpy().astype(np.int32), **{n: c.astype(np.uint8) for n, c in codes.items()})
    accuracy = (logits.argmax(dim=1) == y).float().mean().item()
    print(f"{name}: accuracy {accuracy:.4f}")


def main():
    torch.set_num_threads(1)
    table = np.loadtxt(sys.argv[1], delimiter=",", skiprows=1, dtype=np.int64)
    x = torch.from_numpy(table[:, :-1].astype(np.float32))
    y = torch.from_numpy(table[:, -1])
    write("bnn", BinaryLayer, [12, 16, 10, 6, 2], True, x, y)
    write("tanh8", TanhLayer, [12, 10, 7, 5, 2], True, x, y)
    write("relu4", ReluLayer, [12, 10, 7, 2], False, x, y)


main()
