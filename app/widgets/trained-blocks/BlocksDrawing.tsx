/**
 * The net as it stands: three stages of blocks, each with its two layers on the line and its wire
 * above. A block is a button; arrow keys move between them.
 */
import { t, word } from "../../language/words";
import type { KeyboardEvent } from "react";
import { classes, variables } from "../../figures/marks/style";
import { walk } from "../../figures/volume-boxes/keys";
import { placeOf, stageOf } from "./operations";
import styles from "./trained-blocks.module.css";

export interface BlockMark {
  readonly block: string;
  readonly layers: boolean;
  readonly wire: boolean;
  /** Why the tool cannot be used on it; null where it can. */
  readonly whyNot: string | null;
  readonly touched: boolean;
  /** What stands below it, and how long its bar is, 0 to 1. */
  readonly value: { readonly text: string; readonly share: number } | null;
}

export interface BlocksDrawingProps {
  readonly label: string;
  readonly marks: readonly BlockMark[];
  readonly chosen: string | null;
  readonly onChoose: ((block: string) => void) | undefined;
}

const STAGES = [
  { stage: "1", says: "Stage 1: 4 maps of 14×14" },
  { stage: "2", says: "Stage 2: 8 maps of 7×7" },
  { stage: "3", says: "Stage 3: 16 maps of 4×4" },
];

export function BlocksDrawing({ label, marks, chosen, onChoose }: BlocksDrawingProps) {
  const at = marks.findIndex(({ block }) => block === chosen);
  const stop = Math.max(0, at);
  return (
    <section className={styles["net"]} aria-label={label} data-row>
      {STAGES.map(({ stage, says }) => (
        <div key={stage} className={styles["stage"]}>
          <span className="soft">{word(says)}</span>
          <ol className={styles["blocks"]}>
            {marks.map(
              (mark, place) =>
                stageOf(mark.block) === stage && (
                  <li key={mark.block}>
                    <Block
                      mark={mark}
                      pressed={mark.block === chosen}
                      tabIndex={place === stop ? 0 : -1}
                      onChoose={onChoose}
                      onKeyDown={(event) =>
                        walk(event, { selector: "[data-block]", count: marks.length, at: place })
                      }
                    />
                  </li>
                ),
            )}
          </ol>
        </div>
      ))}
    </section>
  );
}

interface BlockProps {
  readonly mark: BlockMark;
  readonly pressed: boolean;
  readonly tabIndex: number;
  readonly onChoose: BlocksDrawingProps["onChoose"];
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function Block({ mark, pressed, tabIndex, onChoose, onKeyDown }: BlockProps) {
  const { block, layers, wire, whyNot, touched, value } = mark;
  const name = placeOf(block);
  const has = [layers ? t("two layers") : t("no layers"), wire ? t("a wire") : t("no wire")].join(
    ", ",
  );
  const below = value === null ? "" : `, ${value.text}`;
  return (
    <button
      type="button"
      data-block={name}
      className={classes(styles["block"], touched && styles["touched"])}
      aria-label={t("Block {name}: {has}{below}", { name, has, below })}
      aria-pressed={pressed}
      aria-disabled={whyNot !== null || onChoose === undefined}
      title={whyNot ?? undefined}
      tabIndex={tabIndex}
      onClick={() => onChoose?.(block)}
      onKeyDown={onKeyDown}
    >
      <BlockPicture layers={layers} wire={wire} />
      <span>{name}</span>
      {value !== null && (
        <span className={styles["value"]} data-value={value.text}>
          <span className={styles["bar"]} style={variables({ "--share": value.share })} />
          {value.text}
        </span>
      )}
    </button>
  );
}

/**
 * x comes from the left; the wire goes above, the layers are on the line, both meet at the right.
 */
function BlockPicture({ layers, wire }: { readonly layers: boolean; readonly wire: boolean }) {
  return (
    <svg viewBox="0 0 64 46" className={styles["picture"]} aria-hidden>
      <path className={styles["line"]} d={layers ? "M0 34H64" : "M0 34H8M56 34H64"} />
      {wire && <path className={styles["wire"]} d="M6 34V8H56V34" />}
      {[14, 34].map((x) => (
        <rect
          key={x}
          className={layers ? styles["layer"] : styles["gone"]}
          x={x}
          y={25}
          width={14}
          height={18}
          rx={2}
        />
      ))}
      {wire && <circle className={styles["sum"]} cx={56} cy={34} r={5} />}
    </svg>
  );
}
