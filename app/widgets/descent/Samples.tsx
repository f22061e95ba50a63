/** Every sample as it is measured and as the network reads it, with its batch where that counts. */
import { t } from "../../language/words";
import { useContext } from "react";
import { readable } from "../../figures/curve/format";
import { COVER, CoveredContext } from "../../figures/marks/covered";
import type { DescentState, Seen } from "./definition";
import styles from "./descent.module.css";

export function Samples({ state, found }: { readonly state: DescentState; readonly found: Seen }) {
  const covered = useContext(CoveredContext);
  const inBatches = state.scaling === "batch";
  const batchOf = (at: number): number => Math.floor(at / state.batch);
  const first = (at: number): boolean => at > 0 && batchOf(at) !== batchOf(at - 1);
  return (
    <table className={styles["samples"]}>
      <caption>{t("Each sample as measured, and as the network reads it")}</caption>
      <thead>
        <tr>
          {inBatches && <th scope="col">{t("batch")}</th>}
          <th scope="col">{t("sample")}</th>
          <th scope="col">x₁</th>
          <th scope="col">x₂</th>
          <th scope="col">{t("read as")}</th>
          <th scope="col">{t("and")}</th>
          <th scope="col">{t("target")}</th>
        </tr>
      </thead>
      <tbody>
        {found.raw.map((row, at) => (
          <tr key={at} data-first={(inBatches && first(at)) || undefined}>
            {inBatches && <td>{batchOf(at)}</td>}
            <th scope="row">{at}</th>
            {row.map((x, of) => (
              <td key={of}>{readable(x)}</td>
            ))}
            {found.features[at]?.map((x, of) => (
              <td key={of} className={styles["read"]}>
                {covered.has("x") ? COVER : readable(x)}
              </td>
            ))}
            <td>{readable(state.data[at]?.[2] ?? 0)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
