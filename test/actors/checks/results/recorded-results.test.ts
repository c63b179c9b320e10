import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readResults } from "../../../../src/actors/checks/results/read-results.js";
import { reportLines } from "./report-lines.js";

/** What the tool wrote or printed, and what is read of it. */
const recorded: readonly (readonly [file: string, report: readonly string[]])[] = [
  [
    "bats.tap",
    [
      "passed - | - | - | adds",
      'failed - | - | - | removes : (in test file ./cart.bats, line 2) `@test "removes" { echo "got 1"; [ 1 -eq 2 ]; }\' failed got 1',
      "skipped - | - | - | waits",
    ],
  ],
  [
    "bats.xml",
    [
      "passed - | cart.bats | - | adds",
      'failed - | cart.bats | - | removes : (in test file ./cart.bats, line 2) `@test "removes" { echo "got 1"; [ 1 -eq 2 ]; }\' failed got 1',
      "skipped - | cart.bats | - | waits",
    ],
  ],
  [
    "bun.xml",
    [
      "passed - | cart.test.ts | cart | adds",
      "failed - | cart.test.ts | cart > empty | removes : expect(received).toBe(expected) Expected: 2 Received: 1",
      "skipped - | cart.test.ts | cart | waits",
      "skipped - | cart.test.ts | cart | plans",
      "passed - | cart.test.ts | - | top",
    ],
  ],
  [
    "ctest.xml",
    [
      "passed - | - | - | adds",
      "failed - | - | - | removes : got 1",
      "failed - | - | - | missing : Unable to find executable",
      "skipped - | - | - | off",
    ],
  ],
  [
    "deno.xml",
    [
      "passed - | cart_test.ts | - | adds",
      "failed - | cart_test.ts | - | removes : Uncaught Error: got 1",
      "skipped - | cart_test.ts | - | waits",
      "failed - | cart_test.ts | - | parent : 1 test step failed",
      "failed - | cart_test.ts | - | parent > child : Uncaught Error: child fails",
      "passed - | cart_test.ts | - | parent > fine",
    ],
  ],
  [
    "go.jsonl",
    [
      "passed example.com/shop | - | - | TestAdds",
      "failed example.com/shop | - | TestRemoves | one : got 1 want 2",
      "passed example.com/shop | - | TestRemoves | two",
      "skipped example.com/shop | - | - | TestWaits",
      "passed example.com/shop/panics | - | - | TestBefore",
      "failed example.com/shop/panics | - | - | TestPanics : panic: no database [recovered]",
      "crash example.com/shop/initp | - : exit status 3",
      "crash example.com/shop/sub | - : sub/sub_test.go:3:31: undefined: undefined",
    ],
  ],
  [
    "jest.json",
    [
      "passed - | cart.test.js | cart | adds",
      "failed - | cart.test.js | cart > empty | removes : Error: expect(received).toBe(expected) // Object.is equality Expected: 2 Received: 1",
      "skipped - | cart.test.js | cart | waits",
      "skipped - | cart.test.js | cart | plans",
      "crash - | broken.test.js : Cannot find module 'missing-package' from 'broken.test.js'",
    ],
  ],
  [
    "mocha.json",
    [
      "passed - | test/cart.js | cart | adds",
      "failed - | test/cart.js | cart empty | removes : 1 == 2",
      "skipped - | test/cart.js | cart | waits",
      "skipped - | test/cart.js | cart | plans",
      'crash - | test/cart.js : database "before all" hook for "reads": no database',
    ],
  ],
  [
    "node.tap",
    [
      "passed - | - | cart | adds",
      "failed - | - | cart | removes : Expected values to be strictly equal: 1 !== 2",
      "skipped - | - | cart | waits",
      "skipped - | - | cart | plans",
      "passed - | - | cart > empty | is empty",
      "failed - | - | parent | child : child fails",
      "failed - | - | database | reads : test did not finish before its parent and was cancelled",
      "failed - | - | - | database : no database",
      "passed - | - | - | before the crash",
      "crash - | test/broken.test.js : test failed",
      "crash - | test/late.test.js : test failed",
    ],
  ],
  [
    "phpunit.xml",
    [
      "passed - | tests/CartTest.php | App.CartTest | testAdds",
      "failed - | tests/CartTest.php | App.CartTest | testRemoves : Failed asserting that 2 is identical to 1.",
      "failed - | tests/CartTest.php | App.CartTest | testThrows : RuntimeException: no database",
      "skipped - | tests/CartTest.php | App.CartTest | testSkips",
      'passed - | tests/CartTest.php | App.CartTest | testEach with data set "one"',
      'failed - | tests/CartTest.php | App.CartTest | testEach with data set "two" : Failed asserting that 2 is less than 2.',
    ],
  ],
  [
    "pytest.xml",
    [
      "passed - | tests/test_cart.py | tests.test_cart.TestCart | test_adds",
      "failed - | tests/test_cart.py | tests.test_cart.TestCart | test_removes : AssertionError: one & two assert 1 == 2",
      "passed - | tests/test_cart.py | tests.test_cart | test_each[1]",
      "failed - | tests/test_cart.py | tests.test_cart | test_each[2] : assert 2 < 2",
      "skipped - | tests/test_cart.py | tests.test_cart | test_skipped",
      "skipped - | tests/test_cart.py | tests.test_cart | test_known",
      'failed - | tests/test_cart.py | tests.test_cart | test_setup : failed on setup with "RuntimeError: no database"',
      "crash - | tests/test_broken.py : ModuleNotFoundError: No module named 'missing_module'",
    ],
  ],
  [
    "rspec-broken.json",
    [
      'crash - | spec/broken_spec.rb : An error occurred while loading ./spec/broken_spec.rb. - Did you mean? rspec ./spec/cart_spec.rb Failure/Error: require "missing_gem" LoadError: cannot load such file -- missing_gem # ./spec/broken_spec.rb:1:in `<top (required)>\'',
    ],
  ],
  [
    "rspec.json",
    [
      "passed - | spec/cart_spec.rb | Cart | adds",
      "skipped - | spec/cart_spec.rb | Cart | plans",
      "skipped - | spec/cart_spec.rb | Cart | waits",
      "skipped - | spec/cart_spec.rb | Cart | pends",
      "failed - | spec/cart_spec.rb | Cart when empty | removes : expected: 2 got: 1 (compared using ==)",
    ],
  ],
  [
    "surefire.xml",
    [
      "passed - | - | shop.CartTest | adds",
      "failed - | - | shop.CartTest | reads : no database",
      "skipped - | - | shop.CartTest | waits",
      "failed - | - | shop.CartTest | removes : items expected:<1> but was:<2>",
    ],
  ],
  [
    "vitest.json",
    [
      "passed - | cart.test.js | cart | adds",
      "failed - | cart.test.js | cart > empty | removes : AssertionError: expected 1 to be 2 // Object.is equality",
      "skipped - | cart.test.js | cart | waits",
      "skipped - | cart.test.js | cart | plans",
      "skipped - | cart.test.js | database | reads",
      "crash - | broken.test.js : Cannot find package 'missing-package' imported from /home/me/shop/broken.test.js",
      "crash - | empty.test.js : No test suite found in file /home/me/shop/empty.test.js",
    ],
  ],
  [
    "vitest.xml",
    [
      "passed - | cart.test.js | - | cart > adds",
      "failed - | cart.test.js | - | cart > empty > removes : expected 1 to be 2 // Object.is equality",
      "skipped - | cart.test.js | - | cart > waits",
      "skipped - | cart.test.js | - | cart > plans",
      "skipped - | cart.test.js | - | database > reads",
      "failed - | cart.test.js | - | database : no database",
      "crash - | broken.test.js : Cannot find package 'missing-package' imported from /home/me/shop/broken.test.js",
      "crash - | empty.test.js : No test suite found in file /home/me/shop/empty.test.js",
    ],
  ],
];

test.each(recorded)("the results in %s are read", async (file, lines) => {
  const path = fileURLToPath(new URL(`recorded/${file}`, import.meta.url));

  expect(reportLines(await readResults([path], "/home/me/shop"))).toEqual(lines);
});
