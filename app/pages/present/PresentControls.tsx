/**
 * The line at the foot of the screen: the counter is always there, the buttons when somebody
 * reaches for them.
 */
import {
  ChartBar,
  ChevronLeft,
  ChevronRight,
  CircleQuestionMark,
  Eraser,
  Lightbulb,
  List,
  Maximize,
  NotebookText,
  PenLine,
  QrCode,
  SlidersHorizontal,
  X,
} from "lucide-react";
import type { ReactNode } from "react";
import { t, word } from "../../language/words";
import type { LessonDoc } from "../../lesson/document";
import type { Action } from "./present-keys";
import styles from "./present.module.css";

export interface PresentControlsProps {
  readonly doc: LessonDoc;
  readonly step: number;
  readonly clicker: "steps" | "figure";
  readonly tools: boolean;
  readonly frozen: boolean;
  readonly onAction: (action: Action) => void;
}

const BUTTONS: readonly {
  readonly action: Action;
  readonly label: string;
  readonly icon: typeof List;
}[] = [
  { action: "list", label: "List of steps", icon: List },
  { action: "tools", label: "Controls of the figure", icon: SlidersHorizontal },
  { action: "notes", label: "Speaker notes", icon: NotebookText },
  { action: "pen", label: "Draw on the screen", icon: PenLine },
  { action: "wipe", label: "Wipe off what was drawn", icon: Eraser },
  { action: "spotlight", label: "Spotlight", icon: Lightbulb },
  { action: "join", label: "Join on a phone", icon: QrCode },
  { action: "collect", label: "Answers of the class", icon: ChartBar },
  { action: "fullscreen", label: "Full screen", icon: Maximize },
  { action: "help", label: "Keys", icon: CircleQuestionMark },
  { action: "leave", label: "Back to the lesson", icon: X },
  { action: "previous-step", label: "Step before", icon: ChevronLeft },
  { action: "next-step", label: "Next step", icon: ChevronRight },
];

export function PresentControls(props: PresentControlsProps): ReactNode {
  const { doc, step, clicker, tools, frozen, onAction } = props;
  return (
    <nav className={styles["controls"]} aria-label={t("Lecture")}>
      <span className={styles["counter"]} dir="ltr">
        {step + 1}
        <span aria-hidden> / </span>
        <span className="hidden-text">{t(" of ")}</span>
        {doc.steps.length}
      </span>
      {frozen ? <span className={styles["frozen"]}>{t("Held: H")}</span> : null}
      <div className={styles["buttons"]}>
        {clicker === "figure" ? <span>{t("Clicker: figure first")}</span> : null}
        {BUTTONS.map(({ action, label, icon: Icon }) => (
          <button
            key={action}
            type="button"
            className="button quiet icon"
            aria-label={word(label)}
            title={word(label)}
            aria-pressed={action === "tools" ? tools : undefined}
            onClick={() => onAction(action)}
          >
            <Icon aria-hidden />
          </button>
        ))}
      </div>
    </nav>
  );
}
