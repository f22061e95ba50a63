/**
 * How the studio's preview is addressed: the number of its step only, so that the address stays
 * short while one writes and holds when a step gets another id.
 */
import type { LessonDoc } from "../../lesson/document";
import type { SessionRoute } from "../../lesson/runtime/session";
import { nearestStep } from "../../lesson/runtime/walk";
import { formatHash } from "../../shell/address";

export function studioRoute(doc: LessonDoc): SessionRoute {
  return {
    page: "studio",
    hash: (_doc, step) => stepHash(doc.steps.findIndex(({ id }) => id === step)),
    stepIn: ({ path: [number] }) =>
      number === undefined ? undefined : doc.steps[stepNumbered(doc, number)]?.id,
    remembers: false,
  };
}

export function stepHash(at: number): string {
  return formatHash("studio", [String(Math.max(0, at) + 1)]);
}

/** Position of the step that an address names; the nearest that there is. */
export function stepNumbered(doc: LessonDoc, number: string): number {
  return nearestStep(doc, (Number.parseInt(number, 10) || 1) - 1);
}
