import type { Change } from "../contracts/change.js";
import type { Findings } from "../contracts/findings.js";
import type { Plan } from "../contracts/plan.js";
import type { Review } from "../contracts/review.js";
import { answeredCriteria } from "./answered-criteria.js";
import type { ModelReply } from "./model-reply.js";
import type { ModelRequest } from "./model-request.js";

/** The request that the rehearsal answers, for the project in `demo/sample-project`. */
export const rehearsedRequest =
  "Add discounts to the cart: percentage codes, free shipping from 50, and a receipt";

/**
 * The demo's script. Each answer depends only on who asks (role, task, attempt) and on how often the session has
 * asked before. The first change of T2 has a bug at the boundary, which the project's own tests catch.
 */
export function rehearsal(request: ModelRequest): ModelReply {
  const turns = turnsOf(request);
  return turns[request.step] ?? { text: turns.length > 0 ? "Done." : "Discounts for the cart" };
}

function turnsOf({ agent, task, attempt, text }: ModelRequest): ModelReply[] {
  switch (agent) {
    case "planner":
      return [call("submit_plan", plan)];
    case "searcher":
      return [
        call("read", { filePath: "src/cart.js" }),
        call("submit_findings", findings[task ?? ""] ?? cartFindings),
      ];
    case "coder":
      return task === undefined ? [] : (coding[task] ?? []);
    case "fixer":
      return task === "T2" && attempt === 1 ? fixingShipping : [];
    case "reviewer": {
      const review = reviews[task ?? ""] ?? passed;
      return [call("submit_review", { ...review, criteria: answeredCriteria(text, proofs[task ?? ""]) })];
    }
    default:
      return [];
  }
}

function call(name: string, submission: object): ModelReply {
  return { toolCalls: [{ name, arguments: submission }] };
}

function write(filePath: string, content: string): { name: string; arguments: object } {
  return { name: "write", arguments: { filePath, content } };
}

const plan: Plan = {
  summary:
    "Three small modules beside the cart, each with its own test: discount codes, shipping, and a receipt that puts them together. The cart itself stays as it is.",
  tasks: [
    {
      id: "T1",
      title: "Percentage discount codes",
      description:
        "Add discountFor(cart, code): the cents that a code takes off the cart's subtotal, rounded to whole cents. WELCOME10 takes 10 percent off, SPRING25 takes 25; case does not matter.",
      files: ["src/discounts.js", "test/discounts.test.js"],
      acceptance: [
        "WELCOME10 takes 10 percent off the subtotal, SPRING25 25 percent",
        "A code works in lower case too",
        "An unknown code throws a RangeError that names it",
      ],
    },
    {
      id: "T2",
      title: "Free shipping from 50",
      description:
        "Add shippingFor(amount): what shipping costs for an order of that many cents. 4.90, and nothing from 50.00 on.",
      files: ["src/shipping.js", "test/shipping.test.js"],
      acceptance: [
        "An order of 49.99 pays 4.90 for shipping",
        "An order of exactly 50.00 ships free",
        "An order above 50.00 ships free",
      ],
    },
    {
      id: "T3",
      title: "Receipt",
      description:
        "Add receiptFor(cart, code?): a text with a line per product, the discount if a code is given, shipping for the discounted amount, and the total. Use formatMoney, discountFor and shippingFor.",
      files: ["src/receipt.js", "test/receipt.test.js"],
      acceptance: [
        "Every product is listed with its quantity and its price",
        "A discount code shows its own line; without a code there is none",
        "Free shipping is decided by the amount after the discount",
      ],
      dependsOn: ["T1", "T2"],
    },
  ],
};

const cartFindings: Findings = {
  summary: "The cart is plain data with pure functions over it, and amounts are whole cents.",
  findings: [{ file: "src/cart.js", lines: "1-4", note: "A cart is { lines: [{ name, price, quantity }] }" }],
};

