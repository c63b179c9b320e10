import { describe, expect, it } from "vitest";
import { isBuildDaemon } from "../../../src/actors/checks/build-daemons.js";

const home = "/home/me";

describe("isBuildDaemon", () => {
  it.each([
    `/usr/lib/jvm/bin/java -Xmx512m -cp ${home}/.gradle/lib/gradle-launcher.jar org.gradle.launcher.daemon.bootstrap.GradleDaemon 8.5`,
    "java -cp kotlin-compiler.jar org.jetbrains.kotlin.daemon.KotlinCompileDaemon --daemon-runFilesPath /x",
    `/usr/bin/node ${home}/app/node_modules/nx/src/daemon/server/start.js`,
    `${home}/app/node_modules/turbo-linux-64/bin/turbo --skip-infer daemon`,
    "/usr/bin/watchman --foreground --logfile=/x/log",
    "sccache",
    `${home}/.cargo/bin/sccache`,
    "bazel(app) --add-opens=java.base/java.lang=ALL-UNNAMED -Xverify:none -jar /x/A-server.jar",
    "dotnet exec /usr/share/dotnet/sdk/8.0/Roslyn/bincore/VBCSCompiler.dll -pipename:x",
    "/usr/share/dotnet/dotnet /usr/share/dotnet/sdk/8.0/MSBuild.dll /nologo /nodemode:1 /nodeReuse:true",
    `${home}/app/node_modules/flow-bin/flow-linux64/flow start`,
    "buck2d[app] --isolation-dir v2",
    `node ${home}/app/node_modules/eslint_d/bin/eslint_d.js`,
    "/usr/lib/erlang/erts-13.1/bin/epmd -daemon",
  ])("knows %s", (commandLine) => {
    expect(isBuildDaemon(commandLine)).toBe(true);
  });

  it.each([
    "node server.js",
    "node flow.js",
    "python3 -m http.server",
    "redis-server *:6379",
    "node build/watchman-test.js",
    "node node_modules/.bin/turbo-server",
    "java -jar app.jar --daemon",
    "npm run daemon",
    "",
  ])("does not know %s", (commandLine) => {
    expect(isBuildDaemon(commandLine)).toBe(false);
  });
});
