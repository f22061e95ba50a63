// @vitest-environment happy-dom
/** A pointer on a drawing: when it counts, and where it is. */
import { fireEvent, render } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { dragging } from "./dragging";

function drawn(take: Parameters<typeof dragging>[2]) {
  const { container } = render(
    <svg {...dragging(100, 50, take)}>
      <rect />
    </svg>,
  );
  const [svg] = container.getElementsByTagName("svg");
  if (svg === undefined) throw new Error("nothing is drawn");
  const capture = vi.fn();
  Object.assign(svg, { setPointerCapture: capture });
  svg.getBoundingClientRect = () => new DOMRect(10, 20, 200, 100);
  return { svg, capture };
}

test("a pressed pointer is followed in the drawing's own px, and its first place is told apart", () => {
  const take = vi.fn();
  const { svg, capture } = drawn(take);
  fireEvent.pointerMove(svg, { buttons: 0, clientX: 60, clientY: 40 });
  expect(take).not.toHaveBeenCalled();
  fireEvent.pointerDown(svg, { pointerId: 7, buttons: 1, clientX: 110, clientY: 70 });
  expect(capture).toHaveBeenCalledWith(7);
  fireEvent.pointerMove(svg, { buttons: 1, clientX: 60, clientY: 40 });
  fireEvent.pointerMove(svg, { buttons: 0, clientX: 20, clientY: 40 });
  expect(take.mock.calls).toEqual([
    [50, 25, true],
    [25, 10, false],
  ]);
  expect(capture).toHaveBeenCalledTimes(1);
});

test("a drawing that nobody may move holds no pointer", () => {
  const { svg, capture } = drawn(undefined);
  fireEvent.pointerDown(svg, { pointerId: 7, buttons: 1, clientX: 110, clientY: 70 });
  expect(capture).not.toHaveBeenCalled();
});
