// @vitest-environment happy-dom
/**
 * "Where does it go?" from a pixel to the loss, as it is drawn: the numbers that are listed are
 * those that change with the open one, each as fast as it is said, by measuring.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { useLayoutEffect, useState } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { size, unravel } from "../../../engine/core/shape";
import { readSafetensors } from "../../../engine/data/formats/safetensors";
import { type Numbers, present } from "../../../engine/explain/numbers";
import { referenceNumbers } from "../../../engine/explain/reference";
import { networkShapes } from "../../../engine/graph/shapes";
import { weightsFrom } from "../../../engine/train/weights";
import { type Opened, writeCell } from "../../explorer/ask/opened";
import { FakeEngine } from "../../runs/engine.testing";
import { Runs, RunsContext } from "../../runs/runs";
import { labNetwork } from "../../runs/shipped-network";
import { digitLab, type DigitState, seenPicture } from "./definition";
import { DigitLab } from "./DigitLab";

vi.setConfig({ testTimeout: 60_000 });

const file = (path: string): Buffer => readFileSync(join(process.cwd(), "public", path));
const network = networkShapes(labNetwork());
const weights = weightsFrom(readSafetensors(file("weights/lenet5-mnist.safetensors")), network);
const nobody: ReadonlySet<string> = new Set();
const PIXEL: Opened = { tensor: "input", index: [0, 14, 14] };
/** How far a number is moved to measure what follows it. */
const STEP = 1e-5;

