/** One row for each operation, one column for each backend; a number that is off is written out. */
import { echo, t } from "../../language/words";
import { Check as Tick, X } from "lucide-react";
import type { ReactNode } from "react";
import type { Examined } from "../../../engine/client/check";
import styles from "./check.module.css";
import type { Column, Report } from "./report";

interface VerdictsProps {
  readonly report: Report;
  readonly names: Readonly<Record<Examined, string>>;
}

export function Verdicts({ report, names }: VerdictsProps): ReactNode {
  return (
    <table className={styles["verdicts"]} aria-label={t("Operations and what computes them")}>
      <thead>
        <tr>
          <th scope="col">{t("Operation")}</th>
          {report.columns.map((column) => (
            <th key={column.backend} scope="col">
              {names[column.backend]}
              <span>{echo(column.absent ?? column.description ?? t("waiting"))}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {report.ops.map((op) => (
          <tr key={op}>
            <th scope="row">{op}</th>
            {report.columns.map((column) => (
              <Cell key={column.backend} column={column} op={op} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({ column, op }: { readonly column: Column; readonly op: string }): ReactNode {
  const verdict = column.verdicts.get(op);
  if (verdict === undefined)
    return <td className={styles["waiting"]}>{column.absent === null ? "…" : "–"}</td>;
  if (verdict.problem === null)
    return (
      <td className={styles["good"]}>
        <Tick aria-hidden size={17} /> {t("agrees")}
      </td>
    );
  return (
    <td className={styles["bad"]}>
      <X aria-hidden size={17} /> {verdict.problem}
    </td>
  );
}
