/** Shapes and parameters, each number tied to what it measures. */
import { t } from "../../language/words";
import { type FormulaPart, name, sign } from "../../figures/describe/formula";
import { Formula } from "../../figures/marks/formula/Formula";
import styles from "./volume.module.css";
import { extentsOf, parameterCount, type VolumeState } from "./state";

export function Counts({ state }: { readonly state: VolumeState }) {
  const { channels, height, width, filters, kernel, rows, columns } = extentsOf(state);
  const number = (
    value: number,
    hue: "input" | "weight" | "bias" | "output",
    id: string,
    means: string,
  ): FormulaPart => ({
    kind: "number",
    text: String(value),
    hue,
    id,
    means,
  });
  const times = sign("×");
  const shape: readonly FormulaPart[] = [
    number(height, "input", "height", t("rows of the input")),
    times,
    number(width, "input", "width", t("columns of the input")),
    times,
    number(channels, "input", "channels", t("channels of the input")),
    sign("∗"),
    number(kernel, "weight", "kernel", t("rows of a filter")),
    times,
    number(kernel, "weight", "kernel2", t("columns of a filter")),
    times,
    number(channels, "weight", "depth", t("channels of a filter: as many as the input has")),
    sign("→"),
    number(rows, "output", "rows", t("rows of the output")),
    times,
    number(columns, "output", "columns", t("columns of the output")),
    times,
    number(filters, "output", "filters", t("channels of the output: one per filter")),
  ];
  const count: readonly FormulaPart[] = [
    sign("("),
    number(kernel, "weight", "f", t("f, rows of a filter")),
    times,
    number(kernel, "weight", "f2", t("f, columns of a filter")),
    times,
    number(channels, "weight", "nC", t("channels of the input")),
    sign("+"),
    number(1, "bias", "bias", t("one bias per filter")),
    sign(")"),
    times,
    number(filters, "output", "nC2", t("number of filters")),
    sign("="),
    number(parameterCount(state), "weight", "parameters", t("parameters to learn")),
    name("parameters"),
  ];
  return (
    <div className={styles["counts"]}>
      <Formula label={t("Shapes")} parts={shape} />
      <Formula label={t("Parameters")} parts={count} />
    </div>
  );
}
