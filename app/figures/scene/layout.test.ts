/** Layouts without a browser: nothing overlaps, nothing is cut, digits are read, in any room. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plane } from "../../../engine/core/window";
import { fitted } from "../describe/fitted";
import { arrowPath } from "./arrow";
import { type Box, cellBox, isCut, layOutScene, type Layout, smallestDigit } from "./layout";
import { PAPER, type Room, textWidth } from "./room";
import { sceneSvg } from "./scene-svg";
import type { Panel, Scene, Sheet } from "./scene";
import { fileOf } from "../svg/tree";

/** Width of a digit as a share of the type. */
const DIGIT = 0.6;
const DESK: Room = { ...PAPER, width: 824, height: 405, text: 15, largest: 48 };
const ROOMS: Readonly<Record<string, Room>> = {
  phone: { ...DESK, width: 358, height: 380 },
  "projector, beside text": {
    ...DESK,
    width: 441,
    height: 345,
    text: 20,
    digit: 16,
    line: 2,
    largest: 60,
    share: 0.6,
    margin: 5,
  },
  paper: PAPER,
  desk: DESK,
  "4K": { ...DESK, width: 2200, height: 1300, text: 30, digit: 28, largest: 96 },
};

function sheet(tensor: string, values: number[][], at = 0, title = ""): Sheet {
  return { key: `${tensor}:${at}`, tensor, prefix: [0, at], axes: 2, suffix: [], title, values };
}

const panel = (key: string, sheets: Sheet[], more: Partial<Panel> = {}): Panel => ({
  key,
  title: `Gradient ∂E/∂${key}`,
  size: "6 × 6",
  hue: "input",
  sign: key === "x" ? "" : "=",
  sheets,
  frame: null,
  colouring: null,
  editable: false,
  meant: false,
  note: "",
  ...more,
});

