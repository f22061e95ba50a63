/**
 * Says once what a reader should know about this page: storage that does not work, an address that
 * could not be read.
 */
import { t, word } from "../language/words";
import { lazy, type ReactNode, Suspense, useState, useSyncExternalStore } from "react";
import { lmsState, subscribeLms } from "../lms/state";
import { offlineState, subscribeOffline } from "../offline/offline";
import { deviceStorage } from "../store/lab-storage";
import { useLab } from "../store/store";
import styles from "./shell.module.css";
import { Button } from "../figures/marks/controls/Button";
import { useAddress } from "./useAddress";

// Few readers ever see these.
const PlatformNotice = lazy(async () => ({
  default: (await import("./notices")).PlatformNotice,
}));
const UpdateNotice = lazy(async () => ({ default: (await import("./notices")).UpdateNotice }));
const StorageNotice = lazy(async () => ({ default: (await import("./notices")).StorageNotice }));

export function Banners(): ReactNode {
  const device = deviceStorage();
  const storage = useSyncExternalStore(device.subscribe, device.state);
  const { page, problems } = useAddress();
  return (
    <>
      {storage === "kept" || (page === "embed" && storage === "forbidden") ? null : (
        <Suspense>
          <StorageNotice key={storage} state={storage} />
        </Suspense>
      )}
      {problems.map(({ name, text, allowed }) => (
        <Banner key={name}>
          <p>
            {t("The address says {name}={text}; {allowed}.", {
              name,
              text,
              allowed: word(allowed),
            })}
          </p>
        </Banner>
      ))}
      <Platform />
      <Update page={page} />
    </>
  );
}

function Platform(): ReactNode {
  const state = useSyncExternalStore(subscribeLms, lmsState);
  return state === "none" ? null : (
    <Suspense>
      <PlatformNotice key={state} state={state} />
    </Suspense>
  );
}

/** Pages on which no new version is announced while somebody is at work. */
const QUIET = new Set(["present", "embed", "print"]);

function Update({ page }: { readonly page: string }): ReactNode {
  const offline = useSyncExternalStore(subscribeOffline, offlineState);
  const training = useLab((state) => state.training.length > 0);
  if (offline !== "update" || training || QUIET.has(page)) return null;
  return (
    <Suspense>
      <UpdateNotice />
    </Suspense>
  );
}

export function Banner({ children }: { readonly children: ReactNode }): ReactNode {
  const [open, setOpen] = useState(true);
  if (!open) return null;
  return (
    <div className={styles["banner"]} aria-live="polite">
      {children}
      <Button quiet onClick={() => setOpen(false)}>
        {t("Close")}
      </Button>
    </div>
  );
}
