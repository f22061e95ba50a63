/** What this browser gives the lab, and what follows from it. */
import { t } from "../../language/words";
import { deviceStorage } from "../../store/lab-storage";

export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly good: boolean;
  readonly means: string;
}

export function facts(): readonly Fact[] {
  const kept = deviceStorage().state() !== "forbidden";
  return [
    {
      name: t("Secure address"),
      value: isSecureContext ? t("yes") : t("no"),
      good: isSecureContext,
      means: isSecureContext
        ? t("WebGPU and the camera may be used.")
        : t(
            "Browsers give WebGPU and the camera only to https and localhost; everything else works.",
          ),
    },
    {
      name: t("Processor cores"),
      value: String(navigator.hardwareConcurrency ?? t("unknown")),
      good: true,
      means: t("One is always left to the page."),
    },
    threads(),
    {
      name: t("Storage"),
      value: kept ? t("allowed") : t("forbidden"),
      good: kept,
      means: kept
        ? t("Progress and answers stay in this browser.")
        : t("Progress lasts until the page is closed."),
    },
  ];
}

function threads(): Fact {
  const isolated = globalThis.crossOriginIsolated === true;
  const allowed = isolated && typeof SharedArrayBuffer === "function";
  return {
    name: t("Threads for WebAssembly"),
    value: allowed ? t("allowed") : t("one"),
    good: allowed,
    means: allowed
      ? t("The site is cross-origin isolated.")
      : isolated
        ? t("This browser shares no memory between threads, so WebAssembly computes on one.")
        : t(
            "The site's host does not send the headers that isolate it, so WebAssembly computes on one thread.",
          ),
  };
}
