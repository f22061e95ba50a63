/** Keeps where a lecture is, and offers the place where it was. */
import { useEffect, useEffectEvent, useState } from "react";
import type { OpenLesson } from "../../lesson/runtime/useLesson";
import { goTo, readAddress } from "../../shell/address";
import { deviceStorage } from "../../store/lab-storage";
import { lab } from "../../store/store";
import { wallTime } from "./lecture-time";
import { pictureParts, takeAnswers } from "./picture";
import { type LecturePlace, lecturePlaceSchema, PLACE_NOTE, placeToOffer } from "./resume";

/** So long after a change it is written, ms. */
const WAIT = 300;

interface Resume {
  readonly place: LecturePlace | null;
  readonly goOn: () => void;
  readonly begin: () => void;
}

export function useResume({ scope, step, session }: OpenLesson, follows: boolean): Resume {
  const { doc } = scope;
  const [place, setPlace] = useState(() =>
    follows
      ? null
      : placeToOffer(
          deviceStorage().read(PLACE_NOTE, lecturePlaceSchema),
          doc,
          readAddress().path[1],
          wallTime(),
        ),
  );
  const [began] = useState(step);
  // Who turns a page has chosen.
  const offered = place !== null && step === began ? place : null;
  const keep = useEffectEvent((at: number, waits: boolean) => {
    if (follows || waits) return;
    deviceStorage().write(PLACE_NOTE, {
      lesson: doc.id,
      step: doc.steps[at]?.id ?? "",
      hash: session.hash(at),
      answers: pictureParts(scope).answers,
      at: wallTime(),
    } satisfies LecturePlace);
  });
  useEffect(() => {
    const write = (): void => keep(step, offered !== null);
    let timer = setTimeout(write, WAIT);
    const stop = lab.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(write, WAIT);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [step, offered]);
  return {
    place: offered,
    begin: () => setPlace(null),
    goOn() {
      if (place !== null) {
        goTo(place.hash);
        takeAnswers(doc, place.answers);
      }
      setPlace(null);
    },
  };
}
