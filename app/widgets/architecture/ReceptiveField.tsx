/**
 * What one number of the chosen layer sees of the picture: the pixels that can count, and beside
 * them how much each does count.
 */
import { t } from "../../language/words";
import { rich } from "../../language/rich";
import { useMemo } from "react";
import { type EffectiveOptions, MOST_WORK, spreadOf } from "../../../engine/explain/effective";
import { type Patch, patchAt } from "../../../engine/graph/receptive";
import { seenBack } from "../../../engine/graph/seen-back";
import { layerNamed, type LayerShape, type NetworkShapes } from "../../../engine/graph/shapes";
import { percent, readable } from "../../figures/curve/format";
import type { Window } from "../../figures/marks/grid";
import { HeatMap } from "../../figures/marks/heat-map/HeatMap";
import { Stepper } from "../../figures/marks/stepper/Stepper";
import { FieldOnPicture } from "../../figures/network/FieldOnPicture";
import { exact } from "../../figures/network-map/counts";
import { usePicture } from "../../pictures/usePicture";
import { Controls } from "../fields/Controls";
import { useFigureServices } from "../services";
import { useAnswer } from "../useAnswer";
import type { ViewProps } from "./Architecture";
import styles from "./architecture.module.css";
import { fields, neuronIn } from "./definition";
import { sourceFor } from "./source";
import effectiveFieldWorker from "./effective-field-worker.ts?worker&url";

const NAMES = ["channel", "row", "column"] as const;
const SHOWN = ["effective"] as const;
/** Width of the map of the effective field, px. */
const WIDTH = 192;

export function ReceptiveField(props: ViewProps) {
  const { network, state, change, hidden, locked } = props;
  const { photo, effective } = state;
  const [, height = 1, width = 1] = network.spec.input;
  const layer = layerNamed(network, state.chosen);
  const index = useMemo(
    () => (layer === undefined ? [] : neuronIn(state.neuron, layer.shape)),
    [layer, state.neuron],
  );
  if (layer === undefined) return null;
  const [, row = 0, column = 0] = index;
  const patch = patchAt(layer.field, row, column, height, width);
  return (
    <div className={styles["seen"]} data-subject={effective || undefined}>
      <Controls {...props} table={fields} show={isSmall(network, layer) ? SHOWN : []}>
        {!hidden.has("neuron") &&
          index.map((at, axis) => (
            <Stepper
              key={axis}
              label={NAMES[axis] ?? "unit"}
              value={at}
              locked={locked.has("neuron")}
              whyNot={(to) => outside(to, layer.shape[axis] ?? 1)}
              onChange={(to) =>
                change({ ...state, neuron: index.map((old, of) => (of === axis ? to : old)) })
              }
            />
          ))}
      </Controls>
      <FieldOnPicture
        height={height}
        width={width}
        patch={patch}
        {...(photo === "own" ? {} : { photo })}
      />
      {effective && isSmall(network, layer) && (
        <Effective {...props} layer={layer} index={index} patch={patch} />
      )}
      {!hidden.has(`${layer.name}.sees`) && (
        <Seen network={network} layer={layer} index={index} patch={patch} />
      )}
    </div>
  );
}

interface SeenProps {
  readonly network: NetworkShapes;
  readonly layer: LayerShape;
  readonly index: readonly number[];
  readonly patch: Patch;
}

/** What the number sees, in words and followed back. */
function Seen({ network, layer, index, patch }: SeenProps) {
  const [, height = 1, width = 1] = network.spec.input;
  const [, row = 0, column = 0] = index;
  const [seenRows, seenColumns] = [patch.bottom - patch.top, patch.right - patch.left];
  return (
    <>
      <p>
        {rich(
          "The number {index} of {name} sees {seenRows}×{seenColumns} of the picture’s {height}×{width} pixels, {seenRows2} of {height2}.",
          {
            index: index.join(", "),
            name: <b>{layer.name}</b>,
            seenRows,
            seenColumns,
            height,
            width,
            seenRows2: exact(seenRows * seenColumns),
            height2: exact(height * width),
          },
        )}
      </p>
      <Back network={network} layer={layer} row={row} column={column} />
    </>
  );
}

interface BackProps {
  readonly network: NetworkShapes;
  readonly layer: LayerShape;
  readonly row: number;
  readonly column: number;
}