let current: DigitState = digitLab.initial({});
beforeEach(() => {
  vi.stubGlobal(
    "fetch",
    async (address: URL) => new Response(new Uint8Array(file(address.pathname.slice(1)))),
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function Host({ trail }: { readonly trail: readonly Opened[] }) {
  const [state, setState] = useState<DigitState>({
    ...digitLab.initial({ maps: false, learn: true, right: 8 }),
    trail,
  });
  useLayoutEffect(() => {
    current = state;
  }, [state]);
  const shared = { change: setState, hidden: nobody, locked: nobody, mode: "lesson" } as const;
  return <DigitLab id="lab" state={state} {...shared} />;
}

async function opened(cell: Opened): Promise<void> {
  render(
    <RunsContext value={new Runs(async () => new FakeEngine())}>
      <Host trail={[cell]} />
    </RunsContext>,
  );
  await waitFor(panel, { timeout: 20_000 });
}

const panel = (): HTMLElement =>
  screen.getByRole("region", { name: "Where the number comes from" });
const passOf = (input: ArrayLike<number>): Numbers =>
  referenceNumbers({ network, weights, input, labels: [8] });
const pixels = (): Float64Array => Float64Array.from(seenPicture(current), (value) => value / 255);

/** What the panel lists: the words of each number, and how fast it is said to change. */
function listed(): ReadonlyMap<string, number> {
  fireEvent.click(within(panel()).getByRole("button", { name: "Where does it go?" }));
  const others = within(panel()).queryByRole("button", { name: /^List the other / });
  if (others !== null) fireEvent.click(others);
  const lines = within(panel())
    .getAllByRole("listitem")
    .map(({ textContent }) => /^(.+): × (\S+)$/.exec(textContent))
    .flatMap((match) => (match === null ? [] : [match]));
  return new Map(lines.map(([, words = "", by]) => [words, Number(by?.replace("−", "-"))]));
}

/** As a page says it: "map 0 of conv1, row 12, column 12", "number 3 of fc3". */
function wordsOf(layer: string, [first = 0, row, column]: readonly number[]): string {
  return row === undefined
    ? `number ${first} of ${layer}`
    : `map ${first} of ${layer}, row ${row}, column ${column}`;
}

/** How fast the numbers of the next layer change with one number, as far as they change. */
function measured({ tensor, index }: Opened, pass: Numbers): ReadonlyMap<string, number> {
  const owner = tensor.replace(/\.y$/, "");
  const { layers } = network.spec;
  const after = layers.slice(layers.findIndex(({ name }) => name === owner) + 1);
  const [next] = after;
  const from = present(pass, tensor);
  const input = from.shape.slice(1);
  const rest = networkShapes({ ...network.spec, input, layers: after.slice(0, 1) });
  const at = index.reduce((place, one, axis) => place * (input[axis] ?? 1) + one, 0);
  const moved = (by: number): Float64Array => {
    const values = Float64Array.from(from.data);
    values[at] = (values[at] ?? 0) + by;
    const numbers = referenceNumbers({ network: rest, weights, input: values });
    return present(numbers, `${next?.name ?? ""}.y`).data as Float64Array;
  };
  const [more, less] = [moved(STEP), moved(-STEP)];
  const shape = rest.output.shape;
  const slopes = Array.from({ length: size(shape) }, (_, of) => {
    const slope = ((more[of] ?? 0) - (less[of] ?? 0)) / (2 * STEP);
    return [wordsOf(next?.name ?? "", unravel(shape, of)), slope] as const;
  });
  return new Map(slopes.filter(([, slope]) => Math.abs(slope) > 1e-12));
}

function expectAlike(said: ReadonlyMap<string, number>, found: ReadonlyMap<string, number>): void {
  const used = [...said].filter(([words, by]) => by !== 0 && !words.startsWith("loss"));
  expect(used.map(([words]) => words).toSorted()).toEqual([...found.keys()].toSorted());
  for (const [words, by] of used)
    expect(Math.abs(by - (found.get(words) ?? Number.NaN))).toBeLessThan(
      2e-3 * Math.abs(by) + 1e-7,
    );
}

test("the middle pixel goes to exactly the 150 numbers of conv1 that change with it, as fast as it is said", async () => {
  await opened(PIXEL);
  const said = listed();
  expect(said.size).toBe(150);
  expectAlike(said, measured(PIXEL, passOf(pixels())));
});

test("from the pixel through one number after another to the loss: at each layer what is listed is what changes", async () => {
  await opened(PIXEL);
  const pass = passOf(pixels());
  // A place in each layer that the pixel reaches: through maxima that are not beside a 0.
  const way: Opened[] = [PIXEL];
  for (;;) {
    const here = way.at(-1) ?? PIXEL;
    const said = listed();
    if (here.tensor === "fc3.y") break;
    expectAlike(said, measured(here, pass));
    const reaching = [...said.keys()].find((words) => leadsOn(words, pass));
    fireEvent.click(within(panel()).getByRole("button", { name: new RegExp(`^${reaching}: ×`) }));
    const next = current.trail.at(-1);
    expect(next).toBeDefined();
    if (next === undefined) return;
    way.push(next);
  }
  expect(way.map(({ tensor }) => tensor.replace(/\.y$/, ""))).toEqual(
    ["input", ...network.layers.map(({ name }) => name)].slice(0, way.length),
  );
  const score = way.at(-1)?.index[0] ?? -1;
  const share = present(pass, "softmax.y").data[score] ?? Number.NaN;
  const ofLoss = [...listedAgain()].find(([words]) => /loss/i.test(words))?.[1];
  expect(ofLoss).toBeCloseTo(share - (score === 8 ? 1 : 0), 3);
  fireEvent.click(within(panel()).getByRole("button", { name: /loss.*: ×/i }));
  expect(current.trail.at(-1)?.tensor).toBe("loss");
});

/** Closed and opened once more, since a press on the open list closes it. */
function listedAgain(): ReadonlyMap<string, number> {
  fireEvent.click(within(panel()).getByRole("button", { name: "Where does it go?" }));
  return listed();
}

/** Whether a number goes on: it is positive, and of its window in the pooling the largest. */
function leadsOn(words: string, pass: Numbers): boolean {
  const match = /^map (\d+) of (\w+), row (\d+), column (\d+)$/.exec(words);
  if (match === null) return true;
  const [, map, layer = "", row, column] = match;
  const { shape, data } = present(pass, `${layer}.y`);
  const [, , rows = 1, columns = 1] = shape;
  const value = (r: number, c: number): number =>
    data[(Number(map) * rows + r) * columns + c] ?? Number.NaN;
  const own = value(Number(row), Number(column));
  if (layer.startsWith("pool")) return own > 0;
  const [top, left] = [Number(row) - (Number(row) % 2), Number(column) - (Number(column) % 2)];
  const others = [0, 1].flatMap((r) => [0, 1].map((c) => value(top + r, left + c)));
  return own > 0 && own === Math.max(...others);
}

test("a number that is not the maximum of its window is said to go nowhere, and moves nothing", async () => {
  const cell: Opened = { tensor: "relu1.y", index: [0, 12, 12] };
  await opened(cell);
  expect(within(panel()).queryByRole("button", { name: "Where does it go?" })).toBeNull();
  expect(panel().textContent).toContain(
    "It goes nowhere: another number is the maximum of its window in pool1.",
  );
  expect(measured(cell, passOf(pixels())).size).toBe(0);
  expect(writeCell(current.trail.at(-1) ?? PIXEL)).toBe("relu1.y[0][12][12]");
});
