/**
 * A formula whose numbers are linked: pointing at one lights what it measures, and the other way
 * round.
 */
import { Fragment } from "react";
import { formulaChunks, formulaText, type FormulaPart } from "../../describe/formula";
import { classes } from "../style";
import styles from "./formula.module.css";

export interface FormulaProps {
  /** What it says in words: "Height of the output". */
  readonly label: string;
  readonly parts: readonly FormulaPart[];
  /** Ids of the numbers that are lit. */
  readonly lit?: ReadonlySet<string> | undefined;
  readonly onPoint?: ((id: string | null) => void) | undefined;
}

export function Formula({ label, parts, lit, onPoint }: FormulaProps) {
  if (parts.length === 0) return null;
  return (
    <span className={styles["formula"]} data-formula={formulaText(parts)}>
      <span className="hidden-text">{label}: </span>
      {formulaChunks(parts).map((chunk, at) => (
        <span key={at} className={styles["chunk"]}>
          <Parts parts={chunk} lit={lit} onPoint={onPoint} />
        </span>
      ))}
    </span>
  );
}

type PartsProps = Omit<FormulaProps, "label">;

function Parts({ parts, lit, onPoint }: PartsProps) {
  return parts.map((part, at) => (
    <Fragment key={at}>
      <Part part={part} lit={lit} onPoint={onPoint} />
    </Fragment>
  ));
}

function Part({ part, lit, onPoint }: Omit<PartsProps, "parts"> & { readonly part: FormulaPart }) {
  switch (part.kind) {
    case "number":
      return (
        <button
          type="button"
          data-role={part.hue}
          className={classes(styles["number"], lit?.has(part.id) === true && styles["lit"])}
          aria-label={`${part.text}, ${part.means}`}
          title={part.means}
          onPointerEnter={() => onPoint?.(part.id)}
          onPointerLeave={() => onPoint?.(null)}
          onFocus={() => onPoint?.(part.id)}
          onBlur={() => onPoint?.(null)}
          onClick={() => onPoint?.(part.id)}
        >
          {part.text}
        </button>
      );
    case "floor":
      return (
        <span className={styles["floor"]}>
          <span className={styles["opening"]} />
          <Parts parts={part.inside} lit={lit} onPoint={onPoint} />
          <span className={styles["closing"]} />
        </span>
      );
    case "fraction":
      return (
        <span className={styles["fraction"]}>
          <span className={styles["above"]}>
            <Parts parts={part.above} lit={lit} onPoint={onPoint} />
          </span>
          <span className={styles["below"]}>
            <Parts parts={part.below} lit={lit} onPoint={onPoint} />
          </span>
        </span>
      );
    default:
      return <span className={styles[part.kind]}>{part.text}</span>;
  }
}
