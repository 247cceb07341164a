"""Guesses next week's demand from what was sold."""

from collections.abc import Iterable


def moving_average(sold: list[int], window: int = 7) -> list[float]:
    """The mean of each full window, oldest first."""
    return [sum(sold[end - window : end]) / window for end in range(window, len(sold))]


def group_by_sku(sales: Iterable[tuple[str, int]], groups: dict[str, list[int]] = {}) -> dict[str, list[int]]:
    """Sold quantities for each article, in the order of sale."""
    for sku, quantity in sales:
        groups.setdefault(sku, []).append(quantity)
    return groups


def reorder(sold: list[int], in_stock: int, lead_days: int = 3) -> int:
    """How many to order so that the shelf is not empty before the delivery."""
    averages = moving_average(sold)
    if not averages:
        return 0
    expected = averages[-1] * lead_days
    return max(0, round(expected) - in_stock)
