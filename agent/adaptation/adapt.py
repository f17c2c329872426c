"""Fit the encoder's layers to the labelled sentences and replies of the package.

    python -m agent.adaptation.adapt OUTPUT [--epochs 3]

Writes encoder_layers.bin. Needs PyTorch (requirements-adaptation.txt), a C compiler and a quarter of an hour on two
cores. Replies held out (`agent.reading.corpus`) are not shown to it, so that they can measure the reader honestly. The
heads have to be trained after it: `manage.py train_reader`.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
import torch.nn.functional as functional
from torch import nn

from agent.adaptation.network import Encoder, batch
from agent.adaptation.tokens import Tokenizer
from agent.model_file import LAYERS, base_file, pack_layers
from agent.reading.corpus import training_examples
from agent.reading.examples import Example
from agent.reading.heads import presented
from agent.reading.labels import DISPUTE_REASONS, DOCUMENT_TYPES, INTENTS, MARKS

_LABELS = (*INTENTS, *MARKS)
BATCH = 32
# Longer sentences are cut here; hardly any is.
MAX_TOKENS = 160
# Learning rates of the blocks' scales, of biases and norms, and of the linear layer on top.
SCALE_RATE, OTHER_RATE, HEAD_RATE = 3e-3, 1e-3, 2e-3
# Unit vectors are stretched, else the linear layer needs weights too large to learn.
_STRETCH = 16.0
_POSITIVE_WEIGHT = 1.5


def adapt(examples: Sequence[Example], *, epochs: int, seed: int = 1) -> bytes:
    """The changed model file. Deterministic on one machine up to the threads' summing order."""
    random.seed(seed)
    torch.manual_seed(seed)
    encoder = Encoder(base_file().read_bytes())
    head = nn.Linear(encoder.form.hidden, len(_LABELS) + len(DISPUTE_REASONS) + len(DOCUMENT_TYPES))
    nn.init.normal_(head.weight, std=0.02)
    nn.init.constant_(head.bias, -2.0)
    with tempfile.TemporaryDirectory() as folder:
        tokenizer = Tokenizer(Path(folder))
        rows = [(tokenizer(presented(example.text))[:MAX_TOKENS], example) for example in examples]
    scales = [parameter for layer in encoder.layers for parameter in layer.scales()]
    others = [parameter for layer in encoder.layers for parameter in layer.others()]
    rates = ((scales, SCALE_RATE), (others, OTHER_RATE), (list(head.parameters()), HEAD_RATE))
    groups = [{"params": parameters, "lr": rate} for parameters, rate in rates]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.0)
    steps = epochs * (len(rows) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    for epoch in range(epochs):
        total = 0.0
        for chunk in _batches(rows):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = _loss(encoder, head, chunk)
            loss.backward()
            nn.utils.clip_grad_norm_(scales + others, 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            total += loss.item()
        print(f"epoch {epoch + 1}: loss {total * BATCH / len(rows):.4f}", file=sys.stderr, flush=True)
    return encoder.to_file()


def _rate(step: int, steps: int) -> float:
    """Up over the first sixteenth, then down in a line."""
    warm = max(steps / 16, 1)
    return min((step + 1) / warm, max(0.02, (steps - step) / (steps - warm)))


def _batches(rows: list[tuple[list[int], Example]]) -> Iterator[list[tuple[list[int], Example]]]:
    """Random batches of sentences of about one length: little padding."""
    random.shuffle(rows)
    chunks = []
    for start in range(0, len(rows), BATCH * 20):
        near = sorted(rows[start : start + BATCH * 20], key=lambda row: len(row[0]))
        chunks += [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
    random.shuffle(chunks)
    yield from chunks


def _loss(encoder: Encoder, head: nn.Linear, rows: Sequence[tuple[list[int], Example]]) -> torch.Tensor:
    """Each intent for itself; the reason among reasons and the types, where an example has them."""
    scores = head(encoder(*batch([tokens for tokens, _ in rows])) * _STRETCH).float()
    examples = [example for _, example in rows]
    truth = torch.tensor([[label in (*e.intents, e.marks) for label in _LABELS] for e in examples]).float()
    weight = torch.full((len(_LABELS),), _POSITIVE_WEIGHT)
    intents = scores[:, : len(_LABELS)]
    loss = functional.binary_cross_entropy_with_logits(intents, truth, pos_weight=weight, reduction="sum")
    reasons, types = scores[:, len(_LABELS) :].split([len(DISPUTE_REASONS), len(DOCUMENT_TYPES)], dim=1)
    at = [i for i, example in enumerate(examples) if example.reason]
    if at:
        wanted = torch.tensor([DISPUTE_REASONS.index(examples[i].reason) for i in at])
        loss = loss + functional.cross_entropy(reasons[at], wanted, reduction="sum")
    at = [i for i, example in enumerate(examples) if example.documents]
    if at:
        asked = torch.tensor([[kind in examples[i].documents for kind in DOCUMENT_TYPES] for i in at]).float()
        loss = loss + functional.binary_cross_entropy_with_logits(types[at], asked, reduction="sum")
    return loss / len(rows)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m agent.adaptation.adapt", description="Fit the encoder's layers.")
    parser.add_argument("output", type=Path, help="folder for the layers")
    parser.add_argument("--epochs", type=int, default=3)
    options = parser.parse_args()
    changed = adapt(training_examples(), epochs=options.epochs)
    (options.output / LAYERS).write_bytes(pack_layers(base_file().read_bytes(), changed))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
