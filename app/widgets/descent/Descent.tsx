/** The contours of the loss with the path over them, the loss of each step, and the numbers. */
import { t } from "../../language/words";
import { useContext } from "react";
import { Curve } from "../../figures/curve/Curve";
import { readable } from "../../figures/curve/format";
import { COVER, CoveredContext } from "../../figures/marks/covered";
import { Landscape } from "../../figures/landscape/Landscape";
import { Controls } from "../fields/Controls";
import { useAnnounced } from "../useAnnounced";
import type { WidgetProps } from "../widget";
import { Samples } from "./Samples";
import { type DescentState, descent, fields, type Seen, seenOf, updates } from "./definition";
import { MOST_STEPS } from "./descent";
import styles from "./descent.module.css";
import { counted as thousands } from "../../language/numerals";

const ALWAYS = ["factor", "rate", "w1", "w2"] as const;
/** Heights of the contours, as parts of the start's height above the minimum. */
const LEVELS = [1 / 256, 1 / 64, 1 / 16, 1 / 4, 1, 4, 16];

export function Descent(props: WidgetProps<DescentState>) {
  const { state, change, hidden, locked, mode } = props;
  useAnnounced(state, descent.describe);
  const found = seenOf(state);
  const { land, path } = found;
  const [u, v] = land.minimum;
  const height = land.lossAt([state.w1, state.w2]) - land.lossAt(land.minimum);
  const away = Math.max(Math.abs(state.w1 - u), Math.abs(state.w2 - v));
  const stage = mode === "stage";
  // On a screen that shows a part at a time, the samples come first where they are the matter.
  const early = !stage || state.scaling === "batch";
  const free = !hidden.has("w1") && !locked.has("w1");
  return (
    <div className={styles["descent"]}>
      {mode !== "print" && <Controls table={fields} show={controlsFor(state)} {...props} />}
      <div className={styles["pair"]}>
        <div className={styles["seen"]}>
          <Landscape
            label={descent.describe(state)}
            names={["w₁", "w₂"]}
            minimum={land.minimum}
            curvature={land.curvature}
            angle={land.angle}
            levels={height > 0 ? LEVELS.map((part) => part * height) : [1, 4, 16]}
            path={path.slice(0, state.at + 1)}
            reach={1.3 * (away || 1)}
            side={stage ? 460 : 400}
            onStart={
              free
                ? ([w1, w2]) => change(fields.changed(state, { w1, w2 }), { history: "merge" })
                : undefined
            }
          />
          {early && <Samples state={state} found={found} />}
        </div>
        <div>
          {!stage && <Losses state={state} found={found} />}
          <Numbers state={state} found={found} />
        </div>
      </div>
      {!early && <Samples state={state} found={found} />}
    </div>
  );
}

/** Whose mean is asked only where a mean is taken; the size of a batch, where there are batches. */
function controlsFor({ scaling }: DescentState): readonly (keyof DescentState)[] {
  return [
    "scaling",
    ...(scaling === "none" ? [] : (["over"] as const)),
    ...(scaling === "batch" ? (["batch"] as const) : []),
    ...ALWAYS,
  ];
}

/** 0 for what is no more than rounding beside `other`. */
function whole(value: number, other: number): number {
  return Math.abs(value) < 1e-12 * Math.abs(other) ? 0 : value;
}

interface Found {
  readonly state: DescentState;
  readonly found: Seen;
}

function Losses({ state, found }: Found) {
  return (
    <Curve
      title={t("Loss")}
      series={[
        {
          id: "loss",
          label: "loss",
          points: found.losses
            .slice(0, state.at + 1)
            .map((value, step) => ({ step, value: value > 1e12 ? Number.NaN : value })),
          tone: "first",
          mark: "line",
        },
      ]}
      scale="log"
      cursor={null}
      lastStep={Math.max(10, state.at)}
      height={150}
    />
  );
}

/** Null where the search was given up. */
function counted(steps: number | null): string {
  return steps === null
    ? t("more than {mostSteps} updates", { mostSteps: thousands(MOST_STEPS) })
    : updates(steps);
}

function Numbers({ state, found }: Found) {
  const { land, path, losses, steps, fastest } = found;
  const [u, v] = path[state.at] ?? [0, 0];
  const covered = useContext(CoveredContext);
  const shown = (tensor: string, text: string): string => (covered.has(tensor) ? COVER : text);
  const stable = state.rate < land.largestRate;
  const steep = Math.hypot(...land.gradientAt([state.w1, state.w2]));
  const rows = [
    [t("after {updates}", { updates: updates(state.at) }), `w = (${readable(u)}, ${readable(v)})`],
    ["loss", readable(losses[state.at] ?? 0)],
    [t("smallest loss"), readable(whole(land.lossAt(land.minimum), land.lossAt([0, 0])))],
    [
      "gradient",
      `(${land
        .gradientAt([u, v])
        .map((slope) => readable(whole(slope, steep)))
        .join(", ")})`,
    ],
    [
      t("curvature, largest and smallest"),
      shown("curvature", land.curvature.map(readable).join(", ")),
    ],
    [t("their ratio (condition number)"), shown("condition", readable(land.condition))],
    [
      t("largest stable rate"),
      shown(
        "largest_rate",
        `${readable(land.largestRate)}${stable ? "" : t(": this one is beyond it")}`,
      ),
    ],
    [t("99 % of the way, at this rate"), steps === null && !stable ? t("never") : counted(steps)],
    [t("at the best rate for all starts"), counted(fastest)],
  ] as const;
  return (
    <dl className={styles["numbers"]}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
