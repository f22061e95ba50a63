import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meets, planMemory, type Block } from "./memory-plan";

describe("planMemory", () => {
  const lifetime = fc.record({ timeline: fc.nat(1), first: fc.nat(20), length: fc.nat(8) });
  const block: fc.Arbitrary<Block> = fc
    .record({ words: fc.nat(500), spans: fc.array(lifetime, { minLength: 1, maxLength: 2 }) })
    .map(({ words, spans }) => ({
      words,
      lifetimes: spans.map(({ timeline, first, length }) => ({
        timeline,
        first,
        last: first + length,
      })),
    }));

  it("never gives two blocks that live at the same time the same words", () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 30 }), (blocks) => {
        const { offsets, words } = planMemory(blocks, 64);
        for (const [at, a] of blocks.entries()) {
          const from = offsets[at] ?? 0;
          expect(from % 64).toBe(0);
          expect(from).toBeGreaterThanOrEqual(64);
          expect(from + a.words).toBeLessThanOrEqual(words);
          for (const [other, b] of blocks.entries()) {
            const to = offsets[other] ?? 0;
            if (other > at && meets(a, b) && a.words > 0 && b.words > 0)
              expect(from + a.words <= to || to + b.words <= from).toBe(true);
          }
        }
      }),
    );
  });
});
