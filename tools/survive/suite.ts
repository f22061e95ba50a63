/** Runs tests of the suite and counts them from the report that the runner writes. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import type { Outcome, Trial } from "./promise";

const root = join(import.meta.dirname, "..", "..");
type Tests = Extract<Trial, { kind: "tests" }>;

/** What a test found out beside its verdict: a time, a size. One line each. */
const FOUND = "found";

const vitestReport = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  success: v.boolean(),
  testResults: v.array(
    v.object({
      assertionResults: v.array(
        v.object({
          failureMessages: v.nullish(v.array(v.string()), []),
          meta: v.optional(v.object({ found: v.optional(v.array(v.string()), []) })),
        }),
      ),
    }),
  ),
});

const annotation = v.object({ type: v.string(), description: v.optional(v.string(), "") });
const result = v.object({
  annotations: v.optional(v.array(annotation), []),
  errors: v.optional(v.array(v.object({ message: v.optional(v.string(), "") })), []),
});
type Result = v.InferOutput<typeof result>;

interface Suite {
  readonly specs?: readonly {
    readonly tests: readonly { readonly results: readonly Result[] }[];
  }[];
  readonly suites?: readonly Suite[];
}
const suiteOf: v.GenericSchema<unknown, Suite> = v.object({
  specs: v.optional(
    v.array(v.object({ tests: v.array(v.object({ results: v.array(result) })) })),
    [],
  ),
  suites: v.optional(v.array(v.lazy(() => suiteOf)), []),
});
const playwrightReport = v.object({
  stats: v.object({ expected: v.number(), unexpected: v.number(), flaky: v.number() }),
  suites: v.array(suiteOf),
});

/**
 * `asked`: how often a test that repeats its trial does it. `whole`: in every lesson, not in a
 * sample of them.
 */
export async function suite(
  { runner, files, titles, repeats }: Tests,
  asked: number,
  whole: boolean,
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "convlab-survive-"));
  const report = join(folder, "report.json");
  try {
    await finished(
      runner === "journey" ? journey(files, titles) : unit(runner, files, titles, report),
      report,
      { CONVLAB_TRIALS: String(asked), ...(whole ? { CONVLAB_ALL: "1" } : {}) },
    );
    const outcome = counted(runner, JSON.parse(readFileSync(report, "utf8")));
    return repeats === true ? repeated(outcome, asked) : outcome;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { done: 0, held: 0, failure: `the tests did not report: ${reason}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function unit(
  runner: "node" | "browser",
  files: readonly string[],
  titles: string | undefined,
  report: string,
): string[] {
  const named = titles === undefined ? [] : ["-t", titles];
  const to = ["--reporter=dot", "--reporter=json", `--outputFile.json=${report}`];
  return [
    "vitest/vitest.mjs",
    "run",
    "--project",
    runner === "node" ? "node*" : runner,
    ...files,
    ...named,
    ...to,
  ];
}

function journey(files: readonly string[], titles: string | undefined): string[] {
  const named = titles === undefined ? [] : ["--grep", titles];
  return ["@playwright/test/cli.js", "test", ...files, ...named, "--reporter=list,json"];
}

/** A test that repeats ends at the first trial that fails; how many held before it is not known. */
function repeated({ done, held, ...rest }: Outcome, asked: number): Outcome {
  return { done: asked, held: done === 0 || held < done ? 0 : asked, ...rest };
}

function finished(
  [program = "", ...rest]: readonly string[],
  report: string,
  counts: NodeJS.ProcessEnv,
): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, "node_modules", program), ...rest], {
      cwd: root,
      // The report is a file: what the runner prints shows how far a long trial has come.
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report, ...counts },
    });
    child.on("close", () => resolve());
  });
}

function counted(runner: Tests["runner"], report: unknown): Outcome {
  if (runner === "journey") {
    const { stats, suites } = v.parse(playwrightReport, report);
    const results = suites.flatMap(resultsOf);
    return outcomeOf(
      { passed: stats.expected, failed: stats.unexpected + stats.flaky },
      results.flatMap(({ errors }) => errors.map(({ message }) => message)),
      results.flatMap(({ annotations }) =>
        annotations.flatMap(({ type, description }) => (type === FOUND ? description : [])),
      ),
    );
  }
  const { numPassedTests, numFailedTests, success, testResults } = v.parse(vitestReport, report);
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  return outcomeOf(
    { passed: numPassedTests, failed: Math.max(numFailedTests, success ? 0 : 1) },
    results.flatMap(({ failureMessages }) => failureMessages),
    results.flatMap(({ meta }) => meta?.found ?? []),
  );
}

function resultsOf({ specs = [], suites = [] }: Suite): readonly Result[] {
  return [
    ...specs.flatMap(({ tests }) => tests.flatMap(({ results }) => results)),
    ...suites.flatMap(resultsOf),
  ];
}

/** Terminals' colours, in which Playwright writes its messages. */
// oxlint-disable-next-line no-control-regex -- the escape character is what is looked for
const COLOURS = /\u001b\[[0-9;]*m/g;

function outcomeOf(
  { passed, failed }: { readonly passed: number; readonly failed: number },
  errors: readonly string[],
  found: readonly string[],
): Outcome {
  if (passed + failed === 0) return { done: 0, held: 0, failure: "no test has such a title" };
  const [first = ""] = errors;
  const words = first.replaceAll(COLOURS, "").replace(/\s+/g, " ").trim();
  const failure =
    failed === 0
      ? {}
      : { failure: `${failed} ${failed === 1 ? "test fails" : "tests fail"}: ${words}` };
  const note = found.length === 0 ? {} : { note: found.join("; ") };
  return { done: passed + failed, held: passed, ...failure, ...note };
}
