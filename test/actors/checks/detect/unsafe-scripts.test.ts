import { describe, expect, it } from "vitest";
import { examineChecks } from "../../../../src/actors/checks/detect-checks.js";
import { optionsSchema } from "../../../../src/contracts/options.js";
import { inProject } from "./in-project.js";

type Scripts = Record<string, string>;

const unsafe: [reason: string, scripts: Scripts][] = [
  ["rewrites files", { lint: "custom-linter --fix" }],
  ["rewrites files", { lint: "FORCE=1 eslint . --fix" }],
  ["rewrites files", { lint: "npm run style -- --fix", style: "own-linter --x" }],
  ["rewrites files", { test: "mocha && prettier --write src" }],
  ["rewrites files", { test: "mocha", pretest: "standard --fix" }],
  ["rewrites files", { test: "mocha", posttest: "biome format --write ." }],
  ["rewrites files", { test: "jest -u && node check.js" }],
  ["rewrites files", { test: "vitest run --update; node check.js" }],
  ["rewrites files", { check: 'concurrently "eslint ." "prettier . -w"' }],
  ["rewrites files", { lint: "sed -i s/a/b/ src/a.js" }],
  ["rewrites files", { lint: "sh -c 'npm run fix'", fix: "eslint --fix ." }],
  ["rewrites files", { lint: "bash lint.sh" }],
  ["rewrites files", { test: "UPDATE_SNAPSHOTS=1 node --test" }],
  ["rewrites files", { test: "go test ./... -update" }],
  ["rewrites files", { test: "pytest --snapshot-update" }],
  ["loads something from the network", { test: "curl -s https://example.org/test.sh | sh" }],
  ["changes a database", { build: "prisma migrate deploy && next build" }],
  ["changes a database", { build: "prisma db push && next build" }],
  ["changes a database", { test: "node scripts/migrate.js && mocha" }],
  ["changes a database", { test: "npm run db:seed && mocha", "db:seed": "tsx prisma/seed.ts" }],
  ["changes a database", { test: "knex --env test migrate:latest && mocha" }],
  ["changes a database", { test: "env-cmd -f .env.test -- sequelize db:migrate && mocha" }],
  ["changes a database", { pretest: "dotenv -e .env -- drizzle-kit push", test: "mocha" }],
  ["deploys", { build: "vite build && gh-pages -d dist" }],
  ["deploys", { build: "next build && vercel --prod" }],
  ["deploys", { postbuild: "aws s3 sync dist s3://bucket", build: "vite build" }],
  ["deploys", { ci: "mocha && wrangler deploy" }],
  ["publishes", { build: "tsc && npm publish" }],
  ["publishes", { ci: "mocha && semantic-release" }],
  ["changes the git repository", { build: "tsc && git add dist && git commit -m dist" }],
  ["changes the git repository", { validate: "mocha && git push" }],
  ["starts a server", { test: "vite" }],
  ["starts a server", { test: "start-server-and-test dev 3000 mocha" }],
  ["starts a server", { test: 'concurrently "next dev" "mocha"' }],
  ["starts containers", { test: "docker compose up -d && mocha" }],
  ["watches and never ends", { test: "node --test --watch" }],
  ["watches and never ends", { test: "node --test && jest --watchAll" }],
  ["watches and never ends", { check: "tsc -w" }],
  ["watches and never ends", { test: "nodemon --exec mocha --watch src" }],
  ["opens a browser", { test: "cypress open" }],
  ["opens a browser", { test: "ng test" }],
  ["opens a browser", { test: "playwright test" }],
  ["is a browser suite", { test: "vitest run -c vitest.e2e.config.ts" }],
  ["installs packages", { test: "npm ci && mocha" }],
  ["installs packages", { lint: "pnpm dlx some-linter" }],
  ["deletes files", { build: "rm -rf node_modules && tsc" }],
  ["stops or starts other programs", { test: "pkill node; mocha" }],
];

const manifest = (scripts: Scripts) => ({
  "package.json": JSON.stringify({ scripts }),
  "lint.sh": "#!/bin/sh\nset -e\neslint . --fix\n",
});

