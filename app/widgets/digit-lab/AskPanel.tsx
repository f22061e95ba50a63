/** The number that is open: what it is, what it was computed from, its arithmetic, and the way back along the trail. */
import { useEffect, useMemo, useRef } from "react";
import type { Cell } from "../../../engine/core/expression";
import type { NetworkValues } from "../../../engine/train/evaluate-network";
import { layOut } from "../../figures/describe/arithmetic";
import { spoken } from "../../figures/describe/number";
import { ArithmeticStrip } from "../../figures/marks/arithmetic-strip/ArithmeticStrip";
import { HeatMap } from "../../figures/marks/heat-map/HeatMap";
import styles from "./digit-lab.module.css";
import { extended, writeCell, type Opened } from "./definition";
import { kernelPairs, type KernelPair } from "./kernels";
import { nameOf, nameOfCell, openedOf, storyOf, tell, type Story } from "./story";

export interface AskPanelProps {
  readonly values: NetworkValues;
  readonly trail: readonly Opened[];
  readonly pointed: Cell | null;
  readonly onPoint: (cell: Cell | null) => void;
  readonly onTrail: (trail: readonly Opened[]) => void;
}

export function AskPanel({ values, trail, pointed, onPoint, onTrail }: AskPanelProps) {
  const opened = trail.at(-1);
  const heading = useRef<HTMLHeadingElement>(null);
  const key = opened === undefined ? "" : writeCell(opened);
  useFocusOnChange(heading, key);
  const story = useMemo(() => (opened === undefined ? null : storyOf(values, opened)), [values, opened]);
  if (opened === undefined) return null;
  return (
    <section className={styles["ask"]} aria-label="Where the number comes from">
      <Trail trail={trail} onTrail={onTrail} />
      {story === null ? (
        <p>This network has no number {key}.</p>
      ) : (
        <>
          <h4 ref={heading} tabIndex={-1} className={styles["asked"]}>
            {capital(nameOf(opened))}: <output>{spoken(story.value)}</output>
          </h4>
          <p>{tell(story)}</p>
          <Kernels story={story} />
          <Arithmetic story={story} pointed={pointed} onPoint={onPoint} onAsk={(cell) => onTrail(extended(trail, openedOf(cell)))} />
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
    else if (active === document.body || active?.matches(":focus-visible") === true) element.current?.focus({ preventScroll: true });
  }, [element, key]);
}

function Trail({ trail, onTrail }: Pick<AskPanelProps, "trail" | "onTrail">) {
  return (
    <nav aria-label="Numbers opened so far" className={styles["trail"]}>
      {trail.length > 1 && (
        <button type="button" className="button" onClick={() => onTrail(trail.slice(0, -1))}>
          ← Back
        </button>
      )}
      <ol>
        {trail.map((one, at) => (
          <li key={writeCell(one)}>
            {at === trail.length - 1 ? (
              <b aria-current="step">{writeCell(one)}</b>
            ) : (
              <button type="button" className={styles["crumb"]} onClick={() => onTrail(trail.slice(0, at + 1))}>
                {writeCell(one)}
              </button>
            )}
          </li>
        ))}
      </ol>
      <button type="button" className="button quiet" onClick={() => onTrail([])}>
        Close
      </button>
    </nav>
  );
}

function Arithmetic({
  story,
  pointed,
  onPoint,
  onAsk,
}: {
  readonly story: Story;
  readonly pointed: Cell | null;
  readonly onPoint: (cell: Cell | null) => void;
  readonly onAsk: (cell: Cell) => void;
}) {
  const arithmetic = useMemo(() => layOut(story.expression, { value: story.value, label: nameOf(story.cell) }), [story]);
  if (!story.opens) return null;
  const lit = pointed === null ? "" : writeCell(openedOf(pointed));
  return (
    <div className={styles["arithmetic"]}>
      <ArithmeticStrip
        title={nameOf(story.cell)}
        arithmetic={arithmetic}
        nameOf={nameOfCell}
        isLit={(cell) => writeCell(openedOf(cell)) === lit}
        onPoint={onPoint}
        onAsk={onAsk}
      />
    </div>
  );
}

function Kernels({ story }: { readonly story: Story }) {
  const pairs = useMemo(() => kernelPairs(story), [story]);
  if (pairs.length === 0) return null;
  const most = (pick: (pair: KernelPair) => readonly number[]): number => Math.max(1e-9, ...pairs.flatMap(pick).map(Math.abs));
  const limits = { window: most((pair) => pair.window), kernel: most((pair) => pair.kernel) };
  return (
    <ol className={styles["kernels"]} aria-label="Each map under the kernel, the kernel, and what it gives">
      {pairs.map((pair) => (
        <li key={pair.label}>
          <span className={styles["kernelName"]}>{pair.label === "" ? "the picture" : pair.label}</span>
          <Square label={`${pair.label} under the kernel`} pair={pair} data={pair.window} limit={limits.window} />
          <span aria-hidden>×</span>
          <Square label={`kernel for ${pair.label}`} pair={pair} data={pair.kernel} limit={limits.kernel} />
          <span className={styles["subtotal"]}>→ {spoken(pair.subtotal)}</span>
        </li>
      ))}
    </ol>
  );
}

function Square({
  label,
  pair,
  data,
  limit,
}: {
  readonly label: string;
  readonly pair: KernelPair;
  readonly data: readonly number[];
  readonly limit: number;
}) {
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

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
