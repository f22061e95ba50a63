/**
 * The box shorthand: a box for every layer, with what it does in a few letters, and the size that
 * comes out below. Pure.
 */
import { Fragment } from "react";
import { Followed } from "../marks/followed/Followed";
import { classes } from "../marks/style";
import { walk } from "./keys";
import styles from "./layer-boxes.module.css";

export interface LayerBox {
  /** null is the picture that goes in. */
  readonly layer: string | null;
  readonly title: string;
  /** "10 filters 3×3", "s=1, p=0". */
  readonly lines: readonly string[];
  /** "37×37×10", or "?" where it is asked for. */
  readonly size: string;
}

export interface LayerBoxesProps {
  readonly label: string;
  readonly boxes: readonly LayerBox[];
  readonly chosen?: string | null | undefined;
  readonly onChoose?: ((layer: string | null) => void) | undefined;
  /** Up and Down on a box: its first number by one. */
  readonly onStep?: ((layer: string | null, by: -1 | 1) => void) | undefined;
}

export function LayerBoxes({ label, boxes, chosen, onChoose, onStep }: LayerBoxesProps) {
  const none = chosen === undefined || !boxes.some(({ layer }) => layer === chosen);
  return (
    <ol className={styles["boxes"]} aria-label={label} data-row>
      {boxes.map((box, at) => {
        const mine = box.layer === chosen;
        const kind = classes(styles["box"], at === 0 && styles["input"], mine && styles["chosen"]);
        return (
          <li key={box.layer ?? "input"}>
            {at > 0 && (
              <span className={styles["arrow"]} aria-hidden>
                →
              </span>
            )}
            {onChoose === undefined ? (
              <span className={kind}>
                <Words box={box} />
              </span>
            ) : (
              <button
                type="button"
                data-box={box.layer ?? "input"}
                className={kind}
                tabIndex={(none ? at === 0 : mine) ? 0 : -1}
                aria-pressed={mine}
                onClick={() => onChoose(box.layer)}
                onFocus={() => onChoose(box.layer)}
                onKeyDown={(event) =>
                  walk(event, {
                    selector: "[data-box]",
                    count: boxes.length,
                    at,
                    onStep: onStep && ((by) => onStep(box.layer, by)),
                  })
                }
              >
                <Words box={box} />
              </button>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function Words({ box }: { readonly box: LayerBox }) {
  return (
    <>
      <b>{box.title}</b>
      {box.lines.map((line, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a line that changes stays the same line
        <Fragment key={at}>
          {" "}
          <span>
            <Followed value={line} />
          </span>
        </Fragment>
      ))}{" "}
      <span className={styles["size"]} data-size={box.size}>
        <Followed value={box.size} />
      </span>
    </>
  );
}
