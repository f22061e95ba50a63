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
import { reason } from "../../shell/reason";
import type { Tensor } from "../../../engine/core/tensor";
import type { WidgetDefinition } from "../../widgets/widget";
import type { FigureBlock } from "../document";
import { Kernels } from "./Kernels";
import { TensorTables } from "./TensorTables";
import styles from "./figure.module.css";
import { Button } from "../../figures/marks/controls/Button";
import { iframeSnippet, lessonBlock, widgetRoute } from "./lesson-block";

export type TakeAwayKind = "block" | "torch" | "embed" | "words" | "table" | "kernel" | "link";

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
  const { kind, onClose } = props;
  return (
    <Dialog title={word(TITLES[kind])} wide onClose={onClose}>
      {EXPLANATIONS[kind] === undefined ? null : <p>{word(EXPLANATIONS[kind])}</p>}
      <Content {...props} />
    </Dialog>
  );
}

function Content(props: TakeAwayProps): ReactNode {
  const { kind, block, definition, state, covered, link } = props;
  const { tensors, words, text, problem } = useMemo(
    () => takenOf(kind, block, definition, state, link),
    [kind, block, definition, state, link],
  );
  const first = covered.size > 0 ? t("Answer the question first.") : words;
  return (
    <>
      {problem === undefined ? null : <p role="alert">{problem}</p>}
      {words === undefined ? null : <p className={styles["words"]}>{first}</p>}
      {tensors === undefined ? null : <TensorTables tensors={tensors} covered={covered} />}
      {kind === "kernel" ? <Kernels ops={definition.kernels ?? []} /> : null}
      {text === undefined ? null : <Arriving text={text} />}
    </>
  );
}

interface Taken {
  readonly words?: string;
  readonly tensors?: Readonly<Record<string, Tensor>>;
  readonly text?: string | Promise<string>;
  /** Why there is nothing to take: a network that does not fit has no numbers and no code. */
  readonly problem?: string;
}

function takenOf(
  kind: TakeAwayKind,
  block: FigureBlock,
  definition: WidgetDefinition,
  state: object,
  link: string,
): Taken {
  try {
    if (kind === "words") return { words: definition.describe(state) };
    if (kind === "table") return { tensors: definition.values(state) };
    if (kind === "torch") return { text: definition.torch(state) };
    if (kind === "block") return { text: lessonBlock(block.id, block.alt, definition, state) };
    if (kind === "link") return { text: link };
    if (kind === "kernel") return {};
    const route = linkTo(widgetRoute(definition, state), preferencesToShare());
    return { text: iframeSnippet(route, definition.title) };
  } catch (error) {
    return { problem: reason(error) };
  }
}

/** A text whose writer may still be on its way. */
function Arriving({ text }: { readonly text: string | Promise<string> }): ReactNode {
  const [arrived, setArrived] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    Promise.resolve(text).then(
      (written) => {
        if (!current) return;
        setArrived(written);
        setProblem(null);
      },
      (error: unknown) => {
        if (current) setProblem(reason(error));
      },
    );
    return () => {
      current = false;
    };
  }, [text]);
  if (problem !== null) return <p role="alert">{problem}</p>;
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
