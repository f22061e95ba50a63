// @vitest-environment happy-dom
/**
 * The volume figure on the page: what is drawn is read back and held against the engine, in every
 * arrangement.
 */
import { cleanup, fireEvent, render } from "@testing-library/react";
import fc from "fast-check";
import { useLayoutEffect, useState } from "react";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { evaluateText } from "../../figures/describe/evaluate-text";
import { toNumber } from "../../figures/describe/fraction";
import { present } from "../../../engine/explain/numbers";
import { numbersOf } from "../../explorer/setup";
import { volume } from "./definition";
import { presetOf, PRESETS, type PresetName, withChannels, withFilters } from "./presets";
import { setupOf } from "./setup";
import { lengthOf, type VolumeState } from "./state";
import { Volume } from "./Volume";

/** What the figure measures; happy-dom lays nothing out. */
const room = { width: 822 };
beforeAll(() => {
  vi.stubGlobal("innerHeight", 900);
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(private readonly told: () => void) {}
      observe(): void {
        this.told();
      }
      disconnect(): void {}
    },
  );
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockImplementation(() => room.width);
});
afterEach(() => {
  cleanup();
  room.width = 822;
});

const opened = (preset: PresetName): VolumeState => volume.initial({ preset });
const outputOf = (state: VolumeState, name = "y") =>
  present(numbersOf(setupOf(state)), setupOf(state).names[name]?.tensor ?? "");

let now: VolumeState = opened("volume");

function Host({
  start,
  mode,
}: {
  readonly start: VolumeState;
  readonly mode: "lesson" | "stage" | "print";
}) {
  const [state, setState] = useState(start);
  useLayoutEffect(() => {
    now = state;
  }, [state]);
  return (
    <Volume
      id="v"
      state={state}
      change={setState}
      hidden={new Set()}
      locked={new Set()}
      mode={mode}
    />
  );
}

const widths = fc.constantFrom(358, 540, 822, 1400);

const show = (start: VolumeState, mode: "lesson" | "stage" | "print" = "lesson"): HTMLElement =>
  render(<Host start={start} mode={mode} />).container;

const gridOf = (root: ParentNode, name: string): HTMLElement | null =>
  [...root.querySelectorAll<HTMLElement>('[role="grid"]')].find((one) =>
    one.getAttribute("aria-label")?.startsWith(`${name},`),
  ) ?? null;

/** The numbers of a grid as they are said, null where there is none yet. */
const numbersIn = (grid: HTMLElement): (number | null)[][] =>
  [...grid.querySelectorAll("tr")].map((row) =>
    [...row.querySelectorAll("td")].map((cell) => {
      const said = /: ([^,]*)/.exec(cell.getAttribute("aria-label") ?? "")?.[1] ?? "";
      return said === "not computed yet" ? null : Number(said.replaceAll("−", "-"));
    }),
  );

const states: fc.Arbitrary<VolumeState> = fc
  .record({
    preset: fc.constantFrom(...PRESETS.filter((name) => presetOf(name).source === "own")),
    channels: fc.integer({ min: 1, max: 6 }),
    filters: fc.integer({ min: 1, max: 4 }),
    padding: fc.integer({ min: 0, max: 1 }),
    stride: fc.integer({ min: 1, max: 2 }),
    activation: fc.constantFrom("none" as const, "relu" as const),
    grain: fc.constantFrom("cell" as const, "channel" as const, "product" as const),
    apart: fc.boolean(),
    shares: fc.boolean(),
    all: fc.boolean(),
    bias: fc.integer({ min: -9, max: 9 }),
    at: fc.nat(),
  })
  .map(({ preset, channels, filters, bias, at, ...rest }) => {
    const made = { ...withFilters(withChannels(opened(preset), channels), filters), ...rest };
    const state = volume.restore({ ...made, b: made.b.map((_, o) => bias - o) }, made);
    return volume.seek(state, at % (lengthOf(state) + 1));
  });

const valueOf = (text: string): number =>
  toNumber(evaluateText(text) ?? { numerator: 1n, denominator: 0n });

