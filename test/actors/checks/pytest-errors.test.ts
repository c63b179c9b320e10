import { describe, expect, test } from "vitest";
import { testErrors } from "../../../src/actors/checks/test-errors.js";

const linesOf = (output: string) => output.split("\n");
const summary = "=========================== short test summary info ============================";

describe("the failing tests of pytest", () => {
  test("are those of the summary, and not of what a test printed", () => {
    const output = `=================================== FAILURES ===================================
___________________________________ test_log ___________________________________

    def test_log():
>       assert "passed" in run()
E       AssertionError: assert 'passed' in 'FAILED'

tests/test_log.py:5: AssertionError
----------------------------- Captured stdout call -----------------------------
expected === short test summary info ===
=== short test summary info === was not expected
FAILED tests/test_inner.py::test_x - assert False
${summary}
FAILED tests/test_log.py::test_log - AssertionError: assert 'passed' in 'FAILED'
it printed: FAILED tests/test_inner.py::test_x - assert False
FAILED tests/test_log.py::TestShop::test_sum[x - y] - assert [1, 2] == [1, 3]
FAILED tests/test_log.py::TestShop::test_sum[w[1]] - assert 1 == 2
FAILED tests/test_log.py::test_strict - [XPASS(strict)]
ERROR tests/test_log.py::test_late
ERROR tests/test_gone.py - ModuleNotFoundError: No module named 'gone'
==================== 4 failed, 1 passed, 2 errors in 0.62s =====================`;
    expect(testErrors(linesOf(output))).toEqual([
      { at: 13, file: "tests/test_log.py", test: "test_log", message: "assert 'passed' in 'FAILED'" },
      {
        at: 15,
        file: "tests/test_log.py",
        test: "TestShop::test_sum[x - y]",
        message: "assert [1, 2] == [1, 3]",
      },
      { at: 16, file: "tests/test_log.py", test: "TestShop::test_sum[w[1]]", message: "assert 1 == 2" },
      { at: 17, file: "tests/test_log.py", test: "test_strict", message: "[XPASS(strict)]" },
      { at: 18, file: "tests/test_log.py", test: "test_late", message: "failed" },
      {
        at: 19,
        file: "tests/test_gone.py",
        test: undefined,
        message: "ModuleNotFoundError: No module named 'gone'",
      },
    ]);
  });

  test("have their message from above where the summary has no room for it", () => {
    const output = `==================================== ERRORS ====================================
_____ ERROR at setup of test_orders_are_written_to_the_database_in_one_go ______

    def database():
>       raise RuntimeError("... down again")
E       RuntimeError: ... down again

tests/test_shop.py:13: RuntimeError
___________________ ERROR collecting tests/test_gone.py ____________________
E   ModuleNotFoundError: No module named 'gone'
=================================== FAILURES ===================================
_ TestCheckoutOfACart.test_total_of_a_cart_with_discounts_and_gift_cards[a::b] _

self = <test_shop.TestCheckoutOfACart object at 0x7fd0067de990>, key = 'a::b'

    def test_total_of_a_cart_with_discounts_and_gift_cards(self, key):
        # __ the total __
        label = "E   not this"
>       assert one() + 2 == 4
E       assert (1 + 2) == 4
E        +  where 1 = one()
_ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _

----------------------------- Captured stdout call -----------------------------
E   printed by the test
____________ test_total_of_a_cart_with_discounts_in_two_currencies[1-2] ____________

_ = 1, __ = 2

    def test_total_of_a_cart_with_discounts_in_two_currencies(_, __):
>       assert not _
E       assert not 1

tests/test_shop.py:31: AssertionError
${summary}
FAILED tests/test_shop.py::TestCheckoutOfACart::test_total_of_a_cart_with_discounts_and_gift_cards[a::b]
ERROR tests/test_shop.py::test_orders_are_written_to_the_database_in_one_go - RuntimeError: ... d...
FAILED tests/test_shop.py::test_total_of_a_cart_with_discounts_in_two_currencies[1-2]
ERROR tests/test_gone.py`;
    expect(testErrors(linesOf(output))).toEqual([
      {
        at: 35,
        file: "tests/test_shop.py",
        test: "TestCheckoutOfACart::test_total_of_a_cart_with_discounts_and_gift_cards[a::b]",
        message: "assert (1 + 2) == 4",
      },
      {
        at: 36,
        file: "tests/test_shop.py",
        test: "test_orders_are_written_to_the_database_in_one_go",
        message: "RuntimeError: ... down again",
      },
      {
        at: 37,
        file: "tests/test_shop.py",
        test: "test_total_of_a_cart_with_discounts_in_two_currencies[1-2]",
        message: "assert not 1",
      },
      {
        at: 38,
        file: "tests/test_gone.py",
        test: undefined,
        message: "ModuleNotFoundError: No module named 'gone'",
      },
    ]);
  });

  test("keep the message of the summary where another was raised first", () => {
    const output = `____________________________ test_chain ____________________________
E           ValueError: inner

The above exception was the direct cause of the following exception:

E           KeyError: 'outer'
___________________ ERROR at teardown of test_two ____________________
E   OSError: gone
${summary}
FAILED a.py::test_chain - KeyError: 'outer'
ERROR a.py::test_two`;
    expect(testErrors(linesOf(output))).toEqual([
      { at: 9, file: "a.py", test: "test_chain", message: "KeyError: 'outer'" },
      { at: 10, file: "a.py", test: "test_two", message: "OSError: gone" },
    ]);
  });

  test("may be in a folder with a space, or in a file that is not Python", () => {
    const output = `${summary}
FAILED my tests/shop.py.d/test_sum.py::test_sum - assert 1 == 2
ERROR my tests/test_gone.py - ModuleNotFoundError: No module named 'gone'
FAILED docs/usage of it.rst::usage of it.rst
ERROR Could not write report.xml
ERROR Could not write report.xml - disk full
ERROR: could not run test_sum.py
=================== 2 failed, 1 error in 0.62s ====================`;
    expect(testErrors(linesOf(output))).toEqual([
      { at: 1, file: "my tests/shop.py.d/test_sum.py", test: "test_sum", message: "assert 1 == 2" },
      {
        at: 2,
        file: "my tests/test_gone.py",
        test: undefined,
        message: "ModuleNotFoundError: No module named 'gone'",
      },
      { at: 3, file: "docs/usage of it.rst", test: "usage of it.rst", message: "failed" },
    ]);
  });

  test("are told for each of two runs, each with its messages", () => {
    const run = (name: string, message: string) =>
      `_____ ${name} _____\nE   ${message}\n${summary}\nFAILED a.py::${name}\n`;
    expect(testErrors(linesOf(run("test_a", "one") + run("test_b", "two")))).toEqual([
      { at: 3, file: "a.py", test: "test_a", message: "one" },
      { at: 7, file: "a.py", test: "test_b", message: "two" },
    ]);
  });
});
