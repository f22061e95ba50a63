// @vitest-environment happy-dom
/** What is asked of a run that stands still, before an engine that answers as the test wants. */
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { LabError } from "../../../engine/core/errors";
import { FakeEngine } from "../../runs/engine.testing";
import { Runs, RunsContext } from "../../runs/runs";
import { writeDrawing } from "../../pictures/drawing/drawing";
import { batchesWith, CONDITIONS, SHOWN } from "./conditions";
import { training } from "./definition";
import { neighbourSets, SETS } from "./own-drawing";
import { Training } from "./Training";

afterEach(cleanup);
vi.setConfig({ testTimeout: 30_000 });

const nobody: ReadonlySet<string> = new Set();
const wait = (milliseconds: number): Promise<void> =>
  act(async () => new Promise((resolve) => setTimeout(resolve, milliseconds)));

interface HostProps {
  readonly shows: string;
  readonly drawing?: string;
}

function Host({ shows, drawing = "" }: HostProps) {
  const [state, setState] = useState(() => ({
    ...training.initial({ depth: 3, norm: "batch", shows }),
    drawing,
  }));
  const rest = { id: "x", hidden: nobody, locked: nobody, mode: "lesson" } as const;
  return <Training {...rest} state={state} change={setState} />;
}

/** The run stands at step 20, unless it goes on. */
async function shown(
  shows: string,
  engine: FakeEngine,
  running = false,
  drawing = "",
): Promise<void> {
  const runs = new Runs(async () => engine);
  render(
    <RunsContext value={runs}>
      <Host shows={shows} drawing={drawing} />
    </RunsContext>,
  );
  await wait(10);
  act(() => engine.snapshot("x 1", 20, { running }));
  await wait(200);
}

test("batch norm's other statistics are measured one by one when the run stands still", async () => {
  const engine = new FakeEngine();
  engine.answers.examine = ({ batch }) => {
    if (batch === 1) throw new LabError("shape", "bn1: one value per channel");
    return { loss: 0, accuracy: batch / 128, examples: 1000 };
  };
  await shown("conditions", engine);
  const cells = [...document.querySelectorAll("td")].map((cell) => cell.textContent);
  expect(cells).toHaveLength(CONDITIONS.length);
  expect(cells.slice(0, 2)).toEqual(["78.1 %", "78.1 %"]);
  expect(cells.slice(2, 4)).toEqual(["25.0 %", "6.3 %"]);
  expect(cells.at(-2)).toBe("bn1: one value per channel");
});

test("nothing is measured while the run goes on", async () => {
  const engine = new FakeEngine();
  await shown("conditions neighbours", engine, true);
  expect(engine.told.filter((text) => /^(examine|examples|infer)/.test(text))).toEqual([]);
  expect(document.querySelector("caption")?.textContent).toContain("when the runs pause");
});

test("a picture that another neighbour turns into something else is told, with both batches", async () => {
  const engine = new FakeEngine();
  // A picture is its number, twice. Picture 3 is called 1 when its last neighbour is the swapped
  // one.
  engine.answers.examples = (indices) => ({
    pixels: {
      shape: [indices.length, 1, 2, 2],
      data: Float32Array.from(indices.flatMap((at) => [at, at, at, at])),
    },
    labels: { shape: [indices.length], data: Int32Array.from(indices) },
    output: { shape: [indices.length, 2], data: Float32Array.from(indices.flatMap(() => [1, 0])) },
  });
  const [usual = [], ...swapped] = batchesWith(3);
  const last = swapped.at(-1)?.at(-1) ?? -1;
  engine.answers.infer = (input) => {
    const other = input[0] === 3 && input.at(-1) === last;
    const output = Float32Array.from({ length: 16 }, (_, at) => (at === (other ? 1 : 0) ? 1 : 0));
    return { "fc3.y": { shape: [8, 2], data: output } };
  };
  await shown("neighbours", engine);
  expect(screen.getByText(`1 of ${SHOWN} pictures change`, { exact: false })).toBeTruthy();
  expect(screen.getByText("None of the seven swaps changes that.")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Picture 3: 0 ×7, 1 ×1" }));
  expect(screen.getByText("now it is taken for 1", { exact: false })).toBeTruthy();
  expect(screen.getAllByRole("img", { name: /^the swapped one/ })).toHaveLength(1);
  // Each of the seven batches differs from the usual one in one neighbour.
  for (const [at, batch] of swapped.entries())
    expect(batch.flatMap((held, place) => (held === usual[place] ? [] : [place]))).toEqual([
      at + 1,
    ]);
});

/** Strokes of a pen from corner to corner, as a link holds them. */
const STROKE = writeDrawing({
  kind: "strokes",
  strokes: [
    [
      { x: 8, y: 4 },
      { x: 20, y: 24 },
    ],
  ],
});

/** Held-out picture n is all n; the drawing is called 1 in the batch with `flipping` in it. */
function neighboursAre(engine: FakeEngine, flipping: number): void {
  engine.answers.examples = (indices) => ({
    pixels: {
      shape: [indices.length, 1, 28, 28],
      data: Float32Array.from(indices.flatMap((at) => Array.from({ length: 784 }, () => at))),
    },
    labels: { shape: [indices.length], data: Int32Array.from(indices, () => 0) },
  });
  engine.answers.infer = (input, how) => {
    const batch = how?.batch ?? 1;
    if (batch === 1 && how?.mode === "train") throw new LabError("shape", "one value per channel");
    const at = input.at(-1) === flipping ? 1 : 0;
    const data = Float32Array.from({ length: 2 * batch }, (_, place) => (place === at ? 1 : 0));
    return { "fc3.y": { shape: [batch, 2], data } };
  };
}

test("a drawing of one's own is told what one swapped neighbour makes of it, and what use does", async () => {
  const engine = new FakeEngine();
  // In the third set the last neighbour's substitute turns the answer.
  neighboursAre(engine, neighbourSets()[2]?.at(-1)?.at(-1) ?? -1);
  await shown("drawing", engine, false, STROKE);
  await screen.findByText(`In 1 of ${SETS} sets`, { exact: false });
  expect(screen.getByRole("button", { name: `Other neighbours (set 3 of ${SETS})` })).toBeTruthy();
  expect(screen.getByText("In a batch of one", { exact: false }).textContent).toContain(
    "one value per channel",
  );
  const last = screen.getByRole("button", { name: /^Neighbour 7: .*then taken for 1$/ });
  expect(screen.getAllByRole("button", { name: /then taken for 0$/ })).toHaveLength(6);
  fireEvent.click(last);
  expect(last.getAttribute("aria-pressed")).toBe("true");
  expect(screen.getByText("One neighbour swapped", { exact: false }).textContent).toBe(
    "One neighbour swapped: it is taken for 1, before for 0.",
  );
  fireEvent.click(screen.getByRole("button", { name: /^Other neighbours/ }));
  expect(screen.getAllByRole("button", { name: /then taken for 0$/ })).toHaveLength(7);
});

test("an empty field asks for a drawing, and asks the network nothing", async () => {
  const engine = new FakeEngine();
  neighboursAre(engine, -1);
  await shown("drawing", engine);
  expect(screen.getByText("Draw a digit on the field.")).toBeTruthy();
  expect(engine.told.filter((text) => text.startsWith("infer"))).toEqual([]);
});
