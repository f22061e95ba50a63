/** The graph of a file that was not opened: what stands in it, and where the reading ends. */
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
    <section className={styles["outline"]} aria-label="The graph of the file">
      <h2>The graph of the file</h2>
      <p>
        {read} of {nodes.length} nodes are read, {refused.length}{" "}
        {refused.length === 1 ? "is" : "are"} not. {hidden > 0 && `${hidden} more are not shown.`}
      </p>
      {part !== null && (
        <button
          type="button"
          className="button primary"
          onClick={() => onOpen(part.project, part.upTo)}
        >
          Open what is read, up to {part.upTo}
        </button>
      )}
      <div {...SCROLLABLE} className={styles["scroll"]} aria-label="Nodes">
        <table>
          <thead>
            <tr>
              <th scope="col">Node</th>
              <th scope="col">Op</th>
              <th scope="col">Reads</th>
              <th scope="col">Makes</th>
            </tr>
          </thead>
          <tbody>
            {seen.map(({ name, op, reads, shape, state, problem }, at) => (
              <tr key={start + at} data-state={state}>
                <th scope="row">
                  {name}
                  {state === "refused" && <p className={styles["why"]}>Not read: {problem}</p>}
                </th>
                <td>{op}</td>
                <td>{reads.join(", ")}</td>
                <td>{shape === "" ? "not known" : shape}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
