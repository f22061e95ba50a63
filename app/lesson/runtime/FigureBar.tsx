/**
 * The line above a figure: what it is, undo, redo, reset, and a menu of what one may take away from
 * it.
 */
import { t, word } from "../../language/words";
import {
  Code,
  Cpu,
  Ellipsis,
  FileText,
  Frame,
  Image,
  Link2,
  Redo2,
  RotateCcw,
  Table2,
  Text,
  Undo2,
} from "lucide-react";
import { type ReactNode, type RefObject, Suspense, lazy, memo, useMemo, useState } from "react";
import { linkTo } from "../../shell/address";
import { preferencesToShare } from "../../shell/appearance";
import { announce } from "../../shell/announce";
import { copyText, saveText } from "../../shell/copy";
import { IconButton } from "../../shell/IconButton";
import { Menu, MenuItem } from "../../shell/Menu";
import { lab, useLab } from "../../store/store";
import type { WidgetDefinition } from "../../widgets/widget";
import type { FigureBlock } from "../document";
import styles from "./figure.module.css";
import type { LessonScope } from "./scope";
import type { TakeAwayProps } from "./TakeAway";

const TakeAway = lazy(async () => ({ default: (await import("./TakeAway")).TakeAway }));

export type TakeAwayKind = "block" | "torch" | "embed" | "words" | "table" | "kernel" | "link";

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

export const FigureBar = memo(function FigureBar({
  block,
  definition,
  figureKey,
  scope,
  picture,
  covered,
}: FigureBarProps): ReactNode {
  const [open, setOpen] = useState<TakeAwayKind | null>(null);
  const [said, setSaid] = useState("");
  const link = (): string => linkTo(scope.hash(), preferencesToShare());
  const say = (words: string): void => {
    setSaid(words);
    announce(words);
    setTimeout(() => setSaid(""), 2_500);
  };
  const copyLink = async (): Promise<void> => {
    if (!(await copyText(link()))) return setOpen("link");
    say(t("Link copied"));
  };
  const savePicture = async (): Promise<void> => {
    const { pictureFile } = await import("../../figures/svg/file");
    if (picture.current === null) return;
    const title = block.alt === "" ? definition.title : block.alt;
    const words = definition.describe(lab.getState().figures[figureKey]?.state ?? {});
    const file = pictureFile(picture.current, title, words);
    saveText(`${scope.doc.id}-${block.id}.svg`, file, "image/svg+xml");
    say(t("Picture saved"));
  };
  if (scope.mode === "print" || scope.mode === "present") return null;
  return (
    <div className={styles["bar"]}>
      <p className={styles["title"]}>{word(definition.title)}</p>
      <span className={styles["said"]}>{said}</span>
      <div className={styles["actions"]}>
        <HistoryActions figureKey={figureKey} definition={definition} />
        <TakeAwayMenu
          hasKernels={definition.kernels !== undefined}
          onCopyLink={() => void copyLink()}
          onSave={() => void savePicture()}
          onOpen={setOpen}
        />
      </div>
      {open === null ? null : (
        <Suspense>
          <Taken
            kind={open}
            block={block}
            definition={definition}
            figureKey={figureKey}
            covered={covered}
            link={link()}
            onClose={() => setOpen(null)}
          />
        </Suspense>
      )}
    </div>
  );
});

interface TakeAwayMenuProps {
  readonly hasKernels: boolean;
  readonly onCopyLink: () => void;
  readonly onSave: () => void;
  readonly onOpen: (kind: TakeAwayKind) => void;
}

function TakeAwayMenu({ hasKernels, onCopyLink, onSave, onOpen }: TakeAwayMenuProps): ReactNode {
  return (
    <Menu label={t("More about this figure")} icon={<Ellipsis aria-hidden size={20} />}>
      <MenuItem icon={<Link2 aria-hidden size={18} />} onSelect={onCopyLink}>
        {t("Copy link")}
      </MenuItem>
      <MenuItem icon={<Image aria-hidden size={18} />} onSelect={onSave}>
        {t("Save as SVG")}
      </MenuItem>
      <MenuItem icon={<Text aria-hidden size={18} />} onSelect={() => onOpen("words")}>
        {t("Describe in words")}
      </MenuItem>
      <MenuItem icon={<Table2 aria-hidden size={18} />} onSelect={() => onOpen("table")}>
        {t("All numbers as a table")}
      </MenuItem>
      <MenuItem icon={<Code aria-hidden size={18} />} onSelect={() => onOpen("torch")}>
        {t("PyTorch code for exactly this")}
      </MenuItem>
      {!hasKernels ? null : (
        <MenuItem icon={<Cpu aria-hidden size={18} />} onSelect={() => onOpen("kernel")}>
          {t("See the kernel")}
        </MenuItem>
      )}
      <MenuItem icon={<FileText aria-hidden size={18} />} onSelect={() => onOpen("block")}>
        {t("Copy as lesson block")}
      </MenuItem>
      <MenuItem icon={<Frame aria-hidden size={18} />} onSelect={() => onOpen("embed")}>
        {t("Embed")}
      </MenuItem>
    </Menu>
  );
}

interface TakenProps extends Omit<TakeAwayProps, "state"> {
  readonly figureKey: string;
}

/**
 * The state is asked for only where it is taken away: the bar itself stands still while the figure
 * moves.
 */
function Taken({ figureKey, ...props }: TakenProps): ReactNode {
  const state = useLab(({ figures }) => figures[figureKey]?.state);
  return state === undefined ? null : <TakeAway {...props} state={state} />;
}

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
