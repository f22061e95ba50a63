/** What is asked of the answer: why, the loss and one step, a step towards another digit. */
import type { Numbers } from "../../../engine/explain/numbers";
import { extended, type Opened } from "../../explorer/ask/opened";
import type { WidgetProps } from "../widget";
import { AttackPanel } from "./AttackPanel";
import type { DigitState } from "./definition";
import { LearnPanel } from "./LearnPanel";
import type { Attack } from "./useAttack";
import type { Why } from "./useWhy";
import { WhyPanel } from "./WhyPanel";

interface PanelsProps
  extends Pick<WidgetProps<DigitState>, "state" | "change" | "hidden" | "locked"> {
  readonly values: Numbers;
  readonly why: Why | null;
  readonly attack: Attack | null;
  readonly onOpen: (cell: Opened) => void;
}

export function Panels(props: PanelsProps) {
  const { state, change, hidden, locked, values, why, attack, onOpen } = props;
  const openHere = (cell: Opened): void => change({ ...state, trail: extended([], cell) });
  return (
    <>
      {!hidden.has("why") && why !== null && (
        <WhyPanel
          state={state}
          change={change}
          locked={locked.has("why")}
          why={why}
          onAsk={(cell, plain) => (plain ? onOpen(cell) : openHere(cell))}
        />
      )}
      {!hidden.has("learn") && state.learn && (
        <LearnPanel
          state={state}
          change={change}
          locked={locked.has("learn")}
          values={values}
          onAsk={onOpen}
        />
      )}
      {!hidden.has("attack") && attack !== null && (
        <AttackPanel
          state={state}
          change={change}
          locked={locked.has("attack")}
          attack={attack}
          onAsk={openHere}
        />
      )}
    </>
  );
}
