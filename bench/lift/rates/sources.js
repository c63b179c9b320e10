// Where each rate comes from. What has no source is an assumption, and is swept.

const ldb = "LLMDebugger";
const edit = "Aider, edit";
const polyglot = "Aider, polyglot";
const swe = "aider-swe-bench";
const other = "others";

/** `[rate, before, now, what was measured, n, source]`; where two settings differ, `now` has both. */
export const sources = [
  [
    "a first change is right",
    "0.58",
    "0.58",
    "0.58 functions; 0.44 edits; 0.21 polyglot",
    "1,992; 12,633; 15,518",
    `${ldb}; ${edit}; ${polyglot}`,
  ],
  [
    "the checks catch an error, all kinds",
    "0.56",
    "0.78; 0.40",
    "0.78 the task's tests; 0.38 to 0.41 old tests",
    "845; 157",
    `${ldb}; ${swe}`,
  ],
  [
    "the checks reject what is right",
    "–",
    "0; 0.11",
    "0.00 the task's tests; 0.11 old tests",
    "1,147; 79",
    `${ldb}; ${swe}`,
  ],
  [
    "tests written before the code reject what is right",
    "–",
    "0.177",
    "0.177 (164), right where green 0.874 (764 of 874)",
    "928",
    other,
  ],
  [
    "… and what is wrong (0.45 by what they ask, the rest by what they ask wrongly)",
    "–",
    "0.549",
    "0.549 (134)",
    "244",
    other,
  ],
  [
    "hopeless, all kinds",
    "0.31",
    "0.57",
    "0.57 GPT-3.5; 0.77 agents in five trials; about 0.1 GPT-4",
    "145; 3,082; 30",
    `${ldb}; ${other}; ${ldb}`,
  ],
  [
    "the first fix turns the checks green",
    "0.31",
    "0.23; 0.23",
    "0.21 visible output; 0.34 and 0.20 the judge's output; 0.17 real tests",
    "145; 12,205; 7,129; 126",
    `${ldb}; ${polyglot}; ${edit}; ${swe}`,
  ],
  ["… of a loud error", "0.50", "0.72", "0.72 lint; then 0.51", "185; 49", swe],
  ["a green fix is right", "1", "0.76; –", "0.74 all six runs; 0.77 GPT-3.5", "74; 30", ldb],
  ["a failed fix leaves the same error", "0.6", "0.6", "0.52 to 0.75 on real test logs", "385", other],
  ["a fix breaks what was right", "0.1", "0.09", "at most 0.09", "461", other],
  [
    "what is left of a fix's chance after a failed one in the same session",
    "0.6",
    "1",
    "no support: independent trials fall alike (11.2, 6.0, 4.2, 3.3 %), so hard tasks are left over",
    "3,082",
    other,
  ],
  ["a reviewer on the author's model sees an error", "0.50", "0.15", "0.147 (69)", "468", other],
  ["a reviewer on another model sees it", "–", "0.34", "0.30 to 0.38", "1,941", other],
  ["a reviewer on a stronger model sees it", "–", "0.67", "0.67 (12; 44–84 %)", "18", other],
  ["a reviewer on the author's model rejects what is right", "0.2", "0.04", "0.04", "225", other],
  ["another reviewer rejects what is right", "–", "0.11", "0.08 to 0.14", "810", other],
  [
    "a fix with an equal model's words only, against one with check output",
    "0.6",
    "0.27",
    "an equal model's words add nothing (weak); a bare verdict: 0.057 against 0.21",
    "56; 334",
    other,
  ],
  ["… with a stronger model's words", "–", "0.7", "about 0.7 (weak); 26 models 11.6 → 20.9 %", "56", other],
  ["a turn without a valid submission", "0.1", "0.07", "0.03 to 0.12", "28,664", other],
  ["an agent alone runs the checks by itself", "0.5", "0.62", "0.62", "1,952", other],
  [
    "self-review sees an error; sees one where there is none; fixes what it saw",
    "0.35; 0.1; 0.27",
    "0.15; 0.04; 0.08",
    "0.15; 0.04; 0.08",
    "468; 225; 830",
    other,
  ],
];

/** `[rate, now, why]` */
export const assumptions = [
  [
    "shares of the kinds loud, logic, misread",
    "0.12, 0.53, 0.35",
    "chosen so that the measured totals come out",
  ],
  ["how a measured total splits by kind", "rates/measured.js", "only totals are measured"],
  [
    "a fix hides the error from the checks",
    "0.16",
    "chosen so that three of four green fixes are right, as measured",
  ],
  ["the reviewer rejects what is right once more", "0.5", "as before"],
  ["each task before in the same session takes from the chance to be right", "0.05", "as before"],
  ["the plan loses a requirement", "0.04", "as before"],
  ["an agent alone admits that the checks still fail; its own fixes", "0.3; 2", "as before"],
  ["right code is changed until a wrong test passes", "0.3", "nobody has counted it"],
  ["coder or fixer object to a wrong test; to a right one", "0.5; 0.15", "nobody has counted it"],
  ["the reviewer gives in to a right objection; to a wrong one", "0.6; 0.3", "nobody has counted it"],
  ["the coder writes tests of its own", "0; 0.6", "not where the task brings them"],
  [
    "… which find what the coder has not seen",
    "0.2",
    "below the 0.45 of tests that were written without the code in sight",
  ],
  [
    "tests there were before notice a change",
    "1; 0.5",
    "tests made for the code notice 97.5 % of the first six seeded faults (bench/evidence), half of them 85.8 %; tests of other code fewer",
  ],
  [
    "tests written for it notice it",
    "0.95",
    "all tests notice 94.2 % of single seeded faults (bench/evidence)",
  ],
  [
    'a fixer that is told "nothing tests it" adds a test; breaks the code by it',
    "0.8; 0.02",
    "nobody has counted it",
  ],
  [
    "a fresh start with all errors in its brief, against a fix with output",
    "0.6",
    "between a fresh try without output (0.057 against 0.21: 0.27) and a fix (1)",
  ],
  [
    "a fresh start fixes what this model's fixes never do",
    "0",
    "77 % of an agent's failures fail in five of five fresh trials (n = 3,082), 57 % in ten fixes: it reaches no more",
  ],
  [
    "a fresh start hides an error from the checks; leaves right code right",
    "0.08; 0.85",
    "half as often as a fix; nobody has counted it",
  ],
  [
    "of what is hopeless for the cheap model, the strong one never fixes",
    "0.3",
    "0.1 against 0.57 would be 0.18; these were not the same tasks",
  ],
  ["the strong model's fixes help more often", "1.6", "0.34 against 0.21"],
];