const findings: Record<string, Findings> = {
  T1: {
    summary:
      "subtotal(cart) gives whole cents. Nothing knows of discounts yet, so they can be a module of their own.",
    findings: [
      {
        file: "src/cart.js",
        lines: "23-26",
        note: "subtotal(cart): what the codes take their percentage of",
      },
      { file: "test/cart.test.js", note: "Tests use node:test and node:assert/strict" },
    ],
  },
  T2: {
    summary: "Shipping needs no cart, only an amount in whole cents.",
    findings: [{ file: "src/money.js", note: "Amounts are whole cents: 50.00 is 5000" }],
  },
  T3: {
    summary:
      "Products are in cart.lines; formatMoney writes amounts; discounts and shipping have one function each.",
    findings: [
      {
        file: "src/cart.js",
        lines: "1-4",
        note: "A line is { name, price, quantity }, the price for one piece",
      },
      { file: "src/money.js", lines: "2-4", note: "formatMoney(1050) is 10.50" },
      { file: "src/discounts.js", note: "discountFor(cart, code) gives the cents to take off" },
      { file: "src/shipping.js", note: "shippingFor(amount) gives the cents to add" },
    ],
  },
};

const discountsSource = `import { subtotal } from "./cart.js";

const percentByCode = { WELCOME10: 10, SPRING25: 25 };

/** The cents that a code takes off a cart, rounded to whole cents. */
export function discountFor(cart, code) {
  const percent = percentByCode[code.toUpperCase()];
  if (percent === undefined) throw new RangeError(\`unknown discount code "\${code}"\`);
  return Math.round((subtotal(cart) * percent) / 100);
}
`;

const discountsTest = `import assert from "node:assert/strict";
import { test } from "node:test";
import { addItem, createCart } from "../src/cart.js";
import { discountFor } from "../src/discounts.js";

const cart = addItem(createCart(), { name: "Mug", price: 1205, quantity: 2 });

test("a code takes its percentage off the subtotal", () => {
  assert.equal(discountFor(cart, "WELCOME10"), 241);
  assert.equal(discountFor(cart, "SPRING25"), 603);
});

test("a code works in lower case too", () => {
  assert.equal(discountFor(cart, "welcome10"), 241);
});

test("an unknown code is named", () => {
  assert.throws(() => discountFor(cart, "FREE100"), /RangeError.*FREE100/);
});
`;

const shippingSource = `export const freeShippingFrom = 5000;
export const flatRate = 490;

/** What shipping costs for an order of this many cents. */
export function shippingFor(amount) {
  return amount > freeShippingFrom ? 0 : flatRate;
}
`;

const shippingTest = `import assert from "node:assert/strict";
import { test } from "node:test";
import { shippingFor } from "../src/shipping.js";

test("an order below 50.00 pays the flat rate", () => {
  assert.equal(shippingFor(4999), 490);
});

test("an order of exactly 50.00 ships free", () => {
  assert.equal(shippingFor(5000), 0);
});

test("an order above 50.00 ships free", () => {
  assert.equal(shippingFor(5001), 0);
});
`;

const receiptSource = `import { subtotal } from "./cart.js";
import { discountFor } from "./discounts.js";
import { formatMoney } from "./money.js";
import { shippingFor } from "./shipping.js";

/** The receipt as text, a line each for products, discount, shipping and total. */
export function receiptFor(cart, code) {
  const products = cart.lines.map(({ name, price, quantity }) =>
    row(\`\${quantity} x \${name}\`, price * quantity),
  );
  const discount = code === undefined ? 0 : discountFor(cart, code);
  const amount = subtotal(cart) - discount;
  const shipping = shippingFor(amount);
  return [
    ...products,
    ...(code === undefined ? [] : [row(\`Discount \${code.toUpperCase()}\`, -discount)]),
    row("Shipping", shipping),
    row("Total", amount + shipping),
  ].join("\\n");
}

function row(label, cents) {
  return label.padEnd(24) + formatMoney(cents).padStart(10);
}
`;

