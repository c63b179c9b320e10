<?php

declare(strict_types=1);

namespace Sample;

use InvalidArgumentException;
use PHPUnit\Framework\TestCase;

require_once __DIR__ . '/Cart.php';

final class CartTest extends TestCase
{
    private Cart $cart;

    protected function setUp(): void
    {
        $this->cart = new Cart();
        $this->cart->add('tea', 450, 2);
    }

    public function testAddsUp(): void
    {
        $this->cart->add('pot', 1999);
        $this->assertSame(2899, $this->cart->subtotal());
        $this->assertSame(3, $this->cart->count());
    }

    public function testAddsToALine(): void
    {
        $this->cart->add('tea', 450, 3);
        $this->assertSame(5, $this->cart->count());
        $this->assertSame('5 × tea', $this->cart->summary());
    }

    public function testAddsWhatIsFree(): void
    {
        $this->cart->add('flyer', 0);
        $this->assertSame(900, $this->cart->subtotal());
    }

    public function testRefusesNone(): void
    {
        $this->expectException(InvalidArgumentException::class);
        $this->cart->add('pot', 1, 0);
    }

    public function testRefusesANegativePrice(): void
    {
        $this->expectException(InvalidArgumentException::class);
        $this->cart->add('pot', -1);
    }

    public function testRemoves(): void
    {
        $this->assertFalse($this->cart->remove('pot'));
        $this->assertTrue($this->cart->remove('tea'));
        $this->assertSame('nothing', $this->cart->summary());
    }

    public function testShipsSmallCarts(): void
    {
        $this->assertSame(490, $this->cart->shipping());
        $this->assertSame(1390, $this->cart->total());
    }

    public function testShipsFiveAtATime(): void
    {
        $this->cart->add('pen', 10, 3);
        $this->assertSame(490, $this->cart->shipping());
        $this->cart->add('cap', 10);
        $this->assertSame(590, $this->cart->shipping());
    }

    public function testShipsForNothingFromFiftyOn(): void
    {
        $this->cart->add('pot', 4099);
        $this->assertSame(490, $this->cart->shipping());
        $this->cart->add('clip', 1);
        $this->assertSame(0, $this->cart->shipping());
    }

    public function testShipsNothing(): void
    {
        $this->assertSame(0, (new Cart())->shipping());
    }

    public function testTakesACodeOff(): void
    {
        $this->assertTrue($this->cart->redeem('TEA15'));
        $this->assertSame(900 - 135 + 490, $this->cart->total());
    }

    public function testTakesOneCodeOnly(): void
    {
        $this->cart->redeem('TEA15');
        $this->assertFalse($this->cart->redeem('TEA50'));
        $this->assertSame(1255, $this->cart->total());
    }

    public function testRefusesAWrongCode(): void
    {
        $this->assertFalse($this->cart->redeem('tea15'));
        $this->assertSame(1390, $this->cart->total());
    }

    public function testSummary(): void
    {
        $this->cart->add('pot', 1999);
        $this->assertSame('2 × tea, pot', $this->cart->summary());
    }
}
