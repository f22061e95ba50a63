/** What the reader must know of a run: that it was put right, met NaN, or cannot go on; and what to do. */
import type { RunView } from "./run-view";
import type { RunHandle } from "./runs";
import styles from "./training-desk.module.css";

export interface RunMessagesProps {
  readonly view: RunView;
  readonly handle: Pick<RunHandle, "rewind" | "reset">;
  readonly onRetry: () => void;
  /** Rewinds and goes on at a lower rate, where the figure has one. */
  readonly onLowerRate?: () => void;
  /** "Run A" where there are several. */
  readonly name?: string;
}

export function RunMessages({ view, handle, onRetry, onLowerRate, name = "" }: RunMessagesProps) {
  const who = name === "" ? "" : `${name}: `;
  const { problem } = view;
  return (
    <>
      {view.notice !== null && (
        <output className={styles["note"]}>
          {who}
          {view.notice}
        </output>
      )}
      {view.unkept !== null && (
        <output className={styles["note"]}>
          {who}
          {view.unkept}
        </output>
      )}
      {view.phase === "broken" && problem !== null && (
        <div role="alert" className={styles["alert"]}>
          <p>
            <b>
              {who}
              {sentence(problem.message)}
            </b>{" "}
            {problem.hint}
          </p>
          {problem.layer !== undefined && <WaysBack onRewind={() => handle.rewind()} onLowerRate={onLowerRate} />}
        </div>
      )}
      {view.phase === "failed" && (
        <div role="alert" className={styles["alert"]}>
          <p>
            <b>
              {who}
              {sentence(problem?.message ?? "the run cannot go on")}
            </b>{" "}
            {problem?.hint}
          </p>
          <div className={styles["buttons"]}>
            <button type="button" className="button" onClick={onRetry}>
              Try again
            </button>
          </div>
        </div>
      )}
    </>
  );
}

interface WaysBackProps {
  readonly onRewind: () => void;
  readonly onLowerRate: (() => void) | undefined;
}

/** There once the engine has found where it began: until then it is busy with that. */
function WaysBack({ onRewind, onLowerRate }: WaysBackProps) {
  return (
    <div className={styles["buttons"]}>
      <button type="button" className="button primary" onClick={onRewind}>
        Back to the last good step
      </button>
      {onLowerRate !== undefined && (
        <button type="button" className="button" onClick={onLowerRate}>
          Back, with a third of the learning rate
        </button>
      )}
    </div>
  );
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
