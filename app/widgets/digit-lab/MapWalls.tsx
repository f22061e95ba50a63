/**
 * Every layer's maps, module by module, as the graph has them; the number under the cursor is said,
 * the open one ringed.
 */
import { t } from "../../language/words";
import { useMemo } from "react";
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

export function MapWalls({
  network,
  values,
  sharing,
  open,
  windows,
  pointed,
  onPoint,
  onOpen,
}: MapWallsProps) {
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
          {layers.map((layer) => {
            const own = ranges.get(layer.tensor) ?? new Float64Array(0);
            const data = values?.peek(layer.tensor)?.data ?? null;
            const colouring = (channel: number) =>
              layer.tensor === "input" ? PICTURE : colouringOf(sharing, own, all, channel);
            const here = pointed?.tensor === layer.tensor ? pointed.cell : null;
            return (
              <figure key={layer.name} className={styles["layer"]}>
                <figcaption>
                  <b>{layer.name}</b> <span>{describeShape(layer.shape)}</span>
                </figcaption>
                <FeatureMapWall
                  label={layer.name}
                  shape={layer.shape}
                  values={data}
                  colouring={colouring}
                  tile={tileFor(layer.shape, room)}
                  room={room}
                  cursor={here}
                  rings={ringsOf(layer, open, windows)}
                  onCursor={(cell) =>
                    onPoint({
                      tensor: layer.tensor,
                      cell,
                      words: describeCell(layer.name, layer.shape, data, cell),
                    })
                  }
                  onOpen={(cell) =>
                    onOpen({ tensor: layer.tensor, index: indexOf(layer.shape, cell) })
                  }
                />
                {sharing === "layer" && layer.tensor !== "input" && (
                  <div data-controls>
                    <ColourScale label={layer.name} {...colouring(0)} />
                  </div>
                )}
              </figure>
            );
          })}
        </div>
      ))}
      {sharing === "network" && (
        <ColourScale
          label={t("all layers")}
          {...colouringOf("network", new Float64Array(0), all, 0)}
        />
      )}
    </div>
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
