import { type Candidate, type Ecosystem, only } from "./candidate.js";
import type { Folder } from "./folder.js";

const isWindows = process.platform === "win32";

/** `mvn verify` where CI does not stop at the tests, else `mvn test`, by the wrapper if there is one. */
export const maven: Ecosystem = {
  name: "Maven",
  async propose(folder, ci) {
    const project = await folder.read("pom.xml");
    if (project === "") return [];
    const start = await starter(folder, "mvnw", "mvn");
    const goal = ci.some((line) => /\bmvnw?\b.* (?:verify|package|install)\b/.test(line)) ? "verify" : "test";
    const found = { name: `mvn ${goal}`, command: `${start} -B ${goal}`, why: "pom.xml" };
    return [only("test", { ...found, ...refusal(/<goal>(?:apply|format|write)<\/goal>/.test(project)) })];
  },
};

/** `gradle check`, by the wrapper if there is one. */
export const gradle: Ecosystem = {
  name: "Gradle",
  async propose(folder) {
    const names = ["build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts"];
    const texts = await Promise.all(names.map((name) => folder.read(name)));
    const file = names.find((_, at) => texts[at] !== "");
    if (file === undefined) return [];
    const command = `${await starter(folder, "gradlew", "gradle")} check`;
    const formats = /dependsOn\W[^\n]*(?:spotlessApply|ktlintFormat|googleJavaFormat)\b/.test(
      texts.join("\n"),
    );
    return [only("test", { name: "gradle check", command, why: file, ...refusal(formats) })];
  },
};

async function starter(folder: Folder, wrapper: string, tool: string): Promise<string> {
  const file = isWindows ? `${wrapper}.${wrapper === "mvnw" ? "cmd" : "bat"}` : wrapper;
  if (!(await folder.has(file))) return tool;
  return isWindows ? `.\\${file}` : `./${file}`;
}

function refusal(formats: boolean): Pick<Candidate, "refused"> {
  return formats ? { refused: "its build rewrites files (a formatter is a part of it)" } : {};
}
