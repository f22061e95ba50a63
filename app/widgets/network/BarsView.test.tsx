// @vitest-environment happy-dom
/** Bars, triangle and number formats of the figure "network", as a reader has them. */
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useLayoutEffect, useState } from "react";
import { afterEach, expect, test } from "vitest";
import { network } from "./definition";
import { Network } from "./Network";
import { movedOf } from "./moved";
import type { NetworkState } from "./state";

afterEach(cleanup);

const SOFTMAX = {
  spec: "z: identity | p: softmax",
  input: [[[2, 1, -1]]],
  axes: "vectors",
  loss: "cross_entropy",
  label: 1,
  look: "bars",
  of: "loss",
};
let now: NetworkState = network.initial(SOFTMAX);

function Host({
  given = {},
  hide = "",
}: {
  readonly given?: Readonly<Record<string, unknown>>;
  readonly hide?: string;
}) {
  const [state, setState] = useState(() => network.initial({ ...SOFTMAX, ...given }));
  useLayoutEffect(() => {
    now = state;
  }, [state]);
  return (
    <Network
      id="n"
      state={state}
      change={setState}
      hidden={new Set(hide.split(" "))}
      locked={new Set()}
      mode="lesson"
    />
  );
}

test("a bar moves by keys and by typing, and its words tell probability and gradient", () => {
  render(<Host />);
  const bar = screen.getByRole("slider", { name: "z₁" });
  expect(bar.getAttribute("aria-valuetext")).toBe(
    "1, probability 0.2595, gradient −0.7405, the right class",
  );
  fireEvent.keyDown(bar, { key: "ArrowUp" });
  fireEvent.keyDown(bar, { key: "PageUp" });
  expect(movedOf(now)?.values).toEqual([2, 2.1, -1]);
  fireEvent.change(screen.getByRole("textbox", { name: "z₀" }), { target: { value: "−3,5" } });
  expect(movedOf(now)?.values).toEqual([-3.5, 2.1, -1]);
});

test("the loss, the right class and the number format are part of the bars: a lecture shows them", () => {
  const { container } = render(<Host given={{ precision: "f16" }} hide="spec of look weights" />);
  const part = (name: string): Element | null | undefined =>
    container.querySelector(name)?.closest("[data-controls]");
  for (const name of ['[aria-label="Label: more"]', 'input[value="f16"]', "select"])
    expect([name, part(name) ?? null]).toEqual([name, null]);
  fireEvent.click(screen.getByRole("radio", { name: "64 bits" }));
  expect(now.precision).toBe("f64");
});

test("one press of the button is one step, and the loss is the one that was computed before", () => {
  render(<Host />);
  expect(screen.getByText("1.2463")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Take one step" }));
  expect(movedOf(now)?.loss).toBeCloseTo(1.2463, 4);
  expect(movedOf(now)?.values[1]).toBeCloseTo(1.07405, 5);
});

test("any number of the table opens its arithmetic", () => {
  render(<Host />);
  fireEvent.click(screen.getByRole("button", { name: /^∂E\/∂z of z₁/ }));
  expect([now.of, now.at]).toEqual(["input.dy", 2]);
  expect(document.querySelectorAll("[data-arithmetic]").length).toBeGreaterThan(0);
});

test("in 16 bits the left road dies where the right one lives; without the part there is no table", () => {
  render(<Host given={{ input: [[[11.1, 0, -1]]], precision: "f16" }} />);
  const lost = [...document.querySelectorAll<HTMLTableCellElement>("[data-lost='true']")];
  expect(lost).toHaveLength(5);
  expect(lost.every(({ cellIndex }) => cellIndex === 1)).toBe(true);
  expect(lost.map(({ textContent }) => textContent)).toContain("NaN; 0; 0 ✗");
  fireEvent.click(screen.getByRole("radio", { name: "32 bits" }));
  expect(document.querySelectorAll("[data-lost='true']")).toHaveLength(0);
  fireEvent.click(screen.getByRole("radio", { name: "not shown" }));
  expect(screen.queryByText("their sum")).toBeNull();
});

test("numbers of the table have a comma at their thousands and powers of ten in the page's words", () => {
  const { container } = render(<Host given={{ input: [[[11, 0, -1]]], precision: "f16" }} />);
  const cells = [...container.querySelectorAll("td")].map(({ textContent }) => textContent);
  expect(cells).toContain("59,872; 1; 0.3679");
  expect(cells).toContain("1; 1.67\u00A0·\u00A010⁻⁵; 6.14\u00A0·\u00A010⁻⁶");
  expect(cells.filter((text) => /\de[−-]?\d/.test(text))).toEqual([]);
});

test("a triangle has a path of forty steps and an arrow inside for each point of its grid", () => {
  render(<Host given={{ look: "triangle" }} />);
  const triangle = screen.getByRole("img", { name: /^Triangle of the probabilities/ });
  expect(triangle.querySelectorAll("line")).toHaveLength(28);
  expect(triangle.querySelectorAll("circle")).toHaveLength(41);
});

test("a dial divides all logits", () => {
  render(
    <Host
      given={{
        spec: "t: conv 1 1x1 | z: flatten | p: softmax",
        axes: "channels",
        edits: "t.w[0][0][0][0]=1; t.b[0]=0",
        dials: "Temperature = 1/t.w 0.1 10",
      }}
    />,
  );
  const before = movedOf(now)?.results?.values[0];
  fireEvent.change(screen.getByRole("slider", { name: /^Temperature/ }), {
    target: { value: "20" },
  });
  expect(now.dialled).toEqual([10]);
  expect(before).toBeCloseTo(0.7054, 4);
  expect(movedOf(now)?.results?.values[0]).toBeLessThan(0.39);
});
