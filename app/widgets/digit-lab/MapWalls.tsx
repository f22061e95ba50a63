/**
 * Every layer's maps, module by module, as the graph has them; the number under the cursor is said,
 * the open one ringed.
 */
import { t } from "../../language/words";
import { memo, useMemo } from "react";
import type { Shape } from "../../../engine/core/shape";
import type { NetworkShapes } from "../../../engine/graph/shapes";
import type { Numbers } from "../../../engine/explain/numbers";
import { useRoom } from "../../figures/curve/useRoom";
import {
  describeCell,
  describeShape,
  FeatureMapWall,
  type MapRing,
} from "../../figures/feature-maps/FeatureMapWall";
import {
  cellOf,
  colouringOf,
  indexOf,
  largest,
  limits,
  mapShape,
  PICTURE,
  type MapCell,
  type Sharing,
} from "../../figures/feature-maps/maps";
import { ColourScale } from "../../figures/marks/colour-scale/ColourScale";
import type { Colouring } from "../../figures/marks/number-grid/cell-style";
import { variables } from "../../figures/marks/style";
import { moduleNumbers } from "../../figures/network/modules";
import type { Opened } from "../../explorer/ask/opened";
import styles from "./digit-lab.module.css";
import { PROBABILITIES } from "../../runs/shipped-network";
import type { Window } from "../../explorer/ask/origin";

export interface MapWallsProps {
  readonly network: NetworkShapes;
  readonly values: Numbers | null;
  readonly sharing: Sharing;
  readonly open: Opened | null;
  readonly windows: readonly Window[];
  readonly pointed: MapPointer | null;
  readonly onPoint: (at: MapPointer) => void;
  readonly onOpen: (cell: Opened) => void;
}

/** The cell under the cursor, and what is said of it. */
export interface MapPointer {
  readonly tensor: string;
  readonly cell: MapCell;
  readonly words: string;
}

interface Layer {
  readonly name: string;
  readonly tensor: string;
  readonly shape: Shape;
}

/** While a stroke is drawn its maps come after it: they are left alone until then. */
export const MapWalls = memo(function MapWalls(props: MapWallsProps) {
  const { network, values, sharing, open } = props;
  const [element, { width }] = useRoom<HTMLDivElement>(640);
  const modules = useMemo(() => modulesOf(network), [network]);
  const ranges = useMemo(() => rangesOf(modules.flat(), values), [modules, values]);
  const across = width >= 500 ? 3 : width >= 300 ? 2 : 1;
  const room = Math.floor((width - (across - 1) * 16) / across);
  const all = Math.max(0, ...[...ranges.values()].map(largest));
  return (
    <div
      ref={element}
      className={styles["maps"]}
      data-part="maps"
      data-subject={open === null || undefined}
      style={variables({ "--across": across })}
    >
      {modules.map((layers) => (
        <div key={layers[0]?.name} className={styles["module"]}>
          {layers.map((layer) => (
            <LayerMaps
              key={layer.name}
              {...props}
              layer={layer}
              room={room}
              colouring={
                layer.tensor === "input"
                  ? asPicture
                  : colouringOf(sharing, ranges.get(layer.tensor) ?? NO_RANGES, all)
              }
            />
          ))}
        </div>
      ))}
      {sharing === "network" && (
        <ColourScale label={t("all layers")} {...colouringOf("network", NO_RANGES, all)(0)} />
      )}
    </div>
  );
});

const NO_RANGES = new Float64Array(0);
const asPicture = (): Colouring => PICTURE;

interface LayerMapsProps extends MapWallsProps {
  readonly layer: Layer;
  readonly room: number;
  readonly colouring: (channel: number) => Colouring;
}

function LayerMaps(props: LayerMapsProps) {
  const { values, sharing, open, windows, pointed, onPoint, onOpen, layer, room, colouring } =
    props;
  const { name, tensor, shape } = layer;
  const data = values?.peek(tensor)?.data ?? null;
  return (
    <figure className={styles["layer"]}>
      <figcaption>
        <b>{name}</b> <span>{describeShape(shape)}</span>
      </figcaption>
      <FeatureMapWall
        label={name}
        shape={shape}
        values={data}
        colouring={colouring}
        tile={tileFor(shape, room)}
        room={room}
        cursor={pointed?.tensor === tensor ? pointed.cell : null}
        rings={ringsOf(layer, open, windows)}
        onCursor={(cell) => onPoint({ tensor, cell, words: describeCell(name, shape, data, cell) })}
        onOpen={(cell) => onOpen({ tensor, index: indexOf(shape, cell) })}
      />
      {sharing === "layer" && tensor !== "input" && (
        <div data-controls>
          <ColourScale label={name} {...colouring(0)} />
        </div>
      )}
    </figure>
  );
}

/**
 * Layers in modules from left to right; a layer that only renames numbers, and the bars' softmax,
 * are left out.
 */
function modulesOf(network: NetworkShapes): readonly (readonly Layer[])[] {
  const shown = network.layers.filter(
    (layer) => layer.definition.name !== "flatten" && `${layer.name}.y` !== PROBABILITIES,
  );
  const nodes = network.layers.map((layer) => ({
    name: layer.name,
    op: layer.kind,
    inputs: layer.inputs,
  }));
  const moduleOf = moduleNumbers(nodes);
  const groups = new Map<number, Layer[]>();
  for (const layer of shown) {
    const at = layer.shape.length === 1 ? -1 : (moduleOf.get(layer.name) ?? 0);
    groups.set(at, [
      ...(groups.get(at) ?? []),
      { name: layer.name, tensor: `${layer.name}.y`, shape: layer.shape },
    ]);
  }
  // All lists of numbers stand together in the last row.
  return [...groups]
    .toSorted(([a], [b]) => (a < 0 ? 1 : b < 0 ? -1 : a - b))
    .map(([, layers]) => layers);
}

function rangesOf(
  layers: readonly Layer[],
  values: Numbers | null,
): ReadonlyMap<string, Float64Array> {
  const result = new Map<string, Float64Array>();
  for (const { tensor, shape } of layers) {
    const found = values?.peek(tensor);
    if (found != null && tensor !== "input")
      result.set(tensor, limits(mapShape(shape), found.data));
  }
  return result;
}

/** As large as three or four to a row allow. */
function tileFor(shape: Shape, room: number): number {
  const { channels } = mapShape(shape);
  const across = channels <= 9 ? 3 : 4;
  return Math.max(20, Math.floor((room - 4 * (across - 1)) / across));
}

function ringsOf(
  layer: Layer,
  open: Opened | null,
  windows: readonly Window[],
): readonly MapRing[] {
  const read = windows
    .filter((window) => window.tensor === layer.tensor)
    .map((window): MapRing => ({ ...window, hue: "input" }));
  if (open?.tensor !== layer.tensor) return read;
  return [...read, { ...cellOf(layer.shape, open.index), rows: 1, columns: 1, hue: "output" }];
}
