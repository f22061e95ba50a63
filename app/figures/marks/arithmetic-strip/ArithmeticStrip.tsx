/**
 * The arithmetic of one number, written out. Every operand is the same object as its cell in the
 * picture: pointing at one lights the other, and Enter or a click asks where it came from. It adds
 * up as displayed (describe/arithmetic.ts); each line's whole text is also in `data-arithmetic`, so
 * that a test reads what a person reads.
 */
import { labelText } from "../../describe/label";
import { t, word } from "../../../language/words";
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import type { Cell } from "../../../../engine/core/expression";
import {
  lineText,
  type Arithmetic,
  type Line,
  type NumberPiece,
  type Piece,
} from "../../describe/arithmetic";
import { printed } from "../../describe/number";
import { followRoom, followSize, onStage } from "../room";
import { COVER, useCovered } from "../covered";
import { classes } from "../style";
import styles from "./arithmetic-strip.module.css";

export interface ArithmeticStripProps {
  /** What the number is: "output, row 0, column 1". */
  readonly title: string;
  readonly arithmetic: Arithmetic;
  /** How a cell is called in words: "input row 1, column 2". */
  readonly nameOf?: ((cell: Cell) => string) | undefined;
  readonly isLit?: ((cell: Cell) => boolean) | undefined;
  readonly onPoint?: ((cell: Cell | null) => void) | undefined;
  readonly onAsk?: ((cell: Cell) => void) | undefined;
}

export function ArithmeticStrip(props: ArithmeticStripProps) {
  const { title, arithmetic } = props;
  const strip = useRef<HTMLFieldSetElement>(null);
  const [chosen, setChosen] = useState("");
  const stops = arithmetic.lines.flatMap((line, at) => stopsOf(line, at));
  const stop = stops.includes(chosen) ? chosen : (stops[0] ?? "");
  const apart = useSyncExternalStore(followRoom, onStage) && arithmetic.lines.length > MOST_LINES;
  if (arithmetic.lines.length === 0)
    return <p className={styles["empty"]}>{t("Nothing to calculate yet.")}</p>;
  const onMove = (event: KeyboardEvent): void => {
    const to = target(event.key, stops.indexOf(stop), stops.length);
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    setChosen(stops[to] ?? "");
    strip.current?.querySelectorAll<HTMLElement>("button").item(to).focus();
  };
  const ofLine = { ...props, stop, onMove, onStop: setChosen };
  const groups = arithmetic.lines
    .slice(0, -1)
    .map((line, at) => <StripLine key={at} {...ofLine} line={line} at={at} />);
  return (
    <fieldset
      ref={strip}
      aria-label={t("Arithmetic of {what}", { what: title })}
      className={styles["strip"]}
    >
      {apart ? <OneAtATime>{groups}</OneAtATime> : groups}
      {arithmetic.lines.slice(-1).map((line) => (
        <StripLine key="whole" {...ofLine} line={line} at={arithmetic.lines.length - 1} />
      ))}
    </fieldset>
  );
}

/** On the stage of a lecture, of more lines than this the groups are shown one at a time. */
const MOST_LINES = 3;

/**
 * The products of one group, such as one channel, as high as the tallest of them: the clicker pages
 * on to the next, and the sum stays in sight below.
 */
function OneAtATime({ children }: { readonly children: ReactNode }): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  // What a line says may change its height without a change of the frame's.
  useLayoutEffect(() => toTallest(frame.current));
  useEffect(() => {
    const parts = frame.current;
    return parts === null ? undefined : followSize(parts, () => toTallest(parts));
  }, []);
  return (
    <div ref={frame} className={styles["parts"]} data-in-parts>
      {children}
    </div>
  );
}

function toTallest(parts: HTMLElement | null): void {
  if (parts === null) return;
  parts.style.removeProperty("--part");
  const heights = [...parts.querySelectorAll("p")].map((line) => line.offsetHeight);
  parts.style.setProperty("--part", `${Math.max(0, ...heights)}px`);
}

interface StripLineProps extends ArithmeticStripProps {
  readonly line: Line;
  readonly at: number;
  /** The number that is the tab stop: line and place in it. */
  readonly stop: string;
  readonly onMove: (event: KeyboardEvent) => void;
  readonly onStop: (id: string) => void;
}

/** "filter row 0", and "row 0" where there is little room. */
function LineLabel({ text }: { readonly text: string }) {
  const guide = /^(?:filter|error) (?=row \d)/.exec(text)?.[0] ?? "";
  return (
    <span className={styles["label"]}>
      {guide !== "" && <span className={styles["guide"]}>{guide}</span>}
      {text.slice(guide.length)}
    </span>
  );
}

