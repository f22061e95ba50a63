// @vitest-environment happy-dom
/**
 * The digit lab as a reader uses it, by keys and by clicks: what is displayed is what the network
 * computes.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { useEffect, useState } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { readSafetensors } from "../../../engine/data/formats/safetensors";
import { networkShapes, weightShapes } from "../../../engine/graph/shapes";
import { referenceNumbers } from "../../../engine/explain/reference";
import { initialWeights } from "../../../engine/train/initialisers";
import { lenetRecipe } from "../../../engine/train/recipes";
import { weightsFrom } from "../../../engine/train/weights";
import { percent } from "../../figures/curve/format";
import { spoken } from "../../figures/describe/number";
import { FakeEngine } from "../../runs/engine.testing";
import { Runs, RunsContext } from "../../runs/runs";
import { writeCell } from "../../explorer/ask/opened";
import { digitLab, seenPicture, type DigitState } from "./definition";
import { DigitLab } from "./DigitLab";
import { labNetwork } from "../../runs/shipped-network";
import { blank, encode } from "../../pictures/drawing/picture";
import { heldOut } from "../../pictures/held-out";

const publicFile = (path: string): Buffer => readFileSync(join(process.cwd(), "public", path));
const shapes = networkShapes(labNetwork());
const weights = weightsFrom(
  readSafetensors(publicFile("weights/lenet5-mnist.safetensors")),
  shapes,
);
const nobody: ReadonlySet<string> = new Set();

let current: DigitState = digitLab.initial({});
let broken = false;

beforeEach(() => {
  broken = false;
  vi.stubGlobal("fetch", async (address: URL) => {
    if (broken) throw new TypeError("offline");
    return new Response(new Uint8Array(publicFile(address.pathname.replace(/^\/?/, ""))));
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function Host({ start }: { readonly start: DigitState }) {
  const [state, setState] = useState(start);
  useEffect(() => {
    current = state;
  }, [state]);
  return (
    <DigitLab
      id="lab"
      state={state}
      change={setState}
      hidden={nobody}
      locked={nobody}
      mode="lesson"
    />
  );
}

/** However slow the machine: until it holds. */
const until = (holds: () => void): Promise<void> => waitFor(holds, { timeout: 20_000 });
vi.setConfig({ testTimeout: 60_000 });

async function lab(
  start = digitLab.initial({}),
  runs = new Runs(async () => new FakeEngine()),
): Promise<void> {
  render(
    <RunsContext value={runs}>
      <Host start={start} />
    </RunsContext>,
  );
  await until(() => expect(screen.getAllByRole("button", { name: /come from/ })).toHaveLength(10));
}

const computed = (state: DigitState) =>
  referenceNumbers({
    network: shapes,
    weights,
    input: Float64Array.from(seenPicture(state), (value) => value / 255),
  });
/** With 8 as the right digit. */
const of8 = (
  input: Float64Array,
  of: Parameters<typeof referenceNumbers>[0]["weights"] = weights,
) => referenceNumbers({ network: shapes, weights: of, input, labels: [8] });
/** The loss from the ten scores, by its definition. */
function lossOf8(input: Float64Array, of?: Parameters<typeof of8>[1]): number {
  const scores = [...(of8(input, of).peek("fc3.y")?.data ?? [])];
  const most = Math.max(...scores);
  const sum = scores.reduce((total, score) => total + Math.exp(score - most), 0);
  return most + Math.log(sum) - (scores[8] ?? Number.NaN);
}
const shares = (): number[] =>
  [...document.querySelectorAll("[data-share]")].map((bar) =>
    Number(bar.getAttribute("data-share")),
  );
const pad = (): HTMLElement => screen.getByLabelText(/^Draw a digit/);
const press = (on: HTMLElement, ...keys: string[]): void => {
  for (const key of keys) fireEvent.keyDown(on, { key });
};

const right = (by: number): string[] => Array.from({ length: by }, () => "ArrowRight");

