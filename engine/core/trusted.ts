/**
 * The one Trusted Types policy, "app": addresses of our own scripts and no others. A strict page lets a worker start only from
 * an address that has passed here; where the browser has no Trusted Types the address is given back as it is.
 * Errors: "unsupported" for an address of another origin.
 */
import { check } from "./errors";

interface Policy {
  createScriptURL(address: string): unknown;
}

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): Policy;
}

let policy: Policy | undefined;

/** An address for `new Worker` or `serviceWorker.register`. */
export function trustedScript(address: string | URL): string {
  const factory: PolicyFactory | undefined = Reflect.get(globalThis, "trustedTypes");
  policy ??= factory?.createPolicy("app", { createScriptURL: ownOrigin });
  // a browser with Trusted Types takes the policy's object where its types say string
  return policy === undefined ? ownOrigin(String(address)) : (policy.createScriptURL(String(address)) as string);
}

function ownOrigin(address: string): string {
  const { href, origin } = new URL(address, globalThis.location?.href);
  check(origin === globalThis.location?.origin, "unsupported", `${href} is not one of our own scripts`);
  return href;
}
