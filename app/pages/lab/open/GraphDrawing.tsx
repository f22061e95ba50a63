/**
 * The graph of a file that was not opened: boxes from top to bottom, parts that fold, and wires.
 */
import { t } from "../../../language/words";
import { type ReactNode, useMemo, useState } from "react";
import type { OutlinedNode } from "../../../../engine/onnx/outline";
import { variables } from "../../../figures/marks/style";
import { SCROLLABLE } from "../../../shell/scrollable";
import {
  type GraphRow,
  type GraphWire,
  nodesOf,
  openAtFirst,
  opsText,
  partsOf,
  rowsOf,
  wiresOf,
} from "./graph-rows";
import styles from "./outline.module.css";

/** Rows that are drawn; the others are counted. */
const MOST = 300;
/** More wires side by side lie on the last one. */
const MOST_LANES = 8;

export function GraphDrawing({ nodes }: { readonly nodes: readonly OutlinedNode[] }): ReactNode {
  const parts = useMemo(() => partsOf(nodes), [nodes]);
  const [open, setOpen] = useState(() => openAtFirst(parts, nodes));
  const rows = useMemo(() => rowsOf(parts, open), [parts, open]);
  const wires = useMemo(() => wiresOf(rows, nodes), [rows, nodes]);
  const refused = rows.findIndex(({ part }) =>
    nodesOf(part, nodes).some(({ state }) => state === "refused"),
  );
  const start = Math.max(0, Math.min(refused - MOST / 2, rows.length - MOST));
  const seen = rows.slice(start, start + MOST);
  const lanes = Math.min(MOST_LANES, 1 + Math.max(0, ...wires.map(({ lane }) => lane)));
  const toggle = (id: string): void => {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    setOpen(next);
  };
  return (
    <>
      {seen.length < rows.length && <p>{rows.length - seen.length} more are not drawn.</p>}
      <div {...SCROLLABLE} className={styles["scroll"]} aria-label="Nodes">
        <ol className={styles["graph"]} style={variables({ "--lanes": lanes })}>
          {seen.map((row, at) => (
            <li key={`${row.part.id} ${row.isOpen}`}>
              <Wires at={start + at} wires={wires} isOpen={row.isOpen} />
              <div
                className={styles["box"]}
                data-state={stateOf(row, nodes)}
                data-open={row.isOpen || undefined}
                style={variables({ "--depth": Math.min(4, row.depth) })}
              >
                {row.part.parts.length === 0 ? (
                  <Node node={nodes[row.part.first]} />
                ) : (
                  <Part row={row} nodes={nodes} onToggle={() => toggle(row.part.id)} />
                )}
              </div>
            </li>
          ))}
        </ol>
      </div>
    </>
  );
}

function stateOf({ part, isOpen }: GraphRow, nodes: readonly OutlinedNode[]): string {
  if (isOpen) return "open";
  const states = nodesOf(part, nodes).map(({ state }) => state);
  if (states.includes("refused")) return "refused";
  return states.includes("behind") ? "behind" : "read";
}

function Node({ node }: { readonly node: OutlinedNode | undefined }): ReactNode {
  if (node === undefined) return null;
  const { name, op, reads, shape, state, problem } = node;
  return (
    <>
      <b>{op}</b> <span className={styles["name"]}>{name}</span>{" "}
      <span className={styles["shape"]}>{shape === "" ? t("shape not known") : shape}</span>
      <span className="hidden-text">
        {" "}
        {reads.length === 0 ? t("reads nothing") : t("reads {names}", { names: reads.join(", ") })}
      </span>
      {state === "refused" && problem !== "" && (
        <p className={styles["why"]}>{t("Not read: {problem}", { problem })}</p>
      )}
    </>
  );
}

interface PartProps {
  readonly row: GraphRow;
  readonly nodes: readonly OutlinedNode[];
  readonly onToggle: () => void;
}

function Part({ row: { part, isOpen }, nodes, onToggle }: PartProps): ReactNode {
  const inside = nodesOf(part, nodes);
  const last = inside.at(-1)?.shape ?? "";
  return (
    <button type="button" aria-expanded={isOpen} onClick={onToggle}>
      <b>{part.title}</b>{" "}
      <span className={styles["name"]}>
        {t("{count, plural, one {# node} other {# nodes}}: {ops}", {
          count: inside.length,
          ops: opsText(inside),
        })}
      </span>
      {!isOpen && last !== "" && <span className={styles["shape"]}> {last}</span>}
    </button>
  );
}

interface WiresProps {
  readonly at: number;
  readonly wires: readonly GraphWire[];
  readonly isOpen: boolean;
}

/** The piece of every wire that lies beside this row. */
function Wires({ at, wires, isOpen }: WiresProps): ReactNode {
  return (
    <span className={styles["wires"]} aria-hidden>
      {wires
        .filter(({ from, to }) => from <= at && at <= to)
        .map(({ from, to, lane }) => (
          <span
            key={`${from} ${to}`}
            data-piece={at === from ? "from" : at === to ? "to" : "past"}
            data-open={isOpen || undefined}
            style={variables({ "--lane": Math.min(MOST_LANES - 1, lane) })}
          />
        ))}
    </span>
  );
}
