/**
 * One distribution a layer, side by side on a shared axis: darker is more. A column that shrinks to
 * a line has lost its signal; one that sits at the ends is saturated. Pure; a click or a key
 * chooses a layer. Lengths in CSS px.
 */
import { css, rgbAt, unsignedIndex } from "../../theme/colour";
import { useScheme } from "../../theme/scheme";
import { linear } from "../curve/scale";
import { count } from "./bins";
import { type Column, LayerPlot } from "./LayerPlot";

export interface DensityColumnsProps {
  readonly title: string;
  /** Values of each layer, in order. */
  readonly layers: readonly { readonly name: string; readonly values: ArrayLike<number> }[];
  readonly low: number;
  readonly high: number;
  readonly chosen: number;
  readonly onChoose: (layer: number) => void;
}

const HEIGHT = 230;
const BINS = 48;

export function DensityColumns(props: DensityColumnsProps) {
  const { title, layers, low, high, chosen, onChoose } = props;
  return (
    <LayerPlot
      label={title}
      names={layers.map(({ name }) => name)}
      chosen={chosen}
      onChoose={onChoose}
      height={HEIGHT}
      axis={(bottom, top) => linear(low, high, bottom, top)}
      mark={(tick) => String(tick).replace("-", "−")}
    >
      {(at, column) => (
        <Density counts={count(layers[at]?.values ?? [], low, high, BINS)} column={column} />
      )}
    </LayerPlot>
  );
}

interface DensityProps {
  /** From the bottom upwards. */
  readonly counts: readonly number[];
  readonly column: Column;
}

function Density({ counts, column: { left, width, bottom, y } }: DensityProps) {
  const scheme = useScheme();
  const most = Math.max(1, ...counts);
  const bin = (bottom - y.at(y.high)) / counts.length;
  return counts.map((number, row) => {
    if (number === 0) return null;
    const shade = unsignedIndex(Math.sqrt(number / most), -0.25, 1);
    return (
      <rect
        key={row}
        data-count={number}
        x={left + 1}
        y={bottom - (row + 1) * bin}
        width={Math.max(1, width - 2)}
        height={bin + 0.5}
        fill={css(rgbAt("sequential", scheme, shade))}
      />
    );
  });
}
