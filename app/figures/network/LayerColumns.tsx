/**
 * One number per layer, as columns from the first layer to the last on a logarithmic axis: for
 * networks too deep for a bar with a name each. Runs stand side by side. Which layer is read is a
 * prop; pointer and arrow keys move it.
 */
import { t } from "../../language/words";
import type { PointerEvent } from "react";
import { Axes, marginFor } from "../curve/Axes";
import curve from "../curve/Curve.module.css";
import { readable } from "../curve/format";
import { linear, type Scale } from "../curve/scale";
import { round, toneOf } from "../curve/series";
import { useRoom } from "../curve/useRoom";
import { classes } from "../marks/style";
import styles from "./bars.module.css";
import { barAxis, describeBars, type LayerBarsProps, RunKey } from "./LayerBars";
import { acrossOf } from "../marks/magnified";

export interface LayerColumnsProps extends Pick<LayerBarsProps, "title" | "layers" | "runs"> {
  /** Place of the layer that is read; null: the first. */
  readonly at: number | null;
  readonly onAt: (at: number | null) => void;
  readonly width?: number;
}

const HEIGHT = 180;
/** Width of a letter of a layer's name, and the space between two names. */
const LETTER = 8;
const NAME_SPACE = 10;

export function LayerColumns(props: LayerColumnsProps) {
  const { title, layers, runs, onAt } = props;
  const [element, room] = useRoom<HTMLDivElement>(640);
  const read = Math.max(0, Math.min(layers.length - 1, props.at ?? 0));
  const layer = layers[read] ?? "";
  return (
    <figure className={styles["layerBars"]}>
      <figcaption className={curve["readout"]}>
        <strong>{title}</strong>
        {runs.map((run, at) => (
          <RunKey key={run.label} at={at}>
            {run.label} <b>{written(run.values[layer])}</b>
          </RunKey>
        ))}
        <span className={curve["at"]}>{t("in {layer}", { layer })}</span>
      </figcaption>
      <div ref={element} className={curve["plot"]}>
        <input
          type="range"
          className={classes("hidden-text", curve["scrubber"])}
          aria-label={t("{title}, read at a layer", { title })}
          aria-valuetext={`${layer}: ${runs.map((run) => `${run.label} ${written(run.values[layer])}`).join(", ")}`}
          min={0}
          max={Math.max(0, layers.length - 1)}
          value={read}
          onKeyDown={(event) => event.stopPropagation()}
          onChange={(event) => onAt(event.target.valueAsNumber)}
        />
        <Drawing {...props} read={read} width={props.width ?? room.width} type={room.type} />
      </div>
    </figure>
  );
}

interface DrawingProps extends LayerColumnsProps {
  readonly read: number;
  readonly width: number;
  readonly type: number;
}

function Drawing({ title, layers, runs, onAt, read, width, type }: DrawingProps) {
  const margin = marginFor(type);
  const height = HEIGHT * type;
  const plot: Plot = { top: margin.top, bottom: height - margin.bottom };
  const y = onPage(barAxis(runs), plot);
  const right = Math.max(margin.left + 1, width - margin.right);
  const x = linear(0, Math.max(1, layers.length), margin.left, right);
  const point = (event: PointerEvent<SVGSVGElement>): void => {
    onAt(Math.max(0, Math.min(layers.length - 1, Math.floor(x.invert(acrossOf(event))))));
  };
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={describeBars(title, layers, runs)}
      onPointerMove={point}
      onPointerDown={point}
    >
      <Axes
        x={linear(0, 0.5, 0, 0)}
        y={y}
        width={width}
        height={height}
        margin={margin}
        format={readable}
        plain
      />
      {layers.map((layer, place) => (
        <Columns
          key={layer}
          layer={layer}
          place={place}
          runs={runs}
          x={x}
          y={y}
          plot={plot}
          chosen={place === read}
        />
      ))}
      <Names
        layers={layers}
        x={x}
        baseline={plot.bottom + margin.bottom * 0.68}
        width={width}
        type={type}
      />
    </svg>
  );
}

interface Plot {
  readonly top: number;
  readonly bottom: number;
}

/** The bars' axis, 0 … 1, laid from the bottom of the plot to its top. */
function onPage(axis: Scale, { top, bottom }: Plot): Scale {
  return {
    ...axis,
    at: (value) => bottom + axis.at(value) * (top - bottom),
    invert: (position) => axis.invert((position - bottom) / (top - bottom)),
  };
}

interface ColumnsProps {
  readonly layer: string;
  readonly place: number;
  readonly runs: LayerBarsProps["runs"];
  readonly x: Scale;
  readonly y: Scale;
  readonly plot: Plot;
  readonly chosen: boolean;
}

function Columns({ layer, place, runs, x, y, plot, chosen }: ColumnsProps) {
  const { bottom } = plot;
  const room = x.at(1) - x.at(0);
  const wide = Math.max(1, (room * 0.8) / runs.length);
  return (
    <g>
      {chosen && (
        <rect
          x={round(x.at(place))}
          y={plot.top}
          width={round(room)}
          height={bottom - plot.top}
          className={styles["under"]}
        />
      )}
      {runs.map((run, at) => {
        const value = run.values[layer];
        if (value === undefined) return null;
        const broken = !Number.isFinite(value);
        const top = broken ? plot.top : Math.max(plot.top, Math.min(bottom, y.at(value)));
        return (
          <rect
            key={run.label}
            data-layer={layer}
            data-value={String(value)}
            x={round(x.at(place) + room * 0.1 + at * wide)}
            y={round(Number.isNaN(top) ? bottom : top)}
            width={round(Math.max(1, wide - 1))}
            height={round(Number.isNaN(top) ? 0 : bottom - top)}
            className={classes(
              styles["column"],
              curve[toneOf(at)],
              broken && styles["brokenColumn"],
            )}
          />
        );
      })}
    </g>
  );
}

interface NamesProps {
  readonly layers: readonly string[];
  readonly x: Scale;
  readonly baseline: number;
  readonly width: number;
  readonly type: number;
}

/** As many names as there is room for. */
function Names({ layers, x, baseline, width, type }: NamesProps) {
  const longest = Math.max(...layers.map(({ length }) => length));
  const widest = Math.max(58, NAME_SPACE + LETTER * longest) * type;
  const every = Math.max(1, Math.ceil((layers.length * widest) / Math.max(1, width - 80)));
  return (
    <g aria-hidden="true" className={curve["axes"]}>
      {layers.map((layer, at) => {
        const middle = (x.at(at) + x.at(at + 1)) / 2;
        return at % every === 0 && middle <= width - widest / 2 ? (
          <text key={layer} x={round(middle)} y={baseline} textAnchor="middle">
            {layer}
          </text>
        ) : null;
      })}
    </g>
  );
}

function written(value: number | undefined): string {
  return value === undefined ? "–" : readable(value);
}
