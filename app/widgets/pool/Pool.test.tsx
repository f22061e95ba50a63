// @vitest-environment happy-dom
/**
 * The pooling figure on the page: the lecture's numbers, the arithmetic as drawn, ties told, random
 * users.
 */
import { cleanup, fireEvent, render } from "@testing-library/react";
import fc from "fast-check";
import { useLayoutEffect, useState } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { compare, parseFraction, round } from "../../figures/describe/fraction";
import { evaluateText } from "../../figures/describe/evaluate-text";
import { CoveredContext } from "../../figures/marks/covered";
import { pooling } from "./definition";
import { Pool } from "./Pool";
import { fields, type PoolState } from "./state";

beforeEach(() => {
  // The shift test asks for a photo: here the reader is offline.
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const { restore, standard: START } = fields;
let now: PoolState = START;

function Host({ start }: { readonly start: PoolState }) {
  const [state, setState] = useState(start);
  useLayoutEffect(() => {
    now = state;
  }, [state]);
  return (
    <Pool
      id="p"
      state={state}
      change={setState}
      hidden={new Set()}
      locked={new Set()}
      mode="lesson"
    />
  );
}

const show = (more: object): HTMLElement => render(<Host start={restore(more, START)} />).container;
const written = (root: ParentNode, name: string): string[][] => {
  const grid = [...root.querySelectorAll('[role="grid"]')].find((one) =>
    one.getAttribute("aria-label")?.startsWith(name),
  );
  return [...(grid?.querySelectorAll("tr") ?? [])].map((row) =>
    [...row.querySelectorAll("td")].map((one) => one.textContent),
  );
};

test("the lecture's 6×6 pooled with f=2, s=2 is on the page", () => {
  expect(written(show({ at: 9 }), "Output")).toEqual([
    ["9", "5", "8"],
    ["6", "5", "8"],
    ["8", "9", "8"],
  ]);
  cleanup();
  expect(written(show({ at: 9, kind: "average" }), "Output")[0]).toEqual(["6", "3.25", "3.5"]);
});

test("the arithmetic on the page evaluates to the drawn result, forwards and backwards, for both kinds", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("max", "average"),
      fc.constantFrom("forward", "backward"),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 0, max: 1 }),
      fc.nat(),
      (kind, view, window, stride, padding, pick) => {
        const base = restore({ kind, view, window, stride, padding }, START);
        const state = pooling.seek(base, 1 + (pick % pooling.steps(base)));
        const { container, unmount } = render(<Host start={state} />);
        for (const line of container.querySelectorAll("[data-arithmetic]")) {
          const [left = "", right = ""] = line.textContent.split(/ [=≈] /);
          const [evaluated, drawn] = [
            evaluateText(left.replaceAll("−∞, ", "").replaceAll(", −∞", "")),
            parseFraction(right),
          ];
          if (evaluated === null || drawn === null)
            throw new Error(`cannot read ${line.textContent}`);
          expect(
            compare(
              line.textContent.includes("≈")
                ? round(evaluated, right.split(".")[1]?.length ?? 0)
                : evaluated,
              drawn,
            ),
            line.textContent,
          ).toBe(0);
        }
        unmount();
      },
    ),
    { numRuns: 30 },
  );
}, 60_000);

test("a tie is told, and so is a cell that no error reaches", () => {
  expect(
    show({
      input: [
        [5, 5],
        [5, 1],
      ],
      at: 1,
    }).textContent,
  ).toContain("A tie: 3 cells of this window are equally large.");
  cleanup();
  expect(show({ view: "backward", at: 1 }).textContent).toContain(
    "This cell was never the maximum of its window.",
  );
});

test("while a question hides the gradient, neither a remark nor a line of one number tells it", () => {
  const start = restore({ view: "backward", at: 1 }, START);
  const { container, rerender } = render(
    <CoveredContext value={new Set(["dx"])}>
      <Host start={start} />
    </CoveredContext>,
  );
  expect(container.textContent).not.toContain("This cell was never the maximum of its window.");
  expect(container.textContent).toContain("hidden until you answer");
  expect(container.querySelector("[data-arithmetic]")).toBeNull();
  rerender(
    <CoveredContext value={new Set()}>
      <Host start={start} />
    </CoveredContext>,
  );
  expect(container.textContent).toContain("This cell was never the maximum of its window.");
  expect(container.querySelector("[data-arithmetic]")?.getAttribute("data-arithmetic")).toBe(
    "0 = 0",
  );
});

test("random clicks, keys and choices bring no error and no illegal state", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.nat(),
          fc.constantFrom("click", "Enter", "e", "Escape", "ArrowRight", "7", "change"),
        ),
        {
          minLength: 25,
          maxLength: 25,
        },
      ),
      (events) => {
        const { container, unmount } = render(<Host start={START} />);
        for (const [pick, kind] of events) {
          const targets = [...container.querySelectorAll<HTMLElement>("button, input, select, td")];
          const target = targets[pick % Math.max(1, targets.length)];
          if (target === undefined) continue;
          if (kind === "click") fireEvent.click(target);
          else if (kind !== "change") fireEvent.keyDown(target, { key: kind });
          else if (target instanceof HTMLSelectElement)
            fireEvent.change(target, {
              target: { value: target.options[pick % target.options.length]?.value },
            });
        }
        expect(pooling.restore(now, START)).toEqual(now);
        unmount();
      },
    ),
    { numRuns: 5, seed: 20_260_101 },
  );
}, 300_000);

test("while a question hides the gradient, no arrow and no lit error tell where it goes", () => {
  const start = restore({ view: "backward", at: 2, routes: true }, START);
  const arrowsWhile = (...names: readonly string[]): number =>
    render(
      <CoveredContext value={new Set(names)}>
        <Host start={start} />
      </CoveredContext>,
    ).container.querySelectorAll('svg path[d^="M"]').length;
  const open = arrowsWhile();
  cleanup();
  // The picture signs of buttons stay.
  expect(arrowsWhile("dx")).toBeLessThan(open);
});
