<?php

declare(strict_types=1);

namespace Sample;

use InvalidArgumentException;

/** What somebody wants to buy. Prices are in cents. */
final class Cart
{
    private array $lines = [];
    private ?string $code = null;

    public function add(string $item, int $price, int $count = 1): void
    {
        if ($count < 1 || $price < 0) {
            throw new InvalidArgumentException("Cannot add $count of $item");
        }
        if (isset($this->lines[$item])) {
            $this->lines[$item]['count'] += $count;
            return;
        }
        $this->lines[$item] = ['price' => $price, 'count' => $count];
    }

    public function remove(string $item): bool
    {
        if (!isset($this->lines[$item])) {
            return false;
        }
        unset($this->lines[$item]);
        return true;
    }

    public function redeem(string $code): bool
    {
        if ($this->code !== null || !preg_match('/^[A-Z]{3}\d{2}$/', $code)) {
            return false;
        }
        $this->code = $code;
        return true;
    }

    public function count(): int
    {
        return array_sum(array_column($this->lines, 'count'));
    }

    public function subtotal(): int
    {
        $sum = 0;
        foreach ($this->lines as $line) {
            $sum += $line['price'] * $line['count'];
        }
        return $sum;
    }

    public function shipping(): int
    {
        if ($this->count() === 0 || $this->subtotal() >= 5000) {
            return 0;
        }
        return 490 + 100 * intdiv($this->count() - 1, 5);
    }

    public function total(): int
    {
        $sum = $this->subtotal();
        if ($this->code !== null) {
            $percent = (int) substr($this->code, 3);
            $sum -= (int) round($sum * $percent / 100);
        }
        return $sum + $this->shipping();
    }

    public function summary(): string
    {
        $parts = [];
        foreach ($this->lines as $item => $line) {
            $parts[] = $line['count'] > 1 ? $line['count'] . ' × ' . $item : $item;
        }
        return count($parts) > 0 ? implode(', ', $parts) : 'nothing';
    }
}
