import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";

/** One line of the file that the reporter writes for each process. */
export type NodeTestLine =
  | { type: "began"; reporter: 1 }
  | {
      type: "test";
      nesting: number;
      name: string;
      file?: string | undefined;
      outcome: "passed" | "failed" | "skipped";
      isSuite: boolean;
      isFile: boolean;
      failureType?: string | undefined;
      message?: string | undefined;
    }
  | { type: "started"; nesting: number; name: string; file?: string | undefined }
  | { type: "ended" };

/**
 * A reporter for node's test runner, loaded into the project's own process by its URL: `folder` in the URL's query is
 * where its file goes. It prints nothing. It stands alone, since it is loaded by whatever Node runs the tests.
 */
export default async function* nodeTestReporter(source: AsyncIterable<TestEvent>): AsyncGenerator<never> {
  const folder = new URL(import.meta.url).searchParams.get("folder");
  if (folder === null) return;
  const file = openSync(join(folder, `node-test-${process.pid}-${Date.now()}.jsonl`), "a");
  const write = (line: NodeTestLine) => writeSync(file, `${JSON.stringify(line)}\n`);
  const said = new Map<string, string>();
  write({ type: "began", reporter: 1 });
  for await (const { type, data } of source) {
    if (type === "test:start")
      write({ type: "started", nesting: data.nesting, name: data.name, file: data.file });
    if (type === "test:stderr")
      said.set(data.file ?? "", `${said.get(data.file ?? "") ?? ""}${data.message}`.slice(-8_000));
    if (type === "test:pass" || type === "test:fail") write(testLine(type === "test:pass", data, said));
  }
  write({ type: "ended" });
  closeSync(file);
}

interface TestEvent {
  type: string;
  data: {
    nesting: number;
    name: string;
    file?: string;
    line?: number;
    column?: number;
    message?: string;
    skip?: unknown;
    todo?: unknown;
    details?: { type?: string; error?: { failureType?: string; message?: string; cause?: unknown } };
  };
}

function testLine(
  isPassed: boolean,
  data: TestEvent["data"],
  said: ReadonlyMap<string, string>,
): NodeTestLine {
  const { nesting, name, file, line, column, details } = data;
  const isFile =
    nesting === 0 && line === 1 && column === 1 && (file?.endsWith(name.replace(/^\.\//, "")) ?? false);
  const isSkipped = isSet(data.skip) || isSet(data.todo);
  const error = details?.error;
  return {
    type: "test",
    nesting,
    name,
    file,
    outcome: isSkipped ? "skipped" : isPassed ? "passed" : "failed",
    isSuite: details?.type === "suite",
    isFile,
    failureType: error?.failureType,
    message: isPassed ? undefined : (isFile && said.get(file)) || messageOf(error),
  };
}

/** An empty string is a reason, too. */
function isSet(directive: unknown): boolean {
  return directive !== undefined && directive !== false;
}

function messageOf(error: { message?: string; cause?: unknown } | undefined): string | undefined {
  const { cause } = error ?? {};
  if (typeof cause !== "object" || cause === null) return error?.message ?? String(cause);
  const { name, message } = cause as { name?: string; message?: string };
  return (message === undefined || message === "" ? name : message)?.slice(0, 10_000) ?? error?.message;
}
