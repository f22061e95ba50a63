/**
 * A widget and a lesson small enough to see through: what the runtime's tests and the gallery are
 * written against.
 */
import { createElement } from "react";
import { fromNested } from "../../../engine/core/tensor";
import { register } from "../../widgets/register";
import { inRange, isRecord } from "../../widgets/untrusted";
import type { WidgetDefinition, WidgetProps } from "../../widgets/widget";
import type { Block, FigureBlock, LessonDoc, LessonStep } from "../document";
import type { Registry } from "./walk";

interface CounterState {
  readonly count: number;
  readonly stride: number;
}

const counter: WidgetDefinition<CounterState> = {
  name: "counter",
  title: "A counter",
  summary: "Counts.",
  properties: {
    start: { type: "integer", min: 0, max: 9, default: 0, description: "Where it begins." },
    stride: { type: "integer", min: 1, max: 5, default: 1, description: "How far it goes." },
  },
  controls: ["count"],
  initial: (properties) => ({
    count: inRange(properties["start"], 0, 9, 0),
    stride: inRange(properties["stride"], 1, 5, 1),
  }),
  restore: (untrusted, fallback) =>
    isRecord(untrusted)
      ? {
          count: inRange(untrusted["count"], 0, 9, fallback.count),
          stride: inRange(untrusted["stride"], 1, 5, fallback.stride),
        }
      : fallback,
  steps: () => 10,
  step: (state) => state.count,
  seek: (state, to) => ({ ...state, count: inRange(to, 0, 9, state.count) }),
  place: (state) => {
    if (state.stride === 4) throw new Error("The counter is nowhere.");
    return String(state.count);
  },
  values: (state) => ({ count: fromNested([state.count]) }),
  describe: (state) => `The counter shows ${state.count}.`,
  torch: (state) => `assert torch.tensor(${state.count}) == ${state.count}`,
  toProperties: (state) => ({ start: state.count, stride: state.stride }),
};

function Counter({ state, change }: WidgetProps<CounterState>) {
  if (state.stride === 5) throw new Error("The counter broke.");
  return createElement(
    "button",
    {
      type: "button",
      onClick: () => change({ ...state, count: Math.min(9, state.count + state.stride) }),
    },
    `count ${state.count}`,
  );
}

export const registry: Registry = { counter: register(counter, () => Promise.resolve(Counter)) };

export function figure(
  id: string,
  properties: Readonly<Record<string, unknown>> = {},
  bind?: string,
): FigureBlock {
  const block: FigureBlock = {
    kind: "figure",
    id,
    widget: "counter",
    properties,
    alt: `Counter ${id}`,
    caption: [],
    hide: [],
    lock: [],
  };
  return bind === undefined ? block : { ...block, bind };
}

export function paragraph(text: string): Block {
  return { kind: "paragraph", content: [{ kind: "text", text }] };
}

export function step(id: string, ...blocks: readonly Block[]): LessonStep {
  return { id, title: `Step ${id}`, blocks, notes: [] };
}

export function lesson(...steps: readonly LessonStep[]): LessonDoc {
  return {
    format: 1,
    id: "example",
    title: "An example",
    summary: "For tests.",
    lang: "en",
    dir: "ltr",
    level: "intro",
    minutes: 5,
    goals: ["Count."],
    requires: [],
    authors: ["ConvLab"],
    license: "MIT",
    steps,
  };
}
