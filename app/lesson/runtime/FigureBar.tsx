/**
 * The line above a figure: what it is, undo, redo, reset, and a menu of what one may take away from
 * it.
 */
import { t, word } from "../../language/words";
import { Redo2, RotateCcw, Undo2 } from "lucide-react";
import { type ReactNode, type RefObject, Suspense, memo, useMemo, useState } from "react";
import { later } from "../../later/later";
import { announce } from "../../shell/announce";
import { Boundary } from "../../shell/Boundary";
import { IconButton } from "../../shell/IconButton";
import { lab, useLab } from "../../store/store";
import type { WidgetDefinition } from "../../widgets/widget";
import type { FigureBlock } from "../document";
import styles from "./figure.module.css";
import type { LessonScope } from "./scope";

/** A figure can be used before anything is taken away from it. */
const TakeAwayMenu = later(async () => (await import("./TakeAwayMenu")).TakeAwayMenu);

export interface FigureBarProps {
  readonly block: FigureBlock;
  readonly definition: WidgetDefinition;
  readonly figureKey: string;
  readonly scope: LessonScope;
  /** What the figure shows, without its frame. */
  readonly picture: RefObject<HTMLElement | null>;
  /** Tensors whose numbers a question hides for now. */
  readonly covered: ReadonlySet<string>;
}

export const FigureBar = memo(function FigureBar(props: FigureBarProps): ReactNode {
  const { definition, figureKey, scope } = props;
  const [said, setSaid] = useState("");
  const say = (words: string): void => {
    setSaid(words);
    announce(words);
    setTimeout(() => setSaid(""), 2_500);
  };
  if (scope.mode === "print" || scope.mode === "present") return null;
  return (
    <div className={styles["bar"]}>
      <p className={styles["title"]}>{word(definition.title)}</p>
      <span className={styles["said"]}>{said}</span>
      <div className={styles["actions"]}>
        <HistoryActions figureKey={figureKey} definition={definition} />
        <Boundary what={t("The menu of this figure")}>
          <Suspense fallback={<span className={styles["menuroom"]} />}>
            <TakeAwayMenu {...props} onSaid={say} />
          </Suspense>
        </Boundary>
      </div>
    </div>
  );
});

function HistoryActions({
  figureKey,
  definition,
}: Pick<FigureBarProps, "figureKey" | "definition">): ReactNode {
  const state = useLab(({ figures }) => figures[figureKey]?.state);
  const before = useLab(({ figures }) => figures[figureKey]?.past.at(-1));
  const after = useLab(({ figures }) => figures[figureKey]?.future[0]);
  const differs = useLab(({ figures }) => figures[figureKey]?.state !== figures[figureKey]?.base);
  // The store asks its questions again at whatever changes; this one looks at every number.
  const [undo, redo] = useMemo(
    () => [actionOf("Undo", state, before, definition), actionOf("Redo", state, after, definition)],
    [state, before, after, definition],
  );
  const { undoFigure, redoFigure, resetFigure } = lab.getState();
  return (
    <>
      <IconButton
        label={undo ?? t("Undo")}
        disabled={undo === null}
        onPress={() => undoFigure(figureKey)}
      >
        <Undo2 aria-hidden size={18} />
      </IconButton>
      <IconButton
        label={redo ?? t("Redo")}
        disabled={redo === null}
        onPress={() => redoFigure(figureKey)}
      >
        <Redo2 aria-hidden size={18} />
      </IconButton>
      <IconButton
        label={t("Reset this figure")}
        disabled={!differs}
        onPress={() => resetFigure(figureKey)}
      >
        <RotateCcw aria-hidden size={17} />
      </IconButton>
    </>
  );
}

/** "Undo: Stride", as far as the widget names what differs; null when there is nothing to undo. */
function actionOf(
  action: "Undo" | "Redo",
  state: object | undefined,
  other: object | undefined,
  { labelOf }: WidgetDefinition,
): string | null {
  if (state === undefined || other === undefined) return null;
  const label = labelOf?.(state, other) ?? "";
  return label === "" ? word(action) : `${word(action)}: ${word(label)}`;
}
