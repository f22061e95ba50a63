/**
 * What is said when a browser stores nothing, or a learning platform does not take what it should.
 */
import type { ReactNode } from "react";
import { t, word } from "../language/words";
import { lmsReason, type LmsState } from "../lms/state";
import { takeUpdate } from "../offline/offline";
import { deviceStorage } from "../store/lab-storage";
import type { StorageState } from "../store/storage";
import { Banner } from "./Banner";
import { Button } from "../figures/marks/controls/Button";
import { saveText } from "./copy";

const WORDS: Readonly<Record<Exclude<StorageState, "kept">, string>> = {
  forbidden:
    "This browser does not let the page store anything here. Everything works; your progress lasts until you close the page.",
  full: "The storage of this browser is full. Your progress lasts until you close the page; it is stored as soon as there is room again.",
  newer:
    "A newer version of ConvLab has stored progress here. This version leaves it untouched and does not add to it.",
};

const LMS_WORDS: Readonly<Partial<Record<LmsState, string>>> = {
  refused:
    "The learning platform does not take your answers at the moment. They are kept on this device, and sent as soon as it does.",
  ended:
    "The learning platform does not begin a session, perhaps because it has ended the last one. Your answers are kept on this device. Close the course there and open it once more.",
  absent:
    "This course was made for a learning platform, and none is here. Everything works; your answers are kept on this device and are sent to nobody.",
  unreadable:
    "The learning platform opened this course in a way that cannot be used. Everything works; your answers are kept on this device and are sent to nobody.",
  looking: "You are looking back: the learning platform records nothing of this visit.",
};

export function StorageNotice({ state }: { readonly state: keyof typeof WORDS }): ReactNode {
  return (
    <Banner>
      <p>{word(WORDS[state])}</p>
      {state === "full" ? (
        <Button onClick={() => saveText("convlab-progress.json", deviceStorage().exported())}>
          {t("Download my progress")}
        </Button>
      ) : null}
    </Banner>
  );
}

export function PlatformNotice({ state }: { readonly state: LmsState }): ReactNode {
  const words = LMS_WORDS[state];
  const why = lmsReason();
  return words === undefined ? null : (
    <Banner>
      <p>
        {word(words)} {why === "" ? "" : `(${word(why)})`}
      </p>
    </Banner>
  );
}

export function UpdateNotice(): ReactNode {
  return (
    <Banner>
      <p>
        {t(
          "A newer version of ConvLab is here. Your place and your answers stay; what was trained and not saved does not.",
        )}
      </p>
      <Button onClick={takeUpdate}>{t("Change to it")}</Button>
    </Banner>
  );
}
