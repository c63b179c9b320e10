// Package parcel says what it costs to send one.
package parcel

import (
	"errors"
	"fmt"
	"strings"
)

// ErrTooHeavy is the answer to what nobody can carry.
var ErrTooHeavy = errors.New("parcel: too heavy")

const maxGrams = 31500

type Parcel struct {
	Grams   int
	Sides   [3]int
	Fragile bool
	Country string
}

// Price is in cents.
func Price(p Parcel) (int, error) {
	if p.Grams > maxGrams {
		return 0, ErrTooHeavy
	}
	if p.Grams <= 0 {
		return 0, fmt.Errorf("parcel: %d grams", p.Grams)
	}
	price := base(p.Grams)
	if girth(p.Sides) > 300 {
		price += 900
	}
	if p.Fragile && p.Grams > 2000 {
		price = price * 3 / 2
	}
	if !isDomestic(p.Country) {
		price += 1000
	}
	return price, nil
}

func base(grams int) int {
	steps := []struct{ limit, cents int }{{1000, 400}, {5000, 700}, {10000, 1100}}
	for _, step := range steps {
		if grams <= step.limit {
			return step.cents
		}
	}
	return 1100 + (grams-10000)/1000*50
}

// girth is the longest side and twice both others.
func girth(sides [3]int) int {
	longest, sum := 0, 0
	for _, side := range sides {
		sum += side
		if side > longest {
			longest = side
		}
	}
	return longest + 2*(sum-longest)
}

func isDomestic(country string) bool {
	return country == "" || strings.EqualFold(country, "AT")
}

// Label has a line for each fact that is known.
func Label(p Parcel) string {
	lines := []string{fmt.Sprintf("%d g", p.Grams)}
	if p.Fragile {
		lines = append(lines, "FRAGILE")
	}
	if p.Country != "" {
		lines = append(lines, strings.ToUpper(p.Country))
	}
	return strings.Join(lines, "\n")
}
