/**
 * What the reader must know of a run: that it was put right, met NaN, or cannot go on; and what to
 * do.
 */
import { echo, t } from "../../language/words";
import type { Props } from "./Training";
import type { VariantRun } from "./useVariants";
import { Button } from "../../figures/marks/controls/Button";
import { withEnd } from "../../shell/reason";
import styles from "./training.module.css";
import { whoOf } from "./words";

type MessagesProps = Pick<Props, "state" | "change" | "locked"> & { readonly run: VariantRun };

export function Messages(props: MessagesProps) {
  const { run } = props;
  const { view } = run;
  const who = whoOf(run);
  const { problem } = view;
  return (
    <>
      {[view.notice, view.unkept].map((note) =>
        note === null ? null : (
          <output key={note} className={styles["note"]}>
            {who}
            {echo(note)}
          </output>
        ),
      )}
      {view.phase === "broken" && <Broken {...props} />}
      {view.phase === "failed" && (
        <div role="alert" className={styles["alert"]}>
          <Told
            who={who}
            message={problem === null ? t("the run cannot go on") : echo(problem.message)}
            hint={echo(problem?.hint ?? "")}
          />
          <div className={styles["buttons"]}>
            <Button onClick={() => run.retry()}>{t("Try again")}</Button>
          </div>
        </div>
      )}
    </>
  );
}

/** The layer that gave NaN, and ways back. */
function Broken({ run, state, change, locked }: MessagesProps) {
  const { handle, view, setting } = run;
  const { problem } = view;
  const free = !locked.has("settings");
  const lower = Number((setting.rate / 3).toPrecision(2));
  const back = (next: Partial<typeof state>): void => {
    handle.rewind();
    change({ ...state, ...next });
  };
  if (problem === null) return null;
  return (
    <div role="alert" className={styles["alert"]}>
      <Told who={whoOf(run)} message={echo(problem.message)} hint={echo(problem.hint)} />
      {problem.layer !== undefined && (
        <div className={styles["buttons"]}>
          <Button primary onClick={() => handle.rewind()}>
            {t("Back to the last good step")}
          </Button>
          {free && setting.rate === state.rate && (
            <Button onClick={() => back({ rate: lower })}>
              {t("Back, with a third of the learning rate")}
            </Button>
          )}
          {free && setting.clip === state.clip && state.clip === 0 && (
            <Button onClick={() => back({ clip: 1 })}>
              {t("Back, with the gradient clipped at 1")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

interface ToldProps {
  readonly who: string;
  readonly message: string;
  readonly hint: string;
}

function Told({ who, message, hint }: ToldProps) {
  return (
    <p>
      <b>
        {who}
        {withEnd(message)}
      </b>{" "}
      {hint}
    </p>
  );
}
