// @vitest-environment happy-dom
/**
 * The four representations on the page: the lecture's sizes read back, each one edited, the others
 * following; random users.
 */
import { cleanup, fireEvent, render } from "@testing-library/react";
import fc from "fast-check";
import { useLayoutEffect, useState } from "react";
import { afterEach, expect, test } from "vitest";
import { CoveredContext } from "../../figures/marks/covered";
import { networkShapes } from "../../../engine/graph/shapes";
import { shorthand, type ShorthandState } from "./definition";
import { Shorthand } from "./Shorthand";
import { sizeText } from "./words";

afterEach(cleanup);

let now: ShorthandState = shorthand.initial({});

function Host({ start }: { readonly start: ShorthandState }) {
  const [state, setState] = useState(start);
  useLayoutEffect(() => {
    now = state;
  }, [state]);
  return (
    <Shorthand
      id="s"
      state={state}
      change={setState}
      hidden={new Set()}
      locked={new Set()}
      mode="lesson"
    />
  );
}

const show = (properties: object = {}): HTMLElement =>
  render(<Host start={shorthand.initial({ ...properties })} />).container;
const sizes = (root: ParentNode, where: string): string[] =>
  [...root.querySelectorAll(`${where} [data-size]`)].map(
    (one) => one.getAttribute("data-size") ?? "",
  );
const all = (root: ParentNode, selector: string): HTMLElement[] => [
  ...root.querySelectorAll<HTMLElement>(selector),
];
const volume = (root: ParentNode, name: string): Element =>
  root.querySelector(`[data-volume="${name}"]`) ?? root.querySelector("svg") ?? document.body;

test("the lecture's sample network is drawn with its sizes, and its table adds up to 44,950", () => {
  const root = show();
  expect(sizes(root, "svg")).toEqual(["39×39×3", "37×37×10", "17×17×20", "7×7×40", "1960", "10"]);
  const counts = all(root, 'td[data-label="parameters"]').map((cell) =>
    Number(cell.textContent.replaceAll(",", "")),
  );
  expect(counts.filter((count) => count > 0)).toEqual([280, 5020, 20040, 19610]);
  expect(root.querySelector("[data-total]")?.getAttribute("data-total")).toBe("44950");
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(44950);
});

test("one layer edited in the drawing, the boxes, the table and the code: the other three follow each time", () => {
  const root = show({ code: "nn.Conv2d(3, 10, 3)", input: [3, 39, 39] });
  const everywhere = (size: string, code: string): void => {
    expect(sizes(root, "svg").at(-1)).toBe(size);
    expect(sizes(root, "ol").at(-1)).toBe(size);
    expect(root.querySelector("[data-output]")?.getAttribute("data-output")).toBe(size);
    expect(root.querySelector("textarea")?.value).toBe(code);
  };
  fireEvent.keyDown(volume(root, "conv1"), { key: "ArrowUp" });
  everywhere("37×37×11", "nn.Conv2d(3, 11, 3)");
  fireEvent.keyDown(root.querySelector('[data-box="conv1"]') ?? root, { key: "ArrowDown" });
  everywhere("37×37×10", "nn.Conv2d(3, 10, 3)");
  const padding = all(root, "tbody label").find((label) => label.textContent === "p");
  const field = padding?.parentElement?.querySelector("input");
  fireEvent.change(field ?? root, { target: { value: "1" } });
  everywhere("39×39×10", "nn.Conv2d(3, 10, 3, padding=1)");
  fireEvent.change(root.querySelector("textarea") ?? root, {
    target: { value: "nn.Conv2d(3, 8, (3, 5), stride=2)" },
  });
  fireEvent.click(
    all(root, "button").find((button) => button.textContent === "Use this code") ?? root,
  );
  everywhere("19×18×8", "nn.Conv2d(3, 8, (3, 5), stride=2)");
});

test("pasted code that reads another picture says so, before it is used", () => {
  const root = show({ code: "nn.Conv2d(3, 10, 3)", input: [3, 39, 39] });
  const paste = (value: string): string => {
    fireEvent.change(root.querySelector("textarea") ?? root, { target: { value } });
    return root.querySelector('[aria-label="Code"] output')?.textContent ?? "";
  };
  expect(paste("nn.Conv2d(4, 10, 3)")).toContain(
    "Its input is 39×39×4: the picture changes, it was 39×39×3.",
  );
  expect(now.network.input).toEqual([3, 39, 39]);
  expect(paste("nn.Conv2d(3, 12, 3)")).not.toContain("picture");
});

