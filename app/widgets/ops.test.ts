/**
 * Only what the first figure needs is there before anybody asks: a figure whose networks have other
 * ops brings them, and what the explorer draws over them.
 */
import { expect, test, vi } from "vitest";

/** These compute with a convolution and a ReLU, or with no network at all. */
const WITHOUT_OPS = new Set(["conv", "cut-outs", "photo-filter", "plane"]);
/** These show a network in the explorer. */
const EXPLORERS = new Set(["channel-mixer", "network", "pool", "shortcut", "volume"]);
const catalogue = import.meta.glob("./*/index.ts");

test.each(Object.entries(catalogue))("%s", async (path, load) => {
  vi.resetModules();
  await load();
  const { FIRST_OPS, knownOps } = await import("../../engine/ops/known");
  const { knownOverlays } = await import("../explorer/overlays/known");
  const [, name = ""] = path.split("/");
  expect(Object.keys(knownOps).length > Object.keys(FIRST_OPS).length).toBe(!WITHOUT_OPS.has(name));
  if (name === "conv" || EXPLORERS.has(name))
    expect(knownOverlays.length > 1).toBe(EXPLORERS.has(name));
});
