/**
 * Any number of the pass: the maps of a layer to choose it from, its arithmetic and the way back to
 * the pixels, and the numbers that depend on it.
 */
import { t } from "../../../language/words";
import { type ReactNode, useMemo, useState } from "react";
import type { Cell } from "../../../../engine/core/expression";
import type { Numbers } from "../../../../engine/explain/numbers";
import { usesOf } from "../../../../engine/explain/uses";
import { AskPanel } from "../../../explorer/ask/AskPanel";
import { extended, type Opened } from "../../../explorer/ask/opened";
import { hasBatch, nameOf, openedOf, originOf, windowsOf } from "../../../explorer/ask/origin";
import { useFetched } from "../../../explorer/ask/useFetched";
import { useRoom } from "../../../figures/curve/useRoom";
import { spoken } from "../../../figures/describe/number";
import { describeCell, FeatureMapWall } from "../../../figures/feature-maps/FeatureMapWall";
import {
  cellOf,
  colouringOf,
  indexOf,
  largest,
  limits,
  type MapCell,
  mapShape,
} from "../../../figures/feature-maps/maps";
import { Select } from "../../../figures/marks/controls/Select";
import { useReveal } from "../../../figures/marks/reveal";
import { reason } from "../../../shell/reason";
import { Pictured } from "../Pictured";
import { tooLong, wholeReaders } from "./terms";
import styles from "./ask.module.css";
import { capital } from "../../../figures/describe/capital";

export type AskedCell = Opened;

interface AnyNumberProps {
  readonly numbers: Numbers;
  /** Asked from outside: a class. */
  readonly asked: AskedCell | null;
  readonly onAsked: (cell: AskedCell | null) => void;
}

export function AnyNumber({ numbers, asked, onAsked }: AnyNumberProps): ReactNode {
  const { network } = numbers;
  const [layer, setLayer] = useState(() => network.layers[0]?.name ?? "input");
  const [trail, keepTrail] = useState<readonly Opened[]>([]);
  const [root, setTrail] = useReveal<readonly Opened[], HTMLElement>(
    trail,
    keepTrail,
    (_, after) => (after.length > 0 ? "ask" : null),
  );
  const [seen, setSeen] = useState(asked);
  const [pointed, setPointed] = useState<Cell | null>(null);
  if (asked !== seen) {
    setSeen(asked);
    if (asked !== null) keepTrail([asked]);
  }
  const known = network.layers.some(({ name }) => name === layer) || layer === "input";
  const name = known ? layer : (network.layers[0]?.name ?? "input");
  const opened = trail.at(-1) ?? null;
  const long = opened === null ? null : tooLong(network, opened.tensor);
  const here = useFetched(
    numbers,
    opened === null || long !== null ? [] : [opened.tensor],
    "with users",
  );
  return (
    <section ref={root} className={styles["any"]} aria-label={t("Any number of the network")}>
      <h2>{t("Any number")}</h2>
      <Select
        label={t("Numbers of")}
        value={name}
        options={["input", ...network.layers.map((one) => one.name)].map((one) => ({
          value: one,
          title: one,
        }))}
        onChange={setLayer}
      />
      <Pictured name={`maps of ${name}`}>
        <Maps
          numbers={numbers}
          layer={name}
          opened={opened}
          onOpen={(cell) => {
            onAsked(null);
            setTrail([cell]);
          }}
        />
      </Pictured>
      {here.problem !== null && <p className={styles["problem"]}>{reason(here.problem)}</p>}
      {long !== null && opened !== null && (
        <p role="note">
          {t("{capital} is made of too many terms to be written out.", {
            capital: capital(nameOf(opened)),
          })}{" "}
          {long.inputs.map((input) => (
            <button
              key={input}
              type="button"
              className="button"
              onClick={() =>
                input === "input"
                  ? setLayer(input)
                  : setTrail([near(opened, `${input}.y`, numbers)])
              }
            >
              {t("Ask {input} instead", { input })}
            </button>
          ))}
        </p>
      )}
      {opened !== null && here.ready && long === null && (
        <>
          <div data-part="ask">
            <AskPanel
              values={numbers}
              trail={trail}
              pointed={pointed}
              onPoint={setPointed}
              onTrail={setTrail}
            />
          </div>
          <Users
            numbers={numbers}
            cell={opened}
            onAsk={(cell) => setTrail(extended(trail, cell))}
          />
        </>
      )}
    </section>
  );
}

