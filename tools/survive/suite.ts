/** Runs tests of the suite and counts them from the report that the runner writes. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import type { Outcome, Trial } from "./promise";

const root = join(import.meta.dirname, "..", "..");
type Tests = Extract<Trial, { kind: "tests" }>;

const vitestReport = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  success: v.boolean(),
});
const playwrightReport = v.object({
  stats: v.object({ expected: v.number(), unexpected: v.number(), flaky: v.number() }),
});

/** `asked`: how often a test that repeats its trial does it. */
export async function suite(
  { runner, files, titles, repeats }: Tests,
  asked: number,
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "convlab-survive-"));
  const report = join(folder, "report.json");
  try {
    await finished(
      runner === "journey" ? journey(files, titles) : unit(runner, files, titles, report),
      report,
      asked,
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
  const to = ["--reporter=json", `--outputFile=${report}`];
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
  return ["@playwright/test/cli.js", "test", ...files, ...named, "--reporter=json"];
}

/** A test that repeats ends at the first trial that fails; how many held before it is not known. */
function repeated({ done, held, failure }: Outcome, asked: number): Outcome {
  if (done === 0 || held < done)
    return { done: asked, held: 0, ...(failure === undefined ? {} : { failure }) };
  return { done: asked, held: asked };
}

function finished(
  [program = "", ...rest]: readonly string[],
  report: string,
  asked: number,
): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, "node_modules", program), ...rest], {
      cwd: root,
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report, CONVLAB_TRIALS: String(asked) },
    });
    child.on("close", () => resolve());
  });
}

function counted(runner: Tests["runner"], report: unknown): Outcome {
  if (runner === "journey") {
    const { expected, unexpected, flaky } = v.parse(playwrightReport, report).stats;
    return outcomeOf(expected, unexpected + flaky);
  }
  const { numPassedTests, numFailedTests, success } = v.parse(vitestReport, report);
  return outcomeOf(numPassedTests, Math.max(numFailedTests, success ? 0 : 1));
}

function outcomeOf(passed: number, failed: number): Outcome {
  if (passed + failed === 0) return { done: 0, held: 0, failure: "no test has such a title" };
  const failure = failed === 0 ? {} : { failure: `${failed} tests fail` };
  return { done: passed + failed, held: passed, ...failure };
}
