/**
 * Softmax and its loss in a number format, by two roads: powers of the logits as they are, and with
 * the maximum subtracted. What is not a number any more says so.
 */
import { t } from "../../language/words";
import { useMemo } from "react";
import type { NumberFormat } from "../../../engine/core/format";
import { type Road, roadsOf } from "../../../engine/explain/roads";
import { numbersOf } from "../../explorer/setup";
import { printed, show, showSignificant } from "../../figures/describe/number";
import { classes } from "../../figures/marks/style";
import { setupOf } from "./setup";
import type { NetworkState } from "./state";
import styles from "./network.module.css";

/** Largest number of each format, in words. */
const LARGEST: Readonly<Record<NumberFormat, string>> = {
  f16: "65,504",
  f32: "3.4 · 10³⁸",
  f64: "1.8 · 10³⁰⁸",
};
const BITS: Readonly<Record<NumberFormat, string>> = { f16: "16", f32: "32", f64: "64" };

export function RoadsTable({ state }: { readonly state: NetworkState }) {
  const { precision } = state;
  const numbers = numbersOf(setupOf(state));
  const roads = useMemo(
    () => (precision === "none" ? null : roadsOf(numbers, precision)),
    [numbers, precision],
  );
  if (precision === "none") return null;
  if (roads === null) return <p role="note">{t("The network does not end in a softmax.")}</p>;
  const rows = rowsOf(roads.plain, roads.shifted);
  return (
    <table className={classes(styles["table"], styles["roads"])}>
      <caption>
        {t("Softmax in {bits} bits, every operation rounded; the largest number is {largest}", {
          bits: BITS[precision],
          largest: LARGEST[precision],
        })}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t("what")}</th>
          <th scope="col">{t("logits as they are")}</th>
          <th scope="col">{t("maximum subtracted")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, plain, shifted }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <Numbers values={plain} />
            <Numbers values={shifted} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface Row {
  readonly name: string;
  readonly plain: readonly number[];
  readonly shifted: readonly number[];
}

function rowsOf(plain: Road, shifted: Road): readonly Row[] {
  const both = (name: string, of: (road: Road) => readonly number[] | null): readonly Row[] => {
    const [one, other] = [of(plain), of(shifted)];
    return one === null || other === null ? [] : [{ name, plain: one, shifted: other }];
  };
  return [
    ...both("powers", ({ powers }) => powers),
    ...both(t("their sum"), ({ total }) => [total]),
    ...both(t("probabilities p"), ({ shares }) => shares),
    ...both("loss", ({ loss }) => (loss === null ? null : [loss])),
    ...both(t("gradient p − y"), ({ gradient }) => gradient),
  ];
}

function Numbers({ values }: { readonly values: readonly number[] }) {
  const isLost = values.some((value) => !Number.isFinite(value));
  return (
    <td data-lost={isLost}>
      {values.map((value) => text(value)).join("; ")}
      {isLost && " ✗"}
    </td>
  );
}

/** Of ordinary size four places, else three digits. */
function text(value: number): string {
  const size = Math.abs(value);
  const isPlain = value === 0 || (size >= 0.001 && size < 10_000);
  return printed((isPlain ? show(value, 4) : showSignificant(value, 3)).text);
}
