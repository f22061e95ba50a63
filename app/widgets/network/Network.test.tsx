// @vitest-environment happy-dom
/**
 * The figure "network" on the page: any number opens, a leaf is edited, random users break nothing.
 */
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import fc from "fast-check";
import { useLayoutEffect, useState } from "react";
import { afterEach, expect, test } from "vitest";
import { Network } from "./Network";
import { fields, type NetworkState } from "./state";

afterEach(cleanup);

let now: NetworkState = fields.standard;

function Host({
  start,
  hidden = [],
}: {
  readonly start: Partial<NetworkState>;
  readonly hidden?: readonly string[];
}) {
  const [state, setState] = useState(() => fields.restore(start, fields.standard));
  useLayoutEffect(() => {
    now = state;
  }, [state]);
  return (
    <Network
      id="n"
      state={state}
      change={setState}
      hidden={new Set(hidden)}
      locked={new Set()}
      mode="lesson"
    />
  );
}

const cells = (grid: RegExp): HTMLElement[] => [
  ...(screen.getAllByRole("grid", { name: grid })[0]?.querySelectorAll("td") ?? []),
];

test("a click on an operand asks where that comes from, back to the input", () => {
  render(<Host start={{ at: 1, of: "pool.y" }} />);
  fireEvent.click(cells(/^relu, channel 0/)[0] ?? document.body);
  expect([now.of, now.at]).toEqual(["relu.y", 1]);
  fireEvent.click(cells(/^conv, channel 0/)[5] ?? document.body);
  expect([now.of, now.at]).toEqual(["conv.y", 6]);
  expect(document.querySelectorAll("[data-arithmetic]").length).toBeGreaterThan(2);
});

test("a typed number of a leaf changes what depends on it", () => {
  render(<Host start={{ at: 1, of: "conv.y" }} />);
  const before = document.querySelector("[data-arithmetic]:last-of-type")?.textContent;
  const [first] = cells(/^Input/);
  first?.focus();
  fireEvent.keyDown(first ?? document.body, { key: "Delete" });
  expect(now.edits).toEqual([{ tensor: "input", index: [0, 0, 0, 0], value: 0 }]);
  expect(document.querySelector("[data-arithmetic]:last-of-type")?.textContent).not.toBe(before);
});

test("a network that cannot be says why and changes nothing", () => {
  render(<Host start={{}} />);
  const field = screen.getByLabelText(/^Network/);
  fireEvent.change(field, { target: { value: "conv 2 9x9 | relu" } });
  expect(screen.getByRole("alert", { name: "" }).textContent).toContain("does not fit");
  fireEvent.keyDown(field, { key: "Enter" });
  expect(now.spec).toBe(fields.standard.spec);
});

test("a loss that the network cannot have is refused, and the network stays", () => {
  expect(fields.whyNot(fields.standard, { loss: "mse" })).toContain("one number for each class");
  const repaired = fields.restore({ loss: "mse" }, fields.standard);
  expect([repaired.spec, repaired.loss]).toEqual([fields.standard.spec, "none"]);
});

test("one step by the button changes the parameters; what is drawn is what the author names", () => {
  render(
    <Host
      start={{
        spec: "z: linear 2",
        input: [[[1]]],
        axes: "vectors",
        loss: "cross_entropy",
        panels: "z.b loss",
      }}
    />,
  );
  expect(screen.getAllByRole("grid").length).toBe(3);
  fireEvent.click(screen.getByRole("button", { name: "Take one step" }));
  expect(now.edits.map(({ tensor }) => tensor)).toEqual(["z.w", "z.w", "z.b", "z.b"]);
});

test("dials and the step stand outside the settings, which a lecture hides; an author can take both away", () => {
  const start: Partial<NetworkState> = {
    dials: "F = z.w 0 2",
    loss: "cross_entropy",
    spec: "z: linear 2",
    input: [[[1]]],
    axes: "vectors",
  };
  const { unmount } = render(<Host start={start} />);
  const tried = [
    screen.getByLabelText(/^F = /),
    screen.getByRole("button", { name: "Take one step" }),
  ];
  expect(tried.map((one) => one.closest("[data-controls]"))).toEqual([null, null]);
  expect(screen.getByLabelText(/^Network/).closest("[data-controls]")).not.toBeNull();
  unmount();
  render(<Host start={start} hidden={["dials", "update"]} />);
  expect(screen.queryByLabelText(/^F = /)).toBeNull();
  expect(screen.queryByRole("button", { name: "Take one step" })).toBeNull();
});

test("random clicks, keys and choices bring no error and no illegal state", () => {
  const starts: Partial<NetworkState>[] = [
    {},
    { spec: "flatten | linear 3", loss: "cross_entropy", whole: true },
    { spec: "bn | relu", axes: "samples", train: true },
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...starts),
      fc.array(fc.tuple(fc.nat(), fc.constantFrom("click", "Enter", "ArrowRight", "7", "change")), {
        minLength: 15,
        maxLength: 15,
      }),
      (start, events) => {
        const { container, unmount } = render(<Host start={start} />);
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
        expect(fields.restore(now, fields.standard)).toEqual(now);
        unmount();
      },
    ),
    { numRuns: 6, seed: 20_260_101 },
  );
}, 120_000);
