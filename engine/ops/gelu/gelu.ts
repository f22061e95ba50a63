/**
 * gelu: each number times the share of a normal distribution that lies below it.
 *
 *   approximate "none"   y = x·Φ(x), y′ = Φ(x) + x·φ(x),
 *                        Φ(x) = (1 + erf(x/√2))/2, φ(x) = e^(−x²/2)/√(2π)
 *   approximate "tanh"   y = x·(1 + tanh(u))/2 = x·sigmoid(2u),  u = √(2/π)·(x + 0.044715·x³)
 *
 * Shapes  any → the same.
 * Source  Hendrycks & Gimpel, arXiv:1606.08415, as torch.nn.functional.gelu.
 */
import { readAttributes } from "../../core/attributes";
import { errorFunction } from "../../core/error-function";
import { pointwise } from "../../core/families";
import { logistic } from "../sigmoid/sigmoid";

const FORMS = ["none", "tanh"] as const;
export type GeluAttributes = { readonly approximate: (typeof FORMS)[number] };

export const gelu = pointwise<GeluAttributes>({
  name: "gelu",
  symbol: "gelu",
  defaults: { approximate: "none" },
  normalise(raw) {
    const read = readAttributes("gelu", raw);
    const approximate = read.choice("approximate", FORMS, "none");
    read.done();
    return { approximate };
  },
  value: (x, { approximate }) =>
    x * (approximate === "tanh" ? logistic(twice(x)) : (1 + errorFunction(x * Math.SQRT1_2)) / 2),
  slope(x, { approximate }) {
    if (approximate === "tanh") {
      const [share, rest] = [logistic(twice(x)), logistic(-twice(x))];
      return share * (1 + x * rest * 2 * ROOT * (1 + 3 * CUBIC * x * x));
    }
    const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
    return (1 + errorFunction(x * Math.SQRT1_2)) / 2 + x * density;
  },
  torch: ({ approximate }) =>
    approximate === "none" ? "nn.GELU()" : "nn.GELU(approximate='tanh')",
});

const ROOT = Math.sqrt(2 / Math.PI);
const CUBIC = 0.044715;

/** 2u of the approximation by tanh. */
function twice(x: number): number {
  return 2 * ROOT * (x + CUBIC * x * x * x);
}
