/** How a page starts a worker of its own and hears of it. */
import { t } from "../language/words";
import { trustedScriptUrl } from "../../engine/core/trusted";

/**
 * The worker at `url`; `fail` is told why where it breaks, and where none can be started, which
 * gives null.
 */
export function beginWorker<Reply>(
  url: string,
  name: string,
  hear: (reply: Reply) => void,
  fail: (why: string) => void,
): Worker | null {
  try {
    const worker = new Worker(trustedScriptUrl(url), { type: "module", name });
    worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => hear(data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      fail(event.message || t("the worker could not be started"));
    });
    return worker;
  } catch (error) {
    fail(error instanceof Error ? error.message : t("workers are not allowed here"));
    return null;
  }
}
