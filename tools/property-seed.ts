/**
 * One seed for all property tests of a run, so that a run says the same twice: `npm test` is about
 * the change at hand, not about luck. Other samples: `PROPERTY_SEED=random npm run unit`, or a
 * number. A property that fails prints its seed and path.
 */
import fc from "fast-check";
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    propertySeed: number;
    trials: number;
  }
}

fc.configureGlobal({ seed: inject("propertySeed") });
