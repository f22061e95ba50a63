/**
 * What can be known without a device: grids, cuts, places in memory, and that kernels and their
 * callers agree.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { size } from "../../core/shape";
import { networks } from "../../graph/networks/index";
import { ops } from "../../ops/index";
import { kernels } from "../../train/kernels/index";
import { optimisers } from "../../train/optimisers/index";
import type { Program, TensorPlan } from "../../graph/program";
import { apart, planArena } from "./arena";
import { linear, partsOf } from "./kernel";
import { supported } from "./library";
import { single, trained } from "./program.testing";
import { cut, lowerProgram } from "./schedule";
import { Shapes } from "./shapes";

const MIB = 2 ** 20;
const REAL = { software: false, quads: false, largest: 32 * MIB };
const ADAPTERS = [
  REAL,
  { software: true, quads: false, largest: 32 * MIB },
  { software: true, quads: true, largest: 32 * MIB },
];
const LIMITS = { buffer: 256 * MIB, total: 1024 * MIB };

describe("a grid", () => {
  it("covers every invocation with at most 65,535 workgroups along an axis and less than a row too many", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (threads) => {
        const [x, y, z] = linear(threads);
        expect(Math.max(x, y, z)).toBeLessThanOrEqual(65535);
        expect(x * y * z * 64).toBeGreaterThanOrEqual(threads);
        expect((x * y - x) * 64).toBeLessThan(Math.max(64, threads));
      }),
    );
  });
});

describe("a cut", () => {
  it("keeps the order, loses nothing, and exceeds the budget only for single dispatches", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 })), (works) => {
        const items = works.map((work, at) => ({ work, at }));
        const runs = cut(items, 40);
        expect(runs.flat()).toEqual(items);
        for (const run of runs)
          if (run.length > 1)
            expect(run.reduce((sum, { work }) => sum + work, 0)).toBeLessThanOrEqual(40);
      }),
    );
  });
});

describe("the arena", () => {
  const program = (sizes: readonly number[]): Program =>
    single({
      op: "many",
      pass: "reduce",
      slots: Object.fromEntries(sizes.map((n, at) => [`t${at}`, [n]])),
    });

  it("is cut into pages that fit a buffer, no tensor in two pages, no two tensors on the same bytes", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 20 }),
        (sizes) => {
          const plan = program(sizes);
          const limits = { buffer: 8192, total: 2 ** 30 };
          const arena = planArena(plan, plan.tensors.map(wordsOf), limits);
          const taken = new Set<string>();
          for (const tensor of plan.tensors) {
            const { page, offset, bytes } = arena.place(wordsOf(tensor));
            expect(offset % 256).toBe(0);
            expect(bytes).toBe(Math.max(1, size(tensor.shape)) * 4);
            expect(offset + bytes).toBeLessThanOrEqual(arena.pages[page] ?? 0);
            expect(arena.pages[page]).toBeLessThanOrEqual(limits.buffer);
            for (let at = offset; at < offset + bytes; at += 4) {
              expect(taken.has(`${page}:${at}`)).toBe(false);
              taken.add(`${page}:${at}`);
            }
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it("keeps tensors that share words together", () => {
    const plan = program([100, 100]);
    const tensors = plan.tensors.map((tensor) => ({ ...tensor, offset: 64 }));
    const arena = planArena({ ...plan, tensors }, tensors.map(wordsOf), LIMITS);
    expect(new Set(tensors.map((tensor) => arena.place(wordsOf(tensor)).offset)).size).toBe(1);
    expect(arena.pages).toEqual([1024]);
  });

  it("cuts a tensor that is bound in parts between two of them, and its pieces are all of it in order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 30 }),
        (parts) => {
          const plan = program([64 * parts.reduce((sum, one) => sum + one, 0)]);
          const ranges = parts.map((one, at) => {
            const from = 64 * parts.slice(0, at).reduce((sum, before) => sum + before, 0);
            return { from, to: from + 64 * one };
          });
          const arena = planArena(plan, ranges, { buffer: 8192, total: 2 ** 30 });
          for (const range of ranges) {
            const { page, offset, bytes } = arena.place(range);
            expect(bytes).toBe((range.to - range.from) * 4);
            expect(offset + bytes).toBeLessThanOrEqual(arena.pages[page] ?? 0);
          }
          expect(Math.max(...arena.pages)).toBeLessThanOrEqual(8192);
          const pieces = plan.tensors.flatMap((tensor) => arena.pieces(tensor));
          expect(pieces).toEqual(arena.pages.map((bytes, page) => ({ page, offset: 0, bytes })));
        },
      ),
    );
  });

  it("sets large tensors of one call apart, and the others keep what they share and nothing else", () => {
    const sizes = fc.array(
      fc.record({
        cells: fc.integer({ min: 1, max: 400 }),
        offset: fc.integer({ min: 0, max: 40 }),
        large: fc.boolean(),
      }),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(sizes, (tensors) => {
        const plan = program(tensors.map(({ cells, large }) => cells + (large ? 1000 : 0)));
        const given = plan.tensors.map((tensor, at) => ({
          ...tensor,
          offset: 64 * (tensors[at]?.offset ?? 0),
          kind: tensors[at]?.large === true ? ("scratch" as const) : ("activation" as const),
        }));
        const before = { ...plan, tensors: given, words: 64 * 100 };
        const after = apart(before, 999);
        for (const [a, one] of after.tensors.entries()) {
          expect(one.offset % 64).toBe(0);
          expect(wordsOf(one).to).toBeLessThanOrEqual(after.words);
          for (const [b, other] of after.tensors.entries()) {
            if (a === b) continue;
            const alone = tensors[a]?.large === true || tensors[b]?.large === true;
            const shared = !alone && meets(before.tensors[a], before.tensors[b]);
            expect(meets(one, other)).toBe(shared);
            if (shared)
              expect(one.offset - other.offset).toBe(
                (given[a]?.offset ?? 0) - (given[b]?.offset ?? 0),
              );
          }
        }
      }),
    );
  });

  it("refuses what is over the budget, with the names and sizes of the largest tensors", () => {
    expect(() => planArena(program([30 * MIB, 10]), [], { ...LIMITS, total: 100 * MIB })).toThrow(
      /t0 takes 120 MB/,
    );
  });
});

function wordsOf({ offset, shape }: TensorPlan): { from: number; to: number } {
  return { from: offset, to: offset + Math.max(1, size(shape)) };
}

function meets(a: TensorPlan | undefined, b: TensorPlan | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return wordsOf(a).from < wordsOf(b).to && wordsOf(b).from < wordsOf(a).to;
}

describe("parts of a tensor", () => {
  it("are all its rows in order, begin at multiples of 64 cells, and fit unless 64 rows do not", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 50_000 }),
        (rows, cells, largest) => {
          const parts = partsOf([rows, cells], largest);
          let next = 0;
          for (const { from, count } of parts) {
            expect(from).toBe(next);
            expect((from * cells) % 64).toBe(0);
            if (64 * cells <= largest) expect(count * cells).toBeLessThanOrEqual(largest);
            next += count;
          }
          expect(next).toBe(rows);
          if (rows * cells <= largest) expect(parts.length).toBe(1);
        },
      ),
    );
  });
});

describe("kernels and their callers", () => {
  it("exist for every op, call and optimiser", () => {
    expect(supported()).toEqual(
      [...Object.keys(ops), ...Object.keys(kernels), ...Object.keys(optimisers)].toSorted(),
    );
  });

  it("agree on the order of the extents, on the names of constants and on the number of tensors", () => {
    for (const adapter of ADAPTERS) {
      for (const network of ["lenet5", "residual20"]) {
        for (const dispatch of [...lowerProgram(trained(network, 2), adapter).values()].flat()) {
          const { source, name, entry } = dispatch;
          expect(source, name).toMatch(new RegExp(`fn ${entry}\\b`));
          expect(Object.keys(dispatch.shape ?? {}), name).toEqual(membersOfShape(source));
          for (const constant of Object.keys(dispatch.constants))
            expect(source, name).toMatch(new RegExp(`override ${constant}\\b`));
          expect(dispatch.operands.length, name).toBe(bindingsOf(source));
        }
      }
    }
  });

  it("lower every network of the course within the limits of every device", () => {
    for (const network of Object.keys(networks)) {
      if (network.startsWith("resnet") && network !== "resnet18") continue;
      expect(() => lowerProgram(trained(network, 1, 1), REAL), network).not.toThrow();
    }
  });
});

function membersOfShape(source: string): string[] {
  const body = /struct Shape \{([\s\S]*?)\n\}/.exec(source)?.[1] ?? "";
  return [...body.replace(/\/\/.*$/gm, "").matchAll(/(\w+): u32/g)].map((match) => match[1] ?? "");
}

function bindingsOf(source: string): number {
  return [...source.matchAll(/@binding\([0-7]\) var<storage/g)].length;
}

describe("extents", () => {
  it("that are the same share a place", () => {
    const shapes = new Shapes();
    const lists: Record<string, number>[] = [
      { A: 1, B: 2 },
      { A: 2, B: 1 },
      { C: 1, D: 2 },
    ];
    const places = lists.map((shape) => shapes.place({ shape }));
    expect(places).toEqual([256, 512, 256]);
    expect(shapes.place({})).toBe(0);
    expect(Array.from(shapes.words().slice(64, 66))).toEqual([1, 2]);
    expect(shapes.words().byteLength).toBe(3 * 256);
  });
});
