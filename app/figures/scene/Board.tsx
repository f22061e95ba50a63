/**
 * A scene on the page: its grids, laid out for the room that there is, the size formula and notes
 * in the free corner, the arithmetic under them.
 */
import { t, word } from "../../language/words";
import { useMemo, useState } from "react";
import type { Cell } from "../../../engine/core/expression";
import { later } from "../../later/later";
import { type Measure, ringsOf } from "../conv-geometry/measure";
import { type Arithmetic, layOut, type Result } from "../describe/arithmetic";
import { ArithmeticStrip } from "../marks/arithmetic-strip/ArithmeticStrip";
import { COVER_WORDS, useCovered } from "../marks/covered";
import { useOnStage } from "../marks/use-window-height";
import { arrange } from "./arrange";
import { blocksOf, type Layout, placeScene, textHeight } from "./layout";
import { arrangedBy } from "./measure";
import { type Frame, sameCell, type Scene } from "./scene";
import { type SceneActions, SceneView } from "./SceneView";
import styles from "./scene.module.css";
import { useRoom } from "./useRoom";
import type { VolumeActions } from "../volume/parts";
import type { VolumeBoardProps } from "../volume/VolumeBoard";
import type { Room } from "./room";

const VolumeBoard = later(async () => (await import("../volume/VolumeBoard")).VolumeBoard);
const SizeFormulas = later(
  async () => (await import("../conv-geometry/SizeFormulas")).SizeFormulas,
);
const UsesList = later(async () => (await import("./UsesList")).UsesList);

interface SceneBoardProps extends VolumeActions {
  readonly scene: Scene;
  /** How a cell is called in words: "input row 1, column 2". */
  readonly nameOf: (cell: Cell) => string;
  /** What to do where no number is explained yet. */
  readonly hint: string;
  /** No cell is larger, px at the usual size of type. */
  readonly largest?: number | undefined;
  readonly onCramped?: VolumeBoardProps["onCramped"];
  readonly under?: number | undefined;
  /** Takes the question who uses a number back. */
  readonly onBack?: (() => void) | undefined;
}

export function SceneBoard(props: SceneBoardProps) {
  const { scene, nameOf, hint, onBack: _, onCramped, under, ...rest } = props;
  const { largest: __, ...actions } = rest;
  const { volumes = null } = scene;
  if (volumes === null) return <PanelBoard {...props} />;
  return (
    <VolumeBoard
      scene={scene}
      volumes={volumes}
      nameOf={nameOf}
      hint={hint}
      actions={actions}
      under={under}
      onCramped={onCramped}
    />
  );
}

/** Of the height that grids should take. */
const TALL = 1.4;

function PanelBoard(props: SceneBoardProps) {
  const { scene: given, nameOf, hint, largest, onBack, ...actions } = props;
  const [element, room] = useRoom(largest);
  const stage = useOnStage();
  const [measure, setMeasure] = useState<Measure | null>(null);
  const scene = useMemo(() => measured(given, measure), [given, measure]);
  const layout = useLayout(scene, room);
  const aside = (scene.sliding !== null || scene.notes.length > 0) && (
    <>
      {scene.sliding !== null && (
        <SizeFormulas sliding={scene.sliding} measure={measure} onMeasure={setMeasure} />
      )}
      {scene.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </>
  );
  const inCorner = aside !== false && fitsCorner(scene, layout, room);
  const under =
    scene.asked === null ? (
      <Worked scene={scene} nameOf={nameOf} hint={hint} actions={actions} />
    ) : (
      <UsesList asked={scene.asked} actions={actions} onBack={onBack} />
    );
  // Under grids of nearly a window's height it would not be seen with them.
  const isTall = !stage && layout.height > TALL * room.height;
  return (
    <div className={styles["scene"]}>
      {isTall && under}
      <div ref={element}>
        <SceneView
          {...actions}
          scene={scene}
          layout={layout}
          corner={inCorner ? aside : undefined}
        />
      </div>
      {!isTall && under}
      {aside !== false && !inCorner && <div className={styles["words"]}>{aside}</div>}
    </div>
  );
}

/** The same arrangement while sizes and numbers' lengths stay: a step and an edit try no other. */
function useLayout(scene: Scene, room: Room): Layout {
  const blocks = blocksOf(scene, room);
  const key = arrangedBy(blocks, room);
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- the key says all that an arrangement reads
  const arrangement = useMemo(() => arrange(blocks, room), [key]);
  return placeScene(blocks, arrangement, room);
}

/** With the rectangles of what a number of the size formula measures. */
function measured(scene: Scene, measure: Measure | null): Scene {
  if (measure === null || scene.sliding === null) return scene;
  const rings = ringsOf(measure, scene.sliding);
  const on = (wanted: (panel: Scene["panels"][number]) => boolean, list: typeof rings.x): Frame[] =>
    scene.panels
      .filter(wanted)
      .flatMap(({ sheets }) =>
        sheets.flatMap(({ key }) => list.map((ring) => ({ ...ring, sheet: key }))),
      );
  return {
    ...scene,
    frames: [
      ...scene.frames,
      ...on(({ frame }) => frame !== null, rings.x),
      ...on(({ hue }) => hue === "weight", rings.w),
      ...on(({ hue }) => hue === "output", rings.y),
    ],
  };
}

/** A formula takes about two lines where it stands in a corner. */
const FORMULA = "⌊(n + 2 × p − f) / s⌋ + 1 = m, with its numbers";

function fitsCorner(scene: Scene, { corner }: Layout, room: Room): boolean {
  if (corner === null) return false;
  const lines = [...(scene.sliding === null ? [] : [FORMULA, ""]), ...scene.notes];
  return textHeight(lines, corner.width, room) <= corner.height + 2 * room.text;
}

function Worked({
  scene: { worked, remarks, pointed, partners },
  nameOf,
  hint,
  actions: { onPoint, onAsk },
}: {
  readonly scene: Scene;
  readonly nameOf: (cell: Cell) => string;
  readonly hint: string;
  readonly actions: SceneActions;
}) {
  const isCovered = useCovered(worked?.at.tensor);
  const arithmetic = worked === null ? null : layOut(worked.expression, resultOf(worked));
  // Remarks on a hidden number, and a line that repeats it, would say what it is.
  const shown = arithmetic === null || (isCovered && isRepeated(arithmetic)) ? null : arithmetic;
  const said = isCovered ? [] : remarks;
  const words = isCovered
    ? t("The arithmetic of this number is {covered}.", { covered: word(COVER_WORDS) })
    : hint;
  return (
    <>
      {worked === null || shown === null ? (
        words !== "" &&
        said.length === 0 && (
          <p className="soft" dir="auto">
            {words}
          </p>
        )
      ) : (
        <ArithmeticStrip
          title={worked.title}
          arithmetic={shown}
          nameOf={nameOf}
          isLit={(cell) => [pointed, ...partners].some((one) => sameCell(one, cell))}
          onPoint={onPoint}
          onAsk={onAsk}
        />
      )}
      {said.map((remark) => (
        <p key={remark} className={styles["remark"]} data-role={worked?.role ?? "output"}>
          {remark}
        </p>
      ))}
    </>
  );
}

/** The line is one number, and again that number: 0 = 0. */
function isRepeated({ lines }: Arithmetic): boolean {
  return lines.length === 1 && lines[0]?.pieces.length === 1;
}

function resultOf({ value, role, at }: NonNullable<Scene["worked"]>): Result {
  return { value, role, cell: { kind: "cell", ...at, role, value } };
}
