/** The maps of one layer of a pass, and where the number that is open comes from. */
import { useMemo, useState } from "react";
import type { Cell } from "../../../engine/core/expression";
import type { Shape } from "../../../engine/core/shape";
import type { Numbers } from "../../../engine/explain/numbers";
import { layerNamed } from "../../../engine/graph/shapes";
import { AskPanel } from "../../explorer/ask/AskPanel";
import { extended } from "../../explorer/ask/opened";
import { useFetched } from "../../explorer/ask/useFetched";
import { useRoom } from "../../figures/curve/useRoom";
import { describeCell, FeatureMapWall } from "../../figures/feature-maps/FeatureMapWall";
import {
  cellOf,
  colouringOf,
  indexOf,
  limits,
  type MapCell,
  mapShape,
} from "../../figures/feature-maps/maps";
import { spoken } from "../../figures/describe/number";
import { ColourScale } from "../../figures/marks/colour-scale/ColourScale";
import { bestOf } from "../../figures/network/ProbabilityBars";
import { reason } from "../../shell/reason";
import type { ArchitectureState } from "./definition";
import styles from "./architecture.module.css";

export interface LayerNumbersProps {
  readonly numbers: Numbers;
  readonly layer: string;
  /** Names of the numbers of a list, where somebody gave them. */
  readonly classes?: readonly string[];
  readonly state: ArchitectureState;
  readonly change: (next: ArchitectureState) => void;
}

/** All maps of a layer together take about so much height, px. */
const HEIGHT = 320;
const LARGEST_TILE = 120;
const NO_SHAPE: Shape = [];

export function LayerNumbers({ numbers, layer, classes = [], state, change }: LayerNumbersProps) {
  const [element, { width }] = useRoom<HTMLDivElement>(640);
  const [pointed, setPointed] = useState<Cell | null>(null);
  const [under, setUnder] = useState<MapCell | null>(null);
  const tensor = `${layer}.y`;
  const opened = state.trail.at(-1);
  const asked = opened?.tensor ?? tensor;
  const { ready, problem } = useFetched(numbers, [asked, tensor], "without users");
  const shape = layerNamed(numbers.network, layer)?.shape ?? NO_SHAPE;
  const data = ready ? (numbers.peek(tensor)?.data ?? null) : null;
  const own = useMemo(
    () => (data === null ? new Float64Array(0) : limits(mapShape(shape), data)),
    [data, shape],
  );
  const colouring = colouringOf("layer", own, 1, 0);
  const { channels } = mapShape(shape);
  const tile = Math.max(4, Math.min(LARGEST_TILE, Math.sqrt((width * HEIGHT) / channels) - 4));
  const here = opened?.tensor === tensor ? cellOf(shape, opened.index) : under;
  return (
    <div ref={element} className={styles["numbers"]}>
      {problem !== null && <p role="alert">{reason(problem)}</p>}
      <FeatureMapWall
        label={layer}
        shape={shape}
        values={data}
        colouring={() => colouring}
        tile={tile}
        room={width}
        cursor={under ?? here}
        onCursor={setUnder}
        onOpen={(cell) =>
          change({ ...state, trail: extended([], { tensor, index: indexOf(shape, cell) }) })
        }
      />
      <p className={styles["soft"]} aria-hidden>
        {under === null
          ? "Click a number, or press Enter on it, to see where it comes from."
          : describeCell(layer, shape, data, under)}
      </p>
      <ColourScale label={layer} {...colouring} />
      {data !== null && shape.length === 1 && (
        <Largest
          data={data}
          classes={classes}
          onOpen={(at) => change({ ...state, trail: extended([], { tensor, index: [at] }) })}
        />
      )}
      {ready && opened !== undefined && (
        <AskPanel
          values={numbers}
          trail={state.trail}
          pointed={pointed}
          onPoint={setPointed}
          onTrail={(trail) => change({ ...state, trail })}
        />
      )}
    </div>
  );
}

/** Of a list of numbers: the largest, which a classifier would answer with. */
function Largest({
  data,
  classes,
  onOpen,
}: {
  readonly data: ArrayLike<number>;
  readonly classes: readonly string[];
  readonly onOpen: (at: number) => void;
}) {
  const best = bestOf(data);
  const name = classes[best];
  return (
    <p className={styles["soft"]}>
      The largest of {data.length} numbers is number {best}
      {name === undefined ? "" : `, ${name}`}: {spoken(data[best] ?? Number.NaN)}.{" "}
      <button type="button" className="button" onClick={() => onOpen(best)}>
        {name === undefined ? "Where does it come from?" : `Why ${name}?`}
      </button>
    </p>
  );
}
