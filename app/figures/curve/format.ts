/**
 * Numbers as a reader says them: three significant digits, powers of ten for the very large and very small, and the
 * three values that are not numbers by their names. `precise` gives five digits for a read-out.
 */
const RAISED: Readonly<Record<string, string>> = {
  "-": "⁻",
  "0": "⁰",
  "1": "¹",
  "2": "²",
  "3": "³",
  "4": "⁴",
  "5": "⁵",
  "6": "⁶",
  "7": "⁷",
  "8": "⁸",
  "9": "⁹",
};

/** "10⁻³" */
export function powerOfTen(exponent: number): string {
  return `10${[...String(exponent)].map((digit) => RAISED[digit] ?? digit).join("")}`;
}

export function readable(value: number, digits = 3): string {
  if (Number.isNaN(value)) return "not a number";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-3) {
    const [mantissa = "0", exponent = "0"] = value.toExponential(digits - 1).split("e");
    return `${minus(mantissa)} × ${powerOfTen(Number(exponent))}`;
  }
  if (size >= 10 ** digits) return minus(Math.round(value).toLocaleString("en-US"));
  return minus(value.toPrecision(digits));
}

export function percent(share: number, digits = 1): string {
  return Number.isFinite(share) ? `${minus((share * 100).toFixed(digits))} %` : "not a number";
}

function minus(text: string): string {
  return text.replace("-", "−");
}
