// @vitest-environment happy-dom
/**
 * What is drawn is read back: every place in the triangle is the mean of its corners by its shares.
 */
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { Simplex, type SimplexProps } from "./Simplex";

afterEach(cleanup);

type Spot = readonly [number, number];
const SHARES: SimplexProps["path"] = [
  [0.7, 0.26, 0.04],
  [0.2, 0.5, 0.3],
  [0.1, 0.1, 0.8],
];
const PULLS: SimplexProps["pulls"] = [
  { at: [0.5, 0.25, 0.25], by: [-0.2, 0.2, 0] },
  { at: [0.2, 0.2, 0.6], by: [0.05, 0.05, -0.1] },
];

function drawn(onMove?: SimplexProps["onMove"]): HTMLElement {
  render(
    <Simplex
      label="Triangle"
      names={["a", "b", "c"]}
      point={SHARES[0] ?? [1, 0, 0]}
      path={SHARES}
      contours={[{ level: 1, pieces: [[SHARES[1] ?? [1, 0, 0], SHARES[2] ?? [1, 0, 0]]] }]}
      pulls={PULLS}
      side={360}
      onMove={onMove}
    />,
  );
  return screen.getByRole("img", { name: "Triangle" });
}

const pairs = (text: string | null | undefined): Spot[] =>
  [...(text ?? "").matchAll(/(-?[\d.]+)[ ,](-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);

/** The mean of the drawn corners. */
function meanOf(picture: Element): (shares: readonly number[]) => Spot {
  const corners = pairs(picture.querySelector("polygon")?.getAttribute("points"));
  expect(corners).toHaveLength(3);
  const sides = corners.map(([x, y], at) => {
    const [nextX = 0, nextY = 0] = corners[(at + 1) % 3] ?? [];
    return Math.hypot(nextX - x, nextY - y);
  });
  for (const side of sides) expect(side, "an equilateral triangle").toBeCloseTo(sides[0] ?? 0, 6);
  return (shares) => [
    corners.reduce((sum, [x], at) => sum + x * (shares[at] ?? 0), 0),
    corners.reduce((sum, [, y], at) => sum + y * (shares[at] ?? 0), 0),
  ];
}

const close = (is: Spot | undefined, wanted: Spot): void =>
  wanted.forEach((value, axis) => expect(is?.[axis]).toBeCloseTo(value, 6));

test("point, path and contours lie where their shares are", () => {
  const picture = drawn();
  const mean = meanOf(picture);
  const circles = [...picture.querySelectorAll("circle")].map(
    (circle): Spot => [Number(circle.getAttribute("cx")), Number(circle.getAttribute("cy"))],
  );
  close(circles.at(-1), mean(SHARES[0] ?? []));
  SHARES.slice(1).forEach((shares, at) => close(circles[at], mean(shares)));
  const path = pairs(picture.querySelector("polyline")?.getAttribute("points"));
  SHARES.forEach((shares, at) => close(path[at], mean(shares)));
  const contour = pairs(picture.querySelector("svg > path")?.getAttribute("d"));
  close(contour[0], mean(SHARES[1] ?? []));
  close(contour[1], mean(SHARES[2] ?? []));
});

test("arrows begin at their place and go the way of their pull, as long as the pulls to each other", () => {
  const picture = drawn();
  const mean = meanOf(picture);
  const origin = mean([0, 0, 0]);
  const lines = [...picture.querySelectorAll("line")];
  const scales = PULLS.map(({ at, by }, index) => {
    const read = (name: string): number => Number(lines[index]?.getAttribute(name));
    close([read("x1"), read("y1")], mean(at));
    const wanted = mean(by).map((value, axis) => value - (origin[axis] ?? 0));
    const is = [read("x2") - read("x1"), read("y2") - read("y1")];
    const scale = Math.hypot(...is) / Math.hypot(...wanted);
    wanted.forEach((value, axis) => expect(is[axis]).toBeCloseTo(value * scale, 6));
    return scale;
  });
  expect(scales[1]).toBeCloseTo(scales[0] ?? 0, 6);
});

test("the point is dragged to the shares of where it is dropped", () => {
  const onMove = vi.fn<NonNullable<SimplexProps["onMove"]>>();
  const picture = drawn(onMove);
  const size = ["width", "height"].map((name) => Number(picture.getAttribute(name)));
  const [width = 0, height = 0] = size;
  picture.getBoundingClientRect = () => new DOMRect(0, 0, width, height);
  const [x, y] = meanOf(picture)(SHARES[1] ?? []);
  fireEvent.pointerDown(picture, { buttons: 1, clientX: x, clientY: y });
  const [moved] = onMove.mock.calls[0] ?? [];
  SHARES[1]?.forEach((share, at) => expect(moved?.[at]).toBeCloseTo(share, 6));
});
