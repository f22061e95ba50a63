/** Computes one effective receptive field off the page's thread. */
import { type EffectiveOptions, effectiveField } from "../../../engine/explain/effective";

export type EffectiveFieldReply = { readonly field: Float64Array } | { readonly why: string };

interface Scope {
  postMessage(reply: EffectiveFieldReply): void;
  addEventListener(
    kind: "message",
    listener: (event: MessageEvent<EffectiveOptions>) => void,
  ): void;
}

const scope = globalThis as unknown as Scope;

scope.addEventListener("message", ({ data }) => {
  try {
    scope.postMessage({ field: effectiveField(data) });
  } catch (error) {
    scope.postMessage({ why: error instanceof Error ? error.message : String(error) });
  }
});
