import { type Ecosystem, only } from "./candidate.js";

/** `dotnet test` of the solution, and `dotnet format --verify-no-changes` where CI runs it. */
export const dotnet: Ecosystem = {
  name: ".NET",
  async propose(folder, ci) {
    const names = await folder.names();
    const solutions = names.filter((name) => /\.slnx?$/.test(name));
    const projects = names.filter((name) => /\.(?:cs|fs|vb)proj$/.test(name));
    const [file] = [...solutions, ...projects];
    if (file === undefined) return [];
    const target = solutions.length > 1 || (solutions.length === 0 && projects.length > 1) ? ` ${file}` : "";
    const isFormatted = ci.some((line) => /^dotnet format .*--verify-no-changes/.test(line));
    return [
      ...(isFormatted
        ? [
            only("format", {
              name: "dotnet format",
              command: `dotnet format${target} --verify-no-changes`,
              why: "CI runs it",
            }),
          ]
        : []),
      only("test", { name: "dotnet test", command: `dotnet test${target}`, why: file }),
    ];
  },
};
