/**
 * Pictures through the project's network, one at a time, the newest next: while one is computed,
 * all but the last of those that come are skipped.
 */
import { t } from "../../../language/words";
import { now } from "../../../../engine/core/clock";
import { LabError } from "../../../../engine/core/errors";
import { writeSafetensors } from "../../../../engine/data/formats/safetensors";
import { deviceNumbers } from "../../../../engine/explain/device";
import type { Numbers } from "../../../../engine/explain/numbers";
import type { NetworkShapes } from "../../../../engine/graph/shapes";
import type { Tensor } from "../../../../engine/core/tensor";
import type { OpenRequest, RunHandle } from "../../../runs/runs";
import { wantedBackend } from "../../../runs/useRun";
import { filledWeights, type Project } from "../project";

/** More are not asked: weights alone would take 256 MB. */
const MOST_PARAMETERS = 64 * 2 ** 20;

const ids = new WeakMap<object, number>();
let lastId = 0;

/** A number for an object: the same for the same one. */
function idOf(object: object): number {
  const id = ids.get(object) ?? ++lastId;
  ids.set(object, id);
  return id;
}

/** Throws LabError "budget" for a network that is too large for a page. */
export function requestInUse(project: Project, network: NetworkShapes): OpenRequest {
  if (network.parameterCount > MOST_PARAMETERS)
    throw new LabError(
      "budget",
      t(
        "{name} has {parameterCount} million parameters; networks of up to {mostParameters} million are asked in a page",
        {
          name: project.name,
          parameterCount: Math.round(network.parameterCount / 1e6),
          mostParameters: Math.round(MOST_PARAMETERS / 1e6),
        },
      ),
      t("Its layers, its code and its costs are here all the same."),
    );
  const own = project.weights.size > 0;
  const key = JSON.stringify([network.spec, idOf(project.weights)]);
  return {
    recipe: {
      network: network.spec,
      dataset: "mnist",
      batch: 1,
      seed: 1,
      loss: "cross_entropy",
      optimiser: { kind: "sgd" },
      learningRate: 0,
    },
    key,
    backend: wantedBackend(),
    inUse: true,
    ...(own ? { weights: writeSafetensors(filledWeights(project, network).weights).buffer } : {}),
  };
}

export interface Answered {
  readonly input: Float32Array;
  readonly output: ArrayLike<number>;
  readonly milliseconds: number;
  /** Other pictures through the same network. */
  readonly infer: (
    input: Float32Array,
    tensors: readonly string[],
  ) => Promise<Readonly<Record<string, Tensor>>>;
  /** Every number of this pass, fetched when it is looked at. */
  readonly numbers: Numbers;
  /** The same of another picture. */
  readonly numbersFor: (input: Float32Array) => Numbers;
}

export class Asker {
  private next: Float32Array | null = null;
  private busy = false;
  stopped = false;

  constructor(
    private readonly handle: RunHandle,
    private readonly network: NetworkShapes,
    private readonly heard: (answer: Answered | { readonly problem: unknown }) => void,
  ) {}

  ask(input: Float32Array): void {
    this.next = input;
    if (!this.busy) void this.go();
  }

  private async go(): Promise<void> {
    this.busy = true;
    while (this.next !== null && !this.stopped) {
      const input = this.next;
      this.next = null;
      const answer = await this.answer(input).catch((problem: unknown) => ({ problem }));
      if (!this.stopped) this.heard(answer);
    }
    this.busy = false;
  }

  private async answer(input: Float32Array): Promise<Answered> {
    const name = `${this.network.output.name}.y`;
    const began = now();
    const read = await this.handle.infer(input, [name]);
    const milliseconds = now() - began;
    const output = read[name];
    if (output === undefined) throw new LabError("lost", t("the network gave no answer"));
    const numbers = numbersOfPass(this.handle, this.network, input, { [name]: output });
    const infer: Answered["infer"] = (picture, names) => this.handle.infer(picture, names);
    const numbersFor: Answered["numbersFor"] = (picture) =>
      numbersOfPass(this.handle, this.network, picture, {});
    return { input, output: output.data, milliseconds, infer, numbers, numbersFor };
  }
}

/** The numbers of one forward pass; those asked for in one moment are fetched together. */
function numbersOfPass(
  handle: RunHandle,
  network: NetworkShapes,
  input: Float32Array,
  known: Readonly<Record<string, Tensor>>,
): Numbers {
  let wanted: string[] = [];
  let pass: Promise<Readonly<Record<string, Tensor>>> | null = null;
  const fetch = async (name: string): Promise<Tensor> => {
    wanted.push(name);
    pass ??= Promise.resolve().then(() => {
      const names = wanted;
      [wanted, pass] = [[], null];
      return handle.infer(input, names);
    });
    const found = (await pass)[name];
    if (found === undefined) throw new LabError("lost", t("{name} was not computed", { name }));
    return found;
  };
  const view = handle.view.getState();
  return deviceNumbers({
    network,
    tensors: { input: { shape: [1, ...network.spec.input], data: input }, ...known },
    fetch,
    provenance: {
      kind: "device",
      backend: view.provenance?.backend ?? "wasm",
      description: view.provenance?.description ?? "",
      run: handle.name,
      step: 0,
    },
  });
}