function StripLine(props: StripLineProps) {
  const { line, at, arithmetic, title } = props;
  const whole = at === arithmetic.lines.length - 1;
  const number = (piece: NumberPiece, place: string, extra?: string) => (
    <StripNumber key={place} {...props} piece={piece} id={`${at} ${place}`} extra={extra} />
  );
  return (
    <p className={classes(styles["line"], whole && styles["whole"])}>
      {line.label !== "" && <LineLabel text={labelText(line.label)} />}
      <span data-arithmetic={lineText(line)} data-of={whole ? title : line.label}>
        {runsOf(line.pieces).map(({ start, pieces }) => (
          <span key={start} className={pieces.length > 1 ? styles["tight"] : undefined}>
            {pieces.map((piece, offset) =>
              piece.kind === "number" ? (
                number(piece, `${start + offset}`)
              ) : (
                <Sign key={`${start + offset}`} text={piece.text} />
              ),
            )}
          </span>
        ))}
        {line.remainder !== null && <Sign text=" + " />}
        {line.remainder !== null && number(line.remainder, "remainder", styles["remainder"])}
        <span className={styles["tight"]}>
          <Sign text={` ${line.relation} `} />
          {number(line.result, "result", styles["result"])}
        </span>
      </span>
      {line.remainder !== null && (
        <small className={styles["note"]}>
          {t("the last term is what rounding the others to these digits leaves over")}
        </small>
      )}
    </p>
  );
}

interface Run {
  readonly start: number;
  readonly pieces: readonly Piece[];
}

/** A product of more factors than this may break. */
const MOST_FACTORS = 3;

/**
 * "(", a number and ")" stay on one line, and so does a product of a few numbers: "4 × (−1)".
 * Everything else may break.
 */
function runsOf(pieces: readonly Piece[]): Run[] {
  const factors = factorsOf(pieces);
  const runs: Run[] = [];
  for (let at = 0; at < factors.length; ) {
    let end = at + 1;
    while (factors[end]?.pieces[0]?.text.trim() === "×" && end + 1 < factors.length) end += 2;
    const product = factors.slice(at, end);
    const whole = product.length > 1 && product.length < 2 * MOST_FACTORS;
    const [first] = product;
    if (whole && first !== undefined)
      runs.push({ start: first.start, pieces: product.flatMap((one) => one.pieces) });
    else runs.push(...product);
    at = end;
  }
  return runs;
}

/** Numbers, with their parentheses, and signs. */
function factorsOf(pieces: readonly Piece[]): Run[] {
  const runs: Run[] = [];
  for (let start = 0; start < pieces.length; ) {
    const [open, inside, close] = pieces.slice(start, start + 3);
    const tight = open?.text === "(" && inside?.kind === "number" && close?.text === ")";
    runs.push({ start, pieces: pieces.slice(start, start + (tight ? 3 : 1)) });
    start += tight ? 3 : 1;
  }
  return runs;
}

function Sign({ text }: { readonly text: string }) {
  return <span className={styles["sign"]}>{text}</span>;
}

/** The numbers of a line that can be asked, in the order in which they are drawn. */
function stopsOf(line: Line, at: number): string[] {
  const inside = line.pieces.flatMap((piece, place) =>
    piece.kind === "number" && piece.cell !== undefined ? [`${at} ${place}`] : [],
  );
  return line.result.cell === undefined ? inside : [...inside, `${at} result`];
}

interface StripNumberProps extends StripLineProps {
  readonly piece: NumberPiece;
  readonly id: string;
  readonly extra: string | undefined;
}

function StripNumber(props: StripNumberProps) {
  const { piece, id, stop, extra, nameOf, isLit, onPoint, onAsk, onMove, onStop } = props;
  const { cell, role, note } = piece;
  const text = useCovered(cell?.tensor) ? COVER : printed(piece.text);
  const looks = classes(styles["number"], extra, note === "padding" && styles["padding"]);
  if (cell === undefined)
    return (
      <span className={looks} data-role={role} title={note === undefined ? undefined : word(note)}>
        {text}
      </span>
    );
  const name = nameOf?.(cell) ?? `${cell.tensor} [${cell.index.join(", ")}]`;
  return (
    <button
      type="button"
      className={classes(looks, isLit?.(cell) === true && styles["lit"])}
      data-role={role}
      tabIndex={id === stop ? 0 : -1}
      aria-label={`${text}, ${name}`}
      title={name}
      onPointerEnter={() => onPoint?.(cell)}
      onPointerLeave={() => onPoint?.(null)}
      onKeyDown={onMove}
      onFocus={() => {
        onStop(id);
        onPoint?.(cell);
      }}
      onBlur={() => onPoint?.(null)}
      onClick={() => onAsk?.(cell)}
    >
      {text}
    </button>
  );
}

function target(key: string, from: number, count: number): number | null {
  if (count === 0) return null;
  if (key === "ArrowRight") return Math.min(count - 1, from + 1);
  if (key === "ArrowLeft") return Math.max(0, from - 1);
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}
