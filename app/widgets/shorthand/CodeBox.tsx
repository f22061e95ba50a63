/** The network as code: typed or pasted, taken as soon as it is understood; what is not is named with its line and column. */
import { useState } from "react";
import { DIALECTS, fromCode, type ShorthandState } from "./definition";
import { type Dialect, writeCode } from "./code/write";
import type { NetworkSpec } from "../../../engine/graph/spec";
import styles from "./shorthand.module.css";

interface CodeBoxProps {
  readonly state: ShorthandState;
  readonly locked: boolean;
  readonly onDialect: (dialect: Dialect) => void;
  readonly onNetwork: (network: NetworkSpec) => void;
}

export function CodeBox({ state, locked, onDialect, onNetwork }: CodeBoxProps) {
  const [draft, setDraft] = useState(() => writeCode(state.network, state.dialect));
  const read = fromCode(draft, state.network.input);
  const problem = "problem" in read ? read.problem : "";
  const same = "network" in read && JSON.stringify(read.network) === JSON.stringify(state.network);
  return (
    <section>
      <h4>Code</h4>
      <p className={styles["dialects"]}>
        {DIALECTS.map((dialect) => (
          <label key={dialect}>
            <input type="radio" name="dialect" checked={state.dialect === dialect} onChange={() => onDialect(dialect)} />
            {dialect === "pytorch" ? "PyTorch" : "Keras"}
          </label>
        ))}
      </p>
      <textarea
        aria-label="Code of the network"
        spellCheck={false}
        disabled={locked}
        rows={Math.min(18, draft.split("\n").length + 1)}
        value={draft}
        aria-invalid={problem !== ""}
        onChange={(event) => setDraft(event.target.value)}
      />
      <p className={styles["codeFoot"]}>
        <button
          type="button"
          disabled={locked || !("network" in read) || same}
          onClick={() => "network" in read && onNetwork(read.network)}
        >
          Use this code
        </button>
        <output className={problem === "" ? undefined : styles["problem"]}>
          {problem === "" ? (same ? "This is the network above." : "Understood.") : problem}
        </output>
      </p>
    </section>
  );
}
