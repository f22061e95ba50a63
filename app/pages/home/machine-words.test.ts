import { describe, expect, it } from "vitest";
import { machineWords } from "./machine-words";

describe("what computes here", () => {
  it("is said with the reason, and why not the rest", () => {
    const { summary, others } = machineWords({
      chosen: "wasm",
      reason: "no WebGPU adapter was found",
      backends: [
        {
          name: "webgpu",
          available: false,
          description: "this browser has no adapter",
          millisecondsPerStep: null,
        },
        {
          name: "wasm",
          available: true,
          description: "2 threads, relaxed SIMD",
          millisecondsPerStep: 1.234,
        },
      ],
    });
    expect(summary).toBe(
      "Networks are computed here by the processor (WebAssembly), 2 threads, relaxed SIMD. No WebGPU adapter was found.",
    );
    expect(others).toEqual([
      "Not the graphics card (WebGPU): this browser has no adapter",
      "The processor (WebAssembly): 2 threads, relaxed SIMD, 1.2 ms for a step of a small network",
    ]);
  });
});
