/**
 * The network as code: typed or pasted, checked as it is written; what is not understood is named
 * with its line and column.
 */
import { t } from "../../language/words";
import { useState } from "react";
import { Choice } from "../../figures/marks/choice/Choice";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { codeOf, DIALECTS, fromCode, type ShorthandState } from "./definition";
import type { Dialect } from "../../../engine/code/write";
import { same } from "../../shell/codec";
import styles from "./shorthand.module.css";
import { sizeText } from "./words";

interface CodeBoxProps {
  readonly state: ShorthandState;
  readonly locked: boolean;
  readonly titled: boolean;
  readonly onDialect: (dialect: Dialect) => void;
  readonly onNetwork: (network: NetworkSpec) => void;
}

const OPTIONS = [
  { value: "pytorch", title: DIALECTS.pytorch },
  { value: "keras", title: DIALECTS.keras },
] as const;

/** What was read and does not change the network. */
function leftOut(read: ReturnType<typeof fromCode>): string {
  if ("problem" in read || read.skipped.length === 0) return "";
  return t(" Left out: {skipped}.", { skipped: read.skipped.join("; ") });
}

/** Of code whose first layer reads another picture. */
function otherPicture(read: ReturnType<typeof fromCode>, input: readonly number[]): string {
  if ("problem" in read || same(read.network.input, input)) return "";
  return t(" Its input is {input}: the picture changes, it was {input2}.", {
    input: sizeText(read.network.input),
    input2: sizeText(input),
  });
}

export function CodeBox({ state, locked, titled, onDialect, onNetwork }: CodeBoxProps) {
  const written = codeOf(state.network, state.dialect);
  const [draft, setDraft] = useState("code" in written ? written.code : "");
  const untouched = draft === ("code" in written ? written.code : "");
  const read = fromCode(draft, state.network.input);
  const problem = untouched
    ? "problem" in written
      ? written.problem
      : ""
    : "problem" in read
      ? read.problem
      : "";
  return (
    <section aria-label={t("Code")}>
      {titled && <p className={styles["heading"]}>{t("Code")}</p>}
      <Choice label={t("Library")} options={OPTIONS} value={state.dialect} onChange={onDialect} />
      <textarea
        aria-label={t("Code of the network")}
        spellCheck={false}
        autoCapitalize="off"
        disabled={locked}
        rows={Math.min(18, draft.split("\n").length)}
        value={draft}
        aria-invalid={problem !== ""}
        onChange={(event) => setDraft(event.target.value)}
      />
      <p className={styles["codeFoot"]}>
        <button
          type="button"
          disabled={locked || untouched || !("network" in read)}
          onClick={() => "network" in read && onNetwork(read.network)}
        >
          {t("Use this code")}
        </button>
        <output className={problem === "" ? undefined : styles["problem"]}>
          {problem === ""
            ? untouched
              ? t("This is the network.")
              : t("Understood. Press the button to draw it.{otherPicture}{leftOut}", {
                  otherPicture: otherPicture(read, state.network.input),
                  leftOut: leftOut(read),
                })
            : problem}
        </output>
      </p>
    </section>
  );
}
