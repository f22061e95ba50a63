/** The graph of a file that was not opened: what stands in it, and where the reading ends. */
import { t } from "../../../language/words";
import type { ReactNode } from "react";
import { counted } from "../../../language/numerals";
import type { Project } from "../project";
import { Pictured } from "../Pictured";
import { GraphDrawing } from "./GraphDrawing";
import type { RefusedGraph } from "./open-file";
import { Button } from "../../../figures/marks/controls/Button";
import styles from "./outline.module.css";

interface OutlineProps {
  readonly graph: RefusedGraph;
  readonly onOpen: (part: Project, upTo: string) => void;
}

export function Outline({ graph: { nodes, part }, onOpen }: OutlineProps): ReactNode {
  const count = (state: string): number => nodes.filter((node) => node.state === state).length;
  const refused = count("refused");
  return (
    <section className={styles["outline"]} aria-label={t("The graph of the file")}>
      <h2>{t("The graph of the file")}</h2>
      <p>
        {t(
          "{read} of {all} nodes are read, {refused} {refusedCount, plural, one {is} other {are}} not (thick frame), {behind} stand behind (dashed frame): their shapes are not known.",
          {
            read: counted(count("read")),
            all: counted(nodes.length),
            refused: counted(refused),
            refusedCount: refused,
            behind: counted(count("behind")),
          },
        )}
      </p>
      {part !== null && (
        <Button primary onClick={() => onOpen(part.project, part.upTo)}>
          {t("Open what is read, up to {upTo}", { upTo: part.upTo })}
        </Button>
      )}
      <Pictured name={t("graph of the file")}>
        <GraphDrawing key={nodes.length} nodes={nodes} />
      </Pictured>
    </section>
  );
}
