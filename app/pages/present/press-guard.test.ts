import { describe, expect, it } from "vitest";
import { pressGuard } from "./press-guard";

describe("a clicker's key", () => {
  it("counts once within 400 ms", () => {
    const counts = pressGuard();
    expect(counts("PageDown", 0)).toBe(true);
    expect(counts("PageDown", 399)).toBe(false);
    expect(counts("PageDown", 400)).toBe(true);
  });

  it("counts at once when it is the other key, or a key of a keyboard", () => {
    const counts = pressGuard();
    expect(counts("PageDown", 0)).toBe(true);
    expect(counts("PageUp", 100)).toBe(true);
    expect(counts("n", 110)).toBe(true);
    expect(counts("n", 120)).toBe(true);
  });
});
