/**
 * Filters a grey picture on the engine: one conv2d call as a program of its own, kept ready for the
 * next frame. On the WebAssembly backend where it starts, else on the reference: same program, same
 * numbers up to rounding.
 */
import { t } from "../../language/words";
import type { Backend, Executable } from "../../../engine/backends/backend";
import { size, type Shape } from "../../../engine/core/shape";
import { conv2d } from "../../../engine/ops/conv2d/conv2d";
import type { Call, Program, StepScalars, TensorPlan } from "../../../engine/graph/program";
import type { GreyPicture } from "../../pictures/grey";

export interface FilterPass {
  readonly filter: readonly (readonly number[])[];
  readonly stride: number;
  /** "zero": as many zeros round the picture as keep its size; "none": the picture shrinks. */
  readonly padding: "zero" | "none";
  /** Added to every sum, then ReLU: one channel of a layer; null: the sum alone. */
  readonly bias: number | null;
}

const SCALARS: StepScalars = { step: 1, learningRate: 0, correction1: 1, correction2: 1, seed: 1 };
/** Programs kept: one for each size that is in use. */
const KEPT = 24;

export class FilterRunner {
  private readonly ready = new Map<string, Executable>();
  private constructor(private readonly backend: Backend) {}

  static async start(): Promise<FilterRunner> {
    return new FilterRunner(await startBackend());
  }

  get description(): string {
    return `${this.backend.name === "wasm" ? "WebAssembly" : t("the reference")}, ${this.backend.description}`;
  }

  /**
   * Runs the passes one after the other; keeps the picture that went into the last one, for its
   * arithmetic.
   */
  async run(
    picture: GreyPicture,
    passes: readonly FilterPass[],
  ): Promise<{ readonly before: GreyPicture; readonly after: GreyPicture }> {
    let before = picture;
    let after = picture;
    for (const pass of passes) {
      before = after;
      after = await this.pass(before, pass);
    }
    return { before, after };
  }

  dispose(): void {
    this.backend.dispose();
  }

  private async pass({ rows, columns, data }: GreyPicture, pass: FilterPass): Promise<GreyPicture> {
    const attributes = attributesOf(pass);
    const x: Shape = [1, 1, rows, columns];
    const w: Shape = [1, 1, pass.filter.length, pass.filter[0]?.length ?? 0];
    const { y } = conv2d.shapes({ x, w }, attributes);
    const key = `${x.join()} ${w.join()} ${pass.stride} ${pass.padding} ${attributes.bias}`;
    const executable =
      this.ready.get(key) ?? (await this.compile(key, programOf(x, w, y, attributes)));
    executable.write("x", data);
    executable.write("w", Float32Array.from(pass.filter.flat()));
    if (pass.bias !== null) executable.write("b", Float32Array.of(pass.bias));
    await executable.run("forward", SCALARS);
    const read = (await executable.read(["y"])).get("y");
    return {
      rows: y[2] ?? 0,
      columns: y[3] ?? 0,
      data: read instanceof Float32Array ? read : new Float32Array(size(y)),
    };
  }

  private async compile(key: string, program: Program): Promise<Executable> {
    const executable = await this.backend.compile(program);
    const [oldest] = this.ready;
    if (this.ready.size >= KEPT && oldest !== undefined) {
      oldest[1].free();
      this.ready.delete(oldest[0]);
    }
    this.ready.set(key, executable);
    return executable;
  }
}

/** The attributes of the one conv2d call; the arithmetic of a pixel is explained with the same. */
export function attributesOf({ filter, stride, padding, bias }: FilterPass) {
  const kernel_size = [filter.length, filter[0]?.length ?? 0];
  const [top, left] = kernel_size.map((extent) =>
    padding === "zero" ? Math.floor((extent - 1) / 2) : 0,
  );
  const [bottom, right] = kernel_size.map((extent) =>
    padding === "zero" ? Math.ceil((extent - 1) / 2) : 0,
  );
  return conv2d.normalise({
    out_channels: 1,
    kernel_size,
    stride,
    padding: [top, left, bottom, right],
    bias: bias !== null,
  });
}

function programOf(
  x: Shape,
  w: Shape,
  y: Shape,
  attributes: ReturnType<typeof attributesOf>,
): Program {
  const tensors: TensorPlan[] = [];
  let words = 0;
  const add = (name: string, shape: Shape, kind: TensorPlan["kind"]): number => {
    tensors.push({ id: tensors.length, name, shape, kind, offset: words, integer: false });
    words += Math.ceil(size(shape) / 64) * 64;
    return tensors.length - 1;
  };
  const pass = "forward" as const;
  const reads = { x: add("x", x, "input"), w: add("w", w, "input") };
  const result = add("y", y, "result");
  const forward = attributes.bias
    ? withRelu(add("z", y, "activation"))
    : [{ op: "conv2d", pass, node: "filter", tensors: { ...reads, y: result }, attributes }];
  function withRelu(z: number): Call[] {
    const slots = { ...reads, b: add("b", [1], "input"), y: z };
    return [
      { op: "conv2d", pass, node: "filter", tensors: slots, attributes },
      { op: "relu", pass, node: "relu", tensors: { x: z, y: result }, attributes: {} },
    ];
  }
  const nothing = { offset: words, words: 0 };
  return {
    name: "photo filter",
    batch: 1,
    tensors,
    phases: { forward },
    words,
    parameters: nothing,
    gradients: nothing,
  };
}

async function startBackend(): Promise<Backend> {
  try {
    const { createWasm } = await import("../../../engine/backends/wasm");
    return await createWasm({ threads: 1 });
  } catch {
    const { createReference } = await import("../../../engine/backends/reference");
    return createReference();
  }
}
