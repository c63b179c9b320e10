import { filesOfEach, inPackages, logVariable, type PackageName, type World } from "./world.js";

function goPackage(name: PackageName, core: string): Record<string, string> {
  const test = [
    `package ${name}`,
    'import (\n\t"os"\n\t"testing"\n)',
    `func TestIt(t *testing.T) {`,
    `\tlog, err := os.OpenFile(os.Getenv("${logVariable}"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)`,
    "\tif err != nil {\n\t\tt.Fatal(err)\n\t}",
    "\tdefer log.Close()",
    `\tlog.WriteString("${name}\\n")`,
    "}",
  ];
  const imported = name === "app" ? `import _ "${core}"\n` : "";
  return {
    [`packages/${name}/${name}.go`]: `package ${name}\n\n${imported}`,
    [`packages/${name}/${name}_test.go`]: `${test.join("\n")}\n`,
  };
}

export const goWorlds: readonly World[] = [
  {
    name: "Go modules in go.work",
    files: {
      "go.work": "go 1.18\n\nuse (\n\t./packages/core\n\t./packages/app\n\t./packages/other\n)\n",
      ...filesOfEach((name) => ({
        ...goPackage(name, "example.com/core"),
        [`packages/${name}/go.mod`]: `module example.com/${name}\n\ngo 1.18\n`,
      })),
    },
    folders: inPackages,
    rootFile: "go.work",
  },
  {
    name: "packages of one Go module",
    files: {
      "go.mod": "module example.com/all\n\ngo 1.18\n",
      ...filesOfEach((name) => goPackage(name, "example.com/all/packages/core")),
    },
    folders: inPackages,
    rootFile: "go.mod",
  },
];
