/**
 * The layer table. The share of a layer in all parameters and all multiply-adds is drawn behind its
 * number.
 */
import { t, word } from "../../language/words";
import { Fragment, type ReactNode, useEffect, useRef } from "react";
import { exact } from "../network-map/counts";
import { Covered, useCovered } from "../marks/covered";
import { classes, variables } from "../marks/style";
import styles from "./layer-table.module.css";
import { bytes, type Row } from "./rows";

export interface LayerTableProps {
  readonly rows: readonly Row[];
  readonly chosen: string | null;
  readonly onChoose: (name: string) => void;
  readonly title: string;
  /** On a projector: what is counted, and no more, in a window round the chosen row. */
  readonly brief?: boolean;
}

const BRIEF = ["Layer", "Output", "Parameters", "Multiply-adds"] as const;
const WHOLE = [
  "Layer",
  "Kind",
  "Kernel",
  "Stride",
  "Padding",
  "Output",
  "Parameters",
  "Multiply-adds",
  "Memory",
  "Sees",
] as const;

/** Letters that fit below a layer's name. */
const LINE = 18;
/** In a narrow figure these stand below the layer's name. */
const FOLDED: ReadonlySet<string> = new Set(["Kind", "Kernel", "Stride", "Padding", "Output"]);

export function LayerTable(props: LayerTableProps): ReactNode {
  const { rows, chosen, onChoose, title, brief = false } = props;
  const all = (of: "parameters" | "multiplyAdds" | "memory"): number =>
    rows.reduce((sum, row) => sum + row[of], 0);
  const parameters = all("parameters");
  const multiplyAdds = all("multiplyAdds");
  const room = useRef<HTMLElement>(null);
  useEffect(() => {
    if (chosen !== null) showRow(room.current);
  }, [chosen]);
  return (
    <section
      ref={room}
      className={classes(styles["scroll"], brief && styles["brief"])}
      data-in-parts={brief || undefined}
      aria-label={title}
    >
      <table className={styles["table"]}>
        <thead>
          <tr>
            {(brief ? BRIEF : WHOLE).map((name) => (
              <th
                key={name}
                scope="col"
                className={classes(FOLDED.has(name) && styles["foldable"])}
              >
                {word(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <LayerRow
              key={row.name}
              row={row}
              chosen={row.name === chosen}
              onChoose={onChoose}
              all={{ parameters, multiplyAdds }}
              brief={brief}
            />
          ))}
        </tbody>
        <Totals all={{ parameters, multiplyAdds, memory: all("memory") }} brief={brief} />
      </table>
    </section>
  );
}

interface TotalsProps {
  readonly all: Readonly<Record<"parameters" | "multiplyAdds" | "memory", number>>;
  readonly brief: boolean;
}

function Totals({ all, brief }: TotalsProps) {
  return (
    <tfoot>
      <tr>
        <th scope="row">{t("all")}</th>
        <td colSpan={brief ? 1 : 5} className={styles["foldable"]}>
          –
        </td>
        <td>
          <Covered tensor="all.parameters">{exact(all.parameters)}</Covered>
        </td>
        <td>
          <Covered tensor="all.multiplyAdds">{exact(all.multiplyAdds)}</Covered>
        </td>
        {!brief && (
          <>
            <td>
              <Covered tensor="all.memory">{bytes(all.memory)}</Covered>
            </td>
            <td>–</td>
          </>
        )}
      </tr>
    </tfoot>
  );
}

interface LayerRowProps {
  readonly row: Row;
  readonly chosen: boolean;
  readonly onChoose: LayerTableProps["onChoose"];
  /** Of the whole network. */
  readonly all: Readonly<Record<"parameters" | "multiplyAdds", number>>;
  readonly brief: boolean;
}

function LayerRow({ row, chosen, onChoose, all, brief }: LayerRowProps): ReactNode {
  return (
    <tr data-chosen={chosen || undefined}>
      <th scope="row">
        <button
          type="button"
          className={styles["layer"]}
          aria-pressed={chosen}
          onClick={() => onChoose(row.name)}
        >
          {row.name}
        </button>
        <span className={styles["folded"]}>
          {(brief ? [row.output] : foldedLines(row)).map((line) => (
            <span key={line}>{line}</span>
          ))}
        </span>
      </th>
      {!brief && (
        <>
          <td className={classes(styles["kind"], styles["foldable"])} title={row.kind}>
            {row.kind.split("_").map((part, at) => (
              <Fragment key={at}>
                {at > 0 && "_"}
                {at > 0 && <wbr />}
                {part}
              </Fragment>
            ))}
          </td>
          <td className={styles["foldable"]}>{row.kernel}</td>
          <td className={styles["foldable"]}>{row.stride}</td>
          <td className={styles["foldable"]}>{row.padding}</td>
        </>
      )}
      <td className={styles["foldable"]}>{row.output}</td>
      <Share tensor={`${row.name}.parameters`} count={row.parameters} of={all.parameters} />
      <Share tensor={`${row.name}.multiplyAdds`} count={row.multiplyAdds} of={all.multiplyAdds} />
      {!brief && (
        <>
          <td>
            <Covered tensor={`${row.name}.memory`}>{bytes(row.memory)}</Covered>
          </td>
          <td>
            <Covered tensor={`${row.name}.sees`}>{row.field}</Covered>
          </td>
        </>
      )}
    </tr>
  );
}

/** What stands in five columns where there is room for them. */
function foldedLines({ kind, kernel, stride, padding, output }: Row): readonly string[] {
  if (kernel !== "")
    return [`${kind} ${kernel}`, t("stride {stride}, pad {padding}", { stride, padding }), output];
  const line = `${kind} → ${output}`;
  return line.length <= LINE ? [line] : [kind, output];
}

/** Scrolls the table, not the page, to the chosen row. */
function showRow(room: HTMLElement | null): void {
  const row = room?.querySelector<HTMLElement>("tr[data-chosen]");
  if (room === null || row === undefined || row === null) return;
  const above = row.offsetTop - room.scrollTop;
  if (above < row.offsetHeight || above + row.offsetHeight > room.clientHeight)
    room.scrollTop = row.offsetTop - room.clientHeight / 2;
}

interface ShareProps {
  readonly tensor: string;
  readonly count: number;
  readonly of: number;
}

function Share({ tensor, count, of }: ShareProps): ReactNode {
  const share = of === 0 ? 0 : count / of;
  if (useCovered(tensor))
    return (
      <td>
        <Covered tensor={tensor}>{null}</Covered>
      </td>
    );
  return (
    <td
      className={styles["share"]}
      style={variables({ "--share": `${100 * share}%` })}
      title={t("{value} % of all", { value: (100 * share).toFixed(1) })}
    >
      {count === 0 ? "" : exact(count)}
    </td>
  );
}