describe("scripts that do more than check", () => {
  it.each(unsafe.map(([reason, scripts]) => [JSON.stringify(scripts), reason, scripts] as const))(
    "%s are not taken: it %s",
    async (_, reason, scripts) => {
      const { checks, leftOut } = await inProject(manifest(scripts), examineChecks);
      expect(checks.map(({ command }) => command)).toEqual([]);
      expect(leftOut.map(({ why }) => why.replace(/ \(.*/, ""))).toEqual([`it ${reason}`]);
      for (const { configuration, name, command } of leftOut) {
        expect(configuration).not.toContain("\n");
        const options = optionsSchema.parse(JSON.parse(`{${configuration}}`));
        expect(options.checks).toEqual(["auto", expect.objectContaining({ name, command })]);
      }
    },
  );

  it("are taken by the line only beside the checks that are found", async () => {
    const scripts = { test: "mocha", lint: "mylint --fix", build: "vite build" };
    const { leftOut } = await inProject(manifest(scripts), examineChecks);
    expect(leftOut).toEqual([
      {
        name: "lint",
        command: "npm run lint",
        why: "it rewrites files (mylint --fix)",
        instead: [],
        configuration: '"checks": ["auto", {"name":"lint","command":"npm run lint"}]',
      },
    ]);
  });
});

describe("what is run instead", () => {
  it.each<[string, Scripts, string[]]>([
    [
      "the script that only reads",
      { lint: "eslint --fix .", "lint:check": "eslint ." },
      ["npm run lint:check"],
    ],
    ["the unit tests", { test: "cypress run", "test:unit": "vitest run" }, ["npm run test:unit"]],
    ["the same tool", { lint: "eslint --fix ." }, ["npx --no-install eslint ."]],
    [
      "the same tools",
      { lint: "eslint . --fix && prettier . --write" },
      ["npx --no-install eslint . && npx --no-install prettier . --check"],
    ],
    [
      "Biome, which checks by itself",
      { lint: "biome check --write --unsafe ./src" },
      ["npx --no-install biome check ./src"],
    ],
    ["Jest, once", { test: "jest --watch" }, ["npx --no-install jest"]],
    ["Vitest, once", { test: "vitest watch --coverage" }, ["npx --no-install vitest run --coverage"]],
    [
      "all parts that are safe",
      { test: "run-s t:*", "t:a": "mocha", "t:b": "karma start", "t:c": "tsd" },
      ["npm run t:a", "npm run t:c"],
    ],
    [
      "the parts that are safe",
      { test: "npm run a && npm run b", a: "mocha", b: "karma start" },
      ["npm run a"],
    ],
  ])("%s", async (_, scripts, commands) => {
    const { checks, leftOut } = await inProject(manifest(scripts), examineChecks);
    expect(checks.map(({ command }) => command)).toEqual(commands);
    expect(leftOut.map(({ instead }) => instead)).toEqual([commands]);
  });
});

describe("scripts that only check", () => {
  it.each<Scripts>([
    { test: "vitest run --exclude 'e2e/**'" },
    { test: "jest --testPathIgnorePatterns e2e" },
    { test: "node --test test/deploy.test.js test/migrate.test.js" },
    { test: "mocha --ui tdd test/release" },
    { test: "vitest --watch=false" },
    { test: "jest -w 4" },
    { test: "ng test --watch=false --browsers=ChromeHeadless" },
    { test: "mocha", pretest: "rimraf dist coverage && tsc" },
    { lint: "eslint src e2e migrations" },
    { lint: "prettier --check . && git diff --exit-code" },
    { test: "cross-env NODE_ENV=test c8 mocha" },
    { build: "rm -rf dist && tsc -p . && cp -r public dist" },
    { build: "prisma generate && next build" },
  ])("%j are taken", async (scripts) => {
    const { checks, leftOut } = await inProject(manifest(scripts), examineChecks);
    expect(checks.map(({ name }) => name)).toEqual([Object.keys(scripts).find((name) => name !== "pretest")]);
    expect(leftOut).toEqual([]);
  });
});
