/**
 * A folder of ONNX files (`cases.json`): each is opened and computed on one picture, and on three
 * where the file leaves the batch open, or must be refused in words that name what is wrong.
 *
 * |got − want| ≤ abs + 1e-5·|want| for every number that the case has. A file with `may_refuse` may
 * be refused instead.
 */
import * as v from "valibot";
import type { Backend } from "../backends/backend";
import { LabError, messageOf, orProblem } from "../core/errors";
import { format, sameShape, type Shape, size } from "../core/shape";
import { compile } from "../graph/compile";
import { networkShapes } from "../graph/shapes";
import { type ImportedNetwork, importOnnx } from "../onnx/import";
import { weightsFrom } from "../train/weights";
import { type Open, readJson } from "./cases";
import type { Verdict } from "./run";
import { FIRST_STEP } from "./trial";

const RELATIVE = 1e-5;
const sizes = v.array(v.number());
const AXES = v.picklist(["NCHW", "NHWC", "NTF", "NF"]);
const EXPECTED = v.object({
  shape: sizes,
  values: sizes,
  top: v.optional(sizes),
  tolerance: v.object({ abs: v.number() }),
});
const CASE = v.object({
  file: v.string(),
  inputs: v.optional(v.array(v.object({ shape: sizes, axes: AXES, k: v.number() }))),
  expected: v.optional(EXPECTED),
  expected_batch_3: v.optional(EXPECTED),
  may_refuse: v.optional(v.unknown()),
  refuse: v.optional(
    v.object({ message_names: v.array(v.string()), may_open: v.optional(v.boolean()) }),
  ),
});
const FOLDER = v.object({ cases: v.array(v.unknown()) });

type OnnxCase = v.InferOutput<typeof CASE>;
type Expected = v.InferOutput<typeof EXPECTED>;
type Axes = v.InferOutput<typeof AXES>;

export async function* runOnnx(
  backend: Backend,
  open: Open,
  wanted: (id: string) => boolean = () => true,
): AsyncGenerator<Verdict> {
  for (const [at, entry] of v.parse(FOLDER, await readJson(open, "cases.json")).cases.entries()) {
    let id = `onnx/case ${at}`;
    let problem: string | null = null;
    try {
      const one = v.parse(CASE, entry);
      id = `onnx/${one.file}`;
      if (!wanted(id)) continue;
      problem = await judged(backend, open, one);
    } catch (error) {
      problem = messageOf(error);
    }
    yield { id, op: "network", tier: null, problem };
  }
}

async function judged(backend: Backend, open: Open, one: OnnxCase): Promise<string | null> {
  const bytes = await open(one.file);
  if (bytes === null) return "there is no such file";
  const read = opened(bytes);
  if (read instanceof LabError) return refusalProblem(one, read);
  if (one.refuse !== undefined && one.refuse.may_open !== true)
    return "opened, but it must be refused";
  const [input] = one.inputs ?? [];
  if (input === undefined || one.expected === undefined)
    return one.refuse === undefined ? "the case says no input and no output" : null;
  const problem = await outputProblem(backend, read, one.expected, input);
  if (problem !== null || one.expected_batch_3 === undefined) return problem;
  if (read.batch !== null) return `the batch is open, but ${read.batch} was read`;
  const three = { ...input, shape: [3, ...input.shape.slice(1)] };
  return outputProblem(backend, read, one.expected_batch_3, three);
}

function opened(bytes: Uint8Array): ImportedNetwork | LabError {
  return orProblem(() => importOnnx(bytes));
}

function refusalProblem(one: OnnxCase, error: LabError): string | null {
  if (one.refuse === undefined)
    return one.may_refuse === undefined ? `refused: ${error.message}` : null;
  const missing = one.refuse.message_names.find((word) => !error.message.includes(word));
  return missing === undefined ? null : `the message does not name ${missing}: ${error.message}`;
}

interface Input {
  readonly shape: Shape;
  readonly axes: Axes;
  readonly k: number;
}

async function outputProblem(
  backend: Backend,
  read: ImportedNetwork,
  want: Expected,
  input: Input,
): Promise<string | null> {
  const shape = [input.shape[0] ?? 1, ...read.output];
  if (!sameShape(shape, want.shape))
    return `the output is ${format(shape)}, expected ${format(want.shape)}`;
  const got = await computed(backend, read, input);
  if (got.length !== size(want.shape)) return `${got.length} numbers came out`;
  const at = want.values.findIndex(
    (value, cell) =>
      !(
        Math.abs((got[cell] ?? Number.NaN) - value) <=
        want.tolerance.abs + RELATIVE * Math.abs(value)
      ),
  );
  if (at >= 0)
    return `output[${at}] is ${got[at]}, expected ${want.values[at]} (tolerance ${want.tolerance.abs})`;
  const top = topClasses(got, shape);
  return want.top === undefined || sameShape(top, want.top)
    ? null
    : `the classes are ${top.join()}, expected ${want.top.join()}`;
}

/** The five best classes of one example, or the best of each of several. */
function topClasses(cells: Float32Array, [batch = 1]: Shape): number[] {
  const length = cells.length / batch;
  const ranked = Array.from({ length: batch }, (_, example) =>
    Array.from(cells.subarray(example * length, (example + 1) * length), (value, label) => ({
      value,
      label,
    }))
      .toSorted((one, other) => other.value - one.value)
      .map(({ label }) => label),
  );
  return batch === 1 ? (ranked[0] ?? []).slice(0, 5) : ranked.map(([best = -1]) => best);
}

async function computed(
  backend: Backend,
  read: ImportedNetwork,
  input: Input,
): Promise<Float32Array> {
  const network = networkShapes(read.spec);
  const output = `${network.output.name}.y`;
  const { program } = compile(read.spec, { batch: input.shape[0] ?? 1, keep: [output] });
  const executable = await backend.compile(program);
  try {
    for (const [name, data] of weightsFrom(read.weights, network)) executable.write(name, data);
    executable.write("input", picture(input, read.layout === "NHWC"));
    await executable.run("forward", FIRST_STEP);
    const cells = (await executable.read([output])).get(output);
    return cells instanceof Float32Array ? cells : new Float32Array(0);
  } finally {
    executable.free();
  }
}

/** The picture of all cases, as cases.json describes it; `movesChannels` makes it NCHW. */
function picture({ shape, axes, k }: Input, movesChannels: boolean): Float32Array {
  const [batch = 1, second = 1, third = 1, fourth = 1] = shape;
  const isLast = axes === "NHWC";
  const [channels, rows, columns] =
    axes === "NCHW"
      ? [second, third, fourth]
      : isLast
        ? [fourth, second, third]
        : axes === "NTF"
          ? [1, second, third]
          : [1, 1, second];
  const result = new Float32Array(size(shape));
  for (let n = 0; n < batch; n++)
    for (let c = 0; c < channels; c++)
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < columns; j++) {
          const at =
            isLast && !movesChannels
              ? ((n * rows + i) * columns + j) * channels + c
              : ((n * channels + c) * rows + i) * columns + j;
          result[at] = pixel(i, j, n * channels + c, k);
        }
  return result;
}

function pixel(i: number, j: number, q: number, k: number): number {
  const wave = 0.8 * Math.sin(0.31 * i + 0.17 * j + 1.9 * q + k);
  return wave + 0.4 * Math.sin(0.043 * i * j + 0.71 * q + 0.5);
}
