/** The menu of what one may take away from a figure. */
import { t } from "../../language/words";
import { Code, Cpu, Ellipsis, FileText, Frame, Image, Link2, Table2, Text } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { linkTo } from "../../shell/address";
import { preferencesToShare } from "../../shell/appearance";
import { copyText, saveText } from "../../shell/copy";
import { Menu, MenuItem } from "../../shell/Menu";
import { lab, useLab } from "../../store/store";
import type { FigureBarProps } from "./FigureBar";
import type { TakeAwayKind, TakeAwayProps } from "./TakeAway";

const TakeAway = lazy(async () => ({ default: (await import("./TakeAway")).TakeAway }));

interface TakeAwayMenuProps extends FigureBarProps {
  /** What was done, in a word or two. */
  readonly onSaid: (words: string) => void;
}

export function TakeAwayMenu(props: TakeAwayMenuProps): ReactNode {
  const { block, definition, figureKey, scope, picture, covered, onSaid } = props;
  const [open, setOpen] = useState<TakeAwayKind | null>(null);
  const link = (): string => linkTo(scope.hash(), preferencesToShare());
  const copyLink = async (): Promise<void> => {
    if (!(await copyText(link()))) return setOpen("link");
    onSaid(t("Link copied"));
  };
  const savePicture = async (): Promise<void> => {
    const { pictureFile } = await import("../../figures/svg/file");
    if (picture.current === null) return;
    const title = block.alt === "" ? definition.title : block.alt;
    const words = definition.describe(lab.getState().figures[figureKey]?.state ?? {});
    const file = pictureFile(picture.current, title, words);
    saveText(`${scope.doc.id}-${block.id}.svg`, file, "image/svg+xml");
    onSaid(t("Picture saved"));
  };
  return (
    <>
      <TakeAwayItems
        hasKernels={definition.kernels !== undefined}
        onCopyLink={() => void copyLink()}
        onSave={() => void savePicture()}
        onOpen={setOpen}
      />
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
    </>
  );
}

interface ItemsProps {
  readonly hasKernels: boolean;
  readonly onCopyLink: () => void;
  readonly onSave: () => void;
  readonly onOpen: (kind: TakeAwayKind) => void;
}

function TakeAwayItems({ hasKernels, onCopyLink, onSave, onOpen }: ItemsProps): ReactNode {
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
