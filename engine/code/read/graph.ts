/**
 * A network while code is followed: layers one by one, each checked where it stands, so that what
 * does not fit is said with its line.
 */
import { LabError } from "../../core/errors";
import { type Shape, size } from "../../core/shape";
import { type LayerShape, oneLayer } from "../../graph/shapes";
import type { InitialiserSpec, LayerSpec, NetworkSpec } from "../../graph/spec";
import { samePadding } from "../same-padding";
import type { Meaning, Settings } from "./meaning";
import { assembled } from "./assemble";
import { OtherInput, sizes } from "./input";
import { Namer } from "./namer";
import { placeIn, problemAt } from "./tokens";
import type { LayerModule, Library, TensorValue } from "./values";

const MOST = 1024;
/** Outputs of these are never negative, so zeros round them change no maximum. */
const NOT_NEGATIVE: ReadonlySet<string> = new Set([
  "relu",
  "relu6",
  "sigmoid",
  "softmax",
  "softplus",
]);
/** These give as many channels as they take, and of the same picture. */
const CHANGES_CHANNELS: ReadonlySet<string> = new Set([
  "conv2d",
  "linear",
  "flatten",
  "concat",
  "add",
  "pad_channels",
]);
const KEEPS_SIGN: ReadonlySet<string> = new Set([
  "maxpool2d",
  "avgpool2d",
  "global_maxpool2d",
  "dropout",
  "identity",
  "concat",
  "add",
  "flatten",
]);

interface Applied {
  readonly at: number;
  /** Where the layer stands among the attributes of a model: "features.0". */
  readonly path?: string | undefined;
  readonly module?: LayerModule;
  readonly init?: InitialiserSpec | undefined;
}

export class Graph {
  private readonly layers: LayerSpec[] = [];
  private readonly names = new Namer();
  private readonly used = new Set<LayerModule>();
  private readonly firm = new Map<string, boolean>([["input", false]]);
  private readonly channelsOfInput = new Set(["input"]);

  /** `isGiven`: the code says the size of its input; else the first layer may ask for another. */
  constructor(
    private readonly source: string,
    readonly input: Shape,
    readonly isGiven: boolean,
  ) {}

  start(library: Library): TensorValue {
    return { kind: "tensor", graph: this, layer: "input", shape: this.input, library };
  }

  apply(meaning: Meaning, from: TensorValue, given: Applied): TensorValue {
    if (meaning.kind === "input") return this.expectInput(meaning.shape, from, given.at);
    if (meaning.kind === "pad") {
      if (from.pad !== undefined) throw this.lonely(from.pad);
      return { ...from, pad: { sides: meaning.sides, value: meaning.value, at: given.at } };
    }
    this.checkRank(meaning, from, given.at);
    this.checkInput(meaning.settings, from);
    const settings = this.complete(meaning, from, given.at);
    return this.add(settings, [from], given);
  }

  /** `a + b`, `torch.cat([a, b], 1)`, or a layer whose settings are complete. */
  add(settings: Settings, from: readonly TensorValue[], given: Applied): TensorValue {
    const { at, module } = given;
    for (const one of from) {
      if (one.graph !== this) throw problemAt(this.source, at, "these come from two inputs");
      if (one.pad !== undefined && settings["padding"] === undefined) throw this.lonely(one.pad);
      if (one.step !== undefined && settings.op !== "pad_channels")
        throw problemAt(this.source, at, "every other row and column are read by F.pad only");
    }
    if (this.layers.length >= MOST)
      throw new LabError("limit", `There are more than ${MOST} layers.`);
    const name = this.names.named(settings.op, given.path);
    const inputs = from.map((one) => one.layer);
    const previous = this.layers.at(-1)?.name ?? "input";
    const isNext = inputs.length === 1 && inputs[0] === previous;
    const layer: LayerSpec = {
      ...settings,
      name,
      ...(isNext ? {} : { inputs }),
      ...(given.init === undefined ? {} : { init: given.init }),
    };
    const found = this.placed(at, () =>
      oneLayer(
        layer,
        from.map(({ shape }) => shape),
      ),
    );
    if (module !== undefined && found.parameterCount > 0) {
      if (this.used.has(module))
        throw problemAt(
          this.source,
          at,
          `${name}: this layer is used a second time; two places with the same weights are not understood here`,
        );
      this.used.add(module);
    }
    this.layers.push(layer);
    this.remember(layer, found, inputs);
    return this.tensor(name, found.shape, from[0]?.library ?? "PyTorch");
  }

