/**
 * Nothing overlaps and no word is cut, for every network at three sizes, however far it is opened.
 */
import { expect, test } from "vitest";
import { networks } from "../../../engine/graph/networks";
import { networkShapes } from "../../../engine/graph/shapes";
import type { Outline } from "./item";
import { layout, type Room } from "./layout";
import type { Marks, Point, Rect } from "./marks";
import { textWidth } from "../marks/text-metrics";
import { outline } from "./outline";
import { depths, type Opened, revealed, shownItems, visibleEdges, visibleItems } from "./visible";

/** The page's room for the map on a laptop, on a projector with its larger type, on a phone. */
const ROOMS: Readonly<Record<string, Room>> = {
  laptop: { width: 1360, height: 630, text: 15 },
  projector: { width: 960, height: 540, text: 20 },
  phone: { width: 358, height: 590, text: 15 },
};

const zoo = Object.entries(networks).map(
  ([name, make]) => [name, outline(networkShapes(make()))] as const,
);

/** Each step of opening, and the last layer with a name of its own opened alone. */
function states(whole: Outline): readonly Opened[] {
  const middle = whole.network.layers[Math.floor(whole.network.layers.length / 2)]?.name ?? "";
  return [...depths(whole).map(({ opened }) => opened), revealed(whole, new Set(), middle)];
}

for (const [size, room] of Object.entries(ROOMS))
  test.each(zoo)(`on a ${size}: %s has no overlap and no cut word`, (_, whole) => {
    for (const opened of states(whole)) {
      const marks = layout(whole, opened, null, room);
      expect(marks.width).toBe(room.width);
      expectInside(marks, room);
      expectApart(marks);
      expectWiresFree(marks);
      expectComplete(whole, opened, marks);
    }
  });

test("ResNet-152 folded fits a laptop, a projector and a phone", () => {
  const whole = zoo.find(([name]) => name === "resnet152")?.[1];
  if (whole === undefined) throw new Error("ResNet-152 is not in the catalogue");
  for (const room of Object.values(ROOMS)) {
    const { height } = layout(whole, new Set(), null, room);
    expect(height).toBeLessThanOrEqual(Math.max(room.height, 700));
  }
  expect(layout(whole, new Set(), null, ROOMS["laptop"] ?? never()).height).toBeLessThan(300);
});

test("the chosen layer is marked where it is seen: itself, or the folded item around it", () => {
  const whole = zoo.find(([name]) => name === "resnet152")?.[1] ?? never();
  const room = ROOMS["laptop"] ?? never();
  const layer = "layer3.22.conv2";
  expect(layout(whole, new Set(), layer, room).chosen).toBe("stage:layer3");
  expect(layout(whole, revealed(whole, new Set(), layer), layer, room).chosen).toBe(layer);
  expect(layout(whole, new Set(["block:layer3.22"]), layer, room).chosen).toBe("stage:layer3");
});

test("a long name is broken, not cut", () => {
  const network = networkShapes({
    format: 1,
    name: "long",
    input: [3, 8, 8],
    layers: [
      {
        name: "a_convolution_whose_name_goes_on.and_on.withoutanyplacewhereitcouldbebrokenintolines",
        op: "conv2d",
        out_channels: 4,
        kernel_size: 3,
      },
    ],
  });
  for (const room of Object.values(ROOMS)) {
    const marks = layout(outline(network), new Set(), null, room);
    expectInside(marks, room);
    expectApart(marks);
    expect(
      marks.texts
        .filter(({ tone }) => tone === "name")
        .map(({ text }) => text)
        .join(""),
    ).toContain("withoutanyplacewhereitcouldbebrokenintolines");
  }
});

function expectInside({ texts, volumes, frames, height }: Marks, room: Room): void {
  for (const text of texts) {
    expect(text.size).toBeGreaterThanOrEqual(14);
    expect(text.width).toBeGreaterThanOrEqual(
      textWidth(text.text, { size: text.size, bold: text.tone === "name" }),
    );
  }
  for (const mark of [...texts, ...volumes, ...frames]) {
    expect(mark.x).toBeGreaterThanOrEqual(0);
    expect(mark.x + mark.width).toBeLessThanOrEqual(room.width + 0.5);
    expect(mark.y).toBeGreaterThanOrEqual(-0.5);
    expect(mark.y + mark.height).toBeLessThanOrEqual(height + 0.5);
  }
}

/** Words cover neither other words, nor solids, nor circles, nor the signs. */
function expectApart({ texts, volumes, joins, signs, spots, frames }: Marks): void {
  const solids = [
    ...volumes.map(({ x, y, width, height, right, rise }) => ({
      x,
      y: y - rise,
      width: width + right,
      height: height + rise,
    })),
    ...joins.map(({ at: [x, y], radius }) => ({
      x: x - radius,
      y: y - radius,
      width: 2 * radius,
      height: 2 * radius,
    })),
    ...signs,
  ];
  expectNone(texts, texts, "words");
  expectNone(texts, solids, "words and solids");
  const open = new Set(frames.map(({ item }) => item));
  const cells = spots.filter(({ item }) => !open.has(item));
  expectNone(cells, cells, "items");
}

function expectNone(some: readonly Rect[], others: readonly Rect[], what: string): void {
  const found: string[] = [];
  const sorted = others.toSorted((a, b) => a.y - b.y);
  for (const one of some)
    for (const other of sorted) {
      if (other.y >= one.y + one.height) break;
      if (one !== other && overlap(one, other)) found.push(`${written(one)} on ${written(other)}`);
    }
  expect(found, what).toEqual([]);
}

function overlap(one: Rect, other: Rect): boolean {
  return (
    one.x + 0.5 < other.x + other.width &&
    other.x + 0.5 < one.x + one.width &&
    one.y + 0.5 < other.y + other.height &&
    other.y + 0.5 < one.y + one.height
  );
}

function written(mark: Rect): string {
  return JSON.stringify({ ...mark, x: Math.round(mark.x), y: Math.round(mark.y) });
}

/** No line runs through words. */
function expectWiresFree({ wires, texts }: Marks): void {
  const lines = wires.flatMap(({ points }) =>
    points.slice(1).map((to, at) => around(points[at] ?? to, to)),
  );
  expectNone(texts, lines, "words and lines");
}

function around([x1, y1]: Point, [x2, y2]: Point): Rect {
  return {
    x: Math.min(x1, x2) - 0.75,
    y: Math.min(y1, y2) - 0.75,
    width: Math.abs(x1 - x2) + 1.5,
    height: Math.abs(y1 - y2) + 1.5,
  };
}

/**
 * Every item can be pointed at, every visible one is drawn, every edge of the graph has its line.
 */
function expectComplete(whole: Outline, opened: Opened, marks: Marks): void {
  expect(marks.spots.map(({ item }) => item).toSorted()).toEqual(
    shownItems(whole, opened)
      .map(({ id }) => id)
      .toSorted(),
  );
  const drawn = new Set([...marks.volumes, ...marks.joins].map(({ item }) => item));
  expect(drawn).toEqual(new Set(visibleItems(whole, opened).map(({ id }) => id)));
  const edgeText = ({ from, to, tensor }: { from: string; to: string; tensor: number }): string =>
    `${from} > ${to}, ${tensor}`;
  expect(new Set(marks.wires.flatMap(({ carries }) => carries.map(edgeText)))).toEqual(
    new Set(visibleEdges(whole, opened).map(edgeText)),
  );
}

function never(): never {
  throw new Error("missing");
}
