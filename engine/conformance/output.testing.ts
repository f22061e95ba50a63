/** What a network that was read computes, for tests. */
import { createReference } from "../backends/reference/index";
import { FIRST_STEP } from "./trial";
import type { StoredTensors } from "../data/formats/safetensors";
import { compile } from "../graph/compile";
import { networkShapes } from "../graph/shapes";
import type { NetworkSpec } from "../graph/spec";
import { weightsFrom } from "../train/weights";

/** What a network makes of examples in a row, on the reference backend. */
export async function outputOf(
  spec: NetworkSpec,
  weights: StoredTensors,
  input: readonly number[],
  batch = 1,
): Promise<number[]> {
  const network = networkShapes(spec);
  const output = `${network.output.name}.y`;
  const backend = createReference();
  const executable = await backend.compile(compile(spec, { batch, keep: [output] }).program);
  for (const [name, data] of weightsFrom(weights, network)) executable.write(name, data);
  executable.write("input", Float32Array.from(input));
  await executable.run("forward", FIRST_STEP);
  return Array.from((await executable.read([output])).get(output) ?? []);
}