  private tensor(layer: string, shape: Shape, library: Library): TensorValue {
    return { kind: "tensor", graph: this, layer, shape, library };
  }

  private remember(
    { name, op }: LayerSpec,
    { shape }: LayerShape,
    inputs: readonly string[],
  ): void {
    const all = (inputs.length > 0 && inputs.every((one) => this.firm.get(one))) === true;
    this.firm.set(name, NOT_NEGATIVE.has(op) || (KEEPS_SIGN.has(op) && all));
    const isSame = inputs.every((one) => this.channelsOfInput.has(one));
    if (isSame && shape.length === this.input.length && !CHANGES_CHANNELS.has(op))
      this.channelsOfInput.add(name);
  }

  /** The layers that the results need, the first result last. */
  spec(results: readonly TensorValue[]): NetworkSpec {
    for (const { pad } of results) if (pad !== undefined) throw this.lonely(pad);
    return assembled(this.layers, this.input, results);
  }

  get isEmpty(): boolean {
    return this.layers.length === 0;
  }

  private expectInput(
    shape: readonly (number | null)[],
    from: TensorValue,
    at: number,
  ): TensorValue {
    const wanted = shape.map((side, axis) => side ?? from.shape[axis] ?? 32);
    if (wanted.join() === from.shape.join()) return from;
    if (from.layer === "input" && !this.isGiven) throw new OtherInput(wanted);
    throw problemAt(
      this.source,
      at,
      `the input is said to be ${sizes(wanted)} here, but ${sizes(from.shape)} comes in`,
    );
  }

  /** A first layer says how many channels the picture has; the size of the picture stays. */
  private checkInput(settings: Settings, from: TensorValue): void {
    if (this.isGiven || !this.channelsOfInput.has(from.layer)) return;
    const wanted = settings["in_channels"] ?? settings["num_features"];
    const features = settings["in_features"];
    if (typeof features === "number" && (from.shape.length !== 1 || from.shape[0] !== features))
      throw new OtherInput([features]);
    if (typeof wanted !== "number" || wanted === from.shape[0]) return;
    const sides = this.input.length === 3 ? this.input.slice(1) : [32, 32];
    throw new OtherInput(
      from.shape.length === 3 || settings.op === "conv2d" ? [wanted, ...sides] : [wanted],
    );
  }

  private checkRank(
    meaning: Exclude<Meaning, { kind: "input" | "pad" }>,
    from: TensorValue,
    at: number,
  ): void {
    const { rank, settings } = meaning;
    const isFirst =
      !this.isGiven &&
      this.channelsOfInput.has(from.layer) &&
      settings["in_features"] !== undefined;
    if (rank === undefined || rank === from.shape.length || isFirst) return;
    if (!this.isGiven && from.layer === "input" && settings["in_channels"] !== undefined) return;
    const [op, total] = [settings.op, size(from.shape)];
    const flatten = from.library === "Keras" ? "layers.Flatten()" : "nn.Flatten()";
    const what =
      rank === 3
        ? `${op} reads images, but ${total} numbers without rows and columns come in (is a flatten too early?)`
        : op === "linear"
          ? `a dense layer reads a list of features, but images of ${sizes(from.shape)} come in: flatten them first, ${flatten} makes ${total} features of each`
          : `BatchNorm1d reads a list of features, but images of ${sizes(from.shape)} come in: BatchNorm2d is for images`;
    throw problemAt(this.source, at, what);
  }

