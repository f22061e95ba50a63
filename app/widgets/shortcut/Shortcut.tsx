/** A block with one of three kinds of shortcut in the explorer, and the costs of all three. */
import { t } from "../../language/words";
import { rich } from "../../language/rich";
import { Explorer } from "../../explorer/Explorer";
import { FigureFrame } from "../../explorer/FigureFrame";
import { capital } from "../../figures/describe/capital";
import { exact, short } from "../../figures/network-map/counts";
import { Controls } from "../fields/Controls";
import { useAnnounced } from "../useAnnounced";
import type { WidgetProps } from "../widget";
import { meaning, shortcut, stepText, weightsOf } from "./definition";
import styles from "./shortcut.module.css";
import { costs, fields, setupOf, type ShortcutState } from "./state";

/** Cells, px: the shortcut is seen together with its input. */
const LARGEST = 30;
const NOTHING: ReadonlySet<string> = new Set();
const INPUT: ReadonlySet<string> = new Set(["input"]);

export function Shortcut(props: WidgetProps<ShortcutState>) {
  const { id, state, change, hidden, locked, mode } = props;
  useAnnounced(state, stepText);
  return (
    <FigureFrame>
      {mode !== "print" && (
        <Controls {...props} table={fields} show={["option", "block", "of"]} tried />
      )}
      <p className={styles["wire"]}>
        {rich("{capital}: {weights} weights.", {
          capital: capital(meaning(state)),
          weights: <b>{exact(weightsOf(state))}</b>,
        })}
      </p>
      <Explorer
        id={id}
        print={mode === "print"}
        setup={setupOf(state)}
        largest={mode === "lesson" ? LARGEST : undefined}
        hint=""
        onSeek={(at) => change(shortcut.seek(state, at))}
        editable={locked.has("input") ? NOTHING : INPUT}
        onEdit={({ index: [, channel, row, column] }, value) =>
          change(
            fields.restore(
              { ...state, input: edited(state, [channel, row, column], value) },
              state,
            ),
          )
        }
        onPaste={() => t("Numbers are typed one by one here.")}
      />
      {!hidden.has("costs") && <Costs state={state} />}
    </FigureFrame>
  );
}

function edited(
  { input }: ShortcutState,
  [channel, row, column]: readonly (number | undefined)[],
  value: number,
): ShortcutState["input"] {
  return input.map((map, c) =>
    map.map((line, i) =>
      line.map((old, j) => (c === channel && i === row && j === column ? value : old)),
    ),
  );
}

function Costs({ state }: { readonly state: ShortcutState }) {
  return (
    <table className={styles["costs"]}>
      <caption>{t("ResNet-34 with each kind; top-1 errors as the paper gives them")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("kind")}</th>
          <th scope="col">{t("projections")}</th>
          <th scope="col">{t("parameters")}</th>
          <th scope="col">{t("multiply-adds")}</th>
          <th scope="col">{t("error %")}</th>
        </tr>
      </thead>
      <tbody>
        {costs().map(({ option, projections, blocks, parameters, multiplyAdds, error }) => (
          <tr key={option} data-chosen={option === state.option || undefined}>
            <th scope="row">{option}</th>
            <td>{t("{projections} of {blocks}", { projections, blocks })}</td>
            <td>{exact(parameters)}</td>
            <td>{short(multiplyAdds)}</td>
            <td>{error.toFixed(2)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
