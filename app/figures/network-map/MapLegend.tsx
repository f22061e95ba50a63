/** How to read the map: what the colours of its solids tell, and what their sizes. */
import { t, word } from "../../language/words";
import type { Outline } from "./item";
import type { Scale, Tone } from "./marks";
import styles from "./network-map.module.css";
import { depthOf, heightOf, resolution, toneOf } from "./solids";

const TONES: readonly (readonly [Tone, string])[] = [
  ["picture", "the picture"],
  ["weights", "has weights"],
  ["norm", "normalises"],
  ["plain", "computes without weights"],
];
/** px of the tallest sample. */
const TALLEST = 44;

interface MapLegendProps {
  readonly outline: Outline;
  readonly scale: Scale | null;
}

export function MapLegend({ outline, scale }: MapLegendProps) {
  const used = new Set(
    [...outline.items.values()]
      .filter(({ children }) => children.length === 0)
      .map((item) => toneOf(outline, item)),
  );
  return (
    <figcaption className={styles["legend"]}>
      {TONES.filter(([tone]) => used.has(tone)).map(([tone, words]) => (
        <span key={tone} className={styles["key"]}>
          <i data-tone={tone} className={styles["swatch"]} aria-hidden />
          {word(words)}
        </span>
      ))}
      {scale !== null && <Sizes outline={outline} scale={scale} />}
      <span>{t("On the lines: channels × rows × columns.")}</span>
    </figcaption>
  );
}

/** Heights and depths of this network at the size that they have in the map. */
function Sizes({ outline, scale }: { readonly outline: Outline; readonly scale: Scale }) {
  const shapes = outline.graph.layers.map(({ shape }) => shape);
  const sides = distinct(shapes.filter(({ length }) => length === 3).map(resolution))
    .filter((side) => side > 1 && heightOf(side, scale) <= TALLEST * scale.type)
    .slice(-3);
  const channels = distinct(shapes.map(([count = 1]) => count));
  const depths = distinct([channels[0] ?? 1, channels.at(-1) ?? 1]);
  return (
    <>
      {sides.length > 0 && (
        <span className={styles["key"]}>
          {t("Height: rows")}
          {sides.map((side) => (
            <Bar
              key={side}
              words={String(Math.round(side))}
              height={heightOf(side, scale)}
              width={6}
            />
          ))}
        </span>
      )}
      <span className={styles["key"]}>
        {t("Depth: channels")}
        {depths.map((count) => (
          <Bar key={count} words={String(count)} height={6} width={depthOf(count, scale)} />
        ))}
      </span>
    </>
  );
}

interface BarProps {
  readonly words: string;
  readonly height: number;
  readonly width: number;
}

function Bar({ words, height, width }: BarProps) {
  return (
    <>
      <svg width={width} height={height} className={styles["sample"]} aria-hidden>
        <rect width={width} height={height} />
      </svg>
      {words}
    </>
  );
}

function distinct(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].toSorted((one, other) => one - other);
}
