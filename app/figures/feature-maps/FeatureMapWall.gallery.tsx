/** FeatureMapWall in its states. */
import { useState } from "react";
import { ColourScale } from "../marks/colour-scale/ColourScale";
import { FeatureMapWall } from "./FeatureMapWall";
import { colouringOf, limits, mapShape, PICTURE, type MapCell, type Sharing } from "./maps";

const SHAPE = [6, 14, 14];
const waves = Float32Array.from({ length: 6 * 14 * 14 }, (_, at) => {
  const channel = Math.floor(at / 196);
  return (
    (channel + 1) *
    Math.sin(((at % 14) * (channel + 1)) / 6) *
    Math.cos(Math.floor((at % 196) / 14) / 3)
  );
});

function Live({ sharing }: { readonly sharing: Sharing }) {
  const [cursor, setCursor] = useState<MapCell>({ channel: 2, row: 5, column: 5 });
  const own = limits(mapShape(SHAPE), waves);
  const colouring = (channel: number) => colouringOf(sharing, own, 9)(channel);
  return (
    <div>
      <FeatureMapWall
        label="conv1"
        shape={SHAPE}
        values={waves}
        colouring={colouring}
        tile={84}
        room={300}
        cursor={cursor}
        onCursor={setCursor}
        rings={[{ channel: 1, row: 2, column: 3, rows: 5, columns: 5, hue: "input" }]}
      />
      <ColourScale label="conv1" {...colouring(0)} />
    </div>
  );
}

const wallOf = (shape: readonly number[], values: ArrayLike<number> | null, limit = 1) => (
  <FeatureMapWall
    label="layer"
    shape={shape}
    values={values}
    colouring={() => ({ palette: "diverging", low: -limit, high: limit })}
    tile={72}
    room={320}
    cursor={null}
  />
);

export const gallery = {
  title: "Feature-map wall",
  states: [
    { name: "one range a layer", node: <Live sharing="layer" /> },
    { name: "each map its own range", node: <Live sharing="map" /> },
    { name: "empty: nothing computed yet", node: wallOf([6, 12, 12], null) },
    { name: "one cell", node: wallOf([1, 1, 1], [0.7]) },
    {
      name: "a vector of 120 numbers",
      node: wallOf(
        [120],
        Float32Array.from({ length: 120 }, (_, at) => Math.sin(at)),
      ),
    },
    {
      name: "not a number",
      node: wallOf(
        [2, 3, 3],
        Float32Array.from({ length: 18 }, (_, at) => (at % 4 === 0 ? Number.NaN : at / 18)),
      ),
    },
    {
      name: "huge",
      node: wallOf(
        [2, 4, 4],
        Float32Array.from({ length: 32 }, (_, at) => (at - 16) * 1e20),
        1.6e21,
      ),
    },
    {
      name: "negative only",
      node: wallOf(
        [2, 4, 4],
        Float32Array.from({ length: 32 }, (_, at) => -at / 32),
      ),
    },
    {
      name: "the picture itself",
      node: (
        <FeatureMapWall
          label="input"
          shape={[1, 28, 28]}
          values={Float32Array.from({ length: 784 }, (_, at) =>
            Math.hypot((at % 28) - 14, at / 28 - 14) < 9 ? 1 : 0,
          )}
          colouring={() => PICTURE}
          tile={112}
          room={300}
          cursor={null}
        />
      ),
    },
  ],
};
