import { describe, expect, it } from "vitest";
import type { CheckEvent } from "../../../engine/client/check";
import { conclusion, hear, NOTHING, progressOf, reportText } from "./report";

const NAMES = { wasm: "Processor", webgpu: "Graphics card" } as const;
const after = (...events: CheckEvent[]) => events.reduce(hear, NOTHING);
const plan: CheckEvent = {
  kind: "plan",
  backends: ["wasm", "webgpu"],
  ops: ["relu", "tanh"],
  uses: 6,
};
const verdict = (op: string, problem: string | null = null): CheckEvent => ({
  kind: "verdict",
  backend: "wasm",
  op,
  problem,
  milliseconds: 12.4,
});

describe("the report of an examination", () => {
  it("counts what is done, and a backend that is absent as done", () => {
    expect(progressOf(NOTHING)).toBe(0);
    expect(progressOf(after(plan, verdict("relu")))).toBe(0.25);
    expect(
      progressOf(
        after(plan, { kind: "absent", backend: "webgpu", reason: "no adapter" }, verdict("relu")),
      ),
    ).toBe(0.75);
  });

  it("says in one sentence what agrees, what does not and what is not there", () => {
    const report = after(
      plan,
      { kind: "backend", backend: "wasm", description: "1 thread" },
      verdict("relu"),
      verdict("tanh", "use 2: y[0] is 1, the reference says 2"),
      { kind: "absent", backend: "webgpu", reason: "no adapter" },
      { kind: "done" },
    );
    expect(report.done).toBe(true);
    expect(conclusion(report, NAMES)).toBe(
      "Processor: 1 of 2 operations do not agree with the reference. Graphics card: not there (no adapter).",
    );
    expect(conclusion(after(plan, verdict("relu"), verdict("tanh")), NAMES)).toContain(
      "all 2 operations agree",
    );
    const text = reportText(report, [["Cores", "2"]], NAMES);
    expect(text).toContain("Cores: 2");
    expect(text).toContain("  relu: agrees in 6 uses, 12 ms");
    expect(text).toContain("  tanh: use 2: y[0] is 1, the reference says 2, 12 ms");
  });
});
