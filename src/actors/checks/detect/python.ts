import { type Ecosystem, only, type Proposal } from "./candidate.js";
import { hasSection, sectionsOf } from "./config-sections.js";
import type { Folder } from "./folder.js";
import { type PythonConfigurations, pythonConfigurations, pythonLinters } from "./python-linters.js";
import { type PythonRunner, pythonRunner } from "./python-runner.js";

/** pytest or Django's tests, and ruff, mypy, pyright and flake8 where they are configured, in the project's environment. */
export const python: Ecosystem = {
  name: "Python",
  async propose(folder, ci) {
    const texts = await pythonConfigurations(folder);
    const runner = await pythonRunner(folder, ci);
    return [...pythonLinters(texts, runner, ci), ...(await tests(folder, texts, runner))];
  },
};

async function tests(
  folder: Folder,
  texts: PythonConfigurations,
  { tool, python: start, why, isOwn }: PythonRunner,
): Promise<Proposal[]> {
  const isWorkspace = hasSection(texts["pyproject.toml"], /^tool\.uv\.workspace$/);
  const from = await pytestFrom(folder, texts, isWorkspace);
  if ((await folder.has("manage.py")) && !hasPytest(texts)) {
    return [
      only("test", { name: "django", command: start("manage.py test"), why: `manage.py, ${why}` }),
      only("lint", {
        name: "migrations",
        command: start("manage.py makemigrations --check --dry-run"),
        why: `manage.py, ${why}`,
      }),
    ];
  }
  if (from === undefined) return [];
  const isToxed =
    /\bpytest\b/.test(sectionsOf(texts["tox.ini"], /^testenv/)) ||
    /\bpytest\b/.test(sectionsOf(texts["pyproject.toml"], /^tool\.tox/));
  const session = /def (tests?)\(session\b/.exec(texts["noxfile.py"].replace(/: *nox\.\w+/g, ""))?.[1];
  if (!isOwn && isToxed)
    return [only("test", { name: "tox", command: "tox -e py", why: "tox.ini runs pytest" })];
  if (!isOwn && session !== undefined)
    return [only("test", { name: "nox", command: `nox -s ${session}`, why: "a session in noxfile.py" })];
  return [only("test", { name: "pytest", command: tool("pytest"), why: `${from}, ${why}` })];
}

function hasPytest(texts: PythonConfigurations): boolean {
  return (
    texts["pytest.ini"] !== "" ||
    /\bpytest\b/.test(texts["pyproject.toml"]) ||
    hasSection(texts["setup.cfg"], /^tool:pytest$/) ||
    /\bpytest\b/.test(texts["tox.ini"])
  );
}

const testFile = /(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py$/;
const manifests = ["pyproject.toml", "setup.py", "setup.cfg", "requirements.txt", "tox.ini"];

/** What says that pytest runs the tests. */
async function pytestFrom(
  folder: Folder,
  texts: PythonConfigurations,
  isWorkspace: boolean,
): Promise<string | undefined> {
  if (await folder.has("pytest.ini")) return "pytest.ini";
  if (await folder.has("conftest.py")) return "conftest.py";
  if (texts["pyproject.toml"].includes("pytest")) return "pytest in pyproject.toml";
  if (hasSection(texts["setup.cfg"], /^tool:pytest$/)) return "pytest in setup.cfg";
  if (/\bpytest\b/.test(texts["tox.ini"])) return "pytest in tox.ini";
  if ((await folder.files("tests")).some((file) => /(?:^|\/)test_[^/]*\.py$/.test(file)))
    return "tests in tests";
  // They are those of its members, each with an environment of its own.
  if (isWorkspace) return undefined;
  const isPython = (await Promise.all(manifests.map((name) => folder.has(name)))).includes(true);
  return isPython && (await folder.files()).some((file) => testFile.test(file)) ? "test files" : undefined;
}
