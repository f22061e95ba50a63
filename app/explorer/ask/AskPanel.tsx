/**
 * The number that is open: what it is, what it was computed from, its arithmetic, and the way back
 * along the trail.
 */
import { t } from "../../language/words";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Cell } from "../../../engine/core/expression";
import type { Numbers } from "../../../engine/explain/numbers";
import { Button } from "../../figures/marks/controls/Button";
import { layOut } from "../../figures/describe/arithmetic";
import { printed, spoken } from "../../figures/describe/number";
import { ArithmeticStrip } from "../../figures/marks/arithmetic-strip/ArithmeticStrip";
import { HeatMap } from "../../figures/marks/heat-map/HeatMap";
import styles from "./ask.module.css";
import { condensed, GROUPS } from "./condensed";
import { extended, writeCell, type Opened } from "./opened";
import { kernelPairs, type KernelPair } from "./kernels";
import { Onward } from "./Onward";
import { nameOf, nameOfCell, openedOf, originOf, type Origin } from "./origin";
import { originInWords, precisionInWords } from "./origin-words";
import { capital } from "../../figures/describe/capital";

export interface AskPanelProps {
  readonly values: Numbers;
  readonly trail: readonly Opened[];
  readonly onTrail: (trail: readonly Opened[]) => void;
  /** Hears which number of the arithmetic is pointed at. */
  readonly onPoint?: (cell: Cell | null) => void;
}

export function AskPanel({ values, trail, onTrail, onPoint }: AskPanelProps) {
  const [pointed, setPointed] = useState<Cell | null>(null);
  const opened = trail.at(-1);
  const heading = useRef<HTMLHeadingElement>(null);
  const key = opened === undefined ? "" : writeCell(opened);
  useFocusOnChange(heading, key);
  const whole = useMemo(
    () => (opened === undefined ? null : originOf(values, opened)),
    [values, opened],
  );
  const [page, setPage] = useState({ key, first: 0 });
  const first = page.key === key ? page.first : 0;
  const { origin, groups } = useMemo(() => {
    if (whole === null) return { origin: null, groups: 0 };
    const short = condensed(whole.expression, first);
    return { origin: { ...whole, expression: short.expression }, groups: short.groups };
  }, [whole, first]);
  if (opened === undefined) return null;
  return (
    <section className={styles["ask"]} aria-label={t("Where the number comes from")}>
      <Trail trail={trail} onTrail={onTrail} />
      {origin === null ? (
        <p>{t("This network has no number {key}.", { key })}</p>
      ) : (
        <>
          <h4 ref={heading} tabIndex={-1} className={styles["asked"]}>
            {capital(nameOf(opened))}: <output>{printed(spoken(origin.value))}</output>
          </h4>
          <p>{originInWords(whole ?? origin)}</p>
          {groups > 0 && (
            <GroupPages
              groups={groups}
              first={first}
              onFirst={(next) => setPage({ key, first: next })}
            />
          )}
          <Kernels origin={origin} />
          <Arithmetic
            origin={origin}
            pointed={pointed}
            onPoint={(cell) => {
              setPointed(cell);
              onPoint?.(cell);
            }}
            onAsk={(cell) => onTrail(extended(trail, openedOf(cell)))}
          />
          <Precision values={values} origin={whole ?? origin} />
          <Onward
            values={values}
            opened={opened}
            onAsk={(cell) => onTrail(extended(trail, cell))}
          />
        </>
      )}
    </section>
  );
}

/** Who opens a number by key is taken to it, and back to where they were when it is closed. */
function useFocusOnChange(element: { readonly current: HTMLElement | null }, key: string): void {
  const seen = useRef(key);
  const from = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (seen.current === key) return;
    const closing = key === "";
    const active = document.activeElement;
    if (seen.current === "" && active instanceof HTMLElement) from.current = active;
    seen.current = key;
    if (closing) from.current?.focus({ preventScroll: true });
    else if (active === document.body || active?.matches(":focus-visible") === true)
      element.current?.focus({ preventScroll: true });
  }, [element, key]);
}

interface GroupPagesProps {
  readonly groups: number;
  readonly first: number;
  readonly onFirst: (first: number) => void;
}

