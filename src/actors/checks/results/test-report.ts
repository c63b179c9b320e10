/** A test is known by its package, file, suite and name: two tests with the same words are two tests. */
export interface TestCase {
  /** The package, module or project of a workspace that it belongs to, where there are several. */
  package?: string | undefined;
  /** As the tool names it: relative or absolute. */
  file?: string | undefined;
  /** The names of the suites around it, outermost first, joined by ` > `. */
  suite?: string | undefined;
  name: string;
  status: "passed" | "failed" | "skipped";
  /** Why it failed: the first of the tool's words, without the stack. Bounded to 10,000 characters. */
  message?: string | undefined;
}

/** A failure outside of a test: a file that could not be loaded, a suite's setup, a package that does not compile. */
export interface Crash {
  package?: string | undefined;
  file?: string | undefined;
  message: string;
}

/** What a check's tests did. */
export interface TestReport {
  tests: TestCase[];
  crashes: Crash[];
}
