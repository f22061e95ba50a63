/** What this browser gives the lab, and what follows from it. */
import { deviceStorage } from "../../store/lab-storage";

export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly good: boolean;
  readonly means: string;
}

export function facts(): readonly Fact[] {
  const isolated = globalThis.crossOriginIsolated === true;
  const threads = isolated && typeof SharedArrayBuffer === "function";
  const storage = deviceStorage().state();
  const kept = storage !== "forbidden";
  return [
    {
      name: "Secure address",
      value: isSecureContext ? "yes" : "no",
      good: isSecureContext,
      means: isSecureContext
        ? "WebGPU and the camera may be used."
        : "Browsers give WebGPU and the camera only to https and localhost; everything else works.",
    },
    {
      name: "Processor cores",
      value: String(navigator.hardwareConcurrency ?? "unknown"),
      good: true,
      means: "One is always left to the page.",
    },
    {
      name: "Threads for WebAssembly",
      value: threads ? "allowed" : "one",
      good: threads,
      means: threads
        ? "The site is cross-origin isolated."
        : isolated
          ? "This browser shares no memory between threads, so WebAssembly computes on one."
          : "The site's host does not send the headers that isolate it, so WebAssembly computes on one thread.",
    },
    {
      name: "Storage",
      value: kept ? "allowed" : "forbidden",
      good: kept,
      means: kept
        ? "Progress and answers stay in this browser."
        : "Progress lasts until the page is closed.",
    },
  ];
}
