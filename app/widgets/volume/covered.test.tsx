// @vitest-environment happy-dom
/** What a question hides of the volume figure is nowhere on the page until it is answered. */
import { cleanup, fireEvent, render } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { CoveredContext } from "../../figures/marks/covered";
import { volume } from "./definition";
import type { VolumeState } from "./state";
import { Volume } from "./Volume";

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
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(822);
});
afterEach(cleanup);

function Host({ start, hides }: { readonly start: VolumeState; readonly hides: string }) {
  const [state, setState] = useState(start);
  return (
    <CoveredContext value={new Set(hides.split(" "))}>
      <Volume
        id="v"
        state={state}
        change={setState}
        hidden={new Set(["counts", "notation"])}
        locked={new Set()}
        mode="lesson"
      />
    </CoveredContext>
  );
}

const shown = (properties: Readonly<Record<string, unknown>>, hides: string): HTMLElement =>
  render(<Host start={volume.initial(properties)} hides={hides} />).container;

test("a hidden output is not the last line of the ledger either", () => {
  const at = { at: 2 };
  expect(shown(at, "").querySelector("[data-sum]")?.textContent).toBe("−10");
  cleanup();
  const root = shown(at, "y");
  expect(root.querySelector("[data-sum]")?.textContent).toBe("?");
  expect(root.textContent).not.toContain("−10");
});

test("a hidden gradient is not said by the measured slope", () => {
  const back = { preset: "ten-filters", direction: "backward", of: "b", at: 1 };
  expect(shown(back, "").textContent).toContain("for each 1");
  cleanup();
  expect(shown(back, "db").textContent).not.toContain("for each 1");
});

test("a hidden filter shows neither its slices, nor its block in the input, nor its products", () => {
  const space = { view: "tilted", apart: false, at: 1 };
  const open = shown(space, "");
  expect(open.querySelectorAll("[data-inside]")).toHaveLength(1);
  expect(open.querySelectorAll("figure")).toHaveLength(3);
  cleanup();
  const root = shown(space, "w");
  expect(root.querySelectorAll("[data-inside]")).toHaveLength(0);
  expect(root.querySelectorAll("figure")).toHaveLength(2);
  expect(root.textContent).not.toContain("×");
});

test("volumes in space are turned by the arrow keys and by dragging, and no further than numbers can be read", () => {
  const root = shown({ view: "tilted", apart: false }, "");
  const turned = root.querySelector("[role=slider]");
  if (turned === null) throw new Error("nothing to turn");
  const yaw = (): number => Number(turned.getAttribute("aria-valuenow"));
  const before = yaw();
  fireEvent.keyDown(turned, { key: "ArrowRight" });
  expect(yaw()).toBe(before + 5);
  fireEvent.pointerDown(turned, { clientX: 100, clientY: 50, button: 0, pointerId: 1 });
  Object.assign(turned, { setPointerCapture: () => undefined });
  fireEvent.pointerMove(turned, { clientX: 50, clientY: 50, pointerId: 1 });
  fireEvent.pointerUp(turned, { pointerId: 1 });
  expect(yaw()).toBe(before + 5 - 20);
  for (let press = 0; press < 50; press++) fireEvent.keyDown(turned, { key: "ArrowLeft" });
  expect(yaw()).toBe(-75);
});
