// @vitest-environment happy-dom
/**
 * The trained layers: their shapes are the network's, their numbers the engine's, and what is drawn
 * of them adds up.
 */
import { readFileSync } from "node:fs";
import { cleanup, fireEvent, render, waitFor } from "@testing-library/react";
import fc from "fast-check";
import { useState } from "react";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { readSafetensors } from "../../../engine/data/formats/safetensors";
import { networkShapes } from "../../../engine/graph/shapes";
import { referenceNumbers } from "../../../engine/explain/reference";
import { weightsFrom } from "../../../engine/train/weights";
import { evaluateText } from "../../figures/describe/evaluate-text";
import { toNumber } from "../../figures/describe/fraction";
import { labNetwork } from "../../runs/shipped-network";
import { present } from "../../../engine/explain/numbers";
import { sceneOf } from "../../explorer/scene";
import { numbersOf } from "../../explorer/setup";
import { arithmeticOf } from "../../figures/volume/arithmetic";
import { volume } from "./definition";
import { setupOf } from "./setup";
import { extentsOf, lengthOf, type VolumeState } from "./state";
import { pixelsOf } from "./trained-picture";
import { trainedNumbers } from "./trained-layer";
import { Volume } from "./Volume";

const BYTES = readFileSync("public/weights/lenet5-mnist.safetensors");
const NETWORK = networkShapes(labNetwork());
const WEIGHTS = weightsFrom(readSafetensors(new Uint8Array(BYTES)), NETWORK);
const NAMES = ["conv1", "conv2"] as const;

const shownOf = (name: (typeof NAMES)[number]) => ({
  state: volume.initial({ preset: name }),
  numbers: trainedNumbers(WEIGHTS, name, ""),
});

beforeAll(() => vi.stubGlobal("fetch", () => Promise.resolve(new Response(new Uint8Array(BYTES)))));
afterEach(cleanup);

describe("the numbers of a trained layer", () => {
  test("have the shapes that the network says, and parameters as the lecture counts them", () => {
    for (const name of NAMES) {
      const { state, numbers } = shownOf(name);
      const { x, w, b } = numbers;
      const { channels, height, width, filters, kernel, rows, columns } = extentsOf(state);
      expect([x.length, x[0]?.length, x[0]?.[0]?.length]).toEqual([channels, height, width]);
      expect([w.length, w[0]?.length, w[0]?.[0]?.length, w[0]?.[0]?.[0]?.length]).toEqual([
        filters,
        channels,
        kernel,
        kernel,
      ]);
      expect(b.length).toBe(filters);
      expect(NETWORK.layers.find((layer) => layer.name === name)?.shape).toEqual([
        filters,
        rows,
        columns,
      ]);
    }
  });

  test("give what the network itself gives behind its ReLU", () => {
    const network = referenceNumbers({
      network: NETWORK,
      weights: WEIGHTS,
      input: Float64Array.from(pixelsOf(""), (pixel) => pixel / 255),
    });
    for (const name of NAMES) {
      const { state, numbers } = shownOf(name);
      const own = present(numbersOf(setupOf(state, numbers)), "act.y").data;
      const theirs = present(network, `${name.replace("conv", "relu")}.y`).data;
      expect(own.length).toBe(theirs.length);
      for (const [at, value] of own.entries())
        expect(value).toBeCloseTo(theirs[at] ?? Number.NaN, 12);
    }
  });

  test("are explained by all products, grouped by channel, and every line adds up as it is written", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...NAMES),
        fc.nat(),
        fc.constantFrom("cell", "channel", "product"),
        (name, pick, grain) => {
          const { state, numbers } = shownOf(name);
          const setup = setupOf({ ...state, grain }, numbers);
          const at = (pick % lengthOf({ ...state, grain })) + 1;
          const scene = sceneOf(numbersOf(setup), setup.view, at);
          for (const line of arithmeticOf(scene)?.arithmetic.lines ?? []) {
            const left = [
              ...line.pieces,
              ...(line.remainder === null ? [] : [{ text: " + (" }, line.remainder, { text: ")" }]),
            ];
            const text = left.map((piece) => piece.text).join("");
            const value = toNumber(
              evaluateText(/^relu\((.*)\)$/.exec(text)?.[1] ?? text) ?? {
                numerator: 1n,
                denominator: 0n,
              },
            );
            const result = Number(line.result.text.replaceAll("−", "-"));
            const places = (line.result.text.split("e")[0] ?? "").split(".")[1]?.length ?? 0;
            const scale = 10 ** Number(line.result.text.split("e")[1]?.replaceAll("−", "-") ?? 0);
            const given = text.startsWith("relu") ? Math.max(0, value) : value;
            expect(Math.abs(given - result)).toBeLessThanOrEqual(
              line.relation === "≈" ? 0.5001 * scale * 10 ** -places : 1e-12,
            );
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

function Host({ start }: { readonly start: VolumeState }) {
  const [state, setState] = useState(start);
  return (
    <Volume
      id="v"
      state={state}
      change={setState}
      hidden={new Set()}
      locked={new Set()}
      mode="lesson"
    />
  );
}

describe("a trained layer on the page", () => {
  test("shows the window's and the filter's numbers, and sub-totals that make the sum", async () => {
    const { container: root } = render(
      <Host start={{ ...volume.initial({ preset: "conv2" }), at: 745 }} />,
    );
    await waitFor(() => expect(root.querySelector('[role="grid"]')).not.toBeNull(), {
      timeout: 60_000,
    });
    const said = (name: string): number[] =>
      [...root.querySelectorAll(`[role="grid"][aria-label^="${name}"] td`)].map((cell) =>
        Number(
          (/: ([^,]*)/.exec(cell.getAttribute("aria-label") ?? "")?.[1] ?? "").replaceAll("−", "-"),
        ),
      );
    const shown = shownOf("conv2").numbers;
    const [filter, row, column] = [7, 4, 4];
    const window =
      shown.x[0]?.slice(row, row + 5).flatMap((line) => line.slice(column, column + 5)) ?? [];
    for (const [at, value] of said("Under the filter, channel 0").entries())
      expect(value).toBeCloseTo(window[at] ?? Number.NaN, 3);
    for (const [at, value] of said(`Filter ${filter}, channel 0`).entries())
      expect(value).toBeCloseTo(shown.w[filter]?.[0]?.flat()[at] ?? Number.NaN, 3);
    const texts = ["[data-share]", "[data-bias]", "[data-rest]"].flatMap((one) =>
      [...root.querySelectorAll(one)].map((cell) => cell.textContent),
    );
    const z = root.querySelector("[data-sum]")?.textContent ?? "";
    const total = texts.reduce((sum, text) => sum + Number(text.replaceAll("−", "-")), 0);
    expect(texts.length).toBeGreaterThanOrEqual(7);
    expect(Math.abs(total - Number(z.replaceAll("−", "-")))).toBeLessThanOrEqual(
      0.5001 * 10 ** -(z.split(".")[1]?.length ?? 0),
    );
    fireEvent.click(root.querySelector('input[aria-label="Channel 5"]') ?? root);
    expect(
      root.querySelector('[role="grid"][aria-label^="Under the filter, channel 5"]'),
    ).not.toBeNull();
    fireEvent.click(root.querySelector('input[aria-label="Filter 12"]') ?? root);
    expect(root.querySelector('[role="grid"][aria-label^="Filter 12, channel 5"]')).not.toBeNull();
  });
});
