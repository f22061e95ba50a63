/**
 * A network as the lecture draws it: every volume a block whose face is its picture and whose depth
 * is its channels, with what happens to it written on the arrow. All to one scale where the sizes
 * allow it, and the drawing says so. A block is chosen by a click or by key; its back is dragged,
 * or moved with Up and Down, to change its channels. Pure.
 */
import { t } from "../../language/words";
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { useRoom } from "../curve/useRoom";
import { Followed } from "../marks/followed/Followed";
import { classes } from "../marks/style";
import { walk } from "./keys";
import type { Arrow, Block, BoxVolume, Drawing, Placed } from "./drawing";
import { channelsAfter, drawn } from "./layout";
import styles from "./volume-boxes.module.css";

export interface VolumeBoxesProps {
  readonly label: string;
  readonly volumes: readonly BoxVolume[];
  /** The chosen layer; null is the picture that goes in; undefined: none. */
  readonly chosen?: string | null | undefined;
  readonly onChoose?: ((layer: string | null) => void) | undefined;
  /** Volumes whose channels can be changed, and how. */
  readonly onChannels?: ((layer: string | null, channels: number) => void) | undefined;
  readonly canChange?: ((layer: string | null) => boolean) | undefined;
  /** Half as tall, without the line that says the scale: one of several to compare. */
  readonly small?: boolean | undefined;
}

export function VolumeBoxes(props: VolumeBoxesProps) {
  const { label, volumes } = props;
  const [element, room] = useRoom<HTMLDivElement>(720);
  const drawing = drawn(volumes, room.width, room.type, props.small);
  const still = props.onChoose === undefined;
  return (
    <figure className={styles["drawing"]}>
      <div ref={element}>
        <svg
          className={styles["boxes"]}
          viewBox={`0 0 ${room.width} ${drawing.height}`}
          width={room.width}
          height={drawing.height}
          role={still ? "img" : "group"}
          aria-label={label}
          data-row
        >
          {volumes.map((volume, at) => {
            const placed = drawing.placed[at];
            if (placed === undefined) return null;
            return (
              <Volume
                key={volume.layer ?? t("input")}
                {...props}
                at={at}
                volume={volume}
                placed={placed}
                drawing={drawing}
                type={room.type}
              />
            );
          })}
        </svg>
      </div>
      {props.small !== true && (
        <figcaption className="soft">
          {drawing.scale.power === 1
            ? t("Pictures and channels to one scale, depth at half length.")
            : t("Not to scale: lengths grow with the square root of the size.")}
        </figcaption>
      )}
    </figure>
  );
}

interface VolumeProps extends VolumeBoxesProps {
  readonly at: number;
  readonly volume: BoxVolume;
  readonly placed: Placed;
  readonly drawing: Drawing;
  readonly type: number;
}

function Volume(props: VolumeProps) {
  const { at, volume, volumes, placed, drawing, chosen, type, onChoose, onChannels, canChange } =
    props;
  const { layer } = volume;
  const mine = layer === chosen;
  const change = onChannels !== undefined && (canChange?.(layer) ?? true) ? onChannels : undefined;
  const channels = volume.shape[0] ?? 1;
  const picture = <Picture volume={volume} placed={placed} type={type} />;
  if (onChoose === undefined) return <g className={styles["volume"]}>{picture}</g>;
  const first = chosen === undefined || !volumes.some((one) => one.layer === chosen);
  return (
    <>
      <g
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- there is no button inside an SVG
        role="button"
        data-volume={layer ?? t("input")}
        tabIndex={(first ? at === 0 : mine) ? 0 : -1}
        aria-pressed={mine}
        aria-label={`${layer ?? t("input")}: ${[...volume.made, volume.size].join(", ")}${change === undefined ? "" : t(". Up and Down change the number of channels.")}`}
        className={classes(styles["volume"], styles["live"], mine && styles["chosen"])}
        onClick={() => onChoose(layer)}
        onFocus={() => onChoose(layer)}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key === "Enter" || event.key === " ") {
            event.preventDefault();
            onChoose(layer);
          } else
            walk(event, {
              selector: "[data-volume]",
              count: volumes.length,
              at,
              onStep: change && ((by) => change(layer, channels + by)),
            });
        }}
      >
        {picture}
      </g>
      {mine && change !== undefined && placed.block.kind === "volume" && (
        <Handle
          block={placed.block}
          channels={channels}
          scale={drawing.scale}
          type={type}
          onChannels={(to) => change(layer, to)}
        />
      )}
    </>
  );
}

