/**
 * The blocks of a step. Each stands in a boundary of its own: a fault boxes one block, the rest of
 * the page lives.
 */
import { t, word } from "../../language/words";
import { BookOpen, CircleAlert, History, Lightbulb, Microscope, StickyNote } from "lucide-react";
import { type ReactNode, Suspense, useContext } from "react";
import { Boundary } from "../../shell/Boundary";
import { SCROLLABLE } from "../../shell/scrollable";
import type { Block, FigureBlock, Inline } from "../document";
import { FigureSlot } from "./FigureSlot";
import { Inlines } from "./Inlines";
import { MathTree } from "./MathTree";
import { ScrollableFormula } from "./ScrollableFormula";
import { later } from "../../later/later";
import { BlockListContext } from "./nested";
import type { QuestionBlock } from "./question-block";
import { PlaceOfContext } from "./places";
import { useScope } from "./scope";
import styles from "./text.module.css";

/** The text and its figure are there first. */
const Question = later(async () => (await import("./questions/Question")).Question);

export function Blocks({ blocks }: { readonly blocks: readonly Block[] }): ReactNode {
  return (
    <div className={styles["blocks"]}>
      {blocks.map((block, at) => (
        <Boundary
          key={"id" in block ? `${block.kind} ${block.id}` : at}
          what={t("This part of the page")}
          drawn={block}
        >
          <Placed block={block} />
        </Boundary>
      ))}
    </div>
  );
}

/** In the studio a block says which line it comes from. */
function Placed({ block }: { readonly block: Block }): ReactNode {
  const place = useContext(PlaceOfContext)?.(block);
  if (place === undefined) return <One block={block} />;
  return (
    <div
      className={styles["placed"]}
      data-line={place.line}
      data-current={place.current || undefined}
    >
      <One block={block} />
    </div>
  );
}

function One({ block }: { readonly block: Block }): ReactNode {
  switch (block.kind) {
    case "paragraph":
      return (
        <p>
          <Inlines content={block.content} />
        </p>
      );
    case "heading":
      return <Heading level={block.level} content={block.content} />;
    case "list":
      return <List block={block} />;
    case "table":
      return <Table block={block} />;
    case "quote":
      return (
        <blockquote className={styles["quote"]}>
          <Blocks blocks={block.blocks} />
        </blockquote>
      );
    case "code":
      return <Code text={block.text} />;
    case "image":
      return <img className={styles["image"]} src={block.source} alt={block.alt} loading="lazy" />;
    case "math":
      return (
        <ScrollableFormula>
          <MathTree tree={block.mathml} tex={block.tex} block />
        </ScrollableFormula>
      );
    case "figure":
      return <FigureSlot block={block} />;
    case "compare":
      return <Pair figures={block.figures} />;
    case "callout":
      return <Callout block={block} />;
    case "only":
      return <Only block={block} />;
    case "hint":
    case "solution":
      return <Aside title={block.kind === "hint" ? t("A hint") : t("The solution")} of={block} />;
    case "problem":
      return <Problem block={block} />;
    case "set":
      return null;
    default:
      return <AskedLater block={block} />;
  }
}

/** Paper waits for its questions; on a screen they come below what is read first. */
function AskedLater({ block }: { readonly block: QuestionBlock }): ReactNode {
  const { mode } = useScope();
  const question = (
    <BlockListContext value={Blocks}>
      <Question block={block} />
    </BlockListContext>
  );
  return mode === "print" ? (
    question
  ) : (
    <Suspense fallback={<div className={styles["asking"]} />}>{question}</Suspense>
  );
}

function Code({ text }: { readonly text: string }): ReactNode {
  return (
    <pre className={styles["code"]} dir="ltr" aria-label={t("Code")} {...SCROLLABLE}>
      <code>{text}</code>
    </pre>
  );
}

function Pair({ figures }: { readonly figures: readonly FigureBlock[] }): ReactNode {
  return (
    <div className={styles["pair"]}>
      {figures.map((figure) => (
        <FigureSlot key={figure.id} block={figure} />
      ))}
    </div>
  );
}

interface AsideProps {
  readonly title: string;
  readonly of: { readonly blocks: readonly Block[] };
}

function Aside({ title, of }: AsideProps): ReactNode {
  return (
    <details className={styles["aside"]}>
      <summary>{title}</summary>
      <Blocks blocks={of.blocks} />
    </details>
  );
}

function Problem({ block }: { readonly block: Extract<Block, { kind: "problem" }> }): ReactNode {
  return (
    <div className={styles["problem"]} role="note" lang="en" dir="ltr">
      <strong>{t("A mistake in the lesson, line {line}.", { line: block.line })}</strong>{" "}
      {block.message}
    </div>
  );
}

interface HeadingProps {
  readonly level: 2 | 3 | 4;
  readonly content: readonly Inline[];
}

/** The step's title is the h2 of the page, so that headings within a step begin below it. */
function Heading({ level, content }: HeadingProps): ReactNode {
  const Tag = level === 2 ? "h3" : "h4";
  return (
    <Tag>
      <Inlines content={content} />
    </Tag>
  );
}

function List({ block }: { readonly block: Extract<Block, { kind: "list" }> }): ReactNode {
  const Tag = block.ordered ? "ol" : "ul";
  return (
    <Tag className={styles["list"]}>
      {block.items.map((item, at) => (
        <li key={at}>
          {item.map((inner, position) =>
            inner.kind === "paragraph" && position === 0 ? (
              <Inlines key={position} content={inner.content} />
            ) : (
              <Blocks key={position} blocks={[inner]} />
            ),
          )}
        </li>
      ))}
    </Tag>
  );
}

function Table({ block }: { readonly block: Extract<Block, { kind: "table" }> }): ReactNode {
  return (
    <div className={styles["scroller"]} aria-label={t("Table")} data-table {...SCROLLABLE}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            {block.head.map((cell, at) => (
              <th key={at} scope="col">
                <Inlines content={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) => (
                <td key={column}>
                  <Inlines content={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const TONES = {
  note: { icon: StickyNote, says: "Note" },
  tip: { icon: Lightbulb, says: "Tip" },
  pitfall: { icon: CircleAlert, says: "A common mistake" },
  deepdive: { icon: Microscope, says: "Deeper" },
  history: { icon: History, says: "Where it comes from" },
} as const;

function Callout({ block }: { readonly block: Extract<Block, { kind: "callout" }> }): ReactNode {
  const { icon: Icon, says } = TONES[block.tone] ?? { icon: BookOpen, says: "Note" };
  const name = block.title === "" ? word(says) : block.title;
  const title = (
    <>
      <Icon aria-hidden size={18} /> {name}
    </>
  );
  if (block.tone === "deepdive")
    return (
      <details className={styles["callout"]} data-tone={block.tone}>
        <summary>{title}</summary>
        <Blocks blocks={block.blocks} />
      </details>
    );
  return (
    <aside className={styles["callout"]} data-tone={block.tone} aria-label={name}>
      <p>{title}</p>
      <Blocks blocks={block.blocks} />
    </aside>
  );
}

function Only({ block }: { readonly block: Extract<Block, { kind: "only" }> }): ReactNode {
  const { mode } = useScope();
  const here = mode === "present" ? "present" : mode === "print" ? "print" : "screen";
  return block.for === here ? <Blocks blocks={block.blocks} /> : null;
}