/** A sum over hundreds of maps is read a few maps at a time; the others are one number. */
function GroupPages({ groups, first, onFirst }: GroupPagesProps) {
  const last = Math.min(groups, first + GROUPS);
  return (
    <div className={styles["pages"]}>
      <Button disabled={first === 0} onClick={() => onFirst(first - GROUPS)}>
        {t("Previous")}
      </Button>
      <span aria-live="polite">
        {t("Written out: {first} to {last} of {groups} groups; the others are one number.", {
          first: first + 1,
          last,
          groups,
        })}
      </span>
      <Button disabled={last === groups} onClick={() => onFirst(first + GROUPS)}>
        {t("Next")}
      </Button>
    </div>
  );
}

function Trail({ trail, onTrail }: Pick<AskPanelProps, "trail" | "onTrail">) {
  return (
    <nav aria-label={t("Numbers opened so far")} className={styles["trail"]}>
      {trail.length > 1 && (
        <Button onClick={() => onTrail(trail.slice(0, -1))}>{t("← Back")}</Button>
      )}
      <ol>
        {trail.map((one, at) => (
          <li key={writeCell(one)}>
            {at === trail.length - 1 ? (
              <b aria-current="step">{writeCell(one)}</b>
            ) : (
              <button
                type="button"
                className={styles["crumb"]}
                onClick={() => onTrail(trail.slice(0, at + 1))}
              >
                {writeCell(one)}
              </button>
            )}
          </li>
        ))}
      </ol>
      <Button quiet onClick={() => onTrail([])}>
        {t("Close")}
      </Button>
    </nav>
  );
}

interface PrecisionProps {
  readonly values: Numbers;
  readonly origin: Origin;
}

function Precision({ values, origin }: PrecisionProps) {
  const said = useMemo(() => precisionInWords(values, origin), [values, origin]);
  return said === null ? null : <p>{said}</p>;
}

interface ArithmeticProps {
  readonly origin: Origin;
  readonly pointed: Cell | null;
  readonly onPoint: (cell: Cell | null) => void;
  readonly onAsk: (cell: Cell) => void;
}

function Arithmetic({ origin, pointed, onPoint, onAsk }: ArithmeticProps) {
  const arithmetic = useMemo(
    () => layOut(origin.expression, { value: origin.value, label: nameOf(origin.cell) }),
    [origin],
  );
  if (!origin.opens) return null;
  const lit = pointed === null ? "" : writeCell(openedOf(pointed));
  return (
    <div className={styles["arithmetic"]}>
      <ArithmeticStrip
        title={nameOf(origin.cell)}
        arithmetic={arithmetic}
        nameOf={nameOfCell}
        isLit={(cell) => writeCell(openedOf(cell)) === lit}
        onPoint={onPoint}
        onAsk={onAsk}
      />
    </div>
  );
}

function Kernels({ origin }: { readonly origin: Origin }) {
  const pairs = useMemo(() => kernelPairs(origin), [origin]);
  if (pairs.length === 0) return null;
  const most = (pick: (pair: KernelPair) => readonly number[]): number =>
    Math.max(1e-9, ...pairs.flatMap(pick).map(Math.abs));
  const limits = { window: most((pair) => pair.window), kernel: most((pair) => pair.kernel) };
  return (
    <ol
      className={styles["kernels"]}
      aria-label={t("Each map under the kernel, the kernel, and what it gives")}
    >
      {pairs.map((pair) => (
        <li key={pair.label}>
          <span className={styles["kernelName"]}>
            {pair.label === "" ? t("the picture") : pair.label}
          </span>
          <Square
            label={t("{label} under the kernel", { label: pair.label })}
            pair={pair}
            data={pair.window}
            limit={limits.window}
          />
          <span aria-hidden>×</span>
          <Square
            label={t("kernel for {label}", { label: pair.label })}
            pair={pair}
            data={pair.kernel}
            limit={limits.kernel}
          />
          <span className={styles["subtotal"]}>→ {printed(spoken(pair.subtotal))}</span>
        </li>
      ))}
    </ol>
  );
}

interface SquareProps {
  readonly label: string;
  readonly pair: KernelPair;
  readonly data: readonly number[];
  readonly limit: number;
}

function Square({ label, pair, data, limit }: SquareProps) {
  return (
    <HeatMap
      label={label}
      rows={pair.rows}
      columns={pair.columns}
      data={data}
      colouring={{ palette: "diverging", low: -limit, high: limit }}
      width={50}
    />
  );
}
