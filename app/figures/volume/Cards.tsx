/**
 * Sheets that belong together, one for each channel or filter. Spread out they stand side by side;
 * piled up they show one in front and the edges of the others behind it. A click on an edge brings
 * its sheet to the front.
 */
import type { ReactNode } from "react";
import type { Role } from "../../../engine/core/expression";
import { classes, variables } from "../marks/style";
import styles from "./cards.module.css";

export interface CardsProps {
  readonly count: number;
  readonly front: number;
  readonly form: "spread" | "pile";
  /** Of one sheet, in px. */
  readonly width: number;
  readonly height: number;
  /** From one to the next, in px. */
  readonly step: number;
  readonly hue: Role;
  readonly onFront?: ((at: number) => void) | undefined;
  /** The sheet itself; in a pile only the front one is drawn in full, of the others an edge. */
  readonly children: (at: number) => ReactNode;
}

export function Cards(props: CardsProps) {
  const { count, front, form, width, height, step, hue, onFront, children } = props;
  const extra = step * Math.max(0, count - 1);
  const pile = form === "pile";
  return (
    <div
      className={classes(styles["cards"], pile && styles["pile"])}
      style={variables({
        "--width": `${width + extra}px`,
        "--height": `${height + (pile ? extra : 0)}px`,
      })}
      data-role={hue}
    >
      {Array.from({ length: count }, (_, at) => {
        const behind = (at - front + count) % count;
        const place = pile
          ? { x: behind * step, y: (count - 1 - behind) * step }
          : { x: at * step, y: 0 };
        const style = variables({
          "--x": `${place.x}px`,
          "--y": `${place.y}px`,
          "--w": `${width}px`,
          "--h": `${height}px`,
          "--z": pile ? count - behind : count - Math.abs(at - front),
        });
        const covered = pile && at !== front;
        return (
          // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- the thumbnails choose by key
          <div
            key={at}
            className={styles["card"]}
            style={style}
            data-card={at}
            data-front={at === front || undefined}
            aria-hidden={covered || undefined}
            onClick={covered ? () => onFront?.(at) : undefined}
          >
            {covered ? <span className={styles["back"]} /> : children(at)}
          </div>
        );
      })}
    </div>
  );
}
