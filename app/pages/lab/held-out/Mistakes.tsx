/** What held-out pictures of each class are read as, and those with the largest loss. */
import { t } from "../../../language/words";
import { type ReactNode, useMemo, useState } from "react";
import { readable } from "../../../figures/curve/format";
import { classes } from "../../../figures/marks/style";
import { ConfusionMatrix } from "../../../figures/network/ConfusionMatrix";
import { PixelCanvas } from "../../../figures/photo/PixelCanvas";
import { confusionOf, type Reading, worstOf } from "../../../pictures/readings";
import { rgbaOfPlanes } from "../../../pictures/rgba";
import { className, numberedClass } from "../ask/classes";
import { AskAbout } from "./AskAbout";
import type { Embedding } from "./embedding";
import styles from "../ask/ask.module.css";

/** A matrix of more classes is too large to be read. */
const MOST_CLASSES = 20;
const SHOWN = 8;

interface MistakesProps {
  readonly names: readonly string[];
  /** Of the classes. */
  readonly count: number;
  readonly embedding: Embedding;
  readonly chosen: number;
  readonly onChoose: (picture: number) => void;
  readonly onPicture: (picture: number) => void;
}

export function Mistakes(props: MistakesProps): ReactNode {
  const { names, count, embedding, chosen, onChoose, onPicture } = props;
  const [cell, setCell] = useState(-1);
  const { labels, said, losses } = embedding;
  const readings = useMemo<readonly Reading[]>(
    () =>
      Array.from(labels, (label, index) => ({
        index,
        label,
        answer: said[index] ?? -1,
        loss: losses[index] ?? Number.NaN,
      })),
    [labels, said, losses],
  );
  const counts = useMemo(() => confusionOf(readings, count), [readings, count]);
  const worst = worstOf(readings, cell, count);
  return (
    <div className={styles["mistakes"]}>
      {count <= MOST_CLASSES && (
        <ConfusionMatrix
          title={t(
            "Rows: the label. Columns: what the network says. Choose a count to see its pictures.",
          )}
          labels={Array.from({ length: count }, (_, at) => names[at] ?? String(at))}
          counts={counts}
          chosen={cell < 0 ? null : cell}
          onChoose={(at) => setCell(at === cell ? -1 : at)}
        />
      )}
      <div className={styles["because"]}>
        <p aria-live="polite">{titleOf(names, count, cell, worst.length)}</p>
        <ol className={styles["favourites"]}>
          {worst.slice(0, SHOWN).map((reading) => (
            <li key={reading.index}>
              <Choice
                names={names}
                embedding={embedding}
                reading={reading}
                chosen={reading.index === chosen}
                onChoose={onChoose}
              />
              <AskAbout picture={reading.index} onPicture={onPicture} />
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}

function titleOf(names: readonly string[], count: number, cell: number, found: number): string {
  if (cell < 0)
    return t("The {shown} pictures with the largest loss.", { shown: Math.min(SHOWN, found) });
  const [label, answer] = [Math.floor(cell / count), cell % count];
  const what = t("{numberedClass} read as {numberedClass2}", {
    numberedClass: numberedClass(names, label),
    numberedClass2: numberedClass(names, answer),
  });
  if (found === 0) return t("No picture: {what} does not happen.", { what });
  const shown =
    found > SHOWN ? t(", {shown} of them, the largest loss first", { shown: SHOWN }) : "";
  return `${what}: ${found} ${found === 1 ? "picture" : "pictures"}${shown}.`;
}

interface ChoiceProps {
  readonly names: readonly string[];
  readonly embedding: Embedding;
  readonly reading: Reading;
  readonly chosen: boolean;
  readonly onChoose: (picture: number) => void;
}

function Choice({
  names,
  embedding: { pixels, shape },
  reading: { index, label, answer, loss },
  chosen,
  onChoose,
}: ChoiceProps): ReactNode {
  const [channels, rows, columns] = shape;
  const each = channels * rows * columns;
  const rgba = useMemo(
    () => rgbaOfPlanes(pixels.subarray(index * each, (index + 1) * each), channels),
    [pixels, index, each, channels],
  );
  return (
    <button
      type="button"
      className={classes("button", styles["choice"])}
      aria-pressed={chosen}
      onClick={() => onChoose(index)}
    >
      <PixelCanvas rgba={rgba} rows={rows} columns={columns} className={styles["small"]} />
      <span>
        {className(names, label)} → {className(names, answer)}
      </span>
      <span>{t("loss {loss}", { loss: readable(loss) })}</span>
    </button>
  );
}
