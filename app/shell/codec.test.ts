import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  readParameters,
  readState,
  readValue,
  writeParameters,
  writeState,
  writeValue,
} from "./codec";

const number = fc.oneof(
  fc.integer({ min: -999, max: 999 }),
  fc.double({ noDefaultInfinity: false }),
);
const word = fc
  .stringMatching(/^[a-z][A-Za-z0-9]{0,7}$/)
  .filter((text) => !["constructor", "prototype"].includes(text));
const matrix = (rank: number): fc.Arbitrary<unknown> =>
  rank === 0 ? number : fc.array(matrix(rank - 1), { minLength: 1, maxLength: 3 });
const text = fc.string({ unit: "grapheme", maxLength: 12 });
const value: fc.Arbitrary<unknown> = fc.oneof(
  number,
  fc.boolean(),
  fc.constant(null),
  text,
  word,
  ...[1, 2, 3, 4].map(matrix),
  fc.array(fc.oneof(text, fc.boolean(), fc.record({ a: text, b: fc.integer() })), { maxLength: 3 }),
);
const state = fc.dictionary(word, fc.oneof(value, fc.dictionary(word, value, { maxKeys: 3 })), {
  maxKeys: 5,
});

describe("one value", () => {
  it("comes back as it was written", () => {
    fc.assert(
      fc.property(value, (given) => {
        expect(readValue(writeValue(given))).toEqual(given);
      }),
    );
  });

  it("survives an address bar, and separators that a mail program escaped", () => {
    fc.assert(
      fc.property(value, (given) => {
        const line = writeParameters(new Map([["c1.x", writeValue(given)]]));
        expect(
          new URL(`http://localhost/#/lesson/a?${line}`).hash.slice("#/lesson/a?".length),
        ).not.toMatch(/\s/);
        const mangled = line.replaceAll(",", "%2C").replaceAll(";", "%3b");
        expect(readValue(readParameters(mangled).get("c1.x") ?? "")).toEqual(given);
      }),
    );
  });

  it("reads well: numbers, words and matrices stand as they are", () => {
    expect(
      writeValue([
        [1, 0, -1],
        [2, 0.5, -2],
      ]),
    ).toBe(";1,0,-1;2,0.5,-2");
    expect(
      writeValue([
        [[1], [2]],
        [[3], [4]],
      ]),
    ).toBe(";;1;2;;3;4");
    expect(writeValue([3])).toBe(",3");
    expect(writeValue("vertical-edge")).toBe("vertical-edge");
    expect(writeValue("true")).toBe("'true");
    expect(readValue(",")).toBeUndefined();
    expect(readValue(";1,;2,3")).toBeUndefined();
    expect(
      readValue(
        writeValue([
          { a: [Number.NaN, Number.NEGATIVE_INFINITY, -0], b: "~NaN", c: "~~-0", d: "~n" },
        ]),
      ),
    ).toEqual([{ a: [Number.NaN, Number.NEGATIVE_INFINITY, -0], b: "~NaN", c: "~~-0", d: "~n" }]);
    expect(readValue("1e999")).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("a figure's state", () => {
  it("comes back from its difference to the base, through the text of an address", () => {
    fc.assert(
      fc.property(state, state, (now, base) => {
        const line = writeParameters(writeState("c1", now, base));
        const back = readState("c1", readParameters(line), base);
        expect(back ?? base).toEqual(now);
      }),
    );
  });

  it("leaves defaults out", () => {
    const base = {
      stride: 1,
      kernel: [
        [1, 2],
        [3, 4],
      ],
      view: { flip: false, at: 0 },
    };
    expect(writeState("c1", base, structuredClone(base)).size).toBe(0);
    const moved = { ...base, view: { flip: false, at: 7 } };
    expect(writeParameters(writeState("c1", moved, base))).toBe("c1.view.at=7");
  });

  it("never lets an address name what is not an own key", () => {
    for (const line of [
      "c1.__proto__.x=1",
      "c1.constructor.x=1",
      "c1.a.prototype=1",
      "c1.=1",
      "c1..x=1",
    ])
      expect(readState("c1", readParameters(line), {})).toBeNull();
    readState(
      "c1",
      readParameters(`c1.a=~${encodeURIComponent('{"__proto__":{"polluted":1}}')}`),
      {},
    );
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("10,000 random addresses cause no error", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "c1.",
        "=",
        ";",
        ",",
        ";;",
        "~",
        "'",
        "%",
        "%zz",
        "&",
        "?",
        "[",
        "{",
        "1",
        "-",
        "e9",
        "NaN",
        "__proto__",
        ".",
        "~%5B",
      ),
      fc.string({ unit: "binary", maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const parameters = readParameters(pieces.join(""));
        readState("c1", parameters, { stride: 1, kernel: [[1]] });
        writeParameters(parameters);
      }),
      { numRuns: 10_000 },
    );
  }, 60_000);

  it("refuses an address too long to be meant", () => {
    expect(readParameters(`c1.x=${"1,".repeat(40_000)}`).size).toBe(0);
  });
});
