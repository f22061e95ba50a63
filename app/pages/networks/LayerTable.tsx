/** The layer table. The share of a layer in all parameters and all multiply-adds is drawn behind its number. */
import type { ReactNode } from "react";
import { variables } from "../../figures/marks/style";
import styles from "./networks.module.css";
import { bytes, exact, type Row } from "./rows";

export interface LayerTableProps {
  readonly rows: readonly Row[];
  readonly chosen: string | null;
  readonly onChoose: (name: string) => void;
  readonly title: string;
}

export function LayerTable({ rows, chosen, onChoose, title }: LayerTableProps): ReactNode {
  const all = (of: (row: Row) => number): number => rows.reduce((sum, row) => sum + of(row), 0);
  const parameters = all((row) => row.parameters);
  const multiplyAdds = all((row) => row.multiplyAdds);
  return (
    <section className={styles["scroll"]} aria-label={title}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            {["Layer", "Kind", "Kernel", "Stride", "Padding", "Output", "Parameters", "Multiply-adds", "Memory", "Sees"].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name} data-chosen={row.name === chosen || undefined}>
              <th scope="row">
                <button type="button" className={styles["layer"]} aria-pressed={row.name === chosen} onClick={() => onChoose(row.name)}>
                  {row.name}
                </button>
              </th>
              <td>{row.kind}</td>
              <td>{row.kernel}</td>
              <td>{row.stride}</td>
              <td>{row.padding}</td>
              <td>{row.output}</td>
              <Share count={row.parameters} of={parameters} />
              <Share count={row.multiplyAdds} of={multiplyAdds} />
              <td>{bytes(row.memory)}</td>
              <td>{row.field}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={6}>
              all
            </th>
            <td>{exact(parameters)}</td>
            <td>{exact(multiplyAdds)}</td>
            <td>{bytes(all((row) => row.memory))}</td>
            <td>–</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function Share({ count, of }: { readonly count: number; readonly of: number }): ReactNode {
  const share = of === 0 ? 0 : count / of;
  return (
    <td className={styles["share"]} style={variables({ "--share": `${100 * share}%` })} title={`${(100 * share).toFixed(1)} % of all`}>
      {count === 0 ? "" : exact(count)}
    </td>
  );
}
