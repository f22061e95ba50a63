/** The maps of one layer of a pass, and where the number that is open comes from. */
import { t } from "../../language/words";
import { useMemo, useState } from "react";
import type { Shape } from "../../../engine/core/shape";
import type { Numbers } from "../../../engine/explain/numbers";
import { layerNamed } from "../../../engine/graph/shapes";
import { AskPanel } from "../../explorer/ask/AskPanel";
import { extended } from "../../explorer/ask/opened";
import { useFetched } from "../../explorer/ask/useFetched";
import { Button } from "../../figures/marks/controls/Button";
import { percent } from "../../figures/curve/format";
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
import { exact } from "../../figures/network-map/counts";
import { useReveal } from "../../figures/marks/reveal";
import { ColourScale } from "../../figures/marks/colour-scale/ColourScale";
import { reason } from "../../shell/reason";
import type { ArchitectureState } from "./definition";
import styles from "./architecture.module.css";
import { largestOf } from "./largest";

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

export function LayerNumbers(props: LayerNumbersProps) {
  const { numbers, layer, classes = [], state } = props;
  const [root, change] = useReveal(state, props.change, (before, after) =>
    after.trail.length > 0 && after.trail !== before.trail ? "ask" : null,
  );
  const [element, { width }] = useRoom<HTMLDivElement>(640);
  const tensor = `${layer}.y`;
  const opened = state.trail.at(-1);
  const { ready, problem } = useFetched(
    numbers,
    [opened?.tensor ?? tensor, tensor],
    "without users",
  );
  const { shape = NO_SHAPE, definition } = layerNamed(numbers.network, layer) ?? {};
  const data = ready ? (numbers.peek(tensor)?.data ?? null) : null;
  const open = (index: readonly number[]): void =>
    change({ ...state, trail: extended([], { tensor, index }) });
  return (
    <div ref={root}>
      <div ref={element} className={styles["numbers"]}>
        {problem !== null && <p role="alert">{reason(problem)}</p>}
        <Maps
          layer={layer}
          shape={shape}
          data={data}
          opened={opened?.tensor === tensor ? cellOf(shape, opened.index) : null}
          width={width}
          onOpen={open}
        />
        {data !== null && shape.length === 1 && (
          <Largest
            data={data}
            isAnswer={layer === numbers.network.output.name && definition?.name !== "softmax"}
            classes={classes}
            onOpen={(at) => open([at])}
          />
        )}
        {ready && opened !== undefined && (
          <div data-part="ask">
            <AskPanel
              values={numbers}
              trail={state.trail}
              onTrail={(trail) => change({ ...state, trail })}
            />
          </div>
        )}
      </div>
    </div>
  );
}

interface MapsProps {
  readonly layer: string;
  readonly shape: Shape;
  readonly data: ArrayLike<number> | null;
  /** The number that is open, if it is one of them. */
  readonly opened: MapCell | null;
  readonly width: number;
  readonly onOpen: (index: readonly number[]) => void;
}

/** All maps of the layer on one scale, and what is under the cursor. */
function Maps({ layer, shape, data, opened, width, onOpen }: MapsProps) {
  const [under, setUnder] = useState<MapCell | null>(null);
  const own = useMemo(
    () => (data === null ? new Float64Array(0) : limits(mapShape(shape), data)),
    [data, shape],
  );
  const colouring = colouringOf("layer", own, 1);
  const { channels } = mapShape(shape);
  return (
    <>
      <FeatureMapWall
        label={layer}
        shape={shape}
        values={data}
        colouring={colouring}
        tile={Math.max(4, Math.min(LARGEST_TILE, Math.sqrt((width * HEIGHT) / channels) - 4))}
        room={width}
        cursor={under ?? opened}
        onCursor={setUnder}
        onOpen={(cell) => onOpen(indexOf(shape, cell))}
      />
      <p className={styles["soft"]} aria-hidden>
        {under === null
          ? t("Click a number, or press Enter on it, to see where it comes from.")
          : describeCell(layer, shape, data, under)}
      </p>
      <ColourScale label={layer} {...colouring(0)} />
    </>
  );
}

/** How many classes are written out. */
const WRITTEN = 5;

interface LargestProps {
  readonly data: ArrayLike<number>;
  readonly isAnswer: boolean;
  readonly classes: readonly string[];
  readonly onOpen: (at: number) => void;
}

/** Of a list of numbers the largest; of logits that are the answer, some with their softmax. */
function Largest({ data, isAnswer, classes, onOpen }: LargestProps) {
  const answers = useMemo(() => largestOf(data, isAnswer ? WRITTEN : 1), [data, isAnswer]);
  const [best] = answers;
  if (best === undefined) return null;
  const nameOf = (at: number): string => classes[at] ?? t("number {at}", { at });
  return (
    <>
      <p className={styles["soft"]}>
        {t("The largest of {data} numbers is number {at}{classes}: {logit}.", {
          data: exact(data.length),
          at: best.at,
          classes: classes[best.at] === undefined ? "" : `, ${nameOf(best.at)}`,
          logit: spoken(best.logit),
        })}{" "}
        <Button onClick={() => onOpen(best.at)}>
          {classes[best.at] === undefined
            ? t("Where does it come from?")
            : t("Why {at}?", { at: nameOf(best.at) })}
        </Button>
      </p>
      {isAnswer && (
        <table className={styles["answers"]}>
          <caption>
            {t("The {answers} largest logits, with their softmax", { answers: answers.length })}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t("class")}</th>
              <th scope="col">{t("logit")}</th>
              <th scope="col">{t("probability")}</th>
            </tr>
          </thead>
          <tbody>
            {answers.map(({ at, logit, share }) => (
              <tr key={at}>
                <th scope="row">
                  <Button quiet onClick={() => onOpen(at)}>
                    {nameOf(at)}
                  </Button>
                </th>
                <td>{spoken(logit)}</td>
                <td>{percent(share)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
