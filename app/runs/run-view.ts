/**
 * A run as the page sees it: a pure fold over what the engine says. Curves are kept from the first
 * step; when a snapshot shows that the run went back (reset, rewind, a new worker's checkpoint)
 * what lies after its step is dropped, it comes again.
 */
import type { NetworkSpec } from "../../engine/graph/spec";
import type { RunEvent } from "../../engine/client/event-hub";
import type { RunSnapshot } from "../../engine/client/snapshot";
import type { EngineProblem, Frame, Provenance } from "../../engine/worker/protocol";
import type { Point } from "../figures/curve/series";

type Phase =
  | "closed" // nothing asked of the engine yet
  | "opening"
  | "ready" // open, standing still
  | "running"
  | "broken" // paused by the engine: NaN
  | "failed"; // cannot go on without a change or a reload

interface Score {
  readonly step: number;
  readonly loss: number;
  readonly accuracy: number;
  /** The accuracy with batch norm's statistics of many training pictures, where asked for. */
  readonly ideal?: number;
}

/** The run went on from here with something else: which choice, from what to what, in words. */
export interface Switch {
  readonly step: number;
  readonly what: string;
  readonly from: string;
  readonly to: string;
  /** Tensors that started anew with it. */
  readonly added: readonly string[];
}

export interface RunView {
  readonly phase: Phase;
  /** What computed the snapshot, or will compute the first one; null while nothing is open. */
  readonly provenance: Provenance | null;
  readonly network: NetworkSpec | null;
  readonly parameters: number;
  readonly bytes: number;
  /** The worker's own account of how far it is, as it came last. */
  readonly snapshot: RunSnapshot | null;
  readonly losses: readonly Point[];
  readonly scores: readonly Score[];
  /** Statistics by step, thinned as the run grows: at most `FRAMES`. */
  readonly frames: readonly Frame[];
  readonly switches: readonly Switch[];
  readonly problem: EngineProblem | null;
  /** What happened on the way and was put right: "Continued on the processor from step 40." */
  readonly notice: string | null;
  /** Why the run cannot be kept on this device; null when it is, or need not be. */
  readonly unkept: string | null;
}

export const CLOSED: RunView = {
  phase: "closed",
  provenance: null,
  network: null,
  parameters: 0,
  bytes: 0,
  snapshot: null,
  losses: [],
  scores: [],
  frames: [],
  switches: [],
  problem: null,
  notice: null,
  unkept: null,
};

const FRAMES = 200;

export function received(view: RunView, event: RunEvent): RunView {
  switch (event.kind) {
    case "opened": {
      // Also after the worker was replaced: the curves stay, the next snapshot says how far it
      // came.
      const { network, parameters, bytes } = event;
      const phase = view.phase === "running" ? "running" : "ready";
      const provenance = view.snapshot?.provenance ?? event.provenance;
      return { ...view, phase, provenance, network, parameters, bytes };
    }
    case "snapshot":
      return withSnapshot(view, event.snapshot);
    case "continued": {
      const { recipe, parameters, bytes } = event;
      const phase = view.phase === "broken" ? "ready" : view.phase;
      return {
        ...cutAfter(view, event.step),
        phase,
        network: recipe.network,
        parameters,
        bytes,
        problem: null,
        notice: null,
      };
    }
    case "recovered":
      return { ...view, notice: event.message, problem: null };
    case "paused":
      return { ...view, phase: "broken", problem: event.problem };
    case "failed":
      return { ...view, phase: "failed", problem: event.problem };
    case "checkpoint":
      return view; // stored elsewhere (stored-run.ts)
    default:
      event satisfies never;
      return view;
  }
}

function withSnapshot(view: RunView, snapshot: RunSnapshot): RunView {
  const kept = cutAfter(view, snapshot.step);
  // Broken stays broken until the page itself goes back or starts over.
  const phase = snapshot.running ? "running" : view.phase === "broken" ? "broken" : "ready";
  const point = ({ step, loss }: { readonly step: number; readonly loss: number }): Point => ({
    step,
    value: loss,
  });
  return {
    ...kept,
    phase,
    snapshot,
    provenance: snapshot.provenance,
    problem: phase === "broken" ? view.problem : null,
    losses: joined(kept.losses, snapshot.losses.map(point)),
    scores: joined(kept.scores, snapshot.scores),
    frames: thinned(joined(kept.frames, snapshot.frames)),
  };
}

/** Without what was measured after `step`. */
function cutAfter(view: RunView, step: number): RunView {
  const upTo = <Item extends { readonly step: number }>(items: readonly Item[]): readonly Item[] =>
    (items.at(-1)?.step ?? 0) <= step ? items : items.filter((item) => item.step <= step);
  return {
    ...view,
    losses: upTo(view.losses),
    scores: upTo(view.scores),
    frames: upTo(view.frames),
    switches: upTo(view.switches),
  };
}

/**
 * With one switch more. Of two at one step and of one choice only the way from the first to the
 * last counts, if it leads anywhere.
 */
export function withSwitch(view: RunView, made: Switch): RunView {
  const same = view.switches.findLast(({ step, what }) => step === made.step && what === made.what);
  const others = view.switches.filter((one) => one !== same);
  const whole = same === undefined ? made : { ...made, from: same.from };
  return {
    ...view,
    switches: whole.from === whole.to || whole.step === 0 ? others : [...others, whole],
  };
}

/** Appends what is new; a step measured again replaces itself. */
function joined<Item extends { readonly step: number }>(
  before: readonly Item[],
  after: readonly Item[],
): readonly Item[] {
  const first = after[0];
  if (first === undefined) return before;
  const last = before.at(-1);
  return last === undefined || last.step < first.step
    ? [...before, ...after]
    : [...before.filter((item) => item.step < first.step), ...after];
}

/**
 * At most `FRAMES`, over the whole run: those at multiples of ever higher powers of two stay, so
 * that two runs keep frames of the same steps.
 */
function thinned(frames: readonly Frame[]): readonly Frame[] {
  let few = frames;
  for (let stride = 2; few.length > FRAMES; stride *= 2)
    few = frames.filter(
      ({ step }, at) => at === 0 || at === frames.length - 1 || step % stride === 0,
    );
  return few;
}

/** The statistics at or before a step; the latest for null. */
export function frameAt(frames: readonly Frame[], step: number | null): Frame | null {
  if (step === null) return frames.at(-1) ?? null;
  return frames.findLast((frame) => frame.step <= step) ?? frames[0] ?? null;
}