const receiptTest = `import assert from "node:assert/strict";
import { test } from "node:test";
import { addItem, createCart } from "../src/cart.js";
import { receiptFor } from "../src/receipt.js";

const rows = (receipt) => receipt.split("\\n").map((line) => line.split(/ {2,}/));
const cart = addItem(createCart(), { name: "Teapot", price: 2600, quantity: 2 });

test("products, shipping and total are listed", () => {
  assert.deepEqual(rows(receiptFor(cart)), [
    ["2 x Teapot", "52.00"],
    ["Shipping", "0.00"],
    ["Total", "52.00"],
  ]);
});

test("a discount has its own line and counts before free shipping", () => {
  assert.deepEqual(rows(receiptFor(cart, "welcome10")), [
    ["2 x Teapot", "52.00"],
    ["Discount WELCOME10", "-5.20"],
    ["Shipping", "4.90"],
    ["Total", "51.70"],
  ]);
});
`;

function change(summary: string, source: [string, string], test: [string, string]): ModelReply[] {
  const submission: Change = { summary, files: [source[0], test[0]] };
  return [{ toolCalls: [write(...source), write(...test)] }, call("submit_change", submission)];
}

const coding: Record<string, ModelReply[]> = {
  T1: change(
    "discountFor looks the code up without regard to case and takes its percentage of the subtotal, rounded to cents.",
    ["src/discounts.js", discountsSource],
    ["test/discounts.test.js", discountsTest],
  ),
  T2: change(
    "shippingFor charges 4.90 and nothing from 50.00 on.",
    ["src/shipping.js", shippingSource],
    ["test/shipping.test.js", shippingTest],
  ),
  T3: change(
    "receiptFor lists products, discount, shipping and total; shipping is decided after the discount.",
    ["src/receipt.js", receiptSource],
    ["test/receipt.test.js", receiptTest],
  ),
};

const fixedShipping: Change = {
  summary: "The boundary was left out: an order of exactly 50.00 now ships free (>= instead of >).",
  files: ["src/shipping.js"],
};

const fixingShipping: ModelReply[] = [
  call("read", { filePath: "src/shipping.js" }),
  call("edit", {
    filePath: "src/shipping.js",
    oldString: "amount > freeShippingFrom",
    newString: "amount >= freeShippingFrom",
  }),
  call("submit_change", fixedShipping),
];

const passed: Review = {
  verdict: "pass",
  summary: "The change does what was asked and its tests cover it.",
  issues: [],
};

const reviews: Record<string, Review> = {
  T1: {
    verdict: "pass",
    summary: "Both codes, lower case and the unknown code are covered; amounts stay whole cents.",
    issues: [
      {
        severity: "warning",
        message: "The codes are constants in the source, so a new one needs a release.",
        file: "src/discounts.js",
        line: 3,
      },
    ],
  },
  T2: {
    verdict: "pass",
    summary: "49.99, 50.00 and 50.01 are tested, and the boundary is right now.",
    issues: [],
  },
  T3: {
    verdict: "pass",
    summary: "The receipt adds up, and a discount that takes the order below 50.00 costs its shipping.",
    issues: [],
  },
};

/** The tests that show the criteria, in their order, and then what failed before. */
const proofs: Record<string, string[]> = {
  T1: [
    "a code takes its percentage off the subtotal",
    "a code works in lower case too",
    "an unknown code is named",
  ],
  T2: [
    "an order below 50.00 pays the flat rate",
    "an order of exactly 50.00 ships free",
    "an order above 50.00 ships free",
    "an order of exactly 50.00 ships free",
  ],
  T3: [
    "products, shipping and total are listed",
    "a discount has its own line and counts before free shipping",
    "a discount has its own line and counts before free shipping",
  ],
};
