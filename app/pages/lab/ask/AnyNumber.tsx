/**
 * Any number of the pass: the maps of a layer to choose it from, its arithmetic and the way back to
 * the pixels, and the numbers that depend on it.
 */
import { t } from "../../../language/words";
import { type ReactNode, useMemo, useState } from "react";
import type { Numbers } from "../../../../engine/explain/numbers";
import { AskPanel } from "../../../explorer/ask/AskPanel";
import { extended, type Opened } from "../../../explorer/ask/opened";
import { nameOf, originOf, windowsOf } from "../../../explorer/ask/origin";
import { useFetched } from "../../../explorer/ask/useFetched";
import { Button } from "../../../figures/marks/controls/Button";
import { useRoom } from "../../../figures/curve/useRoom";
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
import { tooLong } from "./terms";
import { Users } from "./Users";
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
  const { root, trail, setTrail } = useTrail(asked);
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
      {here.problem !== null && <p className="problem">{reason(here.problem)}</p>}
      {long !== null && opened !== null && (
        <TooLong
          opened={opened}
          inputs={long.inputs}
          onAsk={(input) =>
            input === "input" ? setLayer(input) : setTrail([near(opened, `${input}.y`, numbers)])
          }
        />
      )}
      {opened !== null && here.ready && long === null && (
        <Arithmetic numbers={numbers} opened={opened} trail={trail} onTrail={setTrail} />
      )}
    </section>
  );
}

/**
 * The cells that were opened, one out of the other; one that is asked from outside is the first.
 */
function useTrail(asked: AskedCell | null) {
  const [trail, keepTrail] = useState<readonly Opened[]>([]);
  const [root, setTrail] = useReveal<readonly Opened[], HTMLElement>(
    trail,
    keepTrail,
    (_, after) => (after.length > 0 ? "ask" : null),
  );
  const [seen, setSeen] = useState(asked);
  if (asked !== seen) {
    setSeen(asked);
    if (asked !== null) keepTrail([asked]);
  }
  return { root, trail, setTrail };
}

interface TooLongProps {
  readonly opened: Opened;
  /** Of its layer. */
  readonly inputs: readonly string[];
  readonly onAsk: (input: string) => void;
}

function TooLong({ opened, inputs, onAsk }: TooLongProps): ReactNode {
  return (
    <p role="note">
      {t("{capital} is made of too many terms to be written out.", {
        capital: capital(nameOf(opened)),
      })}{" "}
      {inputs.map((input) => (
        <Button key={input} onClick={() => onAsk(input)}>
          {t("Ask {input} instead", { input })}
        </Button>
      ))}
    </p>
  );
}

interface ArithmeticProps {
  readonly numbers: Numbers;
  /** The last of the trail. */
  readonly opened: Opened;
  readonly trail: readonly Opened[];
  readonly onTrail: (trail: readonly Opened[]) => void;
}

/** What the number is made of, and what is made of it. */
function Arithmetic({ numbers, opened, trail, onTrail }: ArithmeticProps): ReactNode {
  return (
    <>
      <div data-part="ask">
        <AskPanel values={numbers} trail={trail} onTrail={onTrail} />
      </div>
      <Users numbers={numbers} cell={opened} onAsk={(cell) => onTrail(extended(trail, cell))} />
    </>
  );
}

interface MapsProps {
  readonly numbers: Numbers;
  readonly layer: string;
  readonly opened: Opened | null;
  readonly onOpen: (cell: Opened) => void;
}

/** One layer's maps. Click a cell, or press Enter on it, to open it. */
function Maps({ numbers, layer, opened, onOpen }: MapsProps): ReactNode {
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
        colouring={colouringOf("layer", ranges, all)}
        tile={tileFor(shape, width)}
        room={width}
        cursor={cursor}
        rings={rings}
        onCursor={setCursor}
        onOpen={(cell) => onOpen({ tensor, index: indexOf(shape, cell) })}
      />
      <p className="soft">
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
