"""A ledger of what a shop has in stock, by item and place."""

from dataclasses import dataclass, field


class OutOfStock(Exception):
    """More was asked for than there is."""


@dataclass
class Ledger:
    minimum: int = 2
    amounts: dict = field(default_factory=dict)
    history: list = field(default_factory=list)

    def receive(self, item, amount, place="shop"):
        """Adds to what is there."""
        if amount <= 0:
            raise ValueError(f"cannot receive {amount}")
        key = (item, place)
        self.amounts[key] = self.amounts.get(key, 0) + amount
        self.history.append(("in", item, amount))

    def take(self, item, amount, place="shop"):
        there = self.amounts.get((item, place), 0)
        if amount > there:
            raise OutOfStock(item)
        left = there - amount
        if left == 0:
            del self.amounts[(item, place)]
        else:
            self.amounts[(item, place)] = left
        self.history.append(("out", item, amount))
        return left

    def move(self, item, amount, source, target):
        if source == target:
            return False
        self.take(item, amount, source)
        self.receive(item, amount, target)
        return True

    def total(self, item):
        return sum(amount for (name, _), amount in self.amounts.items() if name == item)

    def is_low(self, item):
        total = self.total(item)
        return total > 0 and total <= self.minimum

    def to_order(self, wanted):
        """What is missing of each item, the most first."""
        missing = {}
        for item, amount in wanted.items():
            gap = amount - self.total(item)
            if gap > 0 or self.is_low(item):
                missing[item] = max(gap, 1)
        return sorted(missing.items(), key=lambda pair: (-pair[1], pair[0]))

    def turnover(self):
        incoming, outgoing = 0, 0
        for direction, _, amount in self.history:
            if direction == "in":
                incoming += amount
            else:
                outgoing += amount
        if incoming == 0:
            return 0.0
        return outgoing / incoming
