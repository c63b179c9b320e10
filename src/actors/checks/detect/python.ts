import { type CiCommands, type Ecosystem, only, type Proposal } from "./candidate.js";
import type { Folder } from "./folder.js";
import { type PythonRunner, pythonRunner } from "./python-runner.js";

/** pytest or Django's tests, and ruff, mypy, pyright and flake8 where they are configured, in the project's environment. */
export const python: Ecosystem = {
  name: "Python",
  async propose(folder, ci) {
    const texts = await configurations(folder);
    const runner = await pythonRunner(folder, ci);
    return [...linters(texts, runner, ci), ...(await tests(folder, texts, runner))];
  },
};

type Texts = Readonly<Record<(typeof files)[number], string>>;

const files = [
  "pyproject.toml",
  "setup.cfg",
  "tox.ini",
  "pytest.ini",
  "mypy.ini",
  ".mypy.ini",
  "ruff.toml",
  ".ruff.toml",
  ".flake8",
  "pyrightconfig.json",
  "noxfile.py",
] as const;

async function configurations(folder: Folder): Promise<Texts> {
  const read = await Promise.all(files.map(async (name) => [name, await folder.read(name)] as const));
  return Object.fromEntries(read) as Texts;
}

function linters(texts: Texts, { tool, why }: PythonRunner, ci: CiCommands): Proposal[] {
  const project = texts["pyproject.toml"];
  const runs = (pattern: RegExp) => ci.some((line) => pattern.test(line));
  const found: Proposal[] = [];
  const add = (kind: "lint" | "types" | "format", name: string, command: string, from: string) =>
    found.push(only(kind, { name, command, why: `${from}, ${why}` }));
  const ruff = `${project.match(/^\[tool\.ruff[\s\S]*/m)?.[0] ?? ""}${texts["ruff.toml"]}${texts[".ruff.toml"]}`;
  if (ruff !== "") {
    add("lint", "ruff", tool("ruff", " check --no-fix"), "ruff is configured");
    if (/^\[(?:tool\.ruff\.)?format\]/m.test(ruff) || runs(/^ruff format/))
      add("format", "ruff format", tool("ruff", " format --check"), "ruff format is configured");
  }
  const mypy = `${project.match(/^\[tool\.mypy\][\s\S]*/m)?.[0] ?? ""}${texts["mypy.ini"]}${texts[".mypy.ini"]}${texts["setup.cfg"].match(/^\[mypy\][\s\S]*/m)?.[0] ?? ""}`;
  if (mypy !== "") {
    const target = /^\s*(?:files|packages|modules)\s*=/m.test(mypy) ? "" : " .";
    add("types", "mypy", tool("mypy", target), "mypy is configured");
  }
  if (project.includes("[tool.pyright]") || texts["pyrightconfig.json"] !== "")
    add("types", "pyright", tool("pyright"), "pyright is configured");
  if (texts[".flake8"] !== "" || /^\[flake8\]/m.test(texts["setup.cfg"] + texts["tox.ini"]))
    add("lint", "flake8", tool("flake8"), "flake8 is configured");
  return found;
}

async function tests(
  folder: Folder,
  texts: Texts,
  { tool, python: start, why, isOwn }: PythonRunner,
): Promise<Proposal[]> {
  const from = await pytestFrom(folder, texts);
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
    /^\[testenv[\s\S]*\bpytest\b/m.test(texts["tox.ini"]) ||
    /^\[tool\.tox[\s\S]*\bpytest\b/m.test(texts["pyproject.toml"]);
  const session = /def (tests?)\(session\b/.exec(texts["noxfile.py"].replace(/: *nox\.\w+/g, ""))?.[1];
  if (!isOwn && isToxed)
    return [only("test", { name: "tox", command: "tox -e py", why: "tox.ini runs pytest" })];
  if (!isOwn && session !== undefined)
    return [only("test", { name: "nox", command: `nox -s ${session}`, why: "a session in noxfile.py" })];
  return [only("test", { name: "pytest", command: tool("pytest"), why: `${from}, ${why}` })];
}

function hasPytest(texts: Texts): boolean {
  return (
    texts["pytest.ini"] !== "" ||
    /\bpytest\b/.test(texts["pyproject.toml"]) ||
    /^\[tool:pytest\]/m.test(texts["setup.cfg"]) ||
    /^\[pytest\]|\bpytest\b/m.test(texts["tox.ini"])
  );
}

const testFile = /(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py$/;
const manifests = ["pyproject.toml", "setup.py", "setup.cfg", "requirements.txt", "tox.ini"];

/** What says that pytest runs the tests. */
async function pytestFrom(folder: Folder, texts: Texts): Promise<string | undefined> {
  if (await folder.has("pytest.ini")) return "pytest.ini";
  if (await folder.has("conftest.py")) return "conftest.py";
  if (texts["pyproject.toml"].includes("pytest")) return "pytest in pyproject.toml";
  if (/^\[tool:pytest\]/m.test(texts["setup.cfg"])) return "pytest in setup.cfg";
  if (/\bpytest\b/.test(texts["tox.ini"])) return "pytest in tox.ini";
  if ((await folder.files("tests")).some((file) => /(?:^|\/)test_[^/]*\.py$/.test(file)))
    return "tests in tests";
  const isPython = (await Promise.all(manifests.map((name) => folder.has(name)))).includes(true);
  return isPython && (await folder.files()).some((file) => testFile.test(file)) ? "test files" : undefined;
}
