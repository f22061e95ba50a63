/**
 * What a reader takes away from a figure: its link, its words, its numbers, its code, its lesson
 * block, its embed.
 */
import { t, word } from "../../language/words";
import { Check, Copy } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { linkTo } from "../../shell/address";
import { preferencesToShare } from "../../shell/appearance";
import { copyText } from "../../shell/copy";
import { Dialog } from "../../shell/Dialog";
import type { WidgetDefinition } from "../../widgets/widget";
import type { FigureBlock } from "../document";
import type { TakeAwayKind } from "./FigureBar";
import { Kernels } from "./Kernels";
import { TensorTables } from "./TensorTables";
import styles from "./figure.module.css";
import { Button } from "../../figures/marks/controls/Button";
import { iframeSnippet, lessonBlock, widgetRoute } from "./lesson-block";

const TITLES: Readonly<Record<TakeAwayKind, string>> = {
  link: "Link to this place",
  words: "This figure in words",
  table: "All numbers as a table",
  torch: "PyTorch code for exactly this",
  kernel: "The kernels that a graphics card runs for this",
  block: "This figure as a block of a lesson",
  embed: "Embed this figure",
};

const EXPLANATIONS: Readonly<Partial<Record<TakeAwayKind, string>>> = {
  link: "Whoever opens it sees the same step, the same numbers and the same theme.",
  torch: "It checks itself against the numbers of this page.",
  kernel:
    "The very files that the engine gives to WebGPU, forwards and backwards, with their comments.",
  block: "Paste it into a lesson file. Only what differs from the defaults is written.",
  embed:
    "Paste it into a page of your course. The figure sends its height to the page around it; nothing is sent to anybody else.",
};

export interface TakeAwayProps {
  readonly kind: TakeAwayKind;
  readonly block: FigureBlock;
  readonly definition: WidgetDefinition;
  readonly state: object;
  readonly covered: ReadonlySet<string>;
  readonly link: string;
  readonly onClose: () => void;
}

export function TakeAway(props: TakeAwayProps): ReactNode {
  const { kind, block, definition, state, covered, link, onClose } = props;
  const text = useMemo(
    () => textOf(kind, block, definition, state, link),
    [kind, block, definition, state, link],
  );
  return (
    <Dialog title={word(TITLES[kind])} wide onClose={onClose}>
      {EXPLANATIONS[kind] === undefined ? null : <p>{word(EXPLANATIONS[kind])}</p>}
      {kind === "words" ? (
        <p className={styles["words"]}>
          {covered.size > 0 ? t("Answer the question first.") : definition.describe(state)}
        </p>
      ) : null}
      {kind === "table" ? (
        <TensorTables tensors={definition.values(state)} covered={covered} />
      ) : null}
      {kind === "kernel" ? <Kernels ops={definition.kernels ?? []} /> : null}
      {text === null ? null : <Arriving text={text} />}
    </Dialog>
  );
}

function textOf(
  kind: TakeAwayKind,
  block: FigureBlock,
  definition: WidgetDefinition,
  state: object,
  link: string,
): string | Promise<string> | null {
  switch (kind) {
    case "words":
    case "table":
    case "kernel":
      return null;
    case "torch":
      return definition.torch(state);
    case "block":
      return lessonBlock(block.id, block.alt, definition, state);
    case "embed":
      return iframeSnippet(
        linkTo(widgetRoute(definition, state), preferencesToShare()),
        definition.title,
      );
    default:
      return link;
  }
}

/** A text whose writer may still be on its way. */
function Arriving({ text }: { readonly text: string | Promise<string> }): ReactNode {
  const [arrived, setArrived] = useState("");
  useEffect(() => {
    let current = true;
    void Promise.resolve(text).then((written) => {
      if (current) setArrived(written);
    });
    return () => {
      current = false;
    };
  }, [text]);
  return <Source text={typeof text === "string" ? text : arrived} />;
}

function Source({ text }: { readonly text: string }): ReactNode {
  const [copied, setCopied] = useState<boolean | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  return (
    <>
      <textarea
        ref={area}
        className={styles["source"]}
        readOnly
        spellCheck={false}
        aria-label={t("Text to copy")}
        value={text}
        dir="ltr"
      />
      <Button
        primary
        onClick={async () => {
          const done = await copyText(text);
          setCopied(done);
          if (!done) area.current?.select();
        }}
      >
        {copied === true ? <Check aria-hidden size={18} /> : <Copy aria-hidden size={18} />}
        {copied === true ? t("Copied") : t("Copy")}
      </Button>
      {copied === false ? (
        <p aria-live="polite">
          {t(
            "This browser does not let the page copy. The text is selected: copy it with your keyboard.",
          )}
        </p>
      ) : null}
    </>
  );
}
