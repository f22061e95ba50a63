/**
 * The parts of a generated exercise: a sentence, a small matrix, a line of arithmetic or of code, a
 * table, a network.
 */
import { lazy, type ReactNode, Suspense } from "react";
import type { Part, TablePart } from "../../practice/practice";
import styles from "./questions.module.css";

const NetworkPart = lazy(async () => ({ default: (await import("./NetworkPart")).NetworkPart }));

export function Parts({ parts }: { readonly parts: readonly Part[] }): ReactNode {
  return <div className={styles["parts"]}>{parts.map((part, at) => one(part, at))}</div>;
}

function one(part: Part, key: number): ReactNode {
  switch (part.kind) {
    case "text":
      return <p key={key}>{part.text}</p>;
    case "arithmetic":
      return (
        <p key={key} className={styles["arithmetic"]} dir="ltr">
          {part.text}
        </p>
      );
    case "matrix":
      return <Matrix key={key} part={part} />;
    case "code":
      return (
        <pre key={key} className={styles["code"]} dir="ltr">
          {part.text}
        </pre>
      );
    case "table":
      return <Table key={key} part={part} />;
    case "drawing":
    case "boxes":
      return (
        <div key={key} className={styles["network"]}>
          <Suspense fallback={<p>{part.label}</p>}>
            <NetworkPart part={part} />
          </Suspense>
        </div>
      );
    default:
      part satisfies never;
      return null;
  }
}

function Matrix({ part }: { readonly part: Extract<Part, { kind: "matrix" }> }): ReactNode {
  const marked = new Set((part.marked ?? []).map(([row, column]) => `${row} ${column}`));
  return (
    <table className={styles["matrix"]} data-role={part.role} dir="ltr">
      <caption>{part.name}</caption>
      <tbody>
        {part.values.map((row, at) => (
          <tr key={at}>
            {row.map((value, column) => (
              <td key={column} data-marked={marked.has(`${at} ${column}`) || undefined}>
                {String(value).replace("-", "−")}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface TableProps {
  readonly part: TablePart;
  /** What stands in the cells that are asked, in reading order; without it a "?". */
  readonly renderEntry?: (at: number) => ReactNode;
}

export function Table({ part, renderEntry }: TableProps): ReactNode {
  const asked = part.asked === true && renderEntry !== undefined;
  const before = (row: number, column: number): number =>
    part.rows
      .flatMap((cells, at) => (at < row ? cells : at === row ? cells.slice(0, column) : []))
      .filter((text) => text === "?").length;
  return (
    <div className={styles["network"]}>
      <table className={styles["layers"]} data-asked={part.asked}>
        <caption className="hidden-text">{part.name}</caption>
        <thead>
          <tr>
            {part.head.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {part.rows.map((row, at) => (
            <tr key={at}>
              {row.map((text, column) =>
                column === 0 ? (
                  <th key={column} scope="row">
                    {text}
                  </th>
                ) : (
                  <td key={column}>
                    {asked && text === "?" ? renderEntry(before(at, column)) : text}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
