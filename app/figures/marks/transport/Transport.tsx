/**
 * Play, pause, step both ways, scrub, jump, speed. A time line has the places 0 (nothing has
 * happened yet) to `steps`; nothing here knows what a step is.
 */
import { t, word } from "../../../language/words";
import {
  ChevronFirst,
  ChevronLast,
  Pause,
  Play as PlayIcon,
  StepBack,
  StepForward,
} from "lucide-react";
import { useRef, type ReactNode } from "react";
import { classes } from "../style";
import styles from "./transport.module.css";
import { SPEEDS, usePlay } from "./usePlay";

export interface TransportProps {
  readonly step: number;
  readonly steps: number;
  /** `stream`: one of many in a drag or in play; they are undone together. */
  readonly onSeek: (step: number, stream: boolean) => void;
  /** What one step is: "output cell". */
  readonly unit: string;
  /** Where it stands, in words: "row 0, column 1". */
  readonly place: string;
  readonly locked?: boolean | undefined;
}

/** Drawn once and for all. */
const ICONS = {
  first: <ChevronFirst aria-hidden />,
  back: <StepBack aria-hidden />,
  play: <PlayIcon aria-hidden />,
  pause: <Pause aria-hidden />,
  forward: <StepForward aria-hidden />,
  last: <ChevronLast aria-hidden />,
};

export function Transport({ step, steps, onSeek, unit, place, locked = false }: TransportProps) {
  const bar = useRef<HTMLFieldSetElement>(null);
  const play = usePlay(step, steps, (to) => onSeek(to, true), bar);
  if (steps <= 0) return null;
  const jump = (to: number): void => {
    play.stop();
    onSeek(Math.max(0, Math.min(steps, to)), false);
  };
  return (
    <fieldset ref={bar} className={styles["bar"]}>
      <legend className="hidden-text">
        {t("Steps, one {unit} at a time", { unit: word(unit) })}
      </legend>
      <Buttons step={step} steps={steps} locked={locked} play={play} onJump={jump} />
      <input
        type="range"
        className={styles["scrub"]}
        min={0}
        max={steps}
        value={step}
        disabled={locked}
        aria-label={t("Step, one {unit} at a time", { unit: word(unit) })}
        aria-valuetext={`${t("{at} of {count}", { at: step, count: steps })}, ${place}`}
        onChange={(event) => {
          play.stop();
          onSeek(Number(event.currentTarget.value), true);
        }}
      />
      <span className={styles["count"]}>
        {step} / {steps}
      </span>
      <Speed play={play} />
    </fieldset>
  );
}

type Play = ReturnType<typeof usePlay>;

interface ButtonsProps extends Pick<TransportProps, "step" | "steps"> {
  readonly locked: boolean;
  readonly play: Play;
  readonly onJump: (to: number) => void;
}

function Buttons({ step, steps, locked, play, onJump }: ButtonsProps) {
  const first = step <= 0;
  const last = step >= steps;
  return (
    <div className={styles["buttons"]}>
      <Button
        edge
        label={t("To the first step")}
        disabled={locked || first}
        onPress={() => onJump(0)}
        icon={ICONS.first}
      />
      <Button
        label={t("One step back")}
        disabled={locked || first}
        onPress={() => onJump(step - 1)}
        icon={ICONS.back}
      />
      <Button
        label={play.playing ? t("Pause") : t("Play")}
        disabled={locked}
        primary
        onPress={play.toggle}
        icon={play.playing ? ICONS.pause : ICONS.play}
      />
      <Button
        label={t("One step forward")}
        disabled={locked || last}
        onPress={() => onJump(step + 1)}
        icon={ICONS.forward}
      />
      <Button
        edge
        label={t("To the last step")}
        disabled={locked || last}
        onPress={() => onJump(steps)}
        icon={ICONS.last}
      />
    </div>
  );
}

function Speed({ play }: { readonly play: Play }) {
  return (
    <label className={styles["speed"]}>
      <span className="hidden-text">{t("Speed")}</span>
      <select
        value={play.speed}
        onChange={(event) =>
          play.setSpeed(SPEEDS.find((speed) => String(speed) === event.currentTarget.value) ?? 1)
        }
      >
        {SPEEDS.map((speed) => (
          <option key={speed} value={speed}>
            {speed}×
          </option>
        ))}
      </select>
    </label>
  );
}

interface ButtonProps {
  readonly label: string;
  readonly disabled: boolean;
  readonly primary?: boolean;
  /** Leads to an end, where the slider leads too: left out where the bar would take two lines. */
  readonly edge?: boolean;
  readonly onPress: () => void;
  readonly icon: ReactNode;
}

/**
 * Stays focusable when it cannot be used, so that the keyboard is not thrown out at the first and
 * last step.
 */
function Button({ label, disabled, primary = false, edge = false, onPress, icon }: ButtonProps) {
  return (
    <button
      type="button"
      className={classes(
        "button",
        "icon",
        primary && "primary",
        styles["button"],
        edge && styles["edge"],
      )}
      aria-label={label}
      title={label}
      aria-disabled={disabled}
      onClick={() => {
        if (!disabled) onPress();
      }}
    >
      {icon}
    </button>
  );
}
