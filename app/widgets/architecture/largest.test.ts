import fc from "fast-check";
import { expect, test } from "vitest";
import { softmax } from "../../../engine/ops/softmax/softmax";
import { tensor } from "../../../engine/core/tensor";
import { largestOf } from "./largest";

test("the shares are the softmax op's, from the largest on, for logits of any size", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -900, max: 900, noNaN: true }), { minLength: 1, maxLength: 30 }),
      (logits) => {
        const all = softmax.forward(
          { x: tensor([1, logits.length], Float64Array.from(logits)) },
          softmax.normalise({}),
        );
        const found = largestOf(logits, 5);
        expect(found).toHaveLength(Math.min(5, logits.length));
        for (const { at, logit, share } of found) {
          expect(logit).toBe(logits[at]);
          expect(share).toBeCloseTo(all["y"]?.data[at] ?? Number.NaN, 12);
        }
        const rest = logits.filter((_, at) => found.every((one) => one.at !== at));
        for (const one of rest) expect(one).toBeLessThanOrEqual(found.at(-1)?.logit ?? 0);
        expect(found).toEqual(found.toSorted((a, b) => b.logit - a.logit));
      },
    ),
  );
});
