import { describe, expect, it } from "vitest";
import { createReference } from "../backends/reference/index";
import { LabError } from "../core/errors";
import { ops } from "../ops/index";
import { createWasm } from "../backends/wasm/index";
import { type CheckEvent, examine } from "./check";

const none = async (): Promise<never> => {
  throw new LabError("unsupported", "no adapter was found");
};

describe("the engine's examination of itself", () => {
  it("says of every op whether WebAssembly agrees, and why a backend is absent", {
    timeout: 60_000,
  }, async () => {
    const events: CheckEvent[] = [];
    await examine({ wasm: () => createWasm(), webgpu: none }, (event) => events.push(event), 1);
    expect(events[0]).toMatchObject({ kind: "plan", backends: ["wasm", "webgpu"], uses: 1 });
    expect(events.at(-1)).toEqual({ kind: "done" });
    const verdicts = events.filter((event) => event.kind === "verdict");
    expect(verdicts.map(({ op }) => op)).toEqual(Object.keys(ops));
    expect(verdicts.filter(({ problem }) => problem !== null)).toEqual([]);
    expect(events).toContainEqual({
      kind: "absent",
      backend: "webgpu",
      reason: "no adapter was found",
    });
  });

  it("names the number that is off, and goes on after an op that throws", {
    timeout: 60_000,
  }, async () => {
    const wrong = async () => {
      const backend = createReference();
      return {
        ...backend,
        async compile(program: Parameters<typeof backend.compile>[0]) {
          if (program.name === "add") throw new LabError("lost", "the device was lost");
          const run = await backend.compile(program);
          return {
            ...run,
            async read(names: readonly string[]) {
              const read = new Map(await run.read(names));
              return program.name === "tanh"
                ? read.set(
                    "op.y",
                    Float32Array.from(read.get("op.y") ?? [], (y) => y + 0.5),
                  )
                : read;
            },
          };
        },
      };
    };
    const events: CheckEvent[] = [];
    await examine({ wasm: wrong, webgpu: none }, (event) => events.push(event), 1);
    const problems = new Map(
      events.flatMap((event) =>
        event.kind === "verdict" ? [[event.op, event.problem] as const] : [],
      ),
    );
    expect(problems.get("add")).toBe("use 1: the device was lost");
    expect(problems.get("tanh")).toMatch(/^use 1: y\[.*\] is .*, the reference says /);
    expect(problems.get("sigmoid")).toBeNull();
  });
});
