/** The marks of a network's map as SVG: the same on the page, in print and in a file. */
import { memo } from "react";
import { COVER } from "../marks/covered";
import { classes } from "../marks/style";
import type { JoinMark, Marks, SignMark, TextMark, VolumeMark, WireMark } from "./marks";
import { arrowHead, cuts, rounded, sides } from "./paths";
import styles from "./network-map.module.css";

export interface MapDrawingProps {
  readonly marks: Marks;
  /** A picture with a name; without one it is only seen. */
  readonly title?: string;
  /** Shapes that a question asks for: "?" stands in their places. */
  readonly asked?: ReadonlySet<string>;
}

const BEND = 9;
const HEAD = 8;

export const MapDrawing = memo(({ marks, title, asked }: MapDrawingProps) => {
  const { width, height, chosen } = marks;
  const naming =
    title === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": title };
  return (
    <svg
      className={styles["drawing"]}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      {...naming}
    >
      {marks.frames.map((frame) => (
        <rect
          key={frame.item}
          className={classes(styles["frame"], frame.depth % 2 === 1 && styles["odd"])}
          x={frame.x}
          y={frame.y}
          width={frame.width}
          height={frame.height}
          rx={8}
        />
      ))}
      {marks.spots
        .filter(({ item }) => item === chosen)
        .map(({ item, words }) => (
          <rect key={item} className={styles["chosen"]} {...words} rx={6} />
        ))}
      {marks.wires.map((wire, at) => (
        <Wire key={at} wire={wire} />
      ))}
      {marks.volumes.map((volume, at) => (
        <Volume key={at} volume={volume} chosen={volume.item === chosen} />
      ))}
      {marks.joins.map((join) => (
        <Join key={join.item} join={join} />
      ))}
      {marks.signs.map((sign) => (
        <Sign key={sign.item} sign={sign} />
      ))}
      {marks.texts.map((text, at) => (
        <Words
          key={at}
          mark={text}
          covered={text.tone === "shape" && asked?.has(text.text) === true}
        />
      ))}
    </svg>
  );
});
MapDrawing.displayName = "MapDrawing";

function Wire({ wire: { points, skips, arrow } }: { readonly wire: WireMark }) {
  const head = arrow && !skips;
  return (
    <>
      <path
        className={classes(styles["wire"], skips && styles["skip"])}
        d={rounded(points, skips ? BEND * 1.6 : BEND)}
      />
      {head && <path className={styles["head"]} d={arrowHead(points, HEAD)} />}
    </>
  );
}

function Volume({ volume, chosen }: { readonly volume: VolumeMark; readonly chosen: boolean }) {
  const { top, side } = sides(volume);
  return (
    <g className={classes(styles["volume"], chosen && styles["mine"])} data-tone={volume.tone}>
      <path className={styles["top"]} d={top} />
      <path className={styles["side"]} d={side} />
      <rect x={volume.x} y={volume.y} width={volume.width} height={volume.height} />
      {volume.towers > 1 && <path className={styles["cut"]} d={cuts(volume)} />}
    </g>
  );
}

/** A plus for a sum; bars side by side for planes that are put together. */
function Join({ join: { at, radius, sign } }: { readonly join: JoinMark }) {
  const [x, y] = at;
  const arm = radius * 0.5;
  const lines = {
    add: `M${x - arm},${y}H${x + arm}M${x},${y - arm}V${y + arm}`,
    concat: [-arm, 0, arm].map((by) => `M${x + by},${y - arm}V${y + arm}`).join(""),
    other: `M${x - arm},${y}H${x + arm}`,
  }[sign];
  return (
    <g className={styles["join"]}>
      <circle cx={x} cy={y} r={radius} />
      <path d={lines} />
    </g>
  );
}

function Sign({ sign: { x, y, width, height, open } }: { readonly sign: SignMark }) {
  const [middle, centre, arm] = [x + width / 2, y + height / 2, width * 0.28];
  const upright = open ? "" : `M${middle},${centre - arm}V${centre + arm}`;
  return (
    <g className={styles["sign"]}>
      <rect x={x} y={y} width={width} height={height} rx={3} />
      <path d={`M${middle - arm},${centre}H${middle + arm}${upright}`} />
    </g>
  );
}

function Words({ mark, covered }: { readonly mark: TextMark; readonly covered: boolean }) {
  const middle = mark.anchor === "middle";
  return (
    <text
      className={styles[mark.tone]}
      x={middle ? mark.x + mark.width / 2 : mark.x}
      y={mark.y + mark.height * 0.76}
      fontSize={mark.size}
      textAnchor={mark.anchor}
    >
      {covered ? COVER : mark.text}
    </text>
  );
}