/** The same number, followed back: its window in the maps of each layer before it. */
function Back({ network, layer, row, column }: BackProps) {
  const seen = seenBack(network, layer.name, row, column);
  // Of the first convolution the window in the picture is all there is.
  if (seen === null || seen.length < 3) return null;
  return (
    <ol
      className={styles["back"]}
      aria-label={t("What it sees, layer by layer back to the picture")}
    >
      {seen.map(({ name, rows, columns, patch }) => {
        const [high, wide] = [patch.bottom - patch.top, patch.right - patch.left];
        return (
          <li key={name}>
            <FieldOnPicture height={rows} width={columns} patch={patch} small />
            <span>
              <b>{name === "input" ? "picture" : name}</b> {high}×{wide}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** Whether all up to a layer is soon computed. */
function isSmall({ layers }: NetworkShapes, layer: LayerShape): boolean {
  const upTo = layers.slice(0, layers.indexOf(layer) + 1);
  return upTo.reduce((sum, { multiplyAdds }) => sum + multiplyAdds, 0) <= MOST_WORK;
}

function outside(to: number, extent: number): string | null {
  return to < 0 || to >= extent ? t("From 0 to {extent}.", { extent: extent - 1 }) : null;
}

type EffectiveProps = ViewProps & Omit<SeenProps, "network">;

function Effective({ id, network, state, layer, index, patch, hidden }: EffectiveProps) {
  const { spec } = network;
  const [channels = 1, height = 1, width = 1] = spec.input;
  const { pictures } = useFigureServices();
  const wish = { id, name: state.photo, watching: false, pictures, onOwn: null };
  const { picture } = usePicture(sourceFor(channels, height), wish);
  const question = useMemo(
    () =>
      picture === null
        ? null
        : { spec, seed: state.seed, input: picture, layer: layer.name, index },
    [spec, state.seed, picture, layer.name, index],
  );
  const found = useAnswer<EffectiveOptions, Float64Array>(
    effectiveFieldWorker,
    "effective-field",
    question,
  );
  if (found.kind === "waiting")
    return <output>{t("Computing the gradient of every pixel …")}</output>;
  if (found.kind === "failed")
    return (
      <p role="note">
        {t("The gradient of every pixel: {why}", { why: found.why.replace(/\.?$/, ".") })}
      </p>
    );
  const field = found.answer;
  const most = Math.max(...field);
  const window = {
    row: patch.top,
    column: patch.left,
    rows: patch.bottom - patch.top,
    columns: patch.right - patch.left,
  };
  return (
    <>
      <HeatMap
        label={t("How much the number changes with each pixel of the picture")}
        rows={height}
        columns={width}
        data={field}
        colouring={{ palette: "sequential", low: 0, high: most || 1 }}
        width={WIDTH}
        rings={[{ ...window, hue: "input" }]}
        zoom={around(window, height, width)}
      />
      {!hidden.has("spread") && <SpreadWords field={field} shape={[height, width]} patch={patch} />}
    </>
  );
}

/** A window with some pixels round it, as far as the picture goes. */
function around(window: Window, height: number, width: number): Window {
  const margin = Math.ceil(Math.max(window.rows, window.columns) / 8);
  const row = Math.max(0, window.row - margin);
  const column = Math.max(0, window.column - margin);
  return {
    row,
    column,
    rows: Math.min(height, window.row + window.rows + margin) - row,
    columns: Math.min(width, window.column + window.columns + margin) - column,
  };
}

interface SpreadWordsProps {
  readonly field: Float64Array;
  readonly shape: readonly [number, number];
  readonly patch: Patch;
}

function SpreadWords({ field, shape, patch }: SpreadWordsProps) {
  const spread = spreadOf(field, shape, patch);
  if (spread === null)
    return <p>{t("The gradient is 0 at every pixel: on every path from it a ReLU gives 0.")}</p>;
  return (
    <p>
      {rich(
        "The middle {middlePixels} of these pixels have {middle} of the gradient. Its standard deviation is {deviation} pixels; if all counted alike it would be {even}.",
        {
          middlePixels: percent(spread.middlePixels),
          middle: <b>{percent(spread.middle)}</b>,
          deviation: readable(spread.deviation),
          even: readable(spread.even),
        },
      )}
    </p>
  );
}
