import type { ScriptCommand } from "./read-script.js";

/** A runner's name and how its command begins, its words joined by blanks and the folders of programs left out. */
const runners: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["node", /^(?:node|tsx|ts-node)\b.* --test(?: |$)/],
  ["vitest", /^vitest(?: (?!bench|list|init)|$)/],
  ["jest", /^(?:jest|react-scripts test|node .*\bjest(?:\.js)?)(?: |$)/],
  ["mocha", /^_?mocha(?: |$)/],
  ["ava", /^ava(?: |$)/],
  ["tap", /^(?:tap|tape|borp|uvu|zora|qunit)(?: |$)/],
  ["jasmine", /^(?:jasmine|karma start)(?: |$)/],
  ["playwright", /^playwright test(?: |$)/],
  ["cypress", /^cypress run(?: |$)/],
  ["angular", /^ng test(?: |$)/],
  ["web-test-runner", /^(?:wtr|web-test-runner)(?: |$)/],
  ["bun", /^bun test(?: |$)/],
  ["deno", /^deno test(?: |$)/],
  ["pytest", /^(?:pytest|py\.test|python[\d.]* (?:-[^m]\S* )*-m pytest)(?: |$)/],
  [
    "unittest",
    /^python[\d.]* (?:-[^m]\S* )*(?:-m (?:unittest|nose2?)|(?:\S+\/)?manage\.py test|setup\.py test)(?: |$)/,
  ],
  ["tox", /^(?:tox|nox|python[\d.]* -m (?:tox|nox))(?: |$)/],
  ["go", /^(?:go test|gotestsum)(?: |$)/],
  ["cargo", /^cargo (?:\+\S+ )?(?:test|t|nextest run)(?: |$)/],
  ["rspec", /^(?:rspec|parallel_rspec)(?: |$)/],
  ["minitest", /^(?:(?:rake|rails) (?:test|spec)|ruby .*\btest\b.*\.rb|m)(?:[ :]|$)/],
  ["phpunit", /^(?:php (?:\S+\/)?)?(?:phpunit(?:\.phar)?|paratest|artisan test)(?: |$)/],
  ["pest", /^(?:php (?:\S+\/)?)?pest(?: |$)/],
  ["ctest", /^ctest(?: |$)/],
  ["bats", /^bats(?: |$)/],
  ["prove", /^prove(?: |$)/],
  ["maven", /^mvnw?\b.* (?:test|verify|install|package|integration-test)(?: |$)/],
  ["gradle", /^gradlew?\b.* (?:\S*:)?(?:test|check|build)(?: |$)/],
  ["dotnet", /^dotnet (?:test|vstest)(?: |$)/],
  ["mix", /^mix test(?: |$)/],
  ["swift", /^swift test(?: |$)/],
  ["dart", /^(?:dart|flutter) test(?: |$)/],
  ["sbt", /^sbt .*\btest/],
  ["make", /^(?:make|gmake|just|task|ninja)\b.* (?:test|check)(?:[-:]\S*)?(?: |$)/],
  ["composer", /^composer (?:run(?:-script)? )?test(?:[: ]|$)/],
];

const testName = /(?:^|[:\s_./-])(?:tests?|units?|specs?|e2e|integration|it|tests?only)(?:$|[:\s_./-])/i;
const otherName =
  /(?:^|[:\s_./-])(?:typecheck|types?|lint|build|tsc|format|fmt|tsd|vet|coverage-report)(?:$|[:\s_./-])/i;

/** Whether a check runs tests: by the words of its commands, else by its name, like `test:unit` or `e2e`. */
export function runsTests(name: string, commands: readonly ScriptCommand[]): boolean {
  if (commands.some((command) => runnerOf(command) !== undefined)) return true;
  if (testName.test(name)) return !otherName.test(name);
  return commands.some(({ words, isRepeated }) => isRepeated && words.some((word) => testName.test(word)));
}

/** The test runner that a command is, by its words. */
export function runnerOf({ words }: Pick<ScriptCommand, "words">): string | undefined {
  const line = words.map((word, at) => (at === 0 || isProgram(word) ? baseName(word) : word)).join(" ");
  const direct = /^node (?:-\S+ )*(vitest|jest|mocha|_mocha|ava|tap|jasmine)(?:\.m?js)?(?= |$)/.exec(line);
  const called = direct ? `${direct[1]}${line.slice(direct[0].length)}` : line;
  return runners.find(([, pattern]) => pattern.test(called))?.[0];
}

function isProgram(word: string): boolean {
  return /(?:node_modules|vendor)\/.*bin\//.test(word);
}

function baseName(word: string): string {
  return word.replace(/^.*[\\/]/, "").replace(/\.(?:cmd|exe|bat|ps1|m?js)$/, "");
}
