/**
 * A picture changed in one step so that a network takes it for another class: every pixel moves by
 * the same small amount, along the sign of the loss's gradient (the fast gradient sign method of
 * Goodfellow and others, arXiv:1412.6572, towards a wanted class). Pixels stay between 0 and 1.
 *
 *   x′ = clip(x − ε · sign(∂E/∂x)), E the loss when the wanted class is the label
 */
import { apply, cell, constant, minus, product, sum } from "../core/build";
import type { Expression } from "../core/expression";
import { tensor } from "../core/tensor";
import { type Numbers, present } from "./numbers";

/** `numbers`: a pass over one picture whose label is the wanted class. `strength`: ε. */
function stepTowards(numbers: Numbers, strength: number): Float64Array {
  const pixels = present(numbers, "input").data;
  const slopes = present(numbers, "input.dy").data;
  return Float64Array.from(pixels, (pixel, at) =>
    clipped(pixel - strength * Math.sign(slopes[at] ?? 0)),
  );
}

/** The same pass over the changed picture. */
export function afterStep(numbers: Numbers, strength: number): Numbers {
  return numbers.withTensor(
    "input",
    tensor(numbers.shape("input"), stepTowards(numbers, strength)),
  );
}

/** How one number of the changed picture is computed. */
export function explainStep(numbers: Numbers, strength: number, at: number): Expression {
  const [pixels, slopes] = [present(numbers, "input"), present(numbers, "input.dy")];
  const sign = apply("sign", Math.sign, cell("input.dy", "gradient", slopes, at));
  return apply(
    "clip",
    clipped,
    sum([cell("input", "input", pixels, at), minus(product(constant(strength, "ε"), sign))]),
  );
}

/** To what a pixel can be. */
function clipped(pixel: number): number {
  return Math.min(1, Math.max(0, pixel));
}