/** One layer's maps. Click a cell, or press Enter on it, to open it. */
function Maps({
  numbers,
  layer,
  opened,
  onOpen,
}: {
  readonly numbers: Numbers;
  readonly layer: string;
  readonly opened: Opened | null;
  readonly onOpen: (cell: Opened) => void;
}): ReactNode {
  const tensor = layer === "input" ? "input" : `${layer}.y`;
  const [element, { width }] = useRoom<HTMLDivElement>(900);
  const [cursor, setCursor] = useState<MapCell | null>(null);
  const here = useFetched(numbers, [tensor], "with users");
  const values = numbers.peek(tensor);
  const shape = numbers.shape(tensor).slice(1);
  const data = values === null ? null : values.data;
  const ranges = useMemo(
    () => (data === null ? new Float64Array(0) : limits(mapShape(shape), data)),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the shape follows from the tensor
    [data],
  );
  const all = largest(ranges);
  const told = opened !== null && tooLong(numbers.network, opened.tensor) === null;
  const origin = told && here.ready ? originOf(numbers, opened) : null;
  const windows = origin === null ? [] : windowsOf(origin.expression);
  const rings = [
    ...windows
      .filter((window) => window.tensor === tensor)
      .map((window) => ({ ...window, hue: "input" as const })),
    ...(opened?.tensor === tensor
      ? [{ ...cellOf(shape, opened.index), rows: 1, columns: 1, hue: "output" as const }]
      : []),
  ];
  return (
    <div ref={element} className={styles["maps"]}>
      <FeatureMapWall
        label={layer}
        shape={shape}
        values={data}
        colouring={(channel) => colouringOf("layer", ranges, all, channel)}
        tile={tileFor(shape, width)}
        room={width}
        cursor={cursor}
        rings={rings}
        onCursor={setCursor}
        onOpen={(cell) => onOpen({ tensor, index: indexOf(shape, cell) })}
      />
      <p className={styles["soft"]}>
        {cursor === null
          ? t(
              "Point at a cell to read it; click it, or press Enter on it, to see where its number comes from.",
            )
          : describeCell(layer, shape, data, cursor)}
      </p>
    </div>
  );
}

/** The cell of a tensor at the place of another's, as far as it has such a place. */
function near({ index }: Opened, tensor: string, numbers: Numbers): Opened {
  const shape = numbers.shape(tensor).slice(1);
  return { tensor, index: shape.map((extent, axis) => Math.min(index[axis] ?? 0, extent - 1)) };
}

const [SMALLEST_TILE, LARGEST_TILE] = [72, 180];

function tileFor(shape: readonly number[], room: number): number {
  const { channels, width } = mapShape(shape);
  if (width === 1) return 24;
  const across = channels <= 3 ? channels : channels <= 16 ? 8 : 12;
  return Math.max(
    SMALLEST_TILE,
    Math.min(LARGEST_TILE * (channels <= 3 ? 2 : 1), Math.floor(room / across) - 4),
  );
}

const MOST_USERS = 12;

/** The other direction: who reads the number. */
function Users({
  numbers,
  cell,
  onAsk,
}: {
  readonly numbers: Numbers;
  readonly cell: Opened;
  readonly onAsk: (cell: Opened) => void;
}): ReactNode {
  const whole = wholeReaders(numbers.network, cell.tensor);
  const isShort = whole.length === 0;
  const uses = useMemo(() => {
    if (!isShort) return [];
    const index = hasBatch(cell.tensor) ? [0, ...cell.index] : cell.index;
    return usesOf(numbers, cell.tensor, index);
  }, [numbers, cell, isShort]);
  if (!isShort)
    return (
      <p className={styles["soft"]}>
        {t("Every number of {whole} depends on it.", { whole: whole.join(t(" and ")) })}
      </p>
    );
  if (uses.length === 0)
    return (
      <p className={styles["soft"]}>
        {t("No further number depends on {cell}.", { cell: nameOf(cell) })}
      </p>
    );
  const shown = uses
    .toSorted((a, b) => Math.abs(b.factor) - Math.abs(a.factor))
    .slice(0, MOST_USERS);
  return (
    <div className={styles["users"]}>
      <p>
        {t(
          "{count, plural, one {One number depends} other {{count} numbers depend}} on it{most}; beside each, by how much it changes when this number grows by 1:",
          { count: uses.length, most: uses.length > shown.length ? t(", the most on these") : "" },
        )}
      </p>
      <ul>
        {shown.map((use) => {
          const reader = openedOf({
            kind: "cell",
            tensor: use.tensor,
            index: use.index,
            role: "output",
            value: 0,
          });
          return (
            <li key={nameOf(reader)}>
              <button type="button" className="button" onClick={() => onAsk(reader)}>
                {nameOf(reader)} <b>{spoken(use.factor)}</b>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
