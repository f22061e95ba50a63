/**
 * Every number of a figure as plain tables, one per plane, which a screen reader can walk through.
 */
import { t } from "../../language/words";
import type { ReactNode } from "react";
import { size } from "../../../engine/core/shape";
import type { Tensor } from "../../../engine/core/tensor";
import { COVER_WORDS } from "../../figures/marks/covered";
import { printed, showSignificant } from "../../figures/describe/number";
import { counted } from "../../language/numerals";
import styles from "./figure.module.css";

const MOST_CELLS = 2_000;

interface TensorTablesProps {
  readonly tensors: Readonly<Record<string, Tensor>>;
  /** Tensors that a question hides for now. */
  readonly covered: ReadonlySet<string>;
}

export function TensorTables({ tensors, covered }: TensorTablesProps): ReactNode {
  return (
    <div className={styles["tensors"]}>
      {Object.entries(tensors).map(([name, tensor]) => (
        <section key={name} className={styles["tensor"]}>
          <h3>
            {name}{" "}
            <small>
              ({tensor.shape.length === 0 ? t("one number") : tensor.shape.join(" × ")})
            </small>
          </h3>
          {covered.has(name) ? (
            <p>{COVER_WORDS}</p>
          ) : size(tensor.shape) > MOST_CELLS ? (
            <p>
              {counted(size(tensor.shape))} numbers: too many for a table. The PyTorch code has all
              of them.
            </p>
          ) : (
            <Planes name={name} tensor={tensor} />
          )}
        </section>
      ))}
    </div>
  );
}

function Planes({ name, tensor }: { readonly name: string; readonly tensor: Tensor }): ReactNode {
  const columns = tensor.shape.at(-1) ?? 1;
  const rows = tensor.shape.at(-2) ?? 1;
  const outer = tensor.shape.slice(0, -2);
  return range(size(outer)).map((plane) => (
    <table key={plane}>
      {outer.length === 0 ? null : (
        <caption>{`${name}[${placeOf(plane, outer).join("][")}]`}</caption>
      )}
      <thead>
        <tr>
          <th scope="col">row</th>
          {range(columns).map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {range(rows).map((row) => (
          <tr key={row}>
            <th scope="row">{row}</th>
            {range(columns).map((column) => (
              <td key={column}>
                {written(tensor.data[(plane * rows + row) * columns + column] ?? Number.NaN)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  ));
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => at);
}

function placeOf(plane: number, outer: readonly number[]): number[] {
  const place: number[] = [];
  let left = plane;
  for (const extent of outer.toReversed()) {
    place.unshift(left % extent);
    left = Math.floor(left / extent);
  }
  return place;
}

function written(value: number): string {
  return printed(showSignificant(value, 7).text);
}
