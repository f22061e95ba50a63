/**
 * One line that changes the network: what a command would make is told before it is done. Ctrl K
 * (⌘K) goes to it; Down and Up choose a word, Enter takes the word or does the command, Escape
 * closes the list, then empties the line.
 */
import { echo, t } from "../../../language/words";
import { rich } from "../../../language/rich";
import { type ReactNode, useId } from "react";
import type { NetworkSpec } from "../../../../engine/graph/spec";
import { Button } from "../../../figures/marks/controls/Button";
import { exact } from "../../../figures/network-map/counts";
import { reason } from "../../../shell/reason";
import type { Bench } from "../useProject";
import { Offers, optionId } from "./Offers";
import type { Outcome } from "./outcome";
import styles from "./command.module.css";
import { useCommandLine } from "./useCommandLine";

interface CommandBoxProps {
  readonly bench: Bench;
  readonly chosen: string | null;
  readonly onChoose: (name: string) => void;
}

export function CommandBox({ bench, chosen, onChoose }: CommandBoxProps): ReactNode {
  const id = useId();
  const line = useCommandLine(bench, chosen, onChoose);
  const { field, text, outcome, offers, shown, active, begin, go } = line;
  return (
    <div className={styles["command"]}>
      <label htmlFor={`${id}-field`}>
        {rich("Command {keys}", { keys: <kbd>{isApple() ? "⌘K" : "Ctrl K"}</kbd> })}
      </label>
      <div className={styles["line"]}>
        <input
          ref={field}
          id={`${id}-field`}
          role="combobox"
          aria-expanded={shown}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={shown && active >= 0 ? optionId(`${id}-list`, active) : undefined}
          aria-describedby={`${id}-told`}
          aria-keyshortcuts="Control+K Meta+K"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          placeholder="conv 16 3x3 padding 1 after relu1"
          value={text}
          onChange={(event) => begin(event.currentTarget.value)}
          onKeyDown={line.onKey}
          onBlur={line.close}
        />
        <Button disabled={outcome?.kind !== "read"} onClick={go}>
          {t("Do it")}
        </Button>
      </div>
      <div id={`${id}-told`} className={styles["told"]} aria-live="polite">
        <Told outcome={outcome} before={bench.project.spec} onTake={line.finish} />
      </div>
      <Offers
        id={`${id}-list`}
        offers={offers}
        isShown={shown}
        active={active}
        onTake={line.take}
      />
    </div>
  );
}

interface ToldProps {
  readonly outcome: Outcome | null;
  readonly before: NetworkSpec;
  readonly onTake: (next: NetworkSpec, words: string, layer: string) => void;
}

/** What the command would make; where it does not fit, what would. */
function Told({ outcome, before, onTake }: ToldProps): ReactNode {
  if (outcome === null)
    return (
      <span className={styles["soft"]}>
        {rich(
          "A layer and where it goes, or {add}, {cat}, {move}, {delete}, {branch} and the names of layers; or a setting of the chosen layer: {stride}.",
          {
            add: <code>add</code>,
            cat: <code>cat</code>,
            move: <code>move</code>,
            delete: <code>delete</code>,
            branch: <code>branch</code>,
            stride: <code>stride 2</code>,
          },
        )}
      </span>
    );
  if (outcome.kind === "unread") return <span>{reason(outcome.error)}</span>;
  const { command, shape, looked, offered } = outcome;
  if (looked.problem === null) return <span>{fitting(command.chosen, shape, outcome)}</span>;
  return (
    <>
      <span className="problem">
        {t("It would not fit: {why}", { why: reason(looked.problem.error) })}
      </span>
      <span className={styles["row"]}>
        {offered.map(({ words, spec }) => (
          <Button
            key={words}
            onClick={() => onTake(spec, `${command.words}, ${echo(words)}`, command.chosen)}
          >
            {t("With this: {words}", { words: echo(words) })}
          </Button>
        ))}
        {command.spec !== before && (
          <Button onClick={() => onTake(command.spec, command.words, command.chosen)}>
            {t("Do it all the same, mend it later")}
          </Button>
        )}
      </span>
    </>
  );
}

function fitting(
  name: string,
  shape: readonly number[] | null,
  { looked }: Outcome & { readonly kind: "read" },
): string {
  const { parameterCount = 0, output } = looked.network ?? {};
  return t(
    "It fits: {name} gives {shape}. The network then has {count} parameters and gives {output}.",
    {
      name,
      shape: shape?.join("×") ?? "–",
      output: output?.shape.join("×") ?? "–",
      count: exact(parameterCount),
    },
  );
}

function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform);
}
