/** The parts of a generated exercise: a sentence, a small matrix, a line of arithmetic or of code, a table, a network. */
import { lazy, type ReactNode, Suspense } from "react";
import type { Part } from "../../practice/practice";
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

function Table({ part }: { readonly part: Extract<Part, { kind: "table" }> }): ReactNode {
  return (
    <div className={styles["network"]}>
      <table className={styles["layers"]}>
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
              {row.map((cell, column) =>
                column === 0 ? (
                  <th key={column} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={column}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
