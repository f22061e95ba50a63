/** The pooling figure: its controls, and the explorer or the shift test. */
import { t } from "../../language/words";
import { Stepper } from "../../figures/marks/stepper/Stepper";
import { Explorer, withCell } from "../../explorer/Explorer";
import { FigureFrame } from "../../explorer/FigureFrame";
import { Controls } from "../fields/Controls";
import { resized } from "../fields/matrix";
import { useAnnounced } from "../useAnnounced";
import type { WidgetProps } from "../widget";
import { pooling, stepText } from "./definition";
import { ShiftView } from "./ShiftView";
import { errorsOf, fields, LIMITS, type PoolState, setupOf } from "./state";

export function Pool(props: WidgetProps<PoolState>) {
  useAnnounced(props.state, stepText);
  return (
    <FigureFrame>
      {props.mode !== "print" && <PoolControls {...props} />}
      {props.state.view === "shift" ? <ShiftView state={props.state} /> : <Windows {...props} />}
    </FigureFrame>
  );
}

const WINDOWS = [
  "view",
  "kind",
  "input",
  "window",
  "stride",
  "padding",
  "global",
  "all",
  "routes",
] as const;
const SHIFT = ["view", "kind", "picture", "window", "global"] as const;

function PoolControls(props: WidgetProps<PoolState>) {
  const { state, change, hidden, locked } = props;
  if (state.view === "shift")
    return (
      <Controls table={fields} show={SHIFT} {...props}>
        <Stepper
          label={t("Moved down by")}
          value={state.shift[0]}
          whyNot={(to) =>
            to < 0 || to > LIMITS.shift
              ? t("From 0 to {shift} pixels.", { shift: LIMITS.shift })
              : null
          }
          onChange={(to) => change({ ...state, shift: [to, state.shift[1]] })}
        />
      </Controls>
    );
  const { input } = state;
  const sized = (side: number) => ({
    input: resized(input, [side, side], (row, column) => (3 * row + 5 * column) % 10),
  });
  const show = WINDOWS.filter((name) => name !== "routes" || state.kind === "max");
  return (
    <Controls table={fields} show={show} {...props}>
      {!hidden.has("input-size") && (
        <Stepper
          label={t("Input size")}
          value={input.length}
          text={[...new Set([input.length, input[0]?.length ?? 0])].join("×")}
          locked={locked.has("input-size") || locked.has("input")}
          whyNot={(side) =>
            side < 1 || side > LIMITS.input
              ? t("From 1 to {input} cells.", { input: LIMITS.input })
              : fields.whyNot(state, sized(side))
          }
          onChange={(side) => change(fields.changed(state, sized(side)))}
        />
      )}
    </Controls>
  );
}

/** Forwards or backwards: the grids, the size formula, the arithmetic. */
function Windows({ id, state, change, hidden, locked, mode }: WidgetProps<PoolState>) {
  const setup = setupOf(state);
  const free = [
    ...(locked.has("input") ? [] : ["input"]),
    ...(locked.has("errors") ? [] : ["pool.dy"]),
  ];
  return (
    <Explorer
      id={id}
      print={mode === "print"}
      setup={hidden.has("formula") ? { ...setup, view: { ...setup.view, formula: false } } : setup}
      hint={
        state.view === "forward"
          ? t(
              "Press play or step forward: the window keeps one number of each place. Or click an output.",
            )
          : t("Step forward, or click a cell of the gradient: which errors reach it?")
      }
      onSeek={(at) => change(pooling.seek(state, at))}
      editable={new Set(free)}
      onEdit={({ tensor, index }, value) => {
        const place = index.slice(-2);
        if (tensor === "input") change({ ...state, input: withCell(state.input, place, value) });
        else change({ ...state, errors: withCell(errorsOf(state), place, value) });
      }}
      onPaste={({ tensor }, matrix) => {
        if (tensor !== "input") return t("Errors are typed one by one.");
        const sides = [matrix.length, matrix[0]?.length ?? 0];
        if (Math.max(...sides) > LIMITS.input)
          return t("The input can be up to {input} × {input} here.", { input: LIMITS.input });
        const why = fields.whyNot(state, { input: matrix });
        if (why === null) change(fields.changed(state, { input: matrix }));
        return why;
      }}
    />
  );
}
