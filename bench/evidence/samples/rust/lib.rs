//! Sets of whole numbers as sorted ranges that do not touch.

use std::fmt;

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ranges {
    parts: Vec<(i64, i64)>,
}

impl Ranges {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds all numbers from `first` to `last`, both included.
    pub fn add(&mut self, first: i64, last: i64) -> bool {
        if first > last {
            return false;
        }
        let mut merged = (first, last);
        let mut kept = Vec::new();
        for &(from, to) in &self.parts {
            if to + 1 < merged.0 || from > merged.1 + 1 {
                kept.push((from, to));
            } else {
                merged = (merged.0.min(from), merged.1.max(to));
            }
        }
        kept.push(merged);
        kept.sort();
        self.parts = kept;
        true
    }

    pub fn contains(&self, number: i64) -> bool {
        self.parts.iter().any(|&(from, to)| from <= number && number <= to)
    }

    pub fn len(&self) -> i64 {
        self.parts.iter().map(|(from, to)| to - from + 1).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The smallest number from `start` on that is not in the set.
    pub fn first_gap(&self, start: i64) -> i64 {
        let mut candidate = start;
        for &(from, to) in &self.parts {
            if from <= candidate && candidate <= to {
                candidate = to + 1;
            }
        }
        candidate
    }
}

impl fmt::Display for Ranges {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        if self.is_empty() {
            return write!(out, "none");
        }
        for (index, (from, to)) in self.parts.iter().enumerate() {
            if index > 0 {
                write!(out, ", ")?;
            }
            if from == to {
                write!(out, "{}", from)?;
            } else {
                write!(out, "{}-{}", from, to)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Ranges;

    fn of(parts: &[(i64, i64)]) -> Ranges {
        let mut ranges = Ranges::new();
        for &(first, last) in parts {
            assert!(ranges.add(first, last));
        }
        ranges
    }

    #[test]
    fn keeps_what_is_apart() {
        assert_eq!(of(&[(5, 7), (1, 2)]).to_string(), "1-2, 5-7");
    }

    #[test]
    fn joins_what_touches() {
        assert_eq!(of(&[(1, 2), (3, 4)]).to_string(), "1-4");
        assert_eq!(of(&[(3, 4), (1, 2)]).to_string(), "1-4");
    }

    #[test]
    fn does_not_join_over_a_gap() {
        assert_eq!(of(&[(1, 2), (4, 5)]).to_string(), "1-2, 4-5");
        assert_eq!(of(&[(4, 5), (1, 2)]).to_string(), "1-2, 4-5");
    }

    #[test]
    fn joins_what_overlaps() {
        assert_eq!(of(&[(1, 3), (8, 9), (2, 8)]).to_string(), "1-9");
    }

    #[test]
    fn refuses_what_ends_before_it_begins() {
        let mut ranges = Ranges::new();
        assert!(!ranges.add(3, 2));
        assert_eq!(ranges, Ranges::new());
    }

    #[test]
    fn contains_both_ends() {
        let ranges = of(&[(2, 4)]);
        let found: Vec<bool> = (1..6).map(|number| ranges.contains(number)).collect();
        assert_eq!(found, [false, true, true, true, false]);
    }

    #[test]
    fn counts_numbers() {
        assert_eq!(of(&[(1, 3), (10, 10)]).len(), 4);
        assert_eq!(Ranges::new().len(), 0);
    }

    #[test]
    fn is_empty_until_something_is_added() {
        assert!(Ranges::new().is_empty());
        assert!(!of(&[(0, 0)]).is_empty());
    }

    #[test]
    fn finds_the_first_gap() {
        let ranges = of(&[(1, 3), (5, 6)]);
        assert_eq!([0, 1, 3, 4, 5, 6, 9].map(|start| ranges.first_gap(start)), [0, 4, 4, 4, 7, 7, 9]);
    }

    #[test]
    fn tells_single_numbers_and_nothing() {
        assert_eq!(of(&[(4, 4)]).to_string(), "4");
        assert_eq!(Ranges::new().to_string(), "none");
    }
}
