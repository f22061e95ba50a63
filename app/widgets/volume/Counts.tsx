/** Shapes and parameters, each number tied to what it measures. */
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
    number(height, "input", "height", "rows of the input"),
    times,
    number(width, "input", "width", "columns of the input"),
    times,
    number(channels, "input", "channels", "channels of the input"),
    sign("∗"),
    number(kernel, "weight", "kernel", "rows of a filter"),
    times,
    number(kernel, "weight", "kernel2", "columns of a filter"),
    times,
    number(channels, "weight", "depth", "channels of a filter: as many as the input has"),
    sign("→"),
    number(rows, "output", "rows", "rows of the output"),
    times,
    number(columns, "output", "columns", "columns of the output"),
    times,
    number(filters, "output", "filters", "channels of the output: one per filter"),
  ];
  const count: readonly FormulaPart[] = [
    sign("("),
    number(kernel, "weight", "f", "f, rows of a filter"),
    times,
    number(kernel, "weight", "f2", "f, columns of a filter"),
    times,
    number(channels, "weight", "nC", "channels of the input"),
    sign("+"),
    number(1, "bias", "bias", "one bias per filter"),
    sign(")"),
    times,
    number(filters, "output", "nC2", "number of filters"),
    sign("="),
    number(parameterCount(state), "weight", "parameters", "parameters to learn"),
    name("parameters"),
  ];
  return (
    <div className={styles["counts"]}>
      <Formula label="Shapes" parts={shape} />
      <Formula label="Parameters" parts={count} />
    </div>
  );
}
