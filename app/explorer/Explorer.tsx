/**
 * The explorer in a figure: the scene of a setup, and what a click, a key and the text do to it.
 */
import { type KeyboardEvent, useContext, useMemo, useState } from "react";
import type { Numbers } from "../../engine/explain/numbers";
import { later } from "../later/later";
import { CoveredContext } from "../figures/marks/covered";
import {
  type CellAt,
  cellKey,
  type Front,
  type Scene,
  type Sheet,
  type Turn,
} from "../figures/scene/scene";
import { SceneBoard } from "../figures/scene/Board";
import type { Painting } from "../figures/scene/SceneView";
import { useFigureServices } from "../widgets/services";
import { placeInFront } from "./front";
import { valueOfGradient } from "./highlights";
import { AUTOMATIC, type View } from "./view";
import { cellMeant, tensorsMeant } from "./meant";
import styles from "./explorer.module.css";
import { spokenName } from "./names";
import { nameOf, sceneOf } from "./scene";
import { numbersOf, type Setup, shortened } from "./setup";
import { countedTensor } from "./use-counts";
import { walkPlace } from "./walk";

const ScenePrint = later(async () => (await import("../figures/scene/ScenePrint")).ScenePrint);

export interface ExplorerProps {
  /** Of the figure: the text names it in references. */
  readonly id: string;
  readonly setup: Setup;
  readonly hint: string;
  readonly onSeek: (at: number) => void;
  /** Tensors whose numbers may be changed. */
  readonly editable?: ReadonlySet<string>;
  readonly onEdit?: (cell: CellAt, value: number) => void;
  readonly onPaste?: (sheet: Sheet, matrix: readonly (readonly number[])[]) => string | null | void;
  /** A number of another tensor is asked where it comes from. */
  readonly onOpen?: (cell: CellAt) => void;
  /** On paper: a picture, nothing to touch. */
  readonly print?: boolean;
  /** The cell that is asked who uses it, instead of the walk's. */
  readonly asked?: CellAt | null;
  /** Takes that question back. */
  readonly onBack?: () => void;
  /** No cell is larger, px at the usual size of type. */
  readonly largest?: number | undefined;
  /** Dragging paints one tensor. */
  readonly painting?: Painting | undefined;
  /** Of volumes: another sheet comes to the front, and the walk goes to `at`. */
  readonly onFront?: (change: Partial<Front>, at: number) => void;
  readonly onSums?: (all: boolean) => void;
  readonly onTurn?: (turn: Turn) => void;
  readonly onCramped?: (cramped: boolean) => void;
  /** Height in px of what the figure has under the arithmetic. */
  readonly under?: number;
}

const NOTHING: ReadonlySet<string> = new Set();

export function Explorer(props: ExplorerProps) {
  const { id, setup, hint, onSeek, editable = NOTHING, onOpen, onBack, asked = null } = props;
  const { highlight, pick } = useFigureServices();
  const [own, setPointed] = useState<CellAt | null>(null);
  const covered = useCoveredTensors(setup);
  const numbers = numbersOf(setup);
  const figure = id.split("/").at(-1) ?? id;
  const pointed = own ?? cellMeant(numbers, setup, highlight, figure);
  const [front, setFront] = useState<Partial<Front>>({});
  const { at } = setup;
  const view = useMemo(() => withFront(setup.view, front), [setup.view, front]);
  const scene = useMemo(() => {
    const meant = tensorsMeant(numbers, { ...setup, view }, highlight);
    const all = sceneOf(numbers, view, at, { pointed, meant, asked, editable });
    return withoutRoutesTo(covered, all);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- of the setup only the view is read
  }, [numbers, view, at, pointed, asked, editable, highlight, covered]);
  // A photo is printed as it stands on the page.
  if (props.print === true && view.pictures === undefined)
    return <ScenePrint scene={scene} title={spokenName(numbers, view.of)} />;
  const ask = (cell: CellAt): void => {
    if (!isInside(numbers.shape(cell.tensor), cell)) return;
    const short = pick === null ? null : shortened(setup, numbers, cell);
    if (short !== null) pick?.(short.name, short.index);
    if (pick !== null) return;
    const target = walkTarget(numbers, view.of, cell);
    if (target !== null) onSeek(walkPlace(numbers, view, target.index));
    else onOpen?.({ ...cell, tensor: countedTensor(cell.tensor) });
  };
  const toFront = (change: Partial<Front>): void => {
    const to = placeInFront(numbers, view, at, change);
    if (props.onFront !== undefined) return props.onFront(change, to);
    setFront({ ...front, ...change });
    if (to !== at) onSeek(to);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || asked === null) return;
    event.stopPropagation();
    onBack?.();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape from anywhere inside takes a question back
    <div className={styles["board"]} onKeyDown={onKeyDown}>
      <CoveredContext value={covered}>
        <SceneBoard
          scene={scene}
          hint={hint}
          nameOf={(cell) => nameOf(numbers, view, cell)}
          onAsk={ask}
          onPoint={setPointed}
          onFront={toFront}
          {...passedOn(props)}
        />
      </CoveredContext>
    </div>
  );
}

/** What the board does by itself. */
function passedOn(props: ExplorerProps) {
  const { onEdit, onPaste, onBack, painting, largest, onSums, onTurn, onCramped, under } = props;
  return { onEdit, onPaste, onBack, painting, largest, onSums, onTurn, onCramped, under };
}

/** With the sheets that the reader has brought to the front, where the figure keeps none. */
function withFront(view: View, front: Partial<Front>): View {
  if (Object.keys(front).length === 0) return view;
  const volumes = view.volumes ?? AUTOMATIC;
  return { ...view, volumes: { ...volumes, front: { ...volumes.front, ...front } } };
}

/** What a question hides by its short name, by the names of the network's tensors. */
function useCoveredTensors({ names }: Setup): ReadonlySet<string> {
  const covered = useContext(CoveredContext);
  return useMemo(
    () => new Set([...covered].map((name) => names[name]?.tensor ?? name)),
    [covered, names],
  );
}

/** An arrow to a number that is hidden, or a lit error that goes there, would tell which it is. */
function withoutRoutesTo(covered: ReadonlySet<string>, scene: Scene): Scene {
  const telling = scene.arrows.filter(({ to }) => covered.has(to.tensor));
  if (telling.length === 0) return scene;
  const errors = telling.filter(({ from }) => from.tensor.endsWith(".dy"));
  const lit = new Set(errors.map(({ from }) => cellKey(from.tensor, from.index)));
  return {
    ...scene,
    arrows: scene.arrows.filter((arrow) => !telling.includes(arrow)),
    cellStyles: new Map([...scene.cellStyles].filter(([key]) => !lit.has(key))),
  };
}

function isInside(shape: readonly number[], { index }: CellAt): boolean {
  return index.length === shape.length && index.every((at, axis) => at < (shape[axis] ?? 0));
}

/** A cell of the walk, or the value whose gradient the walk goes through. */
function walkTarget(numbers: Numbers, of: string, cell: CellAt): CellAt | null {
  const walked = { tensor: of, index: cell.index };
  const isWalked = cell.tensor === of || valueOfGradient(numbers, walked)?.tensor === cell.tensor;
  return isWalked ? walked : null;
}

/** A copy of a matrix with one number changed. */
export function withCell(
  matrix: readonly (readonly number[])[],
  [row, column]: readonly number[],
  value: number,
): readonly (readonly number[])[] {
  return matrix.map((line, i) =>
    i === row ? line.map((old, j) => (j === column ? value : old)) : line,
  );
}
