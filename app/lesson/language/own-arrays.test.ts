/** A property that takes numbers takes them from a file of the lesson, or says why not. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writeSafetensors } from "../../../engine/data/formats/safetensors";
import { compileLesson } from "../compile/compile";
import { npy } from "./fixtures/npy";
import { practices, registry } from "./fixtures/widget";
import { readArrays } from "./own-arrays";
import { checkProperty } from "./properties";

const two = writeSafetensors(
  new Map([
    ["conv.weight", { shape: [1, 1, 2, 2], data: Float32Array.of(1, 2, 3, 4) }],
    ["conv.bias", { shape: [1], data: Float32Array.of(0.5) }],
  ]),
);
const arrays = {
  "assets/edge.npy": npy([2, 3], [1, 0, -1, 0.1, 0, -2.5]),
  "assets/weight.npy": npy([1, 1, 2, 2], [1, 2, 3, 4]),
  "assets/planes.npy": npy([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]),
  "assets/large.npy": npy(
    [9, 9],
    Array.from({ length: 81 }, () => 1),
  ),
  "assets/huge.npy": npy(
    [200, 200],
    Array.from({ length: 40_000 }, () => 1),
  ),
  "assets/odd.npy": npy([2], [1, Number.NaN]),
  "assets/cut.npy": npy([2, 2], [1, 2, 3]),
  "assets/net.safetensors": two,
};
const property = (rank: 1 | 2 | 3 | 4) =>
  ({ type: "matrix", rank, maxExtent: 6, maxValue: 99, default: "", description: "" }) as const;
const read = (value: string, rank: 1 | 2 | 3 | 4 = 2): unknown => {
  const checked = checkProperty("kernel", property(rank), value, { pictures: [], arrays });
  return "fault" in checked ? checked.fault.message : checked.value;
};

describe("a file of numbers", () => {
  test("gives its numbers, as short as they were written", () =>
    expect(read("assets/edge.npy")).toEqual([
      [1, 0, -1],
      [0.1, 0, -2.5],
    ]));

  test("leaves out axes of length 1 in front, as many as there are too many", () => {
    expect(read("assets/weight.npy")).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(read("assets/weight.npy", 4)).toEqual([
      [
        [
          [1, 2],
          [3, 4],
        ],
      ],
    ]);
  });

  test("gives one tensor of several by its name", () => {
    expect(read("assets/net.safetensors#conv.weight")).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(read("assets/net.safetensors#conv.bias", 1)).toEqual([0.5]);
  });

  test.each([
    [
      "assets/edge.npz",
      'kernel: there is no file "assets/edge.npz" of numbers in this lesson. Did you mean assets/edge.npy?',
    ],
    ["edge.npy", "Did you mean assets/edge.npy?"],
    ["assets/edge.npy#x", "kernel: assets/edge.npy has one array: write it without #x."],
    ["assets/net.safetensors", 'say which one: "assets/net.safetensors#conv.'],
    ["assets/net.safetensors#conv.wieght", "Did you mean conv.weight?"],
    ["assets/planes.npy", "kernel (assets/planes.npy) needs rows and columns; this has 3 levels."],
    ["assets/large.npy", "kernel (assets/large.npy) is 9×9; each side may be from 1 to 6."],
    ["assets/huge.npy", "assets/huge.npy is 200×200, 40000 numbers; a figure takes at most 20000."],
    ["assets/odd.npy", "assets/odd.npy holds NaN; a figure takes finite numbers."],
    ["assets/cut.npy", "kernel: assets/cut.npy: this npy file should have 144 bytes, not 140."],
  ])("%s is refused in words", (value, words) => expect(read(value)).toContain(words));

  test("may be any bytes: nothing is thrown", () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(arrays)),
        fc.array(fc.tuple(fc.nat(300), fc.nat(255)), { maxLength: 8 }),
        fc.nat(400),
        (name, changes, cut) => {
          const bytes = Uint8Array.from(arrays[name as keyof typeof arrays]).slice(0, 400 - cut);
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          const found = readArrays(name, bytes);
          expect("problem" in found ? found.problem : "read").toBeTruthy();
        },
      ),
    ));
});

test("a decimal comma is asked about, commas between numbers are not", () => {
  expect(read("0,5 1; 2 3")).toContain('Decimals have a point, "0.5"');
  for (const text of ["1,2; 3,4", "1, 2; 3, 4", "1 2; 3 4"])
    expect(read(text)).toEqual([
      [1, 2],
      [3, 4],
    ]);
});

test("a picture of one's own that is not there yet: how it gets there", () => {
  const photo = {
    type: "choice",
    options: ["a"],
    files: "pictures",
    default: "a",
    description: "",
  } as const;
  const message = (value: string, pictures: readonly string[] = []): unknown => {
    const checked = checkProperty("photo", photo, value, { pictures, arrays: {} });
    return "fault" in checked ? checked.fault.message : checked.value;
  };
  expect(message("my-cat.png")).toContain("drop it in the studio, or put it into assets/");
  expect(message("my-cat.png", ["assets/my-cat.webp"])).toContain(
    "Did you mean assets/my-cat.webp?",
  );
  expect(message("assets/my-cat.png", ["assets/my-cat.webp"])).toContain(
    "Did you mean assets/my-cat.webp?",
  );
  expect(message("assets/my-cat.webp", ["assets/my-cat.webp"])).toBe("assets/my-cat.webp");
});

test("a figure shows the numbers of a file, and its answer key is computed from them", () => {
  const text = `---
format: 1
id: own
title: Own numbers
summary: A filter from a file.
lang: en
level: intro
minutes: 5
goals: [Read a number]
license: CC-BY-4.0
---

{% step id="one" /%}

## One

{% figure id="c1" kind="window" input="assets/edge.npy" kernel="assets/net.safetensors#conv.weight" alt="A filter" /%}

{% numeric id="n1" from="c1.y[0][1]" goal=1 %}
{% ask %}Which number is the last?{% /ask %}
{% /numeric %}
`;
  const options = { file: "x", registry, generators: practices, assets: {} };
  const { doc, diagnostics } = compileLesson(text, { ...options, arrays });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  // 0·1 + -1·2 + 0·3 + -2.5·4
  expect(JSON.stringify(doc)).toContain('"value":-12');
});
