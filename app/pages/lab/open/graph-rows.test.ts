/**
 * The graph of a refused file: every node stands once, and every wire between two rows is drawn.
 */
import { describe, expect, test } from "vitest";
import type { OutlinedNode } from "../../../../engine/onnx/outline";
import { openAtFirst, opsText, partsOf, rowsOf, wiresOf } from "./graph-rows";

const node = (
  name: string,
  reads: readonly string[],
  state: OutlinedNode["state"] = "read",
): OutlinedNode => ({
  name,
  op: name.split("/").at(-1)?.split("_")[0] ?? "",
  shape: "",
  reads,
  state,
  problem: "",
});

const NODES = [
  node("/stem/Conv", ["input"]),
  node("/stem/Relu", ["/stem/Conv"]),
  node("/block/one/Conv", ["/stem/Relu"]),
  node("/block/one/Foo", ["/block/one/Conv"], "refused"),
  node("/block/two/Conv", ["/block/one/Foo"], "behind"),
  node("/block/two/Relu", ["/block/two/Conv"], "behind"),
  node("/block/Add", ["/block/two/Relu", "/stem/Relu"], "behind"),
  node("/Flatten", ["/block/Add"], "behind"),
];

const titled = (rows: ReturnType<typeof rowsOf>): readonly string[] =>
  rows.map(({ part }) => part.title || (NODES[part.first]?.name ?? ""));

describe("rows", () => {
  test("a part with the refused node is open, the others are folded", () => {
    const parts = partsOf(NODES);
    const rows = rowsOf(parts, openAtFirst(parts, NODES));
    expect(titled(rows)).toEqual([
      "stem",
      "block",
      "one",
      "/block/one/Conv",
      "/block/one/Foo",
      "two",
      "/block/Add",
      "/Flatten",
    ]);
    expect(rows.map(({ depth }) => depth)).toEqual([0, 0, 1, 2, 2, 1, 1, 0]);
  });

  test("every node is in exactly one row that is not open, however it is folded", () => {
    const parts = partsOf(NODES);
    for (const open of [new Set<string>(), openAtFirst(parts, NODES)]) {
      const places = rowsOf(parts, open)
        .filter(({ isOpen }) => !isOpen)
        .flatMap(({ part: { first, last } }) =>
          Array.from({ length: last - first + 1 }, (_, at) => first + at),
        );
      expect(places).toEqual(NODES.map((_, at) => at));
    }
  });

  test("a long graph whose names tell no parts is folded in runs", () => {
    const long = Array.from({ length: 100 }, (_, at) => node(`Conv_${at}`, [`Conv_${at - 1}`]));
    const parts = partsOf(long);
    expect(parts).toHaveLength(5);
    expect(parts.at(-1)).toMatchObject({ title: "Conv_96 to Conv_99", first: 96, last: 99 });
    expect(partsOf(long.slice(0, 20))).toHaveLength(20);
  });
});

describe("wires", () => {
  test("neighbours are joined straight; a wire past rows has a lane of its own", () => {
    const parts = partsOf(NODES);
    const rows = rowsOf(parts, openAtFirst(parts, NODES));
    const names = titled(rows);
    const drawn = wiresOf(rows, NODES).map(
      ({ from, to, lane }) => `${names[from]} → ${names[to]} ${lane}`,
    );
    expect(drawn).toEqual([
      "stem → /block/one/Conv 0",
      "stem → /block/Add 1",
      "/block/one/Conv → /block/one/Foo 0",
      "/block/one/Foo → two 0",
      "two → /block/Add 0",
      "/block/Add → /Flatten 0",
    ]);
  });

  test("wires that run beside each other never share a lane", () => {
    const nodes = Array.from({ length: 12 }, (_, at) =>
      node(
        `Add_${at}`,
        [at - 1, at - 3, at - 5].filter((one) => one >= 0).map((one) => `Add_${one}`),
      ),
    );
    const rows = rowsOf(partsOf(nodes), new Set());
    const wires = wiresOf(rows, nodes);
    expect(wires).toHaveLength(11 + 9 + 7);
    for (const one of wires)
      for (const other of wires)
        if (one !== other && one.lane > 0 && one.lane === other.lane)
          expect(one.to <= other.from || other.to <= one.from).toBe(true);
  });

  test("nothing is lost when all is folded", () => {
    const rows = rowsOf(partsOf(NODES), new Set());
    expect(titled(rows)).toEqual(["stem", "block", "/Flatten"]);
    expect(wiresOf(rows, NODES)).toEqual([
      { from: 0, to: 1, lane: 0 },
      { from: 1, to: 2, lane: 0 },
    ]);
  });
});

test("ops of a part are counted", () => {
  expect(opsText(NODES)).toBe("Conv 3, Relu 2, Foo 1, Add 1, Flatten 1");
});
