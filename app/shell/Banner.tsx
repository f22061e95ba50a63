/**
 * Says once what a reader should know about this page: storage that does not work, an address that
 * could not be read.
 */
import { type ReactNode, useState, useSyncExternalStore } from "react";
import { type LmsState, lmsState, subscribeLms } from "../lms/state";
import { offlineState, subscribeOffline, takeUpdate } from "../offline/offline";
import { deviceStorage } from "../store/lab-storage";
import type { StorageState } from "../store/storage";
import { useLab } from "../store/store";
import { saveText } from "./copy";
import styles from "./shell.module.css";
import { useAddress } from "./useAddress";

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
  looking: "You are looking back: the learning platform records nothing of this visit.",
};

export function Banners(): ReactNode {
  const device = deviceStorage();
  const storage = useSyncExternalStore(device.subscribe, device.state);
  const { page, problems } = useAddress();
  return (
    <>
      {storage === "kept" || (page === "embed" && storage === "forbidden") ? null : (
        <Banner key={storage}>
          <p>{WORDS[storage]}</p>
          {storage === "full" ? (
            <button
              type="button"
              className="button"
              onClick={() => saveText("convlab-progress.json", device.exported())}
            >
              Download my progress
            </button>
          ) : null}
        </Banner>
      )}
      {problems.map((problem) => (
        <Banner key={problem}>
          <p>{problem}</p>
        </Banner>
      ))}
      <Platform />
      <Update page={page} />
    </>
  );
}

function Platform(): ReactNode {
  const state = useSyncExternalStore(subscribeLms, lmsState);
  const words = LMS_WORDS[state];
  return words === undefined ? null : (
    <Banner key={state}>
      <p>{words}</p>
    </Banner>
  );
}

/** Pages on which no new version is announced while somebody is at work. */
const QUIET = new Set(["present", "embed", "print"]);

function Update({ page }: { readonly page: string }): ReactNode {
  const offline = useSyncExternalStore(subscribeOffline, offlineState);
  const training = useLab((state) => state.training.length > 0);
  if (offline !== "update" || training || QUIET.has(page)) return null;
  return (
    <Banner>
      <p>
        A newer version of ConvLab is here. Your place and your answers stay; what was trained and
        not saved does not.
      </p>
      <button type="button" className="button" onClick={takeUpdate}>
        Change to it
      </button>
    </Banner>
  );
}

export function Banner({ children }: { readonly children: ReactNode }): ReactNode {
  const [open, setOpen] = useState(true);
  if (!open) return null;
  return (
    <div className={styles["banner"]} aria-live="polite">
      {children}
      <button type="button" className="button quiet" onClick={() => setOpen(false)}>
        Close
      </button>
    </div>
  );
}
