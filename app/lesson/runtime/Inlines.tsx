/** Words, formulas, links and terms within a paragraph. */
import { Fragment, type ReactNode } from "react";
import { useLab } from "../../store/store";
import type { Inline } from "../document";
import { MathTree } from "./MathTree";
import { roleOf } from "./roles";
import styles from "./text.module.css";

export function Inlines({ content }: { readonly content: readonly Inline[] }): ReactNode {
  return content.map((inline, at) => {
    const [closing, rest] = closingMarks(content[at - 1], inline);
    const next = content[at + 1];
    const follows = next === undefined ? "" : closingMarks(inline, next)[0];
    return (
      <Fragment key={at}>
        {follows === "" ? (
          <One inline={closing === "" ? inline : { kind: "text", text: rest }} />
        ) : (
          <span className={styles["kept"]}>
            <One inline={inline} />
            {follows}
          </span>
        )}
      </Fragment>
    );
  });
}

/**
 * The marks that a text after a formula begins with, and what is left of it: browsers may end a
 * line after a formula, and a comma must not begin the next one.
 */
export function closingMarks(
  before: Inline | undefined,
  inline: Inline,
): readonly [closing: string, rest: string] {
  if (before?.kind !== "math" || inline.kind !== "text") return ["", ""];
  const closing = /^[,.;:!?)\]’”»،؛؟]+/u.exec(inline.text)?.[0] ?? "";
  return [closing, inline.text.slice(closing.length)];
}

function One({ inline }: { readonly inline: Inline }): ReactNode {
  const setHighlight = useLab((state) => state.setHighlight);
  switch (inline.kind) {
    case "text":
      return inline.text;
    case "emphasis":
      return (
        <em>
          <Inlines content={inline.content} />
        </em>
      );
    case "strong":
      return (
        <strong>
          <Inlines content={inline.content} />
        </strong>
      );
    case "code":
      return <code dir="ltr">{inline.text}</code>;
    case "math":
      return (
        <span className={styles["math"]} dir="ltr">
          <MathTree tree={inline.mathml} tex={inline.tex} onTerm={setHighlight} />
        </span>
      );
    case "link":
      return <Link href={inline.href} content={inline.content} />;
    case "term":
      return <Term term={inline.term} content={inline.content} />;
    default:
      inline satisfies never;
      return null;
  }
}

interface LinkProps {
  readonly href: string;
  readonly content: readonly Inline[];
}

/** Only web addresses and places in this site; anything else stays text. */
function Link({ href, content }: LinkProps): ReactNode {
  if (href.startsWith("#/"))
    return (
      <a href={href}>
        <Inlines content={content} />
      </a>
    );
  if (!href.startsWith("https://")) return <Inlines content={content} />;
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      <Inlines content={content} />
    </a>
  );
}

interface TermProps {
  readonly term: string;
  readonly content: readonly Inline[];
}

/** Pointing at a term, or tabbing to it, lights what it names in the figure. */
function Term({ term, content }: TermProps): ReactNode {
  const setHighlight = useLab((state) => state.setHighlight);
  const lit = useLab((state) => state.highlight === term);
  return (
    <button
      type="button"
      className={styles["term"]}
      data-role={roleOf(term) ?? undefined}
      data-lit={lit || undefined}
      aria-pressed={lit}
      onPointerEnter={() => setHighlight(term)}
      onPointerLeave={() => setHighlight(null)}
      onFocus={() => setHighlight(term)}
      onBlur={() => setHighlight(null)}
      onClick={() => setHighlight(term)}
    >
      <Inlines content={content} />
    </button>
  );
}

/** A paragraph's words without its marks, for titles and labels. */
export function plainText(content: readonly Inline[]): string {
  return content
    .map((inline) => {
      switch (inline.kind) {
        case "text":
        case "code":
          return inline.text;
        case "math":
          return inline.tex;
        default:
          return plainText(inline.content);
      }
    })
    .join("");
}
