import { type Ecosystem, only } from "./candidate.js";

const configurations = [".golangci.yml", ".golangci.yaml", ".golangci.toml", ".golangci.json"];

/** `go vet` and `go test` of the module or of all modules in `go.work`, and golangci-lint where it is configured. */
export const go: Ecosystem = {
  name: "Go",
  async propose(folder) {
    const modules = modulesOf(await folder.read("go.work"));
    const file = modules.length > 0 ? "go.work" : "go.mod";
    if (!(await folder.has(file))) return [];
    const packages = modules.length > 0 ? modules.map(packagesOf).join(" ") : "./...";
    const linter = await Promise.all(configurations.map((name) => folder.read(name)));
    const fixes = linter.some((text) => /^\s*fix:\s*true/m.test(text));
    return [
      only("types", { name: "go vet", command: `go vet ${packages}`, why: file }),
      ...(linter.join("") === ""
        ? []
        : [
            only("lint", {
              name: "golangci-lint",
              command: "golangci-lint run",
              why: "golangci-lint is configured",
              ...(fixes && { refused: "its configuration says that it fixes files" }),
            }),
          ]),
      only("test", { name: "go test", command: `go test ${packages}`, why: file }),
    ];
  },
};

function modulesOf(work: string): string[] {
  const text = work.replace(/\/\/.*/g, "");
  const [, block = ""] = /^use\s*\(([^)]*)\)/m.exec(text) ?? [];
  const single = [...text.matchAll(/^use\s+([^\s(]+)/gm)].map(([, path = ""]) => path);
  return [...block.split(/\s+/), ...single].filter((path) => /^[\w./-]+$/.test(path));
}

function packagesOf(module: string): string {
  const path = module.replace(/^\.\//, "").replace(/\/$/, "");
  return path === "." || path === "" ? "./..." : `./${path}/...`;
}
