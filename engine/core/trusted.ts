/**
 * The site's only Trusted Types policy, `app`: scripts may be started from our own origin and only
 * where they look like scripts (built assets, the service worker's file). Page, engine worker and
 * helper threads share it. Browsers without Trusted Types get the plain string. Errors:
 * "unsupported" for an address that is not ours.
 */
import { LabError } from "./errors";

interface Policy {
  createScriptURL(address: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): Policy;
}

let policy: Policy | null = null;

/** An address that `new Worker` and `serviceWorker.register` accept. */
export function trustedScriptUrl(address: string): string {
  const factory: PolicyFactory | undefined = Reflect.get(globalThis, "trustedTypes");
  policy ??= factory?.createPolicy("app", { createScriptURL: own }) ?? { createScriptURL: own };
  return policy.createScriptURL(address);
}

function own(address: string): string {
  const base = globalThis.location?.href ?? "";
  const wanted = new URL(address, base);
  if (wanted.origin !== new URL(base).origin || !/\.(m?js|ts)$/.test(wanted.pathname)) {
    throw new LabError("unsupported", `${wanted.pathname} is not a script of this site`);
  }
  return wanted.href;
}
