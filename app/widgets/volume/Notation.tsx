/**
 * The lecture's letters with the shapes that they have here; pointing at one outlines what it is,
 * and the other way round.
 */
import { t } from "../../language/words";
import type { Role } from "../../../engine/core/expression";
import { classes } from "../../figures/marks/style";
import styles from "./notation.module.css";
import { extentsOf, type VolumeState } from "./state";

interface NotationProps {
  readonly state: VolumeState;
  /** The role that is pointed at, anywhere. */
  readonly meant: string | null;
  readonly onMean: (role: Role | null) => void;
}

interface Letter {
  readonly key: string;
  readonly role: Role;
  readonly letter: string;
  readonly layer: string;
  readonly shape: string;
  readonly means: string;
}

export function Notation({ state, meant, onMean }: NotationProps) {
  return (
    <fieldset className={styles["notation"]}>
      <legend className="hidden-text">{t("Letters and shapes")}</legend>
      {linesOf(state).map((parts, at) => (
        <span key={at} className={styles["line"]}>
          {parts.map((part, place) =>
            typeof part === "string" ? (
              <span key={place} className={styles["sign"]}>
                {part}
              </span>
            ) : (
              <LetterButton
                key={part.key}
                of={part}
                isMeant={meant === part.role}
                onMean={onMean}
              />
            ),
          )}
        </span>
      ))}
    </fieldset>
  );
}

/** The layer's sums, and what its activation makes of them. */
function linesOf(state: VolumeState): readonly (readonly (Letter | string)[])[] {
  const { channels, height, width, filters, kernel, rows, columns } = extentsOf(state);
  const input = `${height} × ${width} × ${channels}`;
  const output = { role: "output", shape: `${rows} × ${columns} × ${filters}` } as const;
  const weights = `${kernel} × ${kernel} × ${channels} × ${filters}`;
  const biases = `1 × 1 × 1 × ${filters}`;
  const here = { layer: "[l]" };
  const z: Letter = { key: "z", ...output, ...here, letter: "z", means: t("the sums") };
  const relu = state.activation === "relu";
  return [
    [
      z,
      "=",
      { key: "w", role: "weight", ...here, letter: "W", shape: weights, means: t("the filters") },
      "∗",
      {
        key: "x",
        role: "input",
        layer: "[l−1]",
        letter: "a",
        shape: input,
        means: t("what comes in"),
      },
      "+",
      { key: "b", role: "bias", ...here, letter: "b", shape: biases, means: t("the biases") },
    ],
    [
      { key: "y", ...output, ...here, letter: "a", means: t("what goes out") },
      "=",
      relu ? "max(0," : "",
      { ...z, key: "z again" },
      relu ? ")" : "",
    ],
  ];
}

interface LetterButtonProps {
  readonly of: Letter;
  readonly isMeant: boolean;
  readonly onMean: (role: Role | null) => void;
}

function LetterButton({ of, isMeant, onMean }: LetterButtonProps) {
  const { role, letter, layer, shape, means } = of;
  return (
    <button
      type="button"
      data-role={role}
      data-shape={shape}
      className={classes(styles["letter"], isMeant && styles["meant"])}
      aria-label={t("{letter} of layer {layer}: {means}, {shape}", {
        letter,
        layer: layer.slice(1, -1),
        means,
        shape,
      })}
      onPointerEnter={() => onMean(role)}
      onPointerLeave={() => onMean(null)}
      onFocus={() => onMean(role)}
      onBlur={() => onMean(null)}
    >
      <span className={styles["symbol"]}>
        {letter}
        <sup>{layer}</sup>
      </span>
      <span className={styles["shape"]}>{shape}</span>
    </button>
  );
}
