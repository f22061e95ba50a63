import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatHash, formatSearch, NO_PREFERENCES, otherLooks, parseAddress } from "./address";
import { SCHEMES } from "../theme/scheme";

describe("an address", () => {
  it("names page, path, figures and preferences", () => {
    const address = parseAddress(
      "?theme=dark&still=1&backend=wasm&seed=7&course=a.convlab",
      "#/lesson/convolution/slide?c1.stride=2",
    );
    expect(address.page).toBe("lesson");
    expect(address.path).toEqual(["convolution", "slide"]);
    expect(address.parameters.get("c1.stride")).toBe("2");
    expect(address.preferences).toEqual({
      theme: "dark",
      still: true,
      backend: "wasm",
      seed: 7,
      lang: null,
      course: "a.convlab",
    });
    expect(address.problems).toEqual([]);
  });

  it("keeps what an LMS wrote there when the looks change", () => {
    const launch = "fetch=https%3A%2F%2Fa.example%2Ft%3Fk%3D1&registration=1";
    const dark = { ...NO_PREFERENCES, theme: "dark", seed: 3 } as const;
    expect(otherLooks(`?seed=7&${launch}&still=1`, dark)).toBe(`?theme=dark&seed=3&${launch}`);
    expect(otherLooks(`?seed=7&${launch}`, NO_PREFERENCES)).toBe(`?${launch}`);
    expect(otherLooks("?seed=7", NO_PREFERENCES)).toBe("");
  });

  it("an empty one is home", () => {
    for (const hash of ["", "#", "#/"])
      expect(parseAddress("", hash)).toMatchObject({ page: "", path: [] });
  });

  it("what it cannot read falls back, and says so", () => {
    const address = parseAddress("?theme=pink&seed=-1&backend=cuda&still=maybe", "#/lesson/%zz");
    expect(address.preferences).toEqual({
      theme: null,
      still: null,
      backend: null,
      seed: null,
      lang: null,
      course: null,
    });
    expect(address.problems).toHaveLength(4);
    expect(address.problems[0]).toEqual({
      name: "theme",
      text: "pink",
      allowed: `themes are ${SCHEMES.join(", ")}`,
    });
    expect(address.path).toEqual(["%zz"]);
  });

  it("formatted and parsed again is the same place", () => {
    const segment = fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 });
    const preferences = fc.record({
      theme: fc.constantFrom("light" as const, "dark" as const, "projector" as const, null),
      still: fc.constantFrom(true, false, null),
      backend: fc.constantFrom("auto" as const, "wasm" as const, null),
      seed: fc.option(fc.nat({ max: 999_999_999 })),
      lang: fc.constantFrom("es", "zh-Hans", "pt-BR", null),
      course: fc.constantFrom("course/spring.convlab", "a b&c.yaml", null),
    });
    fc.assert(
      fc.property(
        segment,
        fc.array(segment, { maxLength: 3 }),
        preferences,
        (page, path, wishes) => {
          const address = parseAddress(
            formatSearch(wishes),
            formatHash(page, path, new Map([["a.b", "1"]])),
          );
          expect(address).toMatchObject({ page, path, preferences: wishes, problems: [] });
          expect(address.parameters.get("a.b")).toBe("1");
        },
      ),
    );
  });

  it("half of a character in a path is replaced, not an error", () => {
    expect(formatHash("lesson", ["\ud83d", "a\udc00b"])).toBe("#/lesson/%EF%BF%BD/a%EF%BF%BDb");
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.nat({ max: 0xffff }).map((c) => String.fromCharCode(c)) })),
        (path) => {
          expect(parseAddress("", formatHash("lesson", path)).problems).toEqual([]);
        },
      ),
    );
  });

  it("10,000 random addresses cause no error", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 40 }),
        fc.string({ unit: "binary", maxLength: 60 }),
        (search, hash) => {
          const address = parseAddress(`?${search}`, `#/${hash}`);
          formatHash(address.page, address.path, address.parameters);
        },
      ),
      { numRuns: 10_000 },
    );
  }, 60_000);
});