test("a layer that does not fit says how large one may be, and each offer is a network that fits", () => {
  const root = show();
  const typed = (name: string, of: number, value: string): void => {
    const fields = all(root, "tbody label").filter((label) => label.textContent === name);
    const input = fields[of]?.parentElement?.querySelector("input");
    fireEvent.change(input ?? root, { target: { value } });
  };
  const alert = (): HTMLElement | null => root.querySelector('[role="alert"]');
  const offers = (): HTMLElement[] => all(root, '[role="alert"] button');
  typed("f", 2, "40");
  expect(alert()?.textContent).toMatch(
    /^conv3: the 40×40 kernel does not fit: the image is only 17 high\. A kernel at most 17 high fits here/,
  );
  expect(now.network).toEqual(shorthand.initial({}).network);
  expect(offers().map(({ textContent }) => textContent)).toContain("Set its kernel size to 17");
  fireEvent.click(offers()[0] ?? root);
  expect(alert()).toBeNull();
  expect(networkShapes(now.network).layers[4]?.shape).toEqual([40, 1, 1]);
  fireEvent.click(root.querySelector('[data-box="conv1"]') ?? root);
  const add = root.querySelector('[aria-label="Add a layer after conv1"]');
  fireEvent.change(add ?? root, { target: { value: "linear" } });
  expect(alert()?.textContent).toContain("flatten");
});

test("the chosen layer tells where its numbers come from, and follows what is changed", () => {
  const root = show({ view: "boxes", costs: true });
  const of = (what: string): string =>
    root.querySelector(`[data-reason="${what}"] dd`)?.textContent ?? "";
  expect(of("rows, columns")).toBe("⌊(39 + 2×0 − 3) / 1⌋ + 1 = 37");
  fireEvent.click(
    all(root, "button").find((one) => one.getAttribute("aria-label") === "s: more") ?? root,
  );
  expect(of("rows, columns")).toBe("⌊(39 + 2×0 − 3) / 2⌋ + 1 = 19");
  expect(of("multiply-adds")).toBe("3×3×3 × 19×19×10 = 97,470");
});

test("the back of a block is dragged: more channels to the right, fewer to the left, never less than one", () => {
  const root = show({ code: "nn.Conv2d(3, 10, 3)", input: [3, 39, 39] });
  const handle = (): Element => root.querySelector('svg g[aria-hidden="true"]') ?? root;
  const drag = (by: number): void => {
    fireEvent.pointerDown(handle(), { pointerId: 1, clientX: 100 });
    fireEvent.pointerMove(handle(), { pointerId: 1, clientX: 100 + by });
    fireEvent.pointerUp(handle(), { pointerId: 1, clientX: 100 + by });
  };
  drag(40);
  const more = networkShapes(now.network).output.shape[0] ?? 0;
  expect(more).toBeGreaterThan(10);
  drag(-1000);
  expect(networkShapes(now.network).output.shape[0]).toBe(1);
});

test("random clicks, keys and typings leave a network whose representations agree", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(fc.nat(), fc.nat({ max: 5 }), fc.constantFrom("1", "2", "3×5", "0", "x", "999")),
        { maxLength: 30 },
      ),
      (acts) => {
        const { container: root, unmount } = render(<Host start={shorthand.initial({})} />);
        for (const [pick, act, text] of acts) {
          const targets = all(
            root,
            act < 3
              ? "button:not(:disabled)"
              : act === 3
                ? "tbody input"
                : "[data-volume], [data-box]",
          );
          const target = targets[pick % Math.max(1, targets.length)];
          if (target === undefined) continue;
          if (act < 3) fireEvent.click(target);
          else if (act === 3) fireEvent.change(target, { target: { value: text } });
          else fireEvent.keyDown(target, { key: act === 4 ? "ArrowUp" : "ArrowDown" });
        }
        const { layers } = networkShapes(now.network);
        expect(sizes(root, "ol").slice(1)).toEqual(layers.map(({ shape }) => sizeText(shape)));
        expect(all(root, "[data-output]").map((cell) => cell.getAttribute("data-output"))).toEqual(
          layers.map(({ shape }) => sizeText(shape)),
        );
        unmount();
      },
    ),
    { numRuns: 15 },
  );
});

test("the size that a question asks for stands in none of the four, and what changes is marked", () => {
  const start = shorthand.initial({
    code: "nn.Sequential(nn.Conv2d(3, 10, 3), nn.ReLU(), nn.MaxPool2d(2))",
  });
  const { container, rerender } = render(
    <CoveredContext value={new Set(["pool1.output"])}>
      <Host start={start} />
    </CoveredContext>,
  );
  expect(container.textContent).not.toContain("18×18×10");
  expect(sizes(container, "svg").at(-1)).toBe("?");
  expect(all(container, "[data-changed]")).toHaveLength(0);
  rerender(
    <CoveredContext value={new Set()}>
      <Host start={start} />
    </CoveredContext>,
  );
  expect(sizes(container, "svg").at(-1)).toBe("18×18×10");
  const [filters] = all(container, "input").filter((field) =>
    field.closest("tr")?.textContent?.includes("conv1"),
  );
  if (filters === undefined) throw new Error("no field");
  fireEvent.change(filters, { target: { value: "12" } });
  const marked = all(container, "td [data-changed]").map((one) => one.textContent);
  expect(marked).toEqual(["37×37×12", "336", "37×37×12", "18×18×12", "336"]);
});
