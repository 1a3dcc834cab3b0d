"""Finds characters that look alike, for `assistant/checking/spelling/looks.txt`.

    python tools/learn_looks.py

Every character of GB 2312 that is in a word is drawn in Noto Sans CJK SC and blurred a little; two are alike where their
shapes, or their larger halves, nearly cover each other. The families of ``look_alikes.txt`` are added: most share the part
without the radical. What sounds alike as well is left to ``characters.toml``. Needs the development extras and
fonts-noto-cjk; the thresholds were set by eye on pairs that are known to be mistaken (衔 and 街, 援 and 缓).
"""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from assistant.checking.spelling.mistyped import alike  # noqa: E402 - the checkout goes before any installed copy
from assistant.checking.spelling.words import words  # noqa: E402

TARGET: Final = ROOT / "assistant" / "checking" / "spelling" / "looks.txt"
HAND: Final = Path(__file__).with_name("look_alikes.txt")
FONT: Final = "Noto Sans CJK SC"
_SIDE, _SIZE, _BLUR = 48, 44, 1.3
_MEANT: Final = 13.0
"""Of two characters one is in a word no rarer than this."""
_BEYOND: Final = "淆弭摭肴锲缮隅谏懈臻颁谬滞"
"""Not in GB 2312's first level, and mistaken all the same."""
_WHOLE, _RIGHT, _BELOW, _LEFT, _ABOVE = 0.77, 0.90, 0.90, 0.92, 0.95
"""How much of the whole, or of a larger part, two shapes share."""
_REST_RIGHT, _REST_BELOW, _REST_LEFT, _REST_ABOVE = 0.60, 0.62, 0.74, 0.72
"""And how much of the whole where only a part is alike."""

Floats = NDArray[np.float32]


def main() -> int:
    """Draw, compare, write."""
    chars, least = _characters()
    near: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in (*_by_shape(chars, least), *_by_hand()):
        if other not in alike().get(one, ""):
            near[one].add(other)
            near[other].add(one)
    lines = [character + "".join(sorted(others)) for character, others in sorted(near.items())]
    TARGET.write_text(" ".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} characters with {sum(map(len, lines)) - len(lines)} that look like them")
    return 0


def _characters() -> tuple[list[str], dict[str, float]]:
    """The characters that are compared, and for each the price of the commonest word it is in."""
    known = words()
    least: dict[str, float] = {}
    for found in known.holes.values():
        for word in found:
            for character in word:
                least[character] = min(least.get(character, np.inf), known.cost[word])
    codes = (bytes([high, low]) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF))
    first_level = {code.decode("gb2312", "ignore") for code in codes} - {""}
    return sorted(c for c in first_level | set(_BEYOND) if c in known.cost), least


def _by_shape(chars: list[str], least: dict[str, float]) -> Iterator[tuple[str, str]]:
    drawn = _drawn(chars)
    whole = _likeness(drawn)
    alike_parts = (
        (whole >= _WHOLE)
        | ((_likeness(drawn[:, :, 22:]) >= _RIGHT) & (whole >= _REST_RIGHT))
        | ((_likeness(drawn[:, 22:, :]) >= _BELOW) & (whole >= _REST_BELOW))
        | ((_likeness(drawn[:, :, :26]) >= _LEFT) & (whole >= _REST_LEFT))
        | ((_likeness(drawn[:, :26, :]) >= _ABOVE) & (whole >= _REST_ABOVE))
    )
    for i, j in zip(*np.where(np.triu(alike_parts, 1)), strict=True):
        if min(least.get(chars[i], np.inf), least.get(chars[j], np.inf)) < _MEANT:
            yield chars[i], chars[j]


def _drawn(chars: list[str]) -> Floats:
    """Every character as a grey picture, shape (characters, side, side)."""
    told = subprocess.run(  # noqa: S603 - a fixed command
        ["fc-match", "-f", "%{file}|%{index}", FONT],  # noqa: S607
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    file, _, index = told.stdout.partition("|")
    font = ImageFont.truetype(file, _SIZE, index=int(index))
    pictures = []
    for character in chars:
        image = Image.new("L", (_SIDE, _SIDE), 0)
        ImageDraw.Draw(image).text((_SIDE // 2, _SIDE // 2), character, font=font, fill=255, anchor="mm")
        pictures.append(np.asarray(image.filter(ImageFilter.GaussianBlur(_BLUR)), dtype=np.float32) / 255)
    return np.stack(pictures)


def _likeness(pictures: Floats) -> Floats:
    """The cosine of every two pictures, half of what all have in common taken off."""
    flat = pictures.reshape(len(pictures), -1)
    flat = flat - flat.mean(axis=0) * 0.5
    flat = flat / np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-6)
    return np.asarray(flat @ flat.T, dtype=np.float32)


def _by_hand() -> Iterator[tuple[str, str]]:
    for line in HAND.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            for family in line.split():
                yield from ((a, b) for a, b in combinations(dict.fromkeys(family), 2))


if __name__ == "__main__":
    sys.exit(main())
