/** Says once what a reader should know about this page: storage that does not work, an address that could not be read. */
import { type ReactNode, useState, useSyncExternalStore } from "react";
import { offlineState, subscribeOffline, takeUpdate } from "../offline/offline";
import { devicePersist } from "../store/keep";
import type { StorageState } from "../store/persist";
import { useLab } from "../store/store";
import { saveText } from "./copy";
import styles from "./shell.module.css";
import { useAddress } from "./useAddress";

const WORDS: Readonly<Record<Exclude<StorageState, "kept">, string>> = {
  forbidden: "This browser does not let the page store anything here. Everything works; your progress lasts until you close the page.",
  full: "The storage of this browser is full. Your progress lasts until you close the page; it is stored as soon as there is room again.",
  newer: "A newer version of ConvLab has stored progress here. This version leaves it untouched and does not add to it.",
};

export function Banners(): ReactNode {
  const persist = devicePersist();
  const storage = useSyncExternalStore(persist.subscribe, persist.state);
  const { page, problems } = useAddress();
  return (
    <>
      {storage === "kept" || (page === "embed" && storage === "forbidden") ? null : (
        <Banner key={storage}>
          <p>{WORDS[storage]}</p>
          {storage === "full" ? (
            <button type="button" className="button" onClick={() => saveText("convlab-progress.json", persist.exported())}>
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
      <Update page={page} />
    </>
  );
}

/** Pages in the middle of which nobody wants to hear of a new version. */
const QUIET = new Set(["present", "embed", "print"]);

function Update({ page }: { readonly page: string }): ReactNode {
  const offline = useSyncExternalStore(subscribeOffline, offlineState);
  const training = useLab((state) => state.training.length > 0);
  if (offline !== "update" || training || QUIET.has(page)) return null;
  return (
    <Banner>
      <p>A newer version of ConvLab is here. Your place and your answers stay; what was trained and not saved does not.</p>
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
