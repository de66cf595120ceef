"""How well each of the eight masks suits a QR symbol: all looked at together, as bits of one big integer."""

from dataclasses import dataclass
from typing import Final, Self

MASKS: Final = 8


@dataclass(frozen=True, slots=True)
class Ruler:
    """Counts the penalties of ISO/IEC 18004, 7.8.3, of a symbol under all eight masks at once.

    A symbol is an integer of side * side bits, the top left module the highest, 1 for dark. Its *lane* is
    the symbol, then its transpose, so that columns are looked at as rows are, on whole bytes. A *trial* is
    eight lanes, mask 0 the highest. The fields `pairs`, `squares` and `finders` are trials with a 1
    wherever such a pattern may have its last module.
    """

    side: int
    lane_bytes: int
    pairs: int
    squares: int
    finders: int

    @classmethod
    def of(cls, side: int) -> Self:
        """Return the ruler for symbols of `side` modules."""
        return cls(
            side=side,
            lane_bytes=-(-2 * side * side // 8),
            pairs=as_trial([("0" + "1" * (side - 1)) * side * 2] * MASKS),
            squares=as_trial([("0" * side + "1" * side * (side - 1)) * 2] * MASKS),
            finders=as_trial([("0" * 10 + "1" * (side - 10)) * side * 2] * MASKS),
        )

    def penalties(self, trial: int) -> list[int]:
        """Return the penalty points of each mask's symbol, mask 0 first.

        A run of five modules or more costs its length less 2: as many as it holds runs of five, and 2 for
        its end. Squares and dark modules are counted twice, in the symbol and in its transpose.
        """
        same = ~(trial ^ trial >> 1) & self.pairs
        fours = same & same >> 1
        runs = fours & fours >> 2
        ends = runs & ~(runs >> 1)
        squares = same & same >> self.side & ~(trial ^ trial >> self.side) & self.squares
        counts = map(self._counts, (runs, ends, squares, self._finders(trial), trial))
        return [
            run + 2 * end + 3 * (square // 2) + 40 * finder + self._imbalance(dark // 2)
            for run, end, square, finder, dark in zip(*counts, strict=True)
        ]

    def _finders(self, trial: int) -> int:
        """Return where 1011101, the section of a finder pattern, with four light modules beside it, ends."""
        around = trial & trial >> 2
        core = around & trial >> 3 & around >> 4 & ~(trial >> 1 | trial >> 5)
        light = ~(trial | trial >> 1)
        light &= light >> 2
        return (core >> 4 & light | core & light >> 7) & self.finders

    def _imbalance(self, dark: int) -> int:
        return 10 * int(abs(dark / self.side**2 * 100 - 50) / 5)

    def _counts(self, trial: int) -> list[int]:
        bits = 8 * self.lane_bytes
        lane = (1 << bits) - 1
        return [(trial >> bits * mask & lane).bit_count() for mask in reversed(range(MASKS))]


def as_trial(lanes: list[str]) -> int:
    """Return the lanes, as strings of 0 and 1, one after the other, each on whole bytes."""
    return int("".join(lane.zfill(-(-len(lane) // 8) * 8) for lane in lanes), 2)
