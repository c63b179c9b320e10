package parcel

import (
	"errors"
	"testing"
)

func priceOf(t *testing.T, p Parcel) int {
	t.Helper()
	price, err := Price(p)
	if err != nil {
		t.Fatal(err)
	}
	return price
}

func equal(t *testing.T, got, want int) {
	t.Helper()
	if got != want {
		t.Fatalf("got %d, want %d", got, want)
	}
}

func TestSmall(t *testing.T) {
	equal(t, priceOf(t, Parcel{Grams: 1}), 400)
	equal(t, priceOf(t, Parcel{Grams: 1000}), 400)
	equal(t, priceOf(t, Parcel{Grams: 1001}), 700)
}

func TestMiddle(t *testing.T) {
	equal(t, priceOf(t, Parcel{Grams: 5000}), 700)
	equal(t, priceOf(t, Parcel{Grams: 5001}), 1100)
	equal(t, priceOf(t, Parcel{Grams: 10000}), 1100)
}

func TestEachMoreKilogram(t *testing.T) {
	equal(t, priceOf(t, Parcel{Grams: 10999}), 1100)
	equal(t, priceOf(t, Parcel{Grams: 11000}), 1150)
	equal(t, priceOf(t, Parcel{Grams: 31500}), 2150)
}

func TestTooHeavy(t *testing.T) {
	price, err := Price(Parcel{Grams: 31501})
	if !errors.Is(err, ErrTooHeavy) || price != 0 {
		t.Fatal(price, err)
	}
}

func TestNoWeight(t *testing.T) {
	price, err := Price(Parcel{Grams: 0})
	if err == nil || err.Error() != "parcel: 0 grams" || price != 0 {
		t.Fatal(price, err)
	}
}

func TestFragile(t *testing.T) {
	equal(t, priceOf(t, Parcel{Grams: 2001, Fragile: true}), 1050)
	equal(t, priceOf(t, Parcel{Grams: 2000, Fragile: true}), 700)
	equal(t, priceOf(t, Parcel{Grams: 2001}), 700)
}

func TestBulky(t *testing.T) {
	equal(t, priceOf(t, Parcel{Grams: 500, Sides: [3]int{100, 50, 50}}), 400)
	equal(t, priceOf(t, Parcel{Grams: 500, Sides: [3]int{50, 101, 50}}), 1300)
	equal(t, priceOf(t, Parcel{Grams: 500, Sides: [3]int{50, 51, 100}}), 1300)
}

func TestAbroad(t *testing.T) {
	equal(t, priceOf(t, Parcel{Grams: 500, Country: "de"}), 1400)
	equal(t, priceOf(t, Parcel{Grams: 500, Country: "at"}), 400)
}

func TestLabel(t *testing.T) {
	if got := Label(Parcel{Grams: 7, Fragile: true, Country: "de"}); got != "7 g\nFRAGILE\nDE" {
		t.Fatal(got)
	}
}

func TestShortLabel(t *testing.T) {
	if got := Label(Parcel{Grams: 7}); got != "7 g" {
		t.Fatal(got)
	}
}