describe("what is drawn", () => {
  test("is the engine's, whatever the state and the arrangement", () => {
    const compared = { filters: 0, sheets: 0 };
    fc.assert(
      fc.property(states, widths, (state, width) => {
        room.width = width;
        const root = show(state);
        const filter = Number(
          root
            .querySelector('[role="grid"][aria-label^="Filter"]')
            ?.getAttribute("aria-label")
            ?.match(/\d+/)?.[0],
        );
        const y = outputOf(state);
        const [, , rows = 0, columns = 0] = y.shape;
        const output = gridOf(root, `Output, channel ${filter}`);
        const drawn = output === null ? [] : numbersIn(output);
        expect(drawn.length).toBe(rows);
        for (const [i, row] of drawn.entries())
          for (const [j, value] of row.entries())
            if (value !== null) expect(value).toBe(y.data[(filter * rows + i) * columns + j]);
        for (let channel = 0; channel < state.x.length; channel++) {
          const weights = gridOf(root, `Filter ${filter}, channel ${channel}`);
          if (weights !== null) {
            expect(numbersIn(weights)).toEqual(state.w[filter]?.[channel]);
            compared.filters += 1;
          }
          const sheet = gridOf(root, `Input, channel ${channel}`);
          if (sheet === null) continue;
          const { padding } = state;
          const inside = numbersIn(sheet).slice(padding, padding + (state.x[channel]?.length ?? 0));
          expect(
            inside.map((row) => row.slice(padding, padding + (state.x[channel]?.[0]?.length ?? 0))),
          ).toEqual(state.x[channel]);
          compared.sheets += 1;
        }
        cleanup();
      }),
      { numRuns: 14 },
    );
    // A sheet that no view draws under this name any more would be compared with nothing.
    for (const [what, count] of Object.entries(compared))
      expect(count, what).toBeGreaterThanOrEqual(14);
  });

  test("adds up: every line of arithmetic, the line of sums, and the sheets of shares", () => {
    fc.assert(
      fc.property(states, widths, (state, width) => {
        room.width = width;
        const root = show(state);
        for (const line of root.querySelectorAll("[data-arithmetic]")) {
          const [left = "", right = ""] = (line.getAttribute("data-arithmetic") ?? "").split(
            / [=≈] /,
          );
          const [, inside] = /^relu\((.*)\)$/.exec(left) ?? [];
          const value = valueOf(inside ?? left);
          expect(inside === undefined ? value : Math.max(0, value)).toBe(valueOf(right));
        }
        const sums = [...root.querySelectorAll("[data-share]")].map((one) =>
          Number(one.getAttribute("data-share")?.replaceAll("−", "-")),
        );
        const z = root.querySelector("[data-sum]")?.getAttribute("data-sum");
        if (sums.length > 0 && z !== null && z !== undefined) {
          const filter = Number(
            root
              .querySelector('[role="grid"][aria-label^="Filter"]')
              ?.getAttribute("aria-label")
              ?.match(/\d+/)?.[0],
          );
          expect(sums.reduce((total, one) => total + one, state.b[filter] ?? 0)).toBe(
            Number(z.replaceAll("−", "-")),
          );
        }
        const shares = state.x
          .flatMap((_, channel) => gridOf(root, `What each channel adds, channel ${channel}`) ?? [])
          .map(numbersIn);
        const filter = Number(
          root
            .querySelector('[role="grid"][aria-label^="Filter"]')
            ?.getAttribute("aria-label")
            ?.match(/\d+/)?.[0],
        );
        const output = gridOf(root, `Output, channel ${filter}`);
        for (const [i, row] of (output === null ? [] : numbersIn(output)).entries())
          for (const [j, value] of row.entries()) {
            if (value === null || shares.length === 0) continue;
            const total = shares.reduce(
              (sum, sheet) => sum + (sheet[i]?.[j] ?? Number.NaN),
              state.b[filter] ?? 0,
            );
            expect(state.activation === "relu" ? Math.max(0, total) : total).toBe(value);
          }
        cleanup();
      }),
      { numRuns: 14 },
    );
  });
});

