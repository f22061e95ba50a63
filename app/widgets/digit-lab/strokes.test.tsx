// @vitest-environment happy-dom
/** A piece of a stroke: the drawing is drawn at once, every wall of maps once, with its numbers. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FeatureMapWallProps } from "../../figures/feature-maps/FeatureMapWall";
import { FakeEngine } from "../../runs/engine.testing";
import { Runs, RunsContext } from "../../runs/runs";
import { digitLab, type DigitState } from "./definition";
import { DigitLab } from "./DigitLab";

vi.setConfig({ testTimeout: 60_000 });

let drawn: string[] = [];
let opens: FeatureMapWallProps["onOpen"];
vi.mock(import("../../figures/feature-maps/FeatureMapWall"), async (load) => ({
  ...(await load()),
  FeatureMapWall: ({ label, onOpen }: FeatureMapWallProps) => {
    drawn.push(label);
    opens = onOpen;
    return <i>{label}</i>;
  },
}));

const nobody: ReadonlySet<string> = new Set();
const shared = { hidden: nobody, locked: nobody, mode: "lesson" } as const;
let current: DigitState = digitLab.initial({});

beforeEach(() => {
  vi.stubGlobal(
    "fetch",
    async (address: URL) =>
      new Response(new Uint8Array(readFileSync(join(process.cwd(), "public", address.pathname)))),
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function Host() {
  const [state, setState] = useState(digitLab.initial({ maps: true, picture: "blank" }));
  const change = (next: DigitState): void => {
    current = next;
    setState(next);
  };
  return <DigitLab id="lab" state={state} change={change} {...shared} />;
}

const answer = (): string =>
  screen
    .getAllByRole("button", { name: /come from/ })
    .map((one) => one.getAttribute("aria-label"))
    .join();

test("each wall is drawn once for a piece of a stroke, and what it opens goes on from the drawing of now", async () => {
  render(
    <RunsContext value={new Runs(async () => new FakeEngine())}>
      <Host />
    </RunsContext>,
  );
  await waitFor(() => expect(drawn.length).toBeGreaterThan(0), { timeout: 20_000 });
  const walls = [...new Set(drawn)];
  expect(walls.length).toBeGreaterThan(5);
  const pad = screen.getByLabelText(/^Draw a digit/);
  fireEvent.keyDown(pad, { key: " " });
  const before = answer();
  drawn = [];
  for (let times = 0; times < 4; times++) fireEvent.keyDown(pad, { key: "ArrowDown" });
  await waitFor(() => expect(answer()).not.toBe(before), { timeout: 20_000 });
  expect(drawn.toSorted()).toEqual(walls.flatMap((one) => [one, one, one, one]).toSorted());
  const { picture } = current;
  opens?.({ channel: 0, row: 0, column: 0 });
  expect(current.picture).toBe(picture);
  expect(current.trail).toHaveLength(1);
});
