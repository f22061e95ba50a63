/**
 * Numbers on axes and in read-outs that `describe/number.ts` does not have: shares of a hundred,
 * and powers of ten.
 */
import { marked } from "../../language/numerals";
import { printed, raised, show, showSignificant } from "../describe/number";

/** Three significant digits, thousands set apart; what is not finite by its name. */
export function readable(value: number): string {
  return printed(showSignificant(value, 3).text);
}

/** "97.3 %" of a share in 0 … 1; what is nearly nothing or nearly all does not pretend to be it. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return show(share, 0).text;
  if (share > 0 && share < 0.0005) return `< ${marked("0.1")} %`;
  if (share < 1 && share > 0.9995) return `> ${marked("99.9")} %`;
  return `${marked((share * 100).toFixed(1))} %`;
}

/** A mark of a linear axis: short enough to stand beside it. */
export function mark(value: number): string {
  if (Math.abs(value) < 10_000) return readable(value);
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  return `${readable(Number((value / 10 ** exponent).toPrecision(2)))}×${decade(10 ** exponent)}`;
}

/**
 * A mark of a logarithmic axis: plain between a hundredth and a thousand, "10⁻⁵" and "2 × 10⁻⁵"
 * beyond.
 */
export function decade(value: number): string {
  if (value >= 0.01 && value <= 1000) return marked(String(Number(value.toPrecision(1))));
  const [lead = "1", exponent = "0"] = value.toExponential(0).split("e");
  const power = `10${raised(String(Number(exponent)))}`;
  return lead === "1" ? power : `${lead} × ${power}`;
}
