/**
 * The site's only Trusted Types policy, `app`: scripts may be started from our own origin, from the folder of built assets or
 * the service worker's file, and from nowhere else. Browsers without Trusted Types get the plain string.
 */
import { LabError } from "../core/errors";

interface Policy {
  createScriptURL(url: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}

let policy: Policy | null = null;

/** A URL that `new Worker` and `serviceWorker.register` accept. Throws "unsupported" for one that is not ours. */
export function trustedScriptUrl(url: string): string {
  policy ??= factory()?.createPolicy("app", { createScriptURL: own }) ?? { createScriptURL: own };
  return policy.createScriptURL(url);
}

function factory(): PolicyFactory | undefined {
  return (globalThis as { readonly trustedTypes?: PolicyFactory }).trustedTypes;
}

function own(url: string): string {
  const base = globalThis.location?.href ?? "";
  const wanted = new URL(url, base);
  const here = new URL(base);
  if (wanted.origin !== here.origin || !/\.(m?js|ts)$/.test(wanted.pathname)) {
    throw new LabError("unsupported", `${wanted.pathname} is not a script of this site`);
  }
  return wanted.href;
}