/** The block, the arrow that leads to it, and its size below. */
function Picture({ volume, placed, type }: Pick<VolumeProps, "volume" | "placed" | "type">) {
  const { block, arrow, label, slot } = placed;
  const { left, top, width, height } = slot;
  return (
    <>
      <rect x={left} y={top} width={width} height={height} rx={6} className={styles["slot"]} />
      {arrow !== null && <Made arrow={arrow} made={volume.made} type={type} />}
      {block.kind === "volume" ? (
        <Solid block={block} />
      ) : (
        <Column block={block} count={volume.shape[0] ?? 1} />
      )}
      <text x={block.middle} y={label} className={styles["size"]} data-size={volume.size}>
        <Followed value={volume.size} drawn />
      </text>
    </>
  );
}

interface MadeProps {
  readonly arrow: Arrow;
  readonly made: readonly string[];
  readonly type: number;
}

function Made({ arrow, made, type }: MadeProps) {
  const { from, to, y } = arrow;
  const tip = 9 * type;
  const centre = (from + to) / 2;
  return (
    <g className={styles["arrow"]}>
      <line x1={from} y1={y} x2={to - tip} y2={y} />
      <path d={`M ${to} ${y} l ${-tip} ${-tip * 0.55} v ${tip * 1.1} Z`} />
      {made.map((line, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a line that changes stays the same line
        <text key={at} x={centre} y={at === 0 ? y - 8 * type : y + at * 20 * type}>
          <Followed value={line} drawn />
        </text>
      ))}
    </g>
  );
}

function Solid({ block }: { readonly block: Block }) {
  const { left, top, across, up, right, rise } = block;
  return (
    <g className={styles["block"]}>
      <path
        d={`M ${left} ${top} l ${right} ${-rise} h ${across} l ${-right} ${rise} Z`}
        className={styles["lid"]}
      />
      <path
        d={`M ${left + across} ${top} l ${right} ${-rise} v ${up} l ${-right} ${rise} Z`}
        className={styles["side"]}
      />
      <rect x={left} y={top} width={across} height={up} className={styles["face"]} />
    </g>
  );
}

/** As many circles as there are neurons, or some of them with the rest left out. */
function Column({ block, count }: { readonly block: Block; readonly count: number }) {
  const { left, top, across, up } = block;
  const room = Math.max(3, Math.floor(up / (across * 0.55)));
  const all = count <= room;
  const circles = all ? count : room;
  const pitch = Math.min(across, up / circles);
  const start = top + (up - pitch * circles) / 2 + pitch / 2;
  const skipped = all ? -1 : Math.floor(circles / 2);
  return (
    <g className={styles["column"]}>
      <rect
        x={left}
        y={start - pitch * 0.7}
        width={across}
        height={pitch * (circles + 0.4)}
        rx={across / 2}
        className={styles["pill"]}
      />
      {Array.from({ length: circles }, (_, at) =>
        at === skipped ? (
          [-1, 0, 1].map((dot) => (
            <circle
              key={`dot ${dot}`}
              cx={left + across / 2}
              cy={start + at * pitch + dot * pitch * 0.26}
              r={pitch * 0.08}
              className={styles["dot"]}
            />
          ))
        ) : (
          <circle
            key={at}
            cx={left + across / 2}
            cy={start + at * pitch}
            r={Math.min(pitch * 0.42, across * 0.32)}
          />
        ),
      )}
    </g>
  );
}

interface HandleProps {
  readonly block: Block;
  readonly channels: number;
  readonly scale: Drawing["scale"];
  readonly type: number;
  readonly onChannels: (channels: number) => void;
}

/**
 * The back of the block, dragged: deeper is more channels. Its key twin is Up and Down on the block
 * itself.
 */
function Handle({ block, channels, scale, type, onChannels }: HandleProps) {
  const drag = useRef<{
    readonly x: number;
    readonly channels: number;
    readonly scale: Drawing["scale"];
  } | null>(null);
  const x = block.left + block.across + block.right;
  const y = block.top - block.rise + block.up / 2;
  const move = (event: PointerEvent<SVGGElement>): void => {
    if (drag.current === null) return;
    const to = channelsAfter(
      drag.current.channels,
      event.clientX - drag.current.x,
      drag.current.scale,
    );
    if (to !== channels) onChannels(to);
  };
  return (
    <g
      className={styles["handle"]}
      aria-hidden
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { x: event.clientX, channels, scale };
      }}
      onPointerMove={move}
      onPointerUp={() => (drag.current = null)}
      onPointerCancel={() => (drag.current = null)}
    >
      <circle cx={x} cy={y} r={14 * type} className={styles["reach"]} />
      <circle cx={x} cy={y} r={9 * type} />
      <path
        d={`M ${x - 1.5 * type} ${y - 3 * type} l ${-3 * type} ${3 * type} l ${3 * type} ${3 * type} M ${x + 1.5 * type} ${y - 3 * type} l ${3 * type} ${3 * type} l ${-3 * type} ${3 * type}`}
      />
    </g>
  );
}