describe("the digit lab", () => {
  test("classifies at once, before any training, and every bar is the network's own share", async () => {
    await lab();
    expect(screen.getByText("3, > 99.9 %")).toBeTruthy();
    expect(shares()).toEqual([...(computed(current).peek("softmax.y")?.data ?? [])]);
  });

  test("a digit drawn by keys alone changes the picture and the answer", async () => {
    await lab(digitLab.initial({ picture: "blank" }));
    // The empty field has an answer, too: ten probabilities that add up to 1.
    expect(screen.getByText(/^Nothing is drawn/)).toBeTruthy();
    expect(shares()).toEqual([...(computed(current).peek("softmax.y")?.data ?? [])]);
    expect(shares().reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    press(pad(), " ", ...Array.from({ length: 14 }, () => "ArrowDown"), " ");
    expect(current.picture).not.toBe("");
    await until(() => expect(screen.getByText(/^1, /)).toBeTruthy());
    expect(screen.queryByText(/^Nothing is drawn/)).toBeNull();
    expect(shares()).toEqual([...(computed(current).peek("softmax.y")?.data ?? [])]);
    fireEvent.click(screen.getByRole("button", { name: "Clear" }));
    expect(current.picture).toBe(encode(blank()));
  });

  test("Enter on a cell opens its arithmetic, whose result is the network's number, and an operand opens the next", async () => {
    await lab();
    const wall = screen.getByLabelText(/^conv2, 16 maps/);
    press(wall, "PageDown", "ArrowDown", "ArrowRight", "Enter");
    expect(current.trail.map(writeCell)).toEqual(["conv2.y[1][1][1]"]);
    const value = computed(current).peek("conv2.y")?.data[100 + 11] ?? Number.NaN;
    const whole =
      document
        .querySelector('[data-of="map 1 of conv2, row 1, column 1"]')
        ?.getAttribute("data-arithmetic") ?? "";
    const shown = (whole.split(/[=≈]/)[1] ?? "").trim().replace("−", "-");
    expect(shown).toMatch(/^-?\d+\.\d{2,}$/);
    expect(Number(shown)).toBeCloseTo(value, shown.split(".")[1]?.length);
    expect(document.querySelectorAll("[data-of^='map ']").length).toBeGreaterThan(6);
    fireEvent.click(
      screen.getAllByRole("button", { name: /, map 0 of pool1, row 1, column 1$/ })[0] ??
        document.body,
    );
    expect(current.trail.map(writeCell)).toEqual(["conv2.y[1][1][1]", "pool1.y[0][1][1]"]);
    fireEvent.click(screen.getByRole("button", { name: "← Back" }));
    fireEvent.click(screen.getByRole("button", { name: "Close" }));
    expect(current.trail).toEqual([]);
  });

  test("a probability opens into its scores", async () => {
    await lab();
    fireEvent.click(screen.getByRole("button", { name: /^3: .* come from/ }));
    expect(current.trail.map(writeCell)).toEqual(["softmax.y[3]"]);
    expect(screen.getByText(/Softmax: e to this score/)).toBeTruthy();
  });

  test("why 3 and not another: a pixel's part is written out, and leads to the gradient behind it", async () => {
    await lab(digitLab.initial({ maps: false, why_for: 3, why_against: 8 }));
    fireEvent.click(screen.getByLabelText("gradient × input"));
    const map = await screen.findByLabelText(/^What speaks for 3 and against 8/);
    press(map, ...Array.from({ length: 5 }, () => "ArrowDown"), ...right(14), "Enter");
    expect(current.whyCell).toBe(5 * 28 + 14);
    const scores = computed(current).peek("fc3.y")?.data ?? [];
    const difference = (scores[3] ?? 0) - (scores[8] ?? 0);
    expect(screen.getByText(/^Score of 3/).textContent).toContain(spoken(difference));
    const term = screen.getByLabelText("Arithmetic of pixel in row 5, column 14");
    fireEvent.click(within(term).getByRole("button", { name: /gradient of pixel/ }));
    expect(current.trail.map(writeCell)).toEqual(["input.dy[0][5][14]"]);
    expect(screen.getByRole("heading", { name: /^Gradient of pixel in row 5/ })).toBeTruthy();
    fireEvent.click(screen.getByLabelText("off"));
    expect([current.whyCell, current.trail]).toEqual([-1, []]);
  });

  test("occlusion covers square after square; a score of the covered drawing opens in its own pass", async () => {
    await lab(digitLab.initial({ maps: false, why: "occlusion", why_for: 3, why_against: 8 }));
    await until(() => expect(screen.queryByText(/squares to go/)).toBeNull());
    const map = screen.getByLabelText(/^What speaks for 3 and against 8/);
    press(map, ...Array.from({ length: 5 }, () => "ArrowDown"), ...right(8), "Enter");
    const term = screen.getByLabelText("Arithmetic of rows 9 to 12, columns 15 to 18");
    const covered = within(term).getAllByRole("button", {
      name: /number 3 of fc3, square covered/,
    });
    const shown = covered[0]?.textContent;
    fireEvent.click(covered[0] ?? document.body);
    expect(current.trail.map(writeCell)).toEqual(["fc3.y[3]"]);
    const heading = screen.getByRole("heading", { name: /^Number 3 of fc3/ });
    expect(heading.textContent).toContain(shown);
    const whole = computed(current).peek("fc3.y")?.data[3] ?? Number.NaN;
    expect(heading.textContent).not.toContain(spoken(whole));
    const plain = within(term).getByRole("button", { name: /number 3 of fc3$/ });
    fireEvent.click(plain);
    expect(current.whyCell).toBe(-1);
    expect(screen.getByRole("heading", { name: /^Number 3 of fc3/ }).textContent).toContain(
      spoken(whole),
    );
  });

  test("a test digit comes with its label and its own pixels", async () => {
    await lab();
    fireEvent.click(screen.getByRole("button", { name: "Next test digit" }));
    await until(() => expect(current.sample?.index).toBe(4));
    expect([...seenPicture(current)]).toEqual([...(await heldOut(4)).pixels]);
    expect(screen.getByText(`Test digit 4, labelled ${current.sample?.label ?? -1}`)).toBeTruthy();
  });

  test("a step towards 8: what is said after it is what the network says of the changed picture; a pixel is written out", async () => {
    await lab(digitLab.initial({ maps: false, attack: 8, strength: 0.29 }));
    const pixels = Float64Array.from(seenPicture(current), (value) => value / 255);
    const slopes = of8(pixels).peek("input.dy")?.data ?? [];
    const changed = pixels.map((value, at) =>
      Math.min(1, Math.max(0, value - 0.29 * Math.sign(slopes[at] ?? 0))),
    );
    const said = [...(of8(changed).peek("softmax.y")?.data ?? [])];
    const best = said.indexOf(Math.max(...said));
    const panel = screen.getByRole("region", { name: "A step that changes the answer" });
    expect(panel.textContent).toContain(`After: ${best}, ${percent(said[best] ?? Number.NaN)}.`);
    const map = within(panel).getByLabelText(/^The changed picture/);
    press(map, ...Array.from({ length: 5 }, () => "ArrowDown"), ...right(14), "Enter");
    const at = 5 * 28 + 14;
    expect(current.attackCell).toBe(at);
    // The slope's sign by moving the pixel itself.
    const moved = (by: number): number => {
      const other = pixels.slice();
      other[at] = (other[at] ?? 0) + by;
      return lossOf8(other);
    };
    expect(Math.sign(moved(1e-4) - moved(-1e-4))).toBe(Math.sign(slopes[at] ?? 0));
    const strip = screen.getByLabelText(/^Arithmetic of pixel in row 5, column 14, changed/);
    const line =
      [...strip.querySelectorAll("[data-arithmetic]")].at(-1)?.getAttribute("data-arithmetic") ??
      "";
    const result = Number((line.split(/[=≈]/).at(-1) ?? "").trim().replace("−", "-"));
    expect(result).toBeCloseTo(changed[at] ?? Number.NaN, 3);
    fireEvent.click(within(panel).getByRole("button", { name: /^Put the changed picture/ }));
    await until(() => expect(screen.getByText(new RegExp(`^${best}, `))).toBeTruthy());
    const now = seenPicture(current);
    expect(
      Math.max(...changed.map((value, i) => Math.abs(255 * value - (now[i] ?? 0)))),
    ).toBeLessThan(1);
  });

  test("one step of training on this picture: the loss, and a weight before and after, by measuring", async () => {
    await lab(digitLab.initial({ maps: false, learn: true, right: 8 }));
    const pixels = Float64Array.from(seenPicture(current), (value) => value / 255);
    const panel = screen.getByRole("region", { name: "The loss, and one step of training" });
    expect(panel.textContent).toContain(`Loss: ${spoken(lossOf8(pixels))}`);
    const filter = weights.get("conv1.w") ?? new Float32Array();
    const before = filter[12] ?? Number.NaN; // filter 0, row 2, column 2 of 5×5
    const moved = (by: number): number => {
      const other = Float64Array.from(filter);
      other[12] = before + by;
      return lossOf8(pixels, new Map<string, ArrayLike<number>>([...weights, ["conv1.w", other]]));
    };
    const slope = (moved(1e-5) - moved(-1e-5)) / 2e-5;
    const [, from, to] =
      /conv1: (\S+) → (\S+)\.$/m.exec(panel.querySelector("p")?.textContent ?? "") ?? [];
    expect(from).toBe(spoken(before));
    expect(Number(to?.replace("−", "-"))).toBeCloseTo(before - 0.03 * slope, 3);
    fireEvent.click(within(panel).getByRole("button", { name: "This weight after the step" }));
    expect(current.trail.map(writeCell)).toEqual(["conv1.w.next[0][0][2][2]"]);
    fireEvent.click(within(panel).getByRole("button", { name: "The middle pixel" }));
    expect(current.trail.map(writeCell)).toEqual(["input[0][14][14]"]);
  });

  test("mistakes: a cell of the matrix shows its digits, by keys too, and a digit goes on the field", async () => {
    const engine = new FakeEngine();
    const list = (...values: number[]) => ({
      shape: [values.length],
      data: Float32Array.from(values),
    });
    engine.answers.judge = () => ({
      labels: list(3, 4, 4),
      answers: list(3, 9, 4),
      losses: list(0.5, 2, 0.25),
    });
    await lab(digitLab.initial({ maps: false, mistakes: true }), new Runs(async () => engine));
    await screen.findByText("2 of 3");
    const digits = () => screen.getAllByRole("button", { name: /^Test digit/ });
    expect(digits().map((digit) => digit.getAttribute("aria-label"))).toEqual([
      "Test digit 1, labelled 4, read as 9, loss 2",
      "Test digit 0, labelled 3, read as 3, loss 0.5",
      "Test digit 2, labelled 4, read as 4, loss 0.25",
    ]);
    fireEvent.click(screen.getByRole("button", { name: "4 read as 8: 0" }));
    expect(screen.getByText("No digit: 4 read as 8 does not happen.")).toBeTruthy();
    press(screen.getByRole("button", { name: "4 read as 8: 0" }), "ArrowRight");
    expect(document.activeElement?.getAttribute("aria-label")).toBe("4 read as 9: 1");
    fireEvent.click(document.activeElement ?? document.body);
    expect([current.mistakesOf, digits().length]).toEqual([49, 1]);
    await until(() => expect(digits()[0]).toHaveProperty("disabled", false));
    fireEvent.click(digits()[0] ?? document.body);
    expect(current.sample?.index).toBe(1);
  });

  test("looks through the weights of a run when there is one, and says so", async () => {
    const engine = new FakeEngine();
    const runs = new Runs(async () => engine);
    await runs.run("lenet").open({ recipe: lenetRecipe, key: "1", backend: "auto" });
    await lab({ ...digitLab.initial({}), weights: "training" }, runs);
    const names = [...weightShapes(shapes).keys()];
    expect(engine.told).toContain(`watch lenet ${names.join(" ")}`);
    const tensors = Object.fromEntries(
      [...initialWeights(shapes, 1)].map(([name, data]) => [name, { shape: [data.length], data }]),
    );
    act(() => engine.snapshot("lenet", 7, { tensors }));
    await until(() =>
      expect(screen.getByText(/Weights of the training run after 7 steps/)).toBeTruthy(),
    );
    const untrained = Math.max(...shares());
    expect(untrained).not.toBe(Math.max(...(computed(current).peek("softmax.y")?.data ?? [])));
  });

  test("without a run it says that nothing is training, and shows the weights that came with the page", async () => {
    await lab({ ...digitLab.initial({}), weights: "training" });
    expect(screen.getByText(/Nothing is training yet/)).toBeTruthy();
    expect(screen.getByText("3, > 99.9 %")).toBeTruthy();
  });
});

test("weights that do not arrive are said, and asked for again", async () => {
  vi.resetModules();
  broken = true;
  const { DigitLab: Fresh } = await import("./DigitLab");
  render(
    <Fresh
      id="lab"
      state={digitLab.initial({})}
      change={() => {}}
      hidden={nobody}
      locked={nobody}
      mode="lesson"
    />,
  );
  await until(() =>
    expect(screen.getByRole("alert").textContent).toContain(
      "The trained weights could not be loaded.",
    ),
  );
  broken = false;
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await until(() => expect(screen.queryByRole("alert")).toBeNull());
});
