/** The chain's settings: activation, length, input, target, whose gradient, learning rate. */
import { t } from "../../language/words";
import { NumberField } from "../../figures/marks/number-field/NumberField";
import { Controls } from "../fields/Controls";
import type { WidgetProps } from "../widget";
import { type ChainState, fields, LONGEST, withLength } from "./definition";

type ControlsProps = Pick<WidgetProps<ChainState>, "state" | "change" | "hidden" | "locked"> & {
  /** Only what a lecture changes: on a projector the figure needs the room. */
  readonly brief: boolean;
};

const BRIEF = ["activation", "w"] as const;
const ALL = [...BRIEF, "x", "target", "weight", "learningRate"] as const;

export function ChainControls({ brief, ...props }: ControlsProps) {
  const { state, change, locked } = props;
  const length = (
    <NumberField
      label={t("Neurons")}
      value={state.w.length}
      min={1}
      max={LONGEST}
      whole
      locked={locked.has("length")}
      onValue={(value) => change(withLength(state, value))}
    />
  );
  return <Controls {...props} table={fields} show={brief ? BRIEF : ALL} instead={{ w: length }} />;
}
