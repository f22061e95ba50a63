/**
 * The description as text: what is changed shows at once, what is wrong is said in words, and the
 * original is one press away.
 */
import { t } from "../../language/words";
import { type ReactNode, useState } from "react";
import type { NetworkShapes } from "../../../engine/graph/shapes";
import { readSpec } from "../../explorer/catalogue";
import { Button } from "../../figures/marks/controls/Button";
import styles from "./networks.module.css";

export interface SpecEditorProps {
  readonly original: NetworkShapes;
  readonly onNetwork: (network: NetworkShapes) => void;
}

export function SpecEditor({ original, onNetwork }: SpecEditorProps): ReactNode {
  const written = textOf(original);
  const [text, setText] = useState(written);
  const [problem, setProblem] = useState<string | null>(null);
  const change = (next: string): void => {
    setText(next);
    const read = readSpec(next);
    setProblem("problem" in read ? read.problem : null);
    if ("network" in read) onNetwork(read.network);
  };
  return (
    <details className={styles["editor"]}>
      <summary>{t("Change it: the description of this network")}</summary>
      <p>
        {t(
          "One layer a line, with PyTorch’s names. The drawing and the table follow while you write; with a mistake they stay as they were last.",
        )}
      </p>
      <textarea
        aria-label={t("Description of the network")}
        aria-describedby="spec-problem"
        aria-invalid={problem !== null}
        spellCheck={false}
        value={text}
        rows={Math.min(24, text.split("\n").length + 1)}
        onChange={(event) => change(event.currentTarget.value)}
      />
      <output id="spec-problem" className="problem">
        {problem}
      </output>
      <Button disabled={text === written} onClick={() => change(written)}>
        {t("Back to the original")}
      </Button>
    </details>
  );
}

/** JSON with one layer a line. */
function textOf({ spec }: NetworkShapes): string {
  const { layers, ...rest } = spec;
  const head = JSON.stringify(rest, null, 2)
    .replace(/\n\}$/, "")
    .replaceAll(
      /\[\s+([\d,\s]+?)\s+\]/g,
      (_, inner: string) => `[${inner.replaceAll(/\s+/g, " ")}]`,
    );
  return `${head},\n  "layers": [\n${layers.map((layer) => `    ${JSON.stringify(layer)}`).join(",\n")}\n  ]\n}`;
}