const numbers = fc.oneof(
  fc.integer({ min: -9, max: 9 }),
  fc.integer({ min: 0, max: 255 }),
  fc.double({ min: -3, max: 3, noNaN: true }),
);
const grids = (most: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most }))
    .chain(([rows, columns]) =>
      fc.array(fc.array(numbers, { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
    );
const panels = (most: number) =>
  fc
    .array(fc.tuple(grids(most), fc.integer({ min: 1, max: 4 })), { minLength: 1, maxLength: 5 })
    .map((all) =>
      all.map(([values, count], at) => {
        const key = at === 0 ? "x" : `t${at}`;
        const sheets = Array.from({ length: count }, (_, to) =>
          sheet(key, values, to, count > 1 ? `channel ${to}` : ""),
        );
        return panel(key, sheets);
      }),
    );

function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function expectClear({ panels: placed, height }: Layout): void {
  const sheets = placed.flatMap((one) => one.sheets.map((inner) => ({ one, inner })));
  for (const [at, { one, inner }] of sheets.entries()) {
    expect(inner.y, one.panel.key).toBeGreaterThanOrEqual(one.y);
    expect(inner.x).toBeGreaterThanOrEqual(one.x);
    expect(inner.x + inner.width).toBeLessThanOrEqual(one.x + one.width);
    expect(inner.y + inner.height).toBeLessThanOrEqual(one.y + one.height);
    for (const { inner: other } of sheets.slice(at + 1)) expect(overlaps(inner, other)).toBe(false);
  }
  for (const [at, one] of placed.entries()) {
    expect(one.y + one.height).toBeLessThanOrEqual(height);
    for (const other of placed.slice(at + 1)) expect(overlaps(one, other)).toBe(false);
  }
}

describe.each(Object.entries(ROOMS))("in the room of a %s", (_, room) => {
  test("panels never overlap, nothing is cut, and every digit that is drawn has room", () => {
    fc.assert(
      fc.property(panels(9), (all) => {
        const layout = layOutScene({ panels: all }, room);
        expectClear(layout);
        for (const placed of layout.panels) {
          expect(isCut(placed, room)).toBe(false);
          expect(placed.x + placed.width).toBeLessThanOrEqual(room.width);
          for (const { sheet: drawn, digits, cell } of placed.sheets)
            for (const value of drawn.values.flat()) {
              if (digits === null || value === null) continue;
              const text = fitted(value, digits.room);
              expect(text, `${value} in ${digits.room} characters`).not.toBeNull();
              expect((text?.length ?? 0) * digits.font * DIGIT).toBeLessThanOrEqual(cell);
            }
        }
        expect(smallestDigit(layout)).toBeGreaterThanOrEqual(14);
      }),
      { numRuns: 60 },
    );
  });

  test("the words over sheets stand beside each other, however small the grids", () => {
    const sheets = Array.from({ length: 4 }, (__, at) =>
      sheet("x", [[at]], at, `sample ${at >> 1}, channel ${at % 2}`),
    );
    const [placed] = layOutScene({ panels: [panel("x", sheets)] }, room).panels;
    const all = placed?.sheets ?? [];
    expect(all.length).toBe(4);
    for (const [at, one] of all.entries()) {
      const next = all[at + 1];
      if (next?.y !== one.y) continue;
      expect(one.x + textWidth(one.sheet.title, room.text)).toBeLessThanOrEqual(next.x);
    }
  });

  test("an input of 6 by 6, a filter and an output show every digit", () => {
    const matrix = (side: number) =>
      Array.from({ length: side }, (_row, row) =>
        Array.from({ length: side }, (_cell, column) => ((3 * row + column) % 19) - 9),
      );
    const { rows, columns } = plane("test", [1, 1, 6, 6], {
      kernel_size: [3, 3],
      stride: [1, 1],
      padding: [1, 1],
    });
    const layout = layOutScene(
      {
        panels: [
          panel("x", [sheet("x", matrix(6))], {
            frame: { sliding: { rows, columns }, padding: 0 },
          }),
          panel("w", [sheet("w", matrix(3))]),
          panel("y", [sheet("y", matrix(6))]),
        ],
      },
      room,
    );
    expectClear(layout);
    for (const { sheets } of layout.panels)
      for (const { digits } of sheets) expect(digits).not.toBeNull();
    const first = cellBox(layout, { tensor: "x", index: [0, 0, 0, 0] });
    const next = cellBox(layout, { tensor: "x", index: [0, 0, 1, 0] });
    expect((next?.y ?? 0) - (first?.y ?? 0)).toBe((first?.height ?? 0) + room.line);
  });
});

test("room for more never shows fewer digits", () => {
  fc.assert(
    fc.property(panels(7), fc.integer({ min: 300, max: 900 }), (all, width) => {
      const shown = (room: Room): number =>
        layOutScene({ panels: all }, room).panels.filter(({ sheets }) => sheets[0]?.digits !== null)
          .length;
      expect(shown({ ...DESK, width: width + 300 })).toBeGreaterThanOrEqual(
        shown({ ...DESK, width }),
      );
    }),
    { numRuns: 60 },
  );
});

test("six narrow panels stand in two rows, not one below the other, where both show every digit", () => {
  const column = (key: string, count: number): Panel =>
    panel(
      key,
      [
        sheet(
          key,
          Array.from({ length: count }, () => [0.5]),
        ),
      ],
      { title: key, size: "5" },
    );
  const counts = { x: 5, gamma: 1, mean: 1, deviation: 1, dy: 5, dx: 5 };
  const narrow = Object.entries(counts).map(([key, count]) => column(key, count));
  const room = { ...DESK, width: 577, height: 200, text: 24, digit: 24, largest: 70 };
  const { panels: placed } = layOutScene({ panels: narrow }, room);
  expect(new Set(placed.map(({ sheets }) => sheets[0]?.y)).size).toBeLessThanOrEqual(2);
});

test("a hundred panels fill rows in reading order", () => {
  const all = Array.from({ length: 100 }, (_, at) =>
    panel(at === 0 ? "x" : `t${at}`, [sheet(at === 0 ? "x" : `t${at}`, [[1, 2, 3]])]),
  );
  const layout = layOutScene({ panels: all }, DESK);
  expectClear(layout);
  const order = layout.panels.map(({ x, y }) => y * 10_000 + x);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});

test("an arrow goes from cell to cell, and is not drawn where one of them is not", () => {
  const layout = layOutScene(
    { panels: [panel("x", [sheet("x", [[1, 2]])]), panel("y", [sheet("y", [[2]])])] },
    DESK,
  );
  const from = { tensor: "x", index: [0, 0, 0, 1] };
  const path = arrowPath(layout, { from, to: { tensor: "y", index: [0, 0, 0, 0] }, main: true });
  const box = cellBox(layout, from);
  const [x = Number.NaN, y = Number.NaN] = (/^M(\S+) (\S+)Q/.exec(path) ?? []).slice(1).map(Number);
  expect(x).toBeGreaterThan(box?.x ?? 0);
  expect(x).toBeLessThan((box?.x ?? 0) + (box?.width ?? 0));
  expect(Math.abs(y - ((box?.y ?? 0) + (box?.height ?? 0) / 2))).toBeLessThan(box?.height ?? 0);
  expect(arrowPath(layout, { from, to: { tensor: "z", index: [0, 0, 0, 0] }, main: true })).toBe(
    "",
  );
});

test("on paper a scene is one picture with every number, every title and the arithmetic", () => {
  const scene: Scene = {
    panels: [panel("x", [sheet("x", [[4, -9.5]])]), panel("y", [sheet("y", [[4]])])],
    cellStyles: new Map(),
    cursor: { tensor: "y", index: [0, 0, 0, 0] },
    pointed: null,
    partners: [],
    asked: null,
    frames: [{ sheet: "x:0", row: 0, column: 0, rows: 1, columns: 2, hue: "output" }],
    arrows: [],
    sliding: null,
    notes: ["Dashed: padding."],
    worked: {
      title: "output",
      expression: {
        kind: "maximum",
        chosen: 0,
        among: [4, -9.5].map((value) => ({ kind: "constant", value })),
      },
      value: 4,
      role: "output",
      at: { tensor: "y", index: [0, 0, 0, 0] },
    },
    remarks: ["A remark."],
  };
  const written = fileOf(sceneSvg(scene, PAPER, "A picture"));
  for (const text of [
    "A picture",
    "4",
    "−9.5",
    "max(4, −9.5) = 4",
    "Dashed: padding.",
    "A remark.",
  ])
    expect(written).toContain(`>${text}<`);
  expect(written.match(/stroke-width="3"/g)?.length).toBeGreaterThanOrEqual(1);
});

test("the grids of a row begin at one height, however many lines stand over each", () => {
  const one = [[1], [2]];
  const two = [
    panel("x", [sheet("x", one)], { title: "Input", size: "2" }),
    panel("v", [sheet("v", one)], { title: "New running variance", size: "2", sign: "→" }),
  ];
  const { panels: placed } = layOutScene({ panels: two }, DESK);
  expect(placed[1]?.title.length).toBeGreaterThan(placed[0]?.title.length ?? 0);
  expect(placed[0]?.sheets[0]?.y).toBe(placed[1]?.sheets[0]?.y);
});

test("channels of one sample stay in a line where two samples make a square", () => {
  const sheets = [0, 1].flatMap((sample) =>
    [0, 1, 2, 3].map((channel): Sheet => {
      const grid = [
        [1, 2],
        [3, 4],
      ];
      return { ...sheet("y", grid, 4 * sample + channel, "channel"), prefix: [sample, channel] };
    }),
  );
  const layout = layOutScene({ panels: [panel("y", sheets)] }, { ...DESK, width: 520 });
  const tops = layout.panels[0]?.sheets.map(({ y }) => y) ?? [];
  expect(new Set(tops.slice(0, 4)).size).toBe(1);
  expect(new Set(tops).size).toBe(2);
});
