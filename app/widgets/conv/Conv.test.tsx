// @vitest-environment happy-dom
/**
 * The convolution figure on the page: what is drawn is read back and evaluated; every part answers
 * to keys; nothing throws.
 */
import { cleanup, fireEvent, render } from "@testing-library/react";
import fc from "fast-check";
import { useLayoutEffect, useState } from "react";
import { afterEach, describe, expect, test } from "vitest";
import { compare, round, toNumber } from "../../figures/describe/fraction";
import { evaluateText } from "../../figures/describe/evaluate-text";
import { Conv } from "./Conv";
import { conv } from "./definition";
import { type ConvState, fields } from "./state";

const { restore, standard: START } = fields;

afterEach(cleanup);

let now: ConvState = START;

function Host({ start }: { readonly start: ConvState }) {
  const [state, setState] = useState(start);
  useLayoutEffect(() => {
    now = state;
  }, [state]);
  return (
    <Conv
      id="c"
      state={state}
      change={setState}
      hidden={new Set()}
      locked={new Set()}
      mode="lesson"
    />
  );
}

const show = (more: object): HTMLElement => render(<Host start={restore(more, START)} />).container;
const grid = (root: ParentNode, name: string): HTMLElement => {
  const found = [...root.querySelectorAll<HTMLElement>('[role="grid"]')].find((one) =>
    one.getAttribute("aria-label")?.startsWith(name),
  );
  if (found === undefined) throw new Error(`no grid ${name}`);
  return found;
};
const cell = (root: ParentNode, name: string, row: number, column: number): HTMLElement => {
  const found = grid(root, name).querySelector<HTMLElement>(
    `[data-row="${row}"][data-column="${column}"]`,
  );
  if (found === null) throw new Error(`no cell ${row}, ${column} in ${name}`);
  return found;
};
const written = (root: ParentNode, name: string): string[][] =>
  [...grid(root, name).querySelectorAll("tr")].map((row) =>
    [...row.querySelectorAll("td")].map((one) => one.textContent),
  );

describe("the lecture's numbers on the page", () => {
  test("walked to its end, the output is the lecture's", () => {
    expect(written(show({ at: 16 }), "Output")).toEqual([
      ["2", "6", "−4", "5"],
      ["0", "4", "0", "−1"],
      ["−5", "0", "3", "6"],
      ["−2", "5", "0", "3"],
    ]);
    cleanup();
    expect(written(show({ at: 4, stride: 2 }), "Output")).toEqual([
      ["2", "−4"],
      ["−5", "3"],
    ]);
    cleanup();
    expect(written(show({ at: 9, stride: 2, padding: 1 }), "Output")).toEqual([
      ["−15", "6", "3"],
      ["−16", "4", "−1"],
      ["−21", "5", "3"],
    ]);
  });

  test("before the first step no output is given away", () => {
    expect(written(show({}), "Output").flat().join("")).toBe("");
  });
});