  /** Settings that depend on what comes in, as numbers. */
  private complete(
    meaning: Exclude<Meaning, { kind: "input" | "pad" }>,
    from: TensorValue,
    at: number,
  ): Settings {
    const [, height = 1, width = 1] = from.shape;
    let settings: Settings = meaning.settings;
    if (meaning.kind === "same") {
      const padding = samePadding([height, width], {
        kernel_size: settings["kernel_size"],
        stride: settings["stride"],
        dilation: settings["dilation"],
      });
      settings =
        settings.op === "avgpool2d"
          ? { ...settings, padding, count_include_pad: false }
          : { ...settings, padding };
    }
    const axis = settings["axis"];
    if (typeof axis === "number") settings = this.alongAxis(settings, axis, from, at);
    const output = settings["output_size"];
    if (Array.isArray(output)) {
      const [rows = 1, columns = 1] = output.map(Number);
      const known = [rows === -1 ? height : rows, columns === -1 ? width : columns];
      settings = { ...settings, output_size: known[0] === known[1] ? (known[0] ?? 1) : known };
    }
    if (Array.isArray(settings["shared_axes"])) {
      const { shared_axes: shared, ...rest } = settings;
      settings = { ...rest, op: rest.op, num_parameters: this.slopes(String(shared), from, at) };
    }
    return from.pad === undefined ? settings : this.withPad(settings, from, from.pad);
  }

  /** An axis counted from the front; the first after the batch is nobody's setting. */
  private alongAxis(settings: Settings, axis: number, from: TensorValue, at: number): Settings {
    const axes = from.shape.length + 1;
    const place = axis < 0 ? axis + axes : axis;
    if (place < 1 || place >= axes)
      throw problemAt(
        this.source,
        at,
        `${settings.op} over axis ${axis} is not understood here: the tensor has axes 0 (the batch) to ${axes - 1}`,
      );
    const { axis: _axis, ...rest } = settings;
    return place === 1 ? (rest as Settings) : { ...settings, axis: place };
  }

  /** Keras: one slope for each number that is not shared along an axis. */
  private slopes(shared: string, { shape }: TensorValue, at: number): number {
    const images = shape.length === 3;
    if (shared === (images ? "1,2" : "")) return shape[0] ?? 1;
    if (shared === (images ? "1,2,3" : "1")) return 1;
    throw problemAt(
      this.source,
      at,
      "PReLU is understood here with one slope for each channel (shared_axes=[1, 2]) or one for all",
    );
  }

  /**
   * Padding as a layer of its own belongs to the layer behind it: zeros round a convolution,
   * nothing round a maximum.
   */
  private withPad(
    settings: Settings,
    from: TensorValue,
    pad: NonNullable<TensorValue["pad"]>,
  ): Settings {
    const isMaximum = settings.op === "maxpool2d";
    const wanted = isMaximum ? Number.NEGATIVE_INFINITY : 0;
    const takes = ["conv2d", "avgpool2d", "maxpool2d"].includes(settings.op);
    const own = [settings["padding"] ?? 0].flat().map(Number);
    const isRight =
      pad.value === wanted || (isMaximum && pad.value === 0 && this.firm.get(from.layer));
    if (!takes || !isRight || own.some((side) => side !== 0)) throw this.lonely(pad);
    return { ...settings, padding: pad.sides };
  }

  private lonely({ at, value }: NonNullable<TensorValue["pad"]>): LabError {
    const behind =
      value === 0
        ? "a convolution or an average pooling (before a maximum pooling only behind a ReLU)"
        : "a maximum pooling";
    return problemAt(
      this.source,
      at,
      `this padding must stand before ${behind} without padding of its own`,
    );
  }

  private placed<Result>(at: number, work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      const said = `${placeIn(this.source, at)}: ${error.message}.`.replace(/\.\.$/, ".");
      throw new LabError(error.code, said, error.hint);
    }
  }
}
