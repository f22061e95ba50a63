/**
 * The drawing with its tools: pen, eraser, clear, digits from the held-out set, centring with what
 * the network then sees.
 */
import { echo, t } from "../../language/words";
import { useMemo, useRef, useState } from "react";
import { drawingOf, drawn, type DigitState } from "./definition";
import styles from "./digit-lab.module.css";
import { Button } from "../../figures/marks/controls/Button";
import { Choice } from "../../figures/marks/choice/Choice";
import { Toggle } from "../../figures/marks/controls/Toggle";
import { DrawingPad } from "../../pictures/drawing/DrawingPad";
import { type Drawing, EMPTY, isEmpty, PEN, prepared } from "../../pictures/drawing/drawing";
import { encodeExact, SIDE } from "../../pictures/drawing/picture";
import { usePainted } from "../../pictures/drawing/usePainted";
import { useSeen } from "./useSeen";

export interface DrawSectionProps {
  readonly state: DigitState;
  readonly change: (next: DigitState, options?: { readonly history: "merge" }) => void;
  readonly hidden: ReadonlySet<string>;
  readonly locked: ReadonlySet<string>;
  /** On a projector: what is drawn counts, not how it is prepared. */
  readonly brief: boolean;
}

const TOOLS = ["pen", "eraser"] as const;

export function DrawSection({ state, change, hidden, locked, brief }: DrawSectionProps) {
  const [tool, setTool] = useState<(typeof TOOLS)[number]>("pen");
  const { picture } = state;
  const drawing = useMemo(() => drawingOf({ picture }), [picture]);
  return (
    <div className={styles["draw"]}>
      <div className={styles["pad"]}>
        <DrawingPad
          drawing={drawing}
          begins={state.sample !== null}
          eraser={tool === "eraser"}
          locked={locked.has("draw")}
          onDraw={(next, streaming) =>
            change(drawn(state, next), streaming ? { history: "merge" } : undefined)
          }
        />
      </div>
      <div className={styles["beside"]}>
        {!hidden.has("draw") && (
          <div className={styles["tools"]}>
            <Choice
              label={t("Tool")}
              value={tool}
              options={TOOLS.map((value) => ({ value, title: value }))}
              locked={locked.has("draw")}
              onChange={setTool}
            />
            <Button disabled={locked.has("draw")} onClick={() => change(drawn(state, EMPTY))}>
              {t("Clear")}
            </Button>
          </div>
        )}
        {!hidden.has("samples") && (
          <Samples state={state} change={change} locked={locked.has("samples")} />
        )}
        {!hidden.has("centre") && (
          <Centring
            state={state}
            change={change}
            drawing={drawing}
            locked={locked.has("centre")}
            brief={brief}
          />
        )}
      </div>
    </div>
  );
}

type Changing = Pick<DrawSectionProps, "state" | "change">;

/** Puts a test digit on the field; while one is loaded no other can be asked for. */
function useTestDigit({ state, change }: Changing) {
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const show = async (index: number): Promise<void> => {
    setBusy(true);
    try {
      const { heldOut } = await import("../../pictures/held-out");
      const { pixels, label, count } = await heldOut(index);
      setProblem("");
      change({
        ...state,
        picture: encodeExact(pixels),
        sample: { index: ((index % count) + count) % count, label },
      });
    } catch (reason) {
      setProblem(
        reason instanceof Error ? echo(reason.message) : t("The digits could not be loaded."),
      );
    } finally {
      setBusy(false);
    }
  };
  return { show, busy, problem };
}

function Samples({ state, change, locked }: Changing & { readonly locked: boolean }) {
  const { show, busy, problem } = useTestDigit({ state, change });
  const at = state.sample?.index ?? -1;
  return (
    <div className={styles["samples"]}>
      <span className={styles["soft"]}>
        {state.sample === null
          ? t("Drawn by hand. Digits it has never seen:")
          : t("Test digit {index}, labelled {label}", {
              index: state.sample.index,
              label: state.sample.label,
            })}
      </span>
      <span className={styles["pair"]}>
        <Button
          disabled={locked || busy}
          onClick={() => void show(at - 1)}
          aria-label={t("Previous test digit")}
        >
          ←
        </Button>
        <Button
          disabled={locked || busy}
          onClick={() => void show(at + 1)}
          aria-label={t("Next test digit")}
        >
          →
        </Button>
      </span>
      {problem !== "" && (
        <span role="alert" className={styles["problem"]}>
          {problem}
        </span>
      )}
    </div>
  );
}

interface CentringProps extends Pick<DrawSectionProps, "state" | "change" | "brief"> {
  readonly drawing: Drawing;
  readonly locked: boolean;
}

function Centring({ state, change, drawing, locked, brief }: CentringProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { centre } = state;
  const isSample = state.sample !== null;
  const words = useMemo(
    () => (brief ? "" : centringText(centre, isSample, drawing)),
    [brief, centre, isSample, drawing],
  );
  usePainted(canvas, useSeen(state));
  const box = (
    <div className={styles["check"]}>
      <Toggle
        label={t("Centre as MNIST does")}
        value={centre}
        locked={locked}
        onChange={(on) => change({ ...state, centre: on })}
      />
    </div>
  );
  if (brief) return box;
  return (
    <div className={styles["centring"]}>
      <canvas ref={canvas} width={SIDE} height={SIDE} className={styles["seen"]} aria-hidden />
      <div>
        {box}
        <p className={styles["soft"]}>{words}</p>
      </div>
    </div>
  );
}

function centringText(centre: boolean, isSample: boolean, drawing: Drawing): string {
  if (isSample) return t("A test digit is centred already: the network sees it as it is.");
  if (!centre) return t("The network sees the drawing as it is.");
  if (isEmpty(drawing)) return t("Longer side to 20 pixels, centre of mass to the middle.");
  const { scale, shift } = prepared(drawing);
  const far = Math.hypot(shift.x, shift.y);
  const moved = far < 0.75 ? t("not moved") : t("moved by {far} pixels", { far: far.toFixed(1) });
  const isScaled = scale > 1.02 || scale < 0.98;
  const size = isScaled
    ? t("{scale} times as large", { scale: scale.toFixed(2) })
    : t("at its size");
  const redrawn = isScaled && drawing.kind === "strokes";
  const pen = redrawn
    ? t(", drawn again with a pen of {pen} pixels, the width of MNIST's strokes", { pen: 2 * PEN })
    : "";
  return t("The network sees it {size}{pen}, {moved}.", { size, pen, moved });
}
