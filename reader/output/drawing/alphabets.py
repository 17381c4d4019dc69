"""Letters of the mathematical alphabets as Unicode characters (UTR #25), since browsers ignore ``mathvariant``."""

from __future__ import annotations

# Alphabet -> first capital, first small letter, first digit (0 where Unicode has none).
LATIN: dict[str, tuple[int, int, int]] = {
    "bold": (0x1D400, 0x1D41A, 0x1D7CE), "italic": (0x1D434, 0x1D44E, 0), "bold-italic": (0x1D468, 0x1D482, 0x1D7CE),
    "script": (0x1D49C, 0x1D4B6, 0), "bold-script": (0x1D4D0, 0x1D4EA, 0x1D7CE), "fraktur": (0x1D504, 0x1D51E, 0),
    "bold-fraktur": (0x1D56C, 0x1D586, 0x1D7CE), "double-struck": (0x1D538, 0x1D552, 0x1D7D8),
    "sans-serif": (0x1D5A0, 0x1D5BA, 0x1D7E2), "bold-sans-serif": (0x1D5D4, 0x1D5EE, 0x1D7EC),
    "monospace": (0x1D670, 0x1D68A, 0x1D7F6),
}  # fmt: skip
# Letters that Unicode had before it had the alphabets.
EARLIER: dict[str, dict[str, str]] = {
    "italic": {"h": "ℎ"},
    "script": dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True)),
    "fraktur": dict(zip("CHIRZ", "ℭℌℑℜℨ", strict=True)),
    "double-struck": dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)),
}
GREEK: dict[str, int] = {"bold": 0x1D6A8, "bold-italic": 0x1D71C, "bold-script": 0x1D71C, "bold-sans-serif": 0x1D756}
GREEK_VARIANTS = "∂ϵϑϰϕϱϖ"

# (font, bold) of an identifier -> alphabet; "" is what the renderer does by itself (one letter italic, words upright).
ALPHABET: dict[tuple[str, bool], str] = {
    ("", False): "", ("", True): "bold-italic", ("mathit", False): "italic", ("mathit", True): "bold-italic",
    ("mathrm", False): "", ("mathrm", True): "bold", ("mathbf", False): "bold", ("mathbf", True): "bold",
    ("mathcal", False): "script", ("mathcal", True): "bold-script", ("mathscr", False): "script",
    ("mathscr", True): "bold-script", ("mathbb", False): "double-struck", ("mathbb", True): "double-struck",
    ("mathfrak", False): "fraktur", ("mathfrak", True): "bold-fraktur", ("mathsf", False): "sans-serif",
    ("mathsf", True): "bold-sans-serif", ("mathtt", False): "monospace", ("mathtt", True): "monospace",
}  # fmt: skip


def styled(text: str, alphabet: str) -> str:
    """The same letters in another alphabet; those that it lacks stay as they are."""
    return "".join(_letter(character, alphabet) for character in text) if alphabet else text


def _letter(character: str, alphabet: str) -> str:
    earlier = EARLIER.get(alphabet, {}).get(character)
    if earlier:
        return earlier
    capital, small, digit = LATIN[alphabet]
    if "A" <= character <= "Z":
        return chr(capital + ord(character) - ord("A"))
    if "a" <= character <= "z":
        return chr(small + ord(character) - ord("a"))
    if character.isascii() and character.isdigit() and digit:
        return chr(digit + int(character))
    return _greek(character, alphabet)


def _greek(character: str, alphabet: str) -> str:
    first = GREEK.get(alphabet)
    if first is None:
        return character
    if "Α" <= character <= "Ω":
        # capitals are upright in TeX, in bold too
        return chr((GREEK["bold"] if alphabet == "bold-italic" else first) + ord(character) - ord("Α"))
    if "α" <= character <= "ω":
        return chr(first + 26 + ord(character) - ord("α"))
    if character in GREEK_VARIANTS:
        return chr(first + 51 + GREEK_VARIANTS.index(character))
    return chr(first + 25) if character == "∇" else character
