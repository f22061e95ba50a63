/** The graph of a file that was not opened: what stands in it, and where the reading ends. */
import { echo, t } from "../../../language/words";
import type { ReactNode } from "react";
import { SCROLLABLE } from "../../../shell/scrollable";
import type { Project } from "../project";
import type { RefusedGraph } from "./open-file";
import styles from "./outline.module.css";

/** Rows that are shown; the others are counted. */
const MOST = 300;

interface OutlineProps {
  readonly graph: RefusedGraph;
  readonly onOpen: (part: Project, upTo: string) => void;
}

export function Outline({ graph: { nodes, part }, onOpen }: OutlineProps): ReactNode {
  const refused = nodes.filter(({ state }) => state === "refused");
  const read = nodes.filter(({ state }) => state === "read").length;
  const first = nodes.findIndex(({ state }) => state === "refused");
  const start = Math.max(0, Math.min(first - MOST / 2, nodes.length - MOST));
  const seen = nodes.slice(start, start + MOST);
  const hidden = nodes.length - seen.length;
  return (
    <section className={styles["outline"]} aria-label={t("The graph of the file")}>
      <h2>{t("The graph of the file")}</h2>
      <p>
        {t(
          "{read} of {nodes} nodes are read, {refused} {refused, plural, one {is} other {are}} not. {hidden}",
          {
            read,
            nodes: nodes.length,
            refused: refused.length,
            hidden: hidden > 0 ? t("{hidden} more are not shown.", { hidden }) : "",
          },
        )}
      </p>
      {part !== null && (
        <button
          type="button"
          className="button primary"
          onClick={() => onOpen(part.project, part.upTo)}
        >
          {t("Open what is read, up to {upTo}", { upTo: part.upTo })}
        </button>
      )}
      <div {...SCROLLABLE} className={styles["scroll"]} aria-label={t("Nodes")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("Node")}</th>
              <th scope="col">{t("Op")}</th>
              <th scope="col">{t("Reads")}</th>
              <th scope="col">{t("Makes")}</th>
            </tr>
          </thead>
          <tbody>
            {seen.map(({ name, op, reads, shape, state, problem }, at) => (
              <tr key={start + at} data-state={state}>
                <th scope="row">
                  {name}
                  {state === "refused" && (
                    <p className={styles["why"]}>
                      {t("Not read: {problem}", { problem: echo(problem) })}
                    </p>
                  )}
                </th>
                <td>{op}</td>
                <td>{reads.join(", ")}</td>
                <td>{shape === "" ? t("not known") : shape}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
