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
  const { channels, height, width, filters, kernel, rows, columns } = extentsOf(state);
  const input = `${height} × ${width} × ${channels}`;
  const output = `${rows} × ${columns} × ${filters}`;
  const of = (
    key: string,
    role: Role,
    letter: string,
    layer: string,
    shape: string,
    means: string,
  ): Letter => ({
    key,
    role,
    letter,
    layer,
    shape,
    means,
  });
  const z = of("z", "output", "z", "[l]", output, t("the sums"));
  const line: readonly (Letter | string)[] = [
    z,
    "=",
    of(
      "w",
      "weight",
      "W",
      "[l]",
      `${kernel} × ${kernel} × ${channels} × ${filters}`,
      t("the filters"),
    ),
    "∗",
    of("x", "input", "a", "[l−1]", input, t("what comes in")),
    "+",
    of("b", "bias", "b", "[l]", `1 × 1 × 1 × ${filters}`, t("the biases")),
  ];
  const after: readonly (Letter | string)[] = [
    of("y", "output", "a", "[l]", output, t("what goes out")),
    "=",
    state.activation === "relu" ? "max(0," : "",
    { ...z, key: "z again" },
    state.activation === "relu" ? ")" : "",
  ];
  return (
    <fieldset className={styles["notation"]}>
      <legend className="hidden-text">{t("Letters and shapes")}</legend>
      {[line, after].map((parts, at) => (
        <span key={at} className={styles["line"]}>
          {parts.map((part, place) =>
            typeof part === "string" ? (
              <span key={place} className={styles["sign"]}>
                {part}
              </span>
            ) : (
              <button
                key={part.key}
                type="button"
                data-role={part.role}
                data-shape={part.shape}
                className={classes(styles["letter"], meant === part.role && styles["meant"])}
                aria-label={t("{letter} of layer {layer}: {means}, {shape}", {
                  letter: part.letter,
                  layer: part.layer.slice(1, -1),
                  means: part.means,
                  shape: part.shape,
                })}
                onPointerEnter={() => onMean(part.role)}
                onPointerLeave={() => onMean(null)}
                onFocus={() => onMean(part.role)}
                onBlur={() => onMean(null)}
              >
                <span className={styles["symbol"]}>
                  {part.letter}
                  <sup>{part.layer}</sup>
                </span>
                <span className={styles["shape"]}>{part.shape}</span>
              </button>
            ),
          )}
        </span>
      ))}
    </fieldset>
  );
}