describe("other readings of the same numbers", () => {
  test("as a dense layer: the convolution's numbers at the pixel and the dense layer's are the same", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 72 }),
        fc.integer({ min: 1, max: 6 }),
        (at, channels) => {
          const state = {
            ...withChannels(opened("one-by-one"), channels),
            view: "dense" as const,
            at,
          };
          const root = show(state);
          const [row, column] = [Math.floor(((at - 1) % 36) / 6), (at - 1) % 6];
          const y = outputOf(state, "z").data;
          const expected = [0, 1].map((filter) => [y[filter * 36 + row * 6 + column]]);
          for (const name of [
            "What the convolution has at this pixel",
            "What the dense layer makes of the pixel",
          ]) {
            const grid = gridOf(root, name);
            expect(grid === null ? null : numbersIn(grid)).toEqual(expected);
          }
          cleanup();
        },
      ),
      { numRuns: 10 },
    );
    expect(volume.restore({ ...opened("volume"), view: "dense" }, opened("volume")).view).toBe(
      "flat",
    );
  });

  test("backwards: the gradient of the step and the measured slope agree, and the loss after a step is what the step gives", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("w" as const, "b" as const, "x" as const),
        fc.nat(),
        (of, pick) => {
          const start = {
            ...opened("two-filters"),
            direction: "backward" as const,
            of,
            learningRate: 0.0001,
          };
          const state = volume.seek(start, (pick % lengthOf(start)) + 1);
          const root = show(state);
          const number = (name: string): number =>
            Number(root.querySelector(`[data-${name}]`)?.getAttribute(`data-${name}`));
          expect(root.textContent).toContain("Check by nudging.");
          const after = number("after");
          expect(after).toBeLessThan(number("loss"));
          fireEvent.click(
            [...root.querySelectorAll("button")].find(
              (button) => button.textContent === "Take this step",
            ) ?? root,
          );
          expect(number("loss")).toBe(after);
          cleanup();
        },
      ),
      { numRuns: 8 },
    );
  });

  test("the letters carry the shapes of the tensors", () => {
    const root = show(opened("layer"));
    const shapes = [...root.querySelectorAll("[data-shape]")].map((one) =>
      one.getAttribute("data-shape"),
    );
    expect(shapes).toEqual([
      "4 × 4 × 10",
      "3 × 3 × 3 × 10",
      "6 × 6 × 3",
      "1 × 1 × 1 × 10",
      "4 × 4 × 10",
      "4 × 4 × 10",
    ]);
  });
});

describe("working with it", () => {
  test("a pasted matrix fills its sheet; one of another size is refused with the reason", () => {
    const root = show(opened("volume"));
    const paste = (text: string): void => {
      const grid = gridOf(root, "Filter 0, channel 1");
      if (grid !== null)
        fireEvent.paste(grid, { clipboardData: { getData: () => text, files: [] } });
    };
    paste("1 2 3; 4 5 6; 7 8 9");
    expect(now.w[0]?.[1]).toEqual([
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ]);
    paste("1 2; 3 4");
    expect(now.w[0]?.[1]?.[0]).toEqual([1, 2, 3]);
    expect(root.textContent).toContain("This sheet has 3 × 3 numbers; what you pasted has 2 × 2.");
  });

  test("picking a filter shows the same place of its output; picking a channel in a pile brings it to the front", () => {
    const root = show({ ...opened("layer"), apart: false, at: 7 });
    fireEvent.click(root.querySelector('input[aria-label="Filter 3"]') ?? root);
    expect(now.at).toBe(3 * 16 + 7);
    expect(gridOf(root, "Output, channel 3")).not.toBeNull();
    fireEvent.click(root.querySelector('input[aria-label="Channel 2"]') ?? root);
    expect(gridOf(root, "Input, channel 2")).not.toBeNull();
    expect(gridOf(root, "Input, channel 0")).toBeNull();
  });

  test("forwards, a click on a pixel explains nothing backwards; backwards it asks for that pixel's gradient", () => {
    const root = show({ ...opened("volume"), at: 5 });
    const pixel = gridOf(root, "Input, channel 1")?.querySelector(
      '[data-row="2"][data-column="3"]',
    );
    fireEvent.click(pixel ?? root);
    expect([now.direction, now.at, now.channel]).toEqual(["forward", 5, 1]);
    cleanup();
    const back = show({ ...opened("volume"), direction: "backward", of: "w", at: 1 });
    fireEvent.click(
      gridOf(back, "Input, channel 0")?.querySelector('[data-row="2"][data-column="3"]') ?? back,
    );
    expect([now.of, now.at]).toEqual(["x", 2 * 6 + 3 + 1]);
  });

  test("random clicks and keys bring no error, in every mode", () => {
    fc.assert(
      fc.property(
        states,
        fc.constantFrom("lesson" as const, "stage" as const, "print" as const),
        fc.array(fc.nat(), { maxLength: 12 }),
        (state, mode, picks) => {
          const root = show(state, mode);
          for (const pick of picks) {
            const all = [
              ...root.querySelectorAll<HTMLElement>("button, input, td, summary, [data-card]"),
            ];
            const target = all[pick % Math.max(1, all.length)];
            if (target === undefined) continue;
            fireEvent.click(target);
            fireEvent.keyDown(target, { key: ["ArrowRight", "Enter", "e", "Delete"][pick % 4] });
          }
          expect(root.querySelector("[role=grid], svg[role=img]")).not.toBeNull();
          cleanup();
        },
      ),
      { numRuns: 12 },
    );
  });
});
