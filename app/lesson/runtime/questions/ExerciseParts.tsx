/** The parts of a generated exercise: a sentence, a small matrix, a line of arithmetic. */
import type { ReactNode } from "react";
import type { Part } from "../../practice/practice";
import styles from "./questions.module.css";

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
