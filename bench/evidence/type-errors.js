import ts from "typescript";

const file = "/sample/schedule.ts";
let [text, version] = ["", 0];

/** What the compiler says of the sample: one service for all, as its library takes longest to read. */
export function typeErrors(changed) {
  text = changed;
  version += 1;
  return [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)];
}

const options = { strict: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, types: [] };
const service = ts.createLanguageService({
  getCompilationSettings: () => options,
  getScriptFileNames: () => [file],
  getScriptVersion: (name) => (name === file ? String(version) : "0"),
  getScriptSnapshot: (name) => {
    const content = name === file ? text : ts.sys.readFile(name);
    return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
  },
  getCurrentDirectory: () => "/sample",
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: (name) => name === file || ts.sys.fileExists(name),
  readFile: ts.sys.readFile,
});
