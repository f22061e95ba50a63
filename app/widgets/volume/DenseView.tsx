/**
 * Filters of one pixel as a dense layer: the channels of one pixel are a list, the filters the rows of a matrix. The same
 * numbers as in the sheets, editable here too; what the engine's dense layer makes of them stands beside the convolution's.
 * Asking a number of the matrix or of the pixel brings its filter and its channel's product up in the arithmetic.
 */
import { useScheme } from "../../theme/scheme";
import type { Room } from "../../figures/volume/arrange";
import { Part } from "../../figures/volume/Part";
import { Thumbs } from "../../figures/volume/Thumbs";
import { NumberGrid } from "../../figures/marks/number-grid/NumberGrid";
import { withBias, withInput, withWeight } from "./editing";
import { denseAt, layerOf, sheetOf } from "./layer";
import { withChannel, withFilter } from "./picking";
import { look, signed } from "./Sheets";
import styles from "./dense.module.css";
import type { ViewProps } from "./views";
import { extentsOf, LIMITS } from "./volume-state";

type DenseProps = ViewProps & { readonly room: Room };

export function DenseView(props: DenseProps) {
  const { state, scene, room } = props;
  const { channels } = extentsOf(state);
  const projector = useScheme() === "projector";
  const [, , row = 0, column = 0] = scene.target?.index ?? [];
  const least = projector ? 34 : 26;
  const size = Math.max(least, Math.min(46 * room.rem, Math.floor((room.width - 5 * 34) / (channels + 4)) - 2));
  const parts = { ...props, row, column, size };
  return (
    <div className={styles["dense"]}>
      <Maps {...parts} />
      <div className={styles["equation"]}>
        <Matrix {...parts} />
        <Sign text="·" />
        <Pixel {...parts} />
        <Sign text="+" />
        <Biases {...parts} />
        <Sign text="=" />
        <Results {...parts} />
      </div>
    </div>
  );
}

interface PartProps extends DenseProps {
  /** The pixel, and the side of a cell in px. */
  readonly row: number;
  readonly column: number;
  readonly size: number;
}

/** Where the pixel is: in every channel of the input, and in every sheet of the output. */
function Maps({ state, change, scene, room, row, column }: PartProps) {
  const y = layerOf(state).values["y"];
  const outputs = y === undefined ? [] : state.w.map((_, filter) => sheetOf(y, 0, filter));
  const size = Math.round(Math.max(40, Math.min(76 * room.rem, (room.width - 60) / (state.x.length + outputs.length) - 16)));
  const window = { row: row * state.stride - state.padding, column: column * state.stride - state.padding, rows: 1, columns: 1 };
  return (
    <div className={styles["maps"]}>
      <Part title="Input, and the pixel" hue="input">
        <Thumbs
          label="Channel"
          hue="input"
          bare
          sheets={state.x}
          high={signed(state.x.flat(2)).high}
          chosen={scene.front.channel}
          size={size}
          window={window}
          onChoose={(channel) => change({ ...state, channel })}
        />
      </Part>
      <Part title="Output, one sheet a row of the matrix" hue="output">
        <Thumbs
          label="Filter"
          hue="output"
          bare
          sheets={outputs}
          high={signed(outputs.flat(2)).high}
          chosen={scene.front.filter}
          size={size}
          window={{ row, column, rows: 1, columns: 1 }}
          onChoose={(filter) => change(withFilter(state, filter))}
        />
      </Part>
    </div>
  );
}

function Matrix({ state, change, scene, lit, point, locked, size }: PartProps) {
  return (
    <Part title="Filters as rows" hue="weight">
      <NumberGrid
        label="Weights, one row a filter"
        hue="weight"
        values={state.w.map((filter) => filter.map((sheet) => sheet[0]?.[0] ?? 0))}
        size={size}
        magnitude={LIMITS.magnitude}
        look={(filter, channel) => look(lit("w", filter, channel, 0, 0), "weight")}
        onPoint={(place) => point("w", place === null ? null : [place.row, place.column, 0, 0])}
        onAsk={({ row, column }) => change(withChannel(scene.front.filter === row ? state : withFilter(state, row), column))}
        onEdit={
          locked.has("w") ? undefined : ({ row, column }, value) => change(withWeight(state, row, column, { row: 0, column: 0 }, value))
        }
      />
    </Part>
  );
}

function Pixel({ state, change, lit, point, locked, row, column, size }: PartProps) {
  const [top, left] = [row * state.stride - state.padding, column * state.stride - state.padding];
  return (
    <Part title="Pixel" hue="input">
      <NumberGrid
        label={`Pixel in row ${row}, column ${column}, channel by channel`}
        hue="input"
        values={state.x.map((sheet) => [sheet[top]?.[left] ?? 0])}
        size={size}
        magnitude={LIMITS.magnitude}
        look={(channel) => look(lit("x", 0, channel, top, left), "input")}
        onPoint={(place) => point("x", place === null ? null : [0, place.row, top, left])}
        onAsk={(place) => change(withChannel(state, place.row))}
        onEdit={
          locked.has("x") || state.x[0]?.[top]?.[left] === undefined
            ? undefined
            : (place, value) => change(withInput(state, place.row, { row: top, column: left }, value))
        }
      />
    </Part>
  );
}

function Biases({ state, change, lit, point, locked, size }: PartProps) {
  return (
    <Part title="Biases" hue="bias">
      <NumberGrid
        label="Biases"
        hue="bias"
        values={state.b.map((value) => [value])}
        size={size}
        magnitude={LIMITS.magnitude}
        look={(filter) => look(lit("b", filter), "bias")}
        onPoint={(place) => point("b", place === null ? null : [place.row])}
        onEdit={locked.has("b") ? undefined : ({ row }, value) => change(withBias(state, row, value))}
      />
    </Part>
  );
}

/** Twice the same numbers: the convolution's at this pixel, and the dense layer's. */
function Results({ state, scene, ask, row, column, size }: PartProps) {
  const z = layerOf(state).values["z"];
  const convolved = state.w.map((_, filter) => [z === undefined ? null : (sheetOf(z, 0, filter)[row]?.[column] ?? null)]);
  const here = (filter: number) => (filter === scene.front.filter ? { lit: "output" as const, strong: true } : {});
  return (
    <Part title="Convolution, dense" hue="output">
      <div className={styles["both"]}>
        <NumberGrid
          label="What the convolution has at this pixel"
          hue="output"
          values={convolved}
          size={size}
          look={here}
          onAsk={(place) => ask("y", [0, place.row, row, column])}
        />
        <NumberGrid
          label="What the dense layer makes of the pixel"
          hue="output"
          values={denseAt(state, row, column).map((value) => [value])}
          size={size}
          look={here}
          onAsk={(place) => ask("y", [0, place.row, row, column])}
        />
      </div>
    </Part>
  );
}

function Sign({ text }: { readonly text: string }) {
  return (
    <span className={styles["sign"]} aria-hidden>
      {text}
    </span>
  );
}
