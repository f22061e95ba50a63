/**
 * The half that one writes in. It comes when it is first wanted, and then stays: what was written
 * can be undone after reading.
 */
import { lazy, type ReactNode, Suspense, useState } from "react";
import { rich } from "../../language/rich";
import { generators } from "../../lesson/practice";
import { Boundary } from "../../shell/Boundary";
import { widgets } from "../../widgets";
import { Problems } from "./Problems";
import styles from "./studio.module.css";
import type { Compiling } from "./useCompiled";
import type { Draft } from "./useDraft";
import type { Editing } from "./useEditing";

const Editor = lazy(async () => ({ default: (await import("./editor/Editor")).Editor }));
const FACTS = { registry: widgets, generators };

interface WrittenProps {
  readonly reading: boolean;
  readonly draft: Draft;
  readonly compiling: Compiling;
  readonly editing: Editing;
}

export function Written({ reading, draft, compiling, editing }: WrittenProps): ReactNode {
  const [wanted, setWanted] = useState(!reading);
  if (!reading && !wanted) setWanted(true);
  const { checked, ready } = compiling;
  const { editor, setLine, goToProblem, applyFix } = editing;
  return (
    <div className={styles["write"]} hidden={reading}>
      {wanted && (
        <>
          <Boundary what="The editor">
            <Suspense fallback={<div className={styles["editor"]} aria-busy />}>
              <Editor
                ref={editor}
                text={draft.text}
                opened={draft.opened}
                checked={checked}
                facts={FACTS}
                onText={draft.edit}
                onLine={setLine}
              />
            </Suspense>
          </Boundary>
          <p className="soft">
            {rich(
              "<key>Esc</key> <key>Tab</key> leaves, <key>Ctrl Space</key> completes, <key>F8</key> next mistake, <key>Ctrl F</key> searches",
              { key: asKey },
            )}
          </p>
          {ready && (
            <Problems diagnostics={checked.diagnostics} onGo={goToProblem} onFix={applyFix} />
          )}
        </>
      )}
    </div>
  );
}

function asKey(words: ReactNode): ReactNode {
  return <kbd dir="ltr">{words}</kbd>;
}