describe("the arithmetic on the page", () => {
  test("parsed from the page it evaluates to the drawn result, which is the engine's number, over random configurations", () => {
    const cells = fc.oneof(
      fc.integer({ min: -9, max: 9 }),
      fc.double({ min: -2, max: 2, noNaN: true }),
    );
    const matrix = (most: number) =>
      fc.array(fc.array(cells, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: most });
    fc.assert(
      fc.property(
        matrix(6),
        matrix(3),
        cells,
        fc.integer({ min: 1, max: 2 }),
        fc.integer({ min: 0, max: 2 }),
        fc.boolean(),
        fc.nat(),
        (input, filter, bias, stride, padding, flip, pick) => {
          const base = restore({ input, filter, bias, stride, padding, flip }, START);
          const state = conv.seek(base, 1 + (pick % conv.steps(base)));
          const { container, unmount } = render(<Host start={state} />);
          const lines = [...container.querySelectorAll("[data-arithmetic]")].map(
            (line) => line.textContent,
          );
          expect(lines.length).toBeGreaterThan(0);
          for (const text of lines) {
            const [left = "", right = ""] = text.split(/ [=≈] /);
            const [evaluated, drawn] = [evaluateText(left), evaluateText(right)];
            if (evaluated === null || drawn === null) throw new Error(`cannot read ${text}`);
            if (text.includes("≈") && right.includes("\u00A0·\u00A010")) continue;
            expect(
              compare(
                text.includes("≈") ? round(evaluated, right.split(".")[1]?.length ?? 0) : evaluated,
                drawn,
              ),
              text,
            ).toBe(0);
          }
          const value = conv.values(state)["y"]?.data[state.at - 1] ?? Number.NaN;
          const shown = (lines.at(-1) ?? "").split(/ [=≈] /)[1] ?? "";
          // Rounded to the digits that are shown: at least one after the point of a small number.
          const decimals = shown.includes("\u00A0·\u00A010")
            ? 2
            : Math.max(Math.abs(value) < 100 ? 1 : 0, shown.split(".")[1]?.length ?? 0);
          const read = evaluateText(shown);
          if (read === null) throw new Error(`cannot read ${shown}`);
          expect(Math.abs(toNumber(read) - value), `${shown} for ${value}`).toBeLessThanOrEqual(
            0.5 * 10 ** -decimals + 1e-9,
          );
          unmount();
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);
});

describe("asking and editing by keyboard", () => {
  test("Enter on an input cell lists the outputs that it goes into; Escape goes back", () => {
    const root = show({ at: 6 });
    const corner = cell(root, "Input", 0, 0);
    corner.focus();
    fireEvent.keyDown(corner, { key: "Enter" });
    expect(root.textContent).toContain(
      "1 number depends on it; on the most used cell here 9. There it meets:",
    );
    expect(now.at).toBe(6);
    fireEvent.keyDown(cell(root, "Input", 0, 0), { key: "Escape" });
    expect(now.asked).toBeNull();
  });

  test("Enter on a weight says that all sixteen outputs use it", () => {
    const root = show({ at: 6 });
    fireEvent.keyDown(cell(root, "Filter", 0, 2), { key: "Enter" });
    expect(root.textContent).toContain("used once for every output, 16 times in all");
  });

  test("Enter on an output goes there", () => {
    const root = show({ at: 6 });
    cell(root, "Output", 3, 1).focus();
    fireEvent.keyDown(cell(root, "Output", 3, 1), { key: "Enter" });
    expect(now.at).toBe(14);
    expect(
      root.querySelector("fieldset[aria-label^='Arithmetic']")?.getAttribute("aria-label"),
    ).toBe("Arithmetic of output row 3, column 1");
  });

  test("a new number in the filter is in the output and in the arithmetic at once", () => {
    const root = show({ at: 1 });
    const weight = cell(root, "Filter", 0, 0);
    weight.focus();
    fireEvent.keyDown(weight, { key: "3" });
    const field = root.querySelector("input[aria-label$='new number']");
    if (field === null) throw new Error("no field");
    fireEvent.keyDown(field, { key: "Enter" });
    expect(cell(root, "Output", 0, 0).textContent).toBe("10");
    expect([...root.querySelectorAll("[data-arithmetic]")].map((line) => line.textContent)[0]).toBe(
      "4 × 3 + 9 × 0 + 2 × (−1) = 10",
    );
  });

  test("a stepper that cannot go further says why, and changes nothing", () => {
    const root = show({ stride: 4 });
    const more = root.querySelector<HTMLElement>('[aria-label="Stride: more"]');
    if (more === null) throw new Error("no stepper");
    fireEvent.click(more);
    expect(root.textContent).toContain("From 1 to 4.");
    expect(now.stride).toEqual([4, 4]);
  });
});

test("150 random clicks, keys and changes bring no error and no illegal state", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.nat(),
          fc.constantFrom(
            "click",
            "dblclick",
            "Enter",
            "e",
            "Escape",
            "ArrowDown",
            "5",
            "Delete",
            "change",
          ),
        ),
        {
          minLength: 30,
          maxLength: 30,
        },
      ),
      (events) => {
        const { container, unmount } = render(<Host start={START} />);
        for (const [pick, kind] of events) {
          const targets = [
            ...container.querySelectorAll<HTMLElement>("button, input, select, td, summary"),
          ];
          const target = targets[pick % targets.length];
          if (target === undefined) continue;
          if (kind === "click") fireEvent.click(target);
          else if (kind === "dblclick") fireEvent.doubleClick(target);
          else if (kind !== "change") fireEvent.keyDown(target, { key: kind });
          else if (target instanceof HTMLSelectElement)
            fireEvent.change(target, {
              target: { value: target.options[pick % target.options.length]?.value },
            });
        }
        expect(conv.restore(now, START)).toEqual(now);
        unmount();
      },
    ),
    { numRuns: 5, seed: 20_260_101 },
  );
}, 300_000);
