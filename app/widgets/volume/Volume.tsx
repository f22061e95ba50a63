/**
 * A convolution on a volume in the explorer: of small numbers in the state, or of a trained
 * network's layer.
 */
import { t } from "../../language/words";
import { useState } from "react";
import type { Role } from "../../../engine/core/expression";
import { Explorer } from "../../explorer/Explorer";
import { FigureFrame } from "../../explorer/FigureFrame";
import { numbersOf } from "../../explorer/setup";
import { placeOf } from "../../explorer/walk";
import { Button } from "../../figures/marks/controls/Button";
import type { CellAt } from "../../figures/scene/scene";
import { FigureServicesContext, useFigureServices } from "../services";
import { useAnnounced } from "../useAnnounced";
import type { WidgetProps } from "../widget";
import { Counts } from "./Counts";
import { stepText, volume } from "./definition";
import { pasted, withNumber } from "./editing";
import { Notation } from "./Notation";
import { type LayerNumbers, sentenceOf, setupOf } from "./setup";
import { extentsOf, fields, type VolumeState } from "./state";
import { Update } from "./Update";
import { useTrained } from "./useTrained";
import { VolumeControls } from "./VolumeControls";
import styles from "./volume.module.css";

export function Volume(props: WidgetProps<VolumeState>) {
  return props.state.source === "own" ? <Shown {...props} /> : <Trained {...props} />;
}

function Trained(props: WidgetProps<VolumeState>) {
  const { numbers, problem, retry } = useTrained(props.state);
  if (numbers !== null) return <Shown {...props} numbers={numbers} />;
  return (
    <FigureFrame>
      {problem === null ? (
        <p className={styles["waiting"]}>{t("The trained layer is being loaded.")}</p>
      ) : (
        <>
          <p role="alert">{problem}</p>
          <Button onClick={retry}>{t("Try again")}</Button>
        </>
      )}
    </FigureFrame>
  );
}

interface ShownProps extends WidgetProps<VolumeState> {
  /** Of a trained layer; its state stays small. */
  readonly numbers?: LayerNumbers;
}

/** Height of the line of the update, px. */
const UPDATE = 45;

function Shown(props: ShownProps) {
  const { id, state, change, hidden, mode, numbers } = props;
  useAnnounced(state, stepText);
  const [cramped, setCramped] = useState(false);
  const services = useFigureServices();
  const [meant, setMeant] = useState<Role | null>(null);
  // A layer that is to learn a target does so in both views.
  const learns = state.direction === "backward" || state.target !== "zero";
  const updates = learns && !hidden.has("update");
  const setup = setupOf(state, numbers);
  return (
    <FigureFrame>
      {mode !== "print" && <VolumeControls {...props} cramped={cramped} />}
      <FigureServicesContext value={{ ...services, highlight: meant ?? services.highlight }}>
        <Explorer
          id={id}
          print={mode === "print"}
          setup={setup}
          hint={sentenceOf(state)}
          onSeek={(at) => change(volume.seek(state, at))}
          onOpen={(cell) => change(opened(state, cell))}
          onFront={(front, at) => change({ ...state, ...front, at })}
          onSums={(all) => change({ ...state, all })}
          onTurn={(turn) => change({ ...state, ...turn }, { history: "merge" })}
          onCramped={setCramped}
          under={updates ? UPDATE : 0}
          editable={editable(props)}
          onEdit={(cell, value) => change(withNumber(state, cell, value))}
          onPaste={(sheet, matrix) => {
            const next = pasted(state, sheet, matrix);
            if (typeof next === "string") return next;
            change(next);
            return null;
          }}
        />
      </FigureServicesContext>
      {!hidden.has("notation") && (
        <Notation state={state} meant={meant ?? services.highlight} onMean={setMeant} />
      )}
      {!hidden.has("counts") && <Counts state={state} />}
      {updates && <Update state={state} change={change} />}
    </FigureFrame>
  );
}

/** Numbers of a trained layer are not the reader's. */
function editable({ state, locked }: ShownProps): ReadonlySet<string> {
  const tensors = { x: "input", w: "conv.w", b: "conv.b" };
  return new Set(
    state.source === "own"
      ? Object.entries(tensors).flatMap(([name, tensor]) => (locked.has(name) ? [] : [tensor]))
      : [],
  );
}

/**
 * A click on a number that the walk does not go through. Backwards, any number shows its gradient
 * and an output how it was made; forwards the channel comes to the front.
 */
function opened(state: VolumeState, { tensor, index }: CellAt): VolumeState {
  const { channels, filters } = extentsOf(state);
  const at = (next: VolumeState): VolumeState => {
    const { view } = setupOf(next);
    const shape = numbersOf(setupOf(next)).shape(view.of);
    const each = volume.steps(next) / shape.reduce((size, side) => size * side, 1);
    return { ...next, at: placeOf(shape, "rows", index) * each };
  };
  if (tensor.endsWith(".y") || tensor.endsWith(".dy"))
    return at({ ...state, direction: "forward", filter: Math.min(filters - 1, index[1] ?? 0) });
  if (state.direction === "forward") {
    const channel = Math.min(channels - 1, index[1] ?? state.channel);
    return tensor === "conv.b" ? state : fields.restore({ ...state, channel }, state);
  }
  const of = ({ input: "x", "conv.w": "w", "conv.b": "b" } as const)[tensor];
  return of === undefined ? state : at({ ...state, of });
}
