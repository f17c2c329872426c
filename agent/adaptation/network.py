"""The encoder as a PyTorch network over the engine's model file.

Its matrices are 4-bit numbers in blocks of 32. Fitting the numbers themselves would be lost in rounding them again, so
only what the file holds exactly is fitted: the scale of each block, the biases and the norms (663,552 + 59,904 numbers;
the idea is that of PEQA, Kim et al. 2023). What was trained is then what the engine runs.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as functional
from torch import nn

from agent.adaptation.blocks import SIZE, rescaled, unpack
from agent.model_file import Layout, layout

BEGIN, END, PADDING = 0, 2, 1
_MATRICES = ("q", "k", "v", "ao", "fi", "fo")
_NORMS = ("aln", "oln")


class ModelFile:
    """The engine's file with its layout; `numbers` reads a tensor of the given shape."""

    def __init__(self, data: bytes) -> None:
        self.data, self.form = data, layout(data)

    def raw(self, name: str) -> bytes:
        tensor = self.form.tensors[name]
        return self.data[tensor.start : tensor.start + tensor.length]

    def numbers(self, name: str, shape: tuple[int, ...]) -> torch.Tensor:
        raw, count = self.raw(name), int(np.prod(shape))
        flat = unpack(raw).reshape(-1) if self.form.tensors[name].quantized else np.frombuffer(raw, np.float32)
        return torch.tensor(np.array(flat[:count]).reshape(shape))


class Layer(nn.Module):
    """One transformer layer: attention and feed-forward part, each followed by its norm."""

    def __init__(self, number: int, file: ModelFile) -> None:
        super().__init__()
        form = file.form
        inputs = dict.fromkeys(_MATRICES, form.hidden) | {"fo": form.inner}
        outputs = dict.fromkeys(_MATRICES, form.hidden) | {"fi": form.inner}
        for name in _MATRICES:
            shape = (outputs[name], inputs[name] // SIZE, SIZE)
            self.register_buffer(f"{name}_w", file.numbers(f"l{number}.{name}.w", shape))
            self.register_parameter(f"{name}_change", nn.Parameter(torch.zeros(*shape[:2], 1)))
            self.register_parameter(f"{name}_b", nn.Parameter(file.numbers(f"l{number}.{name}.b", shape[:1])))
        for name in _NORMS:
            for part in ("w", "b"):
                numbers = file.numbers(f"l{number}.{name}.{part}", (form.hidden,))
                self.register_parameter(f"{name}_{part}", nn.Parameter(numbers))

    def linear(self, name: str, rows: torch.Tensor) -> torch.Tensor:
        weights = self.get_buffer(f"{name}_w") * (1 + self.get_parameter(f"{name}_change"))
        return functional.linear(rows, weights.flatten(1), self.get_parameter(f"{name}_b"))

    def norm(self, name: str, rows: torch.Tensor, epsilon: float) -> torch.Tensor:
        weight, bias = self.get_parameter(f"{name}_w"), self.get_parameter(f"{name}_b")
        return functional.layer_norm(rows, rows.shape[-1:], weight, bias, epsilon)

    def scales(self) -> list[nn.Parameter]:
        return [parameter for name, parameter in self.named_parameters() if name.endswith("_change")]

    def others(self) -> list[nn.Parameter]:
        return [parameter for name, parameter in self.named_parameters() if not name.endswith("_change")]


class Encoder(nn.Module):
    """Token numbers to unit-length sentence vectors, by the mean over tokens, as the engine does it."""

    def __init__(self, data: bytes, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.file, self.dropout = ModelFile(data), dropout
        form = self.form
        self.words = nn.Embedding.from_pretrained(self.file.numbers("emb.word", (form.vocabulary, form.hidden)))
        self.places = nn.Embedding.from_pretrained(self.file.numbers("emb.pos", (form.positions, form.hidden)))
        self.register_buffer("kind", self.file.numbers("emb.type", (2, form.hidden))[0])
        self.register_buffer("norm_w", self.file.numbers("emb.ln.w", (form.hidden,)))
        self.register_buffer("norm_b", self.file.numbers("emb.ln.b", (form.hidden,)))
        self.layers = nn.ModuleList(Layer(number, self.file) for number in range(form.layers))

    @property
    def form(self) -> Layout:
        return self.file.form

    def forward(self, tokens: torch.Tensor, present: torch.Tensor) -> torch.Tensor:
        """`tokens` and `present` (1 where a token stands): sentences × length; answers sentences × hidden."""
        epsilon = self.form.epsilon
        rows = self.words(tokens) + self.places.weight[: tokens.shape[1]] + self.kind
        rows = functional.layer_norm(rows, rows.shape[-1:], self.norm_w, self.norm_b, epsilon)
        seen = present[:, None, None, :].bool()
        for layer in self.layers:
            rows = layer.norm("aln", rows + self._dropped(self._attention(layer, rows, seen)), epsilon)
            inner = layer.linear("fo", functional.gelu(layer.linear("fi", rows)))
            rows = layer.norm("oln", rows + self._dropped(inner), epsilon)
        weight = present[:, :, None].to(rows.dtype)
        return functional.normalize(((rows * weight).sum(1) / weight.sum(1)).float(), dim=-1)

    def _attention(self, layer: Layer, rows: torch.Tensor, seen: torch.Tensor) -> torch.Tensor:
        count, length, hidden = rows.shape
        query, key, value = (
            layer.linear(name, rows).view(count, length, self.form.heads, -1).transpose(1, 2) for name in "qkv"
        )
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=seen)
        return layer.linear("ao", mixed.transpose(1, 2).reshape(count, length, hidden))

    def _dropped(self, rows: torch.Tensor) -> torch.Tensor:
        return functional.dropout(rows, self.dropout, self.training)

    def to_file(self) -> bytes:
        """The model file with the layers as they are now."""
        data = bytearray(self.file.data)
        for number, layer in enumerate(self.layers):
            for name, parameter in layer.named_parameters():
                matrix = name.removesuffix("_change")
                tensor = f"l{number}.{matrix}.w" if matrix != name else f"l{number}.{name.replace('_', '.')}"
                numbers = parameter.detach().float().numpy()
                raw = rescaled(self.file.raw(tensor), 1 + numbers) if matrix != name else numbers.tobytes()
                place = self.form.tensors[tensor]
                data[place.start : place.start + place.length] = raw
        return bytes(data)


def batch(sentences: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Token numbers with their marks of beginning and end, padded to one length, and where tokens stand."""
    length = max(map(len, sentences)) + 2
    tokens = torch.full((len(sentences), length), PADDING, dtype=torch.long)
    present = torch.zeros(len(sentences), length)
    for row, sentence in enumerate(sentences):
        tokens[row, : len(sentence) + 2] = torch.tensor([BEGIN, *sentence, END])
        present[row, : len(sentence) + 2] = 1
    return tokens, present
