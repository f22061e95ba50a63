/** The hour, the time of the lecture, and of this step, beside what was planned. */
import { type ReactNode, useEffect, useState } from "react";
import { t } from "../../language/words";
import type { LessonDoc } from "../../lesson/document";
import { deviceStorage } from "../../store/lab-storage";
import {
  beginLecture,
  clockText,
  LECTURE_NOTE,
  type LectureTime,
  lectureTimeSchema,
  plannedUntil,
  resumed,
  turnedTo,
  usedBy,
  wallTime,
} from "./lecture-time";
import { Button } from "../../figures/marks/controls/Button";
import styles from "./present.module.css";

interface ClockProps {
  readonly doc: LessonDoc;
  readonly step: number;
  readonly time: LectureTime;
  readonly at: number;
  readonly onRestart: () => void;
}

export function Clock({ doc, step, time, at, onRestart }: ClockProps): ReactNode {
  const planned = plannedUntil(doc, step);
  const current = doc.steps[step];
  const used = at - time.began;
  const usedHere = usedBy(time, current?.id ?? "", at);
  const isOver = planned > 0 && used > planned * 60_000;
  const isOverHere = current?.minutes !== undefined && usedHere > current.minutes * 60_000;
  return (
    <div className={styles["clock"]}>
      <span>
        <bdi>{new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}</bdi>
        <small>{t("now")}</small>
      </span>
      <span role="timer" aria-label={t("Time of the lecture")} data-over={isOver || undefined}>
        {clockText(used)}
        <small>
          {planned > 0
            ? t("of {minutes} min planned until here", { minutes: planned })
            : t("in all")}
          {planned > 0 && isOver ? t(", over") : ""}
        </small>
      </span>
      <span role="timer" aria-label={t("Time of this step")} data-over={isOverHere || undefined}>
        {clockText(usedHere)}
        <small>
          {current?.minutes === undefined
            ? t("this step")
            : t("of {minutes} min for this step", { minutes: current.minutes })}
          {isOverHere ? t(", over") : ""}
        </small>
      </span>
      <Button quiet onClick={onRestart}>
        {t("Restart the clock")}
      </Button>
    </div>
  );
}

/** The time of the lecture, kept on the device over a reload; it begins when a screen is there. */
export function useLectureTime(doc: LessonDoc, step: number, connected: boolean) {
  const [at, setAt] = useState(() => wallTime());
  const id = doc.steps[step]?.id ?? "";
  const [time, setTime] = useState(() => {
    const kept = deviceStorage().read(LECTURE_NOTE, lectureTimeSchema);
    return resumed(kept, doc.id, id, wallTime());
  });
  useEffect(() => {
    const timer = setInterval(() => setAt(wallTime()), 1_000);
    return () => clearInterval(timer);
  }, []);
  // The step that the screen tells, as soon as it does: at the second that the clock shows.
  if (connected && time.step !== id) setTime(turnedTo(time, id, Math.max(at, time.since)));
  useEffect(() => deviceStorage().write(LECTURE_NOTE, time), [time]);
  return { time, at, restart: () => setTime(beginLecture(doc.id, id, wallTime())) };
}
