/** Training runs and networks that cannot go on: the engine's host in this process. */
import { LabError } from "../../engine/core/errors";
import type { Random } from "../../engine/core/random";
import { compile } from "../../engine/graph/compile";
import { parseSpec } from "../../engine/graph/parse-spec";
import { smallRecipe, testHost } from "../../engine/worker/host.testing";
import { type Outcome, pick, trials } from "./promise";

const open = { kind: "open", run: "a", recipe: smallRecipe, backend: "wasm" } as const;

/** Parameters of the small network. */
const PARAMETERS = ["conv1.w", "conv1.b", "bn1.gamma", "bn1.beta", "fc1.w", "fc1.b"];

/** NaN put into any parameter after a random number of steps is named with that step and layer. */
export function namedNaN(count: number): Promise<Outcome> {
  return trials(count, async (from) => {
    const steps = 1 + from.below(30);
    const tensor = pick(from, PARAMETERS);
    const layer = tensor.split(".")[0];
    const host = testHost();
    await host.send(open);
    await host.send({ kind: "step", run: "a", count: steps });
    await host.send({ kind: "fault", fault: "nan", run: "a", tensor });
    await host.send({ kind: "start", run: "a" });
    const { problem } = await host.next(
      "paused",
      ({ problem: { layer: named } }) => named !== undefined,
    );
    return problem.step === steps + 1 && problem.layer === layer
      ? null
      : `said ${problem.layer} in step ${problem.step}, was ${tensor} in step ${steps + 1}`;
  });
}

/** A random network of up to 12 layers, large ones among them. */
function network(from: Random): unknown {
  const side = pick(from, [8, 28, 64, 224, 1024, 4096]);
  const layers = Array.from({ length: 1 + from.below(12) }, (_, at) => {
    const name = `layer${at + 1}`;
    const channels = pick(from, [1, 3, 16, 64, 512, 4096]);
    return pick<Record<string, unknown>>(from, [
      { name, op: "conv2d", out_channels: channels, kernel_size: 1 + from.below(5), padding: 1 },
      { name, op: "relu" },
      { name, op: "batchnorm" },
      { name, op: "maxpool2d", kernel_size: 2 },
      { name, op: "flatten" },
      { name, op: "linear", out_features: channels },
    ]);
  });
  return { format: 1, name: "random", input: [pick(from, [1, 3]), side, side], layers };
}

/** Each is planned within the budget, or refused with the name of a layer; nothing is allocated. */
export async function plannedNetworks(count: number): Promise<Outcome> {
  let [planned, refused] = [0, 0];
  const outcome = await trials(count, (from) => {
    const training = { loss: "mse", optimiser: { kind: "adam" } } as const;
    const batch = 1 + from.below(64);
    try {
      const spec = parseSpec(network(from));
      const { program } = compile(spec, { batch, training });
      planned++;
      return program.words * 4 <= 256 * 2 ** 20 ? null : `planned with ${program.words} words`;
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      refused++;
      // "input", "loss" and "the optimiser" are names too: they take memory of their own.
      const named = /; .+ takes \d+ of them$|layer\d/.test(error.message);
      return named ? null : `refused without a name: ${error.message}`;
    }
  });
  return { ...outcome, note: `${planned} planned, ${refused} refused` };
}
