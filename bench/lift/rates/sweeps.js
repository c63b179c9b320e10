// What is swept, from a bad to a good end of what is plausible. A path leads to a number; `×` scales all below it.

export const sweeps = [
  ["right", "right", 0.21, 0.75],
  ["checks catch", "×errors.*.caught", 0.6, 1.2],
  ["checks reject what is right", "rejects", 0, 0.2],
  ["a fix helps", "×errors.*.fixed", 0.6, 1.6],
  ["hopeless errors", "×errors.*.hopeless", 0.2, 1.3],
  ["a failed fix leaves the same error", "sameAgain", 0.3, 0.9],
  ["a fix hides the error", "overfits", 0, 0.35],
  ["reviewer sees", "×reviewer.sees.*", 0.5, 1.6],
  ["reviewer rejects what is right", "reviewer.rejects", 0.02, 0.3],
  ["rejects again", "rejectsAgain", 0.2, 0.8],
  ["words help", "reviewer.wordsHelp", 0, 0.7],
  ["a fix breaks", "breaks", 0.02, 0.2],
  ["misuse", "misuse", 0.03, 0.12],
  ["plan loses", "planLoses", 0, 0.15],
  ["tests first: reject what is right", "tests.first.rejects", 0.05, 0.25],
  ["tests first: find what is wrong", "×tests.first.catches.*", 0.6, 1.4],
  ["right code is bent to a wrong test", "bends", 0, 0.7],
  ["coder, fixer object to a wrong test", "tests.objects", 0, 0.9],
  ["… to a right one", "tests.objectsFalsely", 0, 0.4],
  ["the reviewer gives in to a right objection", "tests.amends", 0.3, 0.9],
  ["the coder writes tests", "tests.coder.writes", 0.2, 0.9],
  ["the coder's tests find", "×tests.coder.catches.*", 0, 2.25],
  ["old tests notice a change", "evidence.existing", 0.2, 0.9],
  ["the fixer adds a test", "evidence.addsTest", 0.4, 1],
  ["a fresh start helps", "afresh.helps", 0.27, 1.2],
  ["a fresh start fixes what fixes never do", "afresh.reaches", 0, 0.11],
  ["a fresh start hides", "afresh.overfits", 0, 0.16],
  ["hopeless for the strong model too", "stronger.hopeless", 0.18, 0.8],
  ["strong fixes help", "stronger.fixes", 1, 2],
  ["tasks", "tasks", 1, 8],
];

/** The rates with one of them moved. */
export function moved(rates, path, value) {
  const isScaled = path.startsWith("×");
  return replaced(rates, path.replace("×", "").split("."), (now) =>
    isScaled ? Math.min(0.98, now * value) : value,
  );
}

function replaced(rates, [key, ...rest], change) {
  const keys = key === "*" ? Object.keys(rates) : [key];
  const values = keys.map((each) => [
    each,
    rest.length === 0 ? change(rates[each]) : replaced(rates[each], rest, change),
  ]);
  return { ...rates, ...Object.fromEntries(values) };
}
