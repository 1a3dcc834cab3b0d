"""Facts about families of models: what a name tells about window, JSON and thinking.

Contexts are in tokens and are what the family is served with at least; an unknown name gets the cautious line.
The figures are the makers' own, as published with the models (2024–2026).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Family:
    """What is known of a family.

    `json` tells whether ``response_format=json_object`` is understood; `thinks` whether a reply may start with
    its thinking, in ``<think>`` or in a field of its own; `opens` that the prompt's template already opens the
    thinking, so that the reply may hold a closing mark alone; `quiet` is sent along to keep it from thinking.
    """

    name: str
    pattern: str
    context: int
    json: bool
    thinks: bool = False
    opens: bool = False
    quiet: tuple[tuple[str, object], ...] = ()


_QWEN_QUIET: Final = (("chat_template_kwargs", {"enable_thinking": False}),)

FAMILIES: Final = (
    Family("DeepSeek R1", r"deepseek[-_.]?(?:r1|reasoner)", 64_000, json=False, thinks=True, opens=True),
    Family("DeepSeek", r"deepseek", 64_000, json=True),
    Family("QwQ", r"qwq", 32_768, json=False, thinks=True, opens=True),
    Family("Qwen3", r"qwen[-_.]?3", 32_768, json=True, thinks=True, quiet=_QWEN_QUIET),
    Family("Qwen2.5", r"qwen[-_.]?2(?:\.5)?", 32_768, json=True),
    Family("Qwen", r"qwen", 8_192, json=True),
    Family("GLM-4", r"(?:chat)?glm[-_.]?[4-9]", 32_768, json=True, thinks=True),
    Family("InternLM", r"internlm", 32_768, json=False),
    Family("Baichuan", r"baichuan", 8_192, json=False),
    Family("Yi", r"(?:^|[/_-])yi[-_.]", 4_096, json=False),
    Family("MiniCPM", r"minicpm", 32_768, json=False),
    Family("Hunyuan", r"hunyuan", 32_768, json=True, thinks=True),
    Family("ERNIE", r"ernie", 8_192, json=True),
    Family("Kimi", r"kimi|moonshot", 8_192, json=True),
    Family("Llama", r"llama", 8_192, json=True),
    Family("gpt-oss", r"gpt[-_.]?oss", 32_768, json=True, thinks=True),
)  # fmt: skip
UNKNOWN: Final = Family("不认识的模型", "", 4_096, json=False, thinks=True)


def family_of(model: str) -> Family:
    """The family that a model's name, or its file's name, belongs to."""
    name = model.lower()
    return next((f for f in FAMILIES if re.search(f.pattern, name)), UNKNOWN)


def estimate_tokens(text: str) -> int:
    """About how many tokens a text has, rather too many than too few: no tokenizer has to be fetched for it.

    A Chinese character is one at most with the families above (0.6 on the average), a digit is one, of Latin letters
    three make one; signs and blanks count half.
    """
    wide = digits = letters = 0
    for char in text:
        if char > "\u2e80":
            wide += 1
        elif char.isdigit():
            digits += 1
        elif char.isalpha():
            letters += 1
    rest = len(text) - wide - digits - letters
    return wide + digits + (letters + 2) // 3 + (rest + 1) // 2 + 1
