/** The network as code, as it is now: to be read and copied. */
import { t } from "../../language/words";
import { type ReactNode, useMemo, useState } from "react";
import { type Dialect, torchModule, writeCode } from "../../../engine/code/write";
import { LabError } from "../../../engine/core/errors";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { Button } from "../../figures/marks/controls/Button";
import { Choice } from "../../figures/marks/choice/Choice";
import { copyOrSave } from "../../shell/copy";
import { reason } from "../../shell/reason";
import styles from "./workbench.module.css";

const DIALECTS = [
  { value: "pytorch", title: "PyTorch" },
  { value: "keras", title: "Keras" },
] as const;

export function CodeView({ spec }: { readonly spec: NetworkSpec }): ReactNode {
  const [dialect, setDialect] = useState<Dialect>("pytorch");
  const [said, setSaid] = useState("");
  // On a phone the layers come first.
  const [isWide] = useState(() => matchMedia("(width >= 45rem)").matches);
  const { code, problem } = useMemo(() => written(spec, dialect), [spec, dialect]);
  return (
    <section aria-label={t("The network as code")}>
      <details className={styles["written"]} open={isWide}>
        <summary>{t("As code")}</summary>
        <div className="row">
          <Choice label={t("Library")} options={DIALECTS} value={dialect} onChange={setDialect} />
          <Button
            disabled={code === ""}
            onClick={() =>
              void copyOrSave("network.py", code).then((how) =>
                setSaid(t("The code is {how}.", { how })),
              )
            }
          >
            {t("Copy")}
          </Button>
          <output>{said}</output>
        </div>
        {problem === "" ? (
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls
          <pre tabIndex={0}>{code}</pre>
        ) : (
          <p className="problem">{problem}</p>
        )}
      </details>
    </section>
  );
}

function written(
  spec: NetworkSpec,
  dialect: Dialect,
): { readonly code: string; readonly problem: string } {
  try {
    const code = dialect === "pytorch" ? torchModule(spec) : writeCode(spec, dialect);
    return { code, problem: "" };
  } catch (error) {
    if (error instanceof LabError) return { code: "", problem: reason(error) };
    throw error;
  }
}
