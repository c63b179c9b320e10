import unittest

from stock import Ledger, OutOfStock


class LedgerTest(unittest.TestCase):
    def setUp(self):
        self.ledger = Ledger()
        self.ledger.receive("tea", 5)

    def test_adds_what_is_received(self):
        self.ledger.receive("tea", 3)
        self.assertEqual(self.ledger.amounts, {("tea", "shop"): 8})

    def test_receives_one_but_not_nothing(self):
        self.ledger.receive("milk", 1)
        self.assertEqual(self.ledger.total("milk"), 1)
        with self.assertRaises(ValueError):
            self.ledger.receive("tea", 0)

    def test_tells_what_is_left(self):
        self.assertEqual(self.ledger.take("tea", 2), 3)
        self.assertEqual(self.ledger.amounts, {("tea", "shop"): 3})

    def test_forgets_an_item_that_is_all_taken(self):
        self.assertEqual(self.ledger.take("tea", 5), 0)
        self.assertEqual(self.ledger.amounts, {})

    def test_takes_no_more_than_there_is(self):
        with self.assertRaises(OutOfStock):
            self.ledger.take("tea", 6)
        with self.assertRaises(OutOfStock):
            self.ledger.take("salt", 1)
        with self.assertRaises(OutOfStock):
            self.ledger.take("tea", 1, "cellar")

    def test_moves_between_places(self):
        self.assertTrue(self.ledger.move("tea", 2, "shop", "cellar"))
        self.assertEqual(self.ledger.amounts, {("tea", "shop"): 3, ("tea", "cellar"): 2})

    def test_moves_nothing_to_where_it_is(self):
        self.assertFalse(self.ledger.move("tea", 2, "shop", "shop"))
        self.assertEqual(len(self.ledger.history), 1)

    def test_adds_all_places_of_an_item(self):
        self.ledger.receive("tea", 4, "cellar")
        self.ledger.receive("milk", 7)
        self.assertEqual(self.ledger.total("tea"), 9)

    def test_is_low_from_the_minimum_down(self):
        self.assertFalse(self.ledger.is_low("tea"))
        self.ledger.take("tea", 2)
        self.assertFalse(self.ledger.is_low("tea"))
        self.ledger.take("tea", 1)
        self.assertTrue(self.ledger.is_low("tea"))

    def test_is_not_low_on_what_it_never_had(self):
        self.assertFalse(self.ledger.is_low("salt"))

    def test_orders_what_is_missing_most_first(self):
        wanted = {"salt": 2, "tea": 9, "milk": 4, "oil": 4}
        self.assertEqual(self.ledger.to_order(wanted), [("milk", 4), ("oil", 4), ("tea", 4), ("salt", 2)])

    def test_orders_one_of_what_is_low(self):
        self.ledger.take("tea", 3)
        self.assertEqual(self.ledger.to_order({"tea": 2}), [("tea", 1)])

    def test_orders_nothing_that_is_there(self):
        self.assertEqual(self.ledger.to_order({"tea": 5}), [])

    def test_turnover_is_the_share_that_went_out(self):
        self.ledger.receive("milk", 5)
        self.ledger.take("tea", 4)
        self.assertEqual(self.ledger.turnover(), 0.4)

    def test_turnover_of_an_empty_ledger_is_zero(self):
        self.assertEqual(Ledger().turnover(), 0.0)


if __name__ == "__main__":
    unittest.main()
