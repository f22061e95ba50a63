/** @vitest-environment happy-dom */
import { fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { type Drawing, EMPTY, pixelDrawing } from "./drawing";
import { DrawingPad } from "./DrawingPad";
import { blank } from "./picture";

let drawing: Drawing = EMPTY;
afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

function Host({ start, begins }: { readonly start: Drawing; readonly begins: boolean }) {
  const [held, setHeld] = useState({ on: start, begins });
  return (
    <DrawingPad
      drawing={held.on}
      begins={held.begins}
      eraser={false}
      locked={false}
      onDraw={(next) => {
        drawing = next;
        setHeld({ on: next, begins: false });
      }}
    />
  );
}

/** A field of so many pixels of the screen; where the pen goes is given in parts of the side. */
function draw(side: number, way: readonly (readonly [number, number])[], start = EMPTY): void {
  const begins = start !== EMPTY;
  const { unmount } = render(<Host start={start} begins={begins} />);
  const pad = screen.getByRole("application");
  vi.spyOn(pad, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, side, side));
  for (const [at, [x, y]] of way.entries()) {
    const place = { clientX: x * side, clientY: y * side, pointerId: 1 };
    if (at === 0) fireEvent.pointerDown(pad, place);
    else fireEvent.pointerMove(pad, place);
  }
  fireEvent.pointerUp(pad, { pointerId: 1 });
  unmount();
}

const WAY = [
  [0.25, 0.25],
  [0.5, 0.25],
  [0.5, 0.75],
] as const;

test("the pen follows the field: on a small and on a large one the same drawing", () => {
  draw(196, WAY);
  const small = drawing;
  draw(560, WAY);
  expect(drawing).toEqual(small);
  expect(small).toEqual({
    kind: "strokes",
    strokes: [WAY.map(([x, y]) => ({ x: 28 * x, y: 28 * y }))],
  });
});

test("the first stroke on a digit of the data set clears it, the next ones go on", () => {
  draw(280, WAY, pixelDrawing(blank().fill(200)));
  expect(drawing.kind === "strokes" && drawing.strokes).toHaveLength(1);
});

test("the brush of the keys is shown while keys draw, and not left behind by a mouse", () => {
  const { container } = render(<Host start={EMPTY} begins={false} />);
  const pad = screen.getByRole("application");
  const brushes = (): number => container.querySelectorAll("circle").length;
  fireEvent.keyDown(pad, { key: "ArrowRight" });
  expect(brushes()).toBe(2);
  fireEvent.pointerDown(pad, { clientX: 1, clientY: 1, pointerId: 1 });
  fireEvent.pointerUp(pad, { pointerId: 1 });
  expect(brushes()).toBe(0);
  fireEvent.keyDown(pad, { key: "ArrowLeft" });
  expect(brushes()).toBe(2);
});

test("keys draw one stroke from where the brush was put down", () => {
  render(<Host start={EMPTY} begins={false} />);
  const pad = screen.getByRole("application");
  for (const key of [" ", "ArrowDown", "ArrowDown", " ", "ArrowRight"])
    fireEvent.keyDown(pad, { key });
  const way = [6.5, 7.5, 8.5].map((y) => ({ x: 14.5, y }));
  expect(drawing).toEqual({ kind: "strokes", strokes: [way] });
});
