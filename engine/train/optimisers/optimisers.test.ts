/**
 * Optimisers beside PyTorch's cases (conformance.test.ts): what those leave out, and what every
 * optimiser must do, which is to find the bottom of a bowl and to leave what is not a number
 * visible.
 */
import { describe, expect, it } from "vitest";
import type { Attributes } from "../../core/op";
import type { StepScalars } from "../../graph/program";
import { optimisers } from "./index";

interface State {
  readonly parameters: number;
  readonly tensors: Readonly<Record<string, number>>;
}

const SLOTS = ["velocity", "first", "second", "largest", "square", "mean"];

/** Runs an optimiser on one parameter; `gradient` gives the slope at a place. */
function descend(
  name: string,
  attributes: Attributes,
  steps: number,
  learningRate: number,
  gradient: (at: number) => number,
  from = 3,
): State {
  const optimiser = optimisers[name];
  if (optimiser === undefined) throw new Error(`there is no optimiser ${name}`);
  const settings = { ...optimiser.defaults, ...attributes };
  const one = () => ({ shape: [1], data: new Float64Array(1) });
  const tensors = {
    parameters: one(),
    gradients: one(),
    ...Object.fromEntries(SLOTS.map((slot) => [slot, one()])),
  };
  tensors.parameters.data[0] = from;
  for (let step = 1; step <= steps; step++) {
    tensors.gradients.data[0] = gradient(tensors.parameters.data[0] ?? 0);
    const correction = (beta: string): number =>
      typeof settings[beta] === "number" ? 1 - settings[beta] ** step : 1;
    const scalars: StepScalars = {
      step,
      learningRate,
      correction1: correction("beta1"),
      correction2: correction("beta2"),
      seed: 0,
    };
    optimiser.run(tensors, settings, scalars);
  }
  const values = Object.fromEntries(
    Object.entries(tensors).map(([slot, { data }]) => [slot, data[0] ?? Number.NaN]),
  );
  return { parameters: values["parameters"] ?? Number.NaN, tensors: values };
}

const bowl = (at: number): number => 2 * at;

describe("every optimiser", () => {
  it.each([
    ["sgd", {}, 0.1],
    ["sgd", { momentum: 0.9 }, 0.02],
    ["sgd", { momentum: 0.9, nesterov: true }, 0.02],
    ["adam", {}, 0.1],
    ["adamw", {}, 0.1],
    ["adam", { amsgrad: true }, 0.1],
    ["rmsprop", { alpha: 0.9 }, 0.02],
    ["rmsprop", { alpha: 0.9, centered: true, momentum: 0.5 }, 0.02],
  ] as const)("%s %o finds the bottom of a bowl", (name, attributes, rate) => {
    expect(Math.abs(descend(name, attributes, 600, rate, bowl).parameters)).toBeLessThan(0.05);
  });

  it.each(Object.keys(optimisers))("%s does not hide a gradient that is not a number", (name) => {
    expect(descend(name, {}, 1, 0.1, () => Number.NaN).parameters).toBeNaN();
  });

  it.each(Object.keys(optimisers))("%s names its slots and its defaults", (name) => {
    expect(optimisers[name]?.slots.slice(0, 2)).toEqual(["parameters", "gradients"]);
    expect(optimisers[name]?.name).toBe(name);
  });
});

describe("sgd", () => {
  it("starts its memory with the first gradient, whatever the dampening", () => {
    expect(
      descend("sgd", { momentum: 0.9, dampening: 0.5 }, 1, 0.1, () => 4).tensors["velocity"],
    ).toBe(4);
    expect(
      descend("sgd", { momentum: 0.5, dampening: 0.5 }, 2, 0.1, () => 4).tensors["velocity"],
    ).toBe(4);
  });

  it("adds weight decay to the gradient, before the momentum", () => {
    const { parameters, tensors } = descend(
      "sgd",
      { momentum: 0.9, weight_decay: 0.5 },
      1,
      0.1,
      () => 1,
      2,
    );
    expect(tensors["velocity"]).toBe(2);
    expect(parameters).toBeCloseTo(1.8, 14);
  });
});

describe("adam", () => {
  it("takes a first step of the learning rate, whatever the size of the gradient", () => {
    for (const slope of [1e-3, 1, 1e3])
      expect(descend("adam", { eps: 0 }, 1, 0.1, () => slope).parameters).toBeCloseTo(2.9, 12);
  });

  it("with decoupled decay shrinks a weight without gradient, which coupled decay treats as a gradient", () => {
    expect(descend("adamw", { weight_decay: 0.5 }, 1, 0.1, () => 0).parameters).toBeCloseTo(
      3 * 0.95,
      12,
    );
    expect(descend("adam", { weight_decay: 0.5, eps: 0 }, 1, 0.1, () => 0).parameters).toBeCloseTo(
      2.9,
      12,
    );
  });
});

describe("amsgrad", () => {
  it("divides by the largest mean square so far, as torch.optim.Adam(amsgrad=True)", () => {
    const slopes = [4, 0.5, 0.25];
    for (const amsgrad of [false, true]) {
      let [p, m, v, largest] = [3, 0, 0, 0];
      for (const [at, g] of slopes.entries()) {
        m = 0.9 * m + 0.1 * g;
        v = 0.5 * v + 0.5 * g * g;
        largest = Math.max(largest, v);
        const square = amsgrad ? largest : v;
        p -=
          (0.1 * (m / (1 - 0.9 ** (at + 1)))) / (Math.sqrt(square / (1 - 0.5 ** (at + 1))) + 1e-8);
      }
      let step = 0;
      const got = descend("adam", { amsgrad, beta2: 0.5 }, 3, 0.1, () => slopes[step++] ?? 0);
      expect(got.parameters).toBeCloseTo(p, 12);
    }
  });

  it("keeps a mean square that is not a number", () => {
    const slopes = [Number.NaN, 1];
    let step = 0;
    const { parameters } = descend("adam", { amsgrad: true }, 2, 0.1, () => slopes[step++] ?? 0);
    expect(parameters).toBeNaN();
  });
});

describe("rmsprop", () => {
  it("when centered divides by the deviation, not by the size", () => {
    const { tensors, parameters } = descend(
      "rmsprop",
      { alpha: 0.5, centered: true, eps: 0 },
      1,
      0.1,
      () => 2,
    );
    expect([tensors["square"], tensors["mean"]]).toEqual([2, 1]);
    expect(parameters).toBeCloseTo(3 - (0.1 * 2) / Math.sqrt(2 - 1), 12);
  });

  it("with momentum remembers scaled gradients and applies the learning rate outside", () => {
    const { tensors, parameters } = descend(
      "rmsprop",
      { alpha: 0.5, momentum: 0.5, eps: 0 },
      1,
      0.1,
      () => 2,
    );
    expect(tensors["velocity"]).toBeCloseTo(Math.SQRT2, 12);
    expect(parameters).toBeCloseTo(3 - 0.1 * Math.SQRT2, 12);
  });
});
