/**
 * A scene of volumes on the page: its sheets as the room allows, and the arithmetic of the number.
 * Where a number has many sub-totals, the one in front is written out and the rest wait folded.
 */
import { t, word } from "../../language/words";
import { useEffect, useState } from "react";
import type { Cell } from "../../../engine/core/expression";
import { type Arithmetic } from "../describe/arithmetic";
import { ArithmeticStrip } from "../marks/arithmetic-strip/ArithmeticStrip";
import { COVER_WORDS, useCovered } from "../marks/covered";
import { useOnStage } from "../marks/use-window-height";
import { sameCell, type Scene, type Volumes } from "../scene/scene";
import { arrange, type Arrangement, type Room } from "./arrange";
import { arithmeticOf, type VolumeArithmetic } from "./arithmetic";
import { DensePlate } from "./DensePlate";
import { LargePlate } from "./LargePlate";
import type { VolumeActions } from "./parts";
import { Plate } from "./Plate";
import { TiltedPlate } from "./TiltedPlate";
import { AROUND, useVolumeRoom } from "./useVolumeRoom";
import styles from "./plate.module.css";

export interface VolumeBoardProps {
  readonly scene: Scene;
  readonly volumes: Volumes;
  readonly nameOf: (cell: Cell) => string;
  readonly hint: string;
  readonly actions: VolumeActions;
  /** Height in px of what the figure has under the arithmetic. */
  readonly under?: number | undefined;
  /** There is no room to lay the sheets side by side. */
  readonly onCramped?: ((cramped: boolean) => void) | undefined;
}

/** Sheets with more cells than this are pictures, of which only the window is read. */
const MOST_READ = 256;
/** A phone's figure. */
const NARROW = 560;

export function VolumeBoard(props: VolumeBoardProps) {
  const { scene, volumes, actions, onCramped } = props;
  const stage = useOnStage();
  const [box, room] = useVolumeRoom(stage, aroundOf(props));
  const { form, extents, dense } = volumes;
  const large = form === "large" || extents.rows * extents.columns > MOST_READ;
  const flat = (form === "apart" || form === "together") && !large;
  const cramped = flat && planOf({ ...volumes, form: "apart" }, room).form === "deck";
  useEffect(() => onCramped?.(cramped), [onCramped, cramped]);
  const shared = { scene, volumes, room, actions };
  const short = stage || room.width < NARROW || extents.filters > 1 || large;
  return (
    <div className={styles["board"]}>
      <div ref={box} className={styles["picture"]}>
        {large ? (
          <LargePlate {...shared} />
        ) : dense !== null ? (
          <DensePlate {...shared} dense={dense} />
        ) : flat ? (
          <Plate {...shared} plan={planOf(volumes, room)} />
        ) : (
          <TiltedPlate {...shared} apart={form === "tilted-apart"} />
        )}
      </div>
      <Worked {...props} most={short ? 1 : 3} hidden={large && stage} />
    </div>
  );
}

/** The arrangement for these sheets in this room. */
function planOf({ extents, forward, shares, form }: Volumes, room: Room): Arrangement {
  // Gradients are fractions: they need wider cells.
  const legible = forward ? room : { ...room, comfort: Math.round(1.5 * room.comfort) };
  return arrange(extents, legible, {
    apart: form === "apart",
    shares: shares !== null,
    zooms: forward,
  });
}

/** A line of arithmetic holds about seven products of a gradient. */
const PRODUCTS = 7;
const LINE = 25;

/** What stands round the picture, px: a gradient's sum is written out in full. */
function aroundOf({ volumes: { forward, extents, filter }, under = 0 }: VolumeBoardProps): number {
  if (forward) return AROUND;
  const products = extents.outRows * extents.outColumns;
  const lines = filter.hue === "gradient" ? Math.ceil(products / PRODUCTS) : 3;
  return AROUND + 45 + lines * LINE + under;
}

interface WorkedProps extends VolumeBoardProps {
  /** How many sub-totals may be written out unasked. */
  readonly most: number;
  /** Only where the reader asks for it: the sub-totals say it. */
  readonly hidden: boolean;
}

function Worked({ scene, volumes, nameOf, hint, actions, most, hidden }: WorkedProps) {
  const [own, setOwn] = useState(false);
  const all = volumes.sums ?? own;
  const setAll = actions.onSums ?? setOwn;
  const { worked, remarks, pointed, partners } = scene;
  // A remark on a hidden number would say what it is.
  const said = useCovered(worked?.at.tensor) ? [] : remarks;
  // A hidden filter says by its products how large it is.
  const hidesProducts = useCovered(volumes.filter.sheets[0]?.tensor);
  const found = arithmeticOf(scene);
  if (hidesProducts)
    return (
      <p className={styles["sentence"]}>
        {t("The arithmetic of this number is {covered}.", { covered: word(COVER_WORDS) })}
      </p>
    );
  if (worked === null || found === null)
    return hint === "" ? null : <p className={styles["sentence"]}>{hint}</p>;
  const many = found.groups.size > most;
  return (
    <>
      {(!hidden || all) && (
        <div className={styles["worked"]} data-beside={volumes.forward}>
          <ArithmeticStrip
            title={worked.title}
            arithmetic={many && !all ? folded(found, volumes) : found.arithmetic}
            nameOf={nameOf}
            isLit={(cell) => [pointed, ...partners].some((one) => sameCell(one, cell))}
            onPoint={actions.onPoint}
            onAsk={actions.onAsk}
          />
          {many && (
            <button
              type="button"
              className={styles["fold"]}
              aria-expanded={all}
              onClick={() => setAll(!all)}
            >
              {all
                ? t("Fold the sums")
                : t("Write out all {size} sums", { size: found.groups.size })}
            </button>
          )}
        </div>
      )}
      {said.map((remark) => (
        <p key={remark} className={styles["sentence"]}>
          {remark}
        </p>
      ))}
    </>
  );
}

/** Only the group in front, and the lines that put all groups together. */
function folded({ arithmetic, groups }: VolumeArithmetic, volumes: Volumes): Arithmetic {
  const byFilter = volumes.input.hue === "gradient";
  const shown = groups.get(byFilter ? volumes.front.filter : volumes.front.channel);
  const grouped = new Set(groups.values());
  return { lines: arithmetic.lines.filter((line) => line === shown || !grouped.has(line)) };
}
